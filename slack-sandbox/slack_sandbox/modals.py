"""A person in front of a modal: filling in, submitting, closing, and what the bot's ack does to it."""

from __future__ import annotations

import json
from typing import Any

from slack_sandbox import payloads
from slack_sandbox.api.views import STACK_DEPTH
from slack_sandbox.complaints import complaints
from slack_sandbox.core import Sandbox
from slack_sandbox.courier import Ack
from slack_sandbox.errors import ControlError
from slack_sandbox.fill import find_field, label_of, pick, value_for
from slack_sandbox.pictures import judge_pictures_of_view
from slack_sandbox.rules import Refused, judge_options, judge_view
from slack_sandbox.rules.checks import options_of
from slack_sandbox.state import held
from slack_sandbox.views import asks_for_file, new_view, replace_view, stack_of
from slack_sandbox.world import JSON, Message, User, View

Place = Message | View
LEAST_QUERY = 3  # types: what min_query_length is when nobody says
TROUBLE = "We had some trouble connecting. Try again?"


def top_view(user: User, box: Sandbox) -> View:
    """The modal in front of somebody."""
    stack = stack_of(user.id, box)
    if not stack:
        raise ControlError(f"{user.real_name} has no modal open")
    return stack[-1]


async def fill(user: User, values: JSON, box: Sandbox) -> None:
    """Fills in fields of the top modal, by their labels."""
    view = top_view(user, box)
    for label, typed in values.items():
        block, element = find_field(view.body["blocks"], label)
        await hold(view, block, element, typed, user, box)


async def hold(view: View, block: JSON, element: JSON, typed: Any, user: User, box: Sandbox) -> JSON:
    """Puts what was entered into an element; returns its entry in state.values."""
    entry = held(element, await entered(view, block, element, typed, user, box))
    view.values[block["block_id"], element["action_id"]] = entry
    view.errors.pop(block["block_id"], None)
    return entry


async def entered(place: Place, block: JSON, element: JSON, typed: Any, user: User, box: Sandbox) -> Any:
    """What an element holds once a person has entered this; an external menu asks the bot."""
    if element["type"].endswith("external_select") and typed is not None:
        return await _choose_external(place, block, element, typed, user, box)
    return value_for(element, typed, user, box)


async def _choose_external(place: Place, block: JSON, element: JSON, typed: Any, user: User, box: Sandbox) -> Any:
    """Asks the bot for options, as Slack does while a person types."""
    several = element["type"].startswith("multi_")
    least = element.get("min_query_length", LEAST_QUERY)
    chosen = []
    for wanted in typed if isinstance(typed, list) else [typed]:
        query, text = (wanted["typed"], wanted["text"]) if isinstance(wanted, dict) else (wanted, wanted)
        if len(str(query)) < least:
            raise ControlError(f"type at least {least} characters to see options")
        payload = payloads.suggestion(user, place, block, element, str(query), box)
        ack = await box.courier.deliver("interactive", payload)
        chosen.append(pick(_loaded_options(ack, box), text))
    return chosen if several else chosen[0]


def _loaded_options(ack: Ack, box: Sandbox) -> list[JSON]:
    """The options in an ack; a person sees that they did not load when they break a rule."""
    body = as_object(ack.body)
    if not ack.ok or body is None:
        raise ControlError("the options did not load")
    try:
        judge_options(body)
    except Refused as refused:
        box.note_refusal("block_suggestion", body, refused)
        raise ControlError("the options did not load") from refused
    return options_of(body)


async def submit(user: User, box: Sandbox) -> JSON:
    """Presses the submit button; says what became of the modal."""
    view = top_view(user, box)
    if not view.body.get("submit"):
        raise ControlError("this modal has no submit button")
    view.trouble = None
    view.errors = complaints(view)
    if view.errors:
        return _result("refused", view)
    ack = await box.courier.deliver("interactive", payloads.submission(user, view, box))
    return apply_ack(view, ack, user, box)


def _result(outcome: str, view: View) -> JSON:
    labels = {
        block["block_id"]: label_of(block, block["element"])
        for block in view.body["blocks"]
        if block["type"] == "input"
    }
    errors = {labels[block_id]: message for block_id, message in view.errors.items()}
    return {"outcome": outcome, "errors": errors, "trouble": view.trouble}


def apply_ack(view: View, ack: Ack, user: User, box: Sandbox) -> JSON:
    """Does to the modal what the bot's ack says; a broken ack is trouble connecting."""
    stack = stack_of(user.id, box)
    body = as_object(ack.body)
    if not ack.ok or body is None:
        view.trouble = TROUBLE
        return _result("connection error", view)
    try:
        outcome = _respond(view, body, stack, box)
    except Refused as refused:
        box.note_refusal("view_submission", body, refused)
        view.trouble = TROUBLE
        outcome = "connection error"
    return _result(outcome, view)


def as_object(body: Any) -> JSON | None:
    """An ack's body as an object; nothing at all is an empty one, anything else none."""
    if isinstance(body, str):
        try:
            body = json.loads(body) if body.strip() else {}
        except ValueError:
            return None
    if body is None:
        return {}
    return body if isinstance(body, dict) else None


def _respond(view: View, body: JSON, stack: list[View], box: Sandbox) -> str:
    action = body.get("response_action")
    if not body:
        _take_off(view, stack)
        return "closed"
    if action == "clear":
        stack.clear()
        return "cleared"
    if action == "errors":
        return _show_errors(view, body)
    if action in ("update", "push"):
        return _show_view(str(action), view, body, stack, box)
    raise Refused("invalid_response_action")


def _take_off(view: View, stack: list[View]) -> None:
    if view in stack:
        del stack[stack.index(view) :]


def _show_errors(view: View, body: JSON) -> str:
    errors = body.get("errors")
    known = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= known:
        raise Refused("invalid_errors")
    view.errors = {str(block_id): str(message) for block_id, message in errors.items()}
    return "errors"


def _show_view(action: str, view: View, body: JSON, stack: list[View], box: Sandbox) -> str:
    shown = body.get("view")
    if isinstance(shown, str):
        shown = as_object(shown)
    judge_view(shown, "modal")
    assert isinstance(shown, dict)  # noqa: S101 - judged above
    judge_pictures_of_view(shown, box.world)
    granted = box.world.app.scopes
    if asks_for_file(shown) and granted is not None and "files:read" not in granted:
        raise Refused("missing_scope")
    if action == "update":
        replace_view(view, shown, box)
        return "updated"
    if len(stack) >= STACK_DEPTH:
        raise Refused("push_limit_reached")
    stack.append(new_view(shown, "modal", view.user, box, on=view))
    return "pushed"


async def close(user: User, box: Sandbox, *, everything: bool = False) -> None:
    """Closes the top modal, or all of them."""
    stack = stack_of(user.id, box)
    top = top_view(user, box)
    clears = everything or bool(top.body.get("clear_on_close"))
    gone = list(reversed(stack)) if clears else [top]
    for view in gone:
        stack.remove(view)
    for view in gone:
        if view.body.get("notify_on_close"):
            payload = payloads.closed(user, view, box, cleared=clears)
            await box.courier.deliver("interactive", payload)
