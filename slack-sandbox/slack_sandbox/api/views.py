"""views.*: modals and the Home tab."""

from __future__ import annotations

from typing import Any

from slack_sandbox.api.call import ApiCall, method, missing
from slack_sandbox.errors import SlackError
from slack_sandbox.pictures import judge_pictures_of_view
from slack_sandbox.rules import Finding, judge_view
from slack_sandbox.shapes import view_json
from slack_sandbox.views import asks_for_file, choose_current_conversation, new_view, replace_view, stack_of
from slack_sandbox.world import JSON, Trigger, View

STACK_DEPTH = 3  # modals


@method("views.open", "t4")
def views_open(call: ApiCall) -> JSON:
    """Opens a modal in front of who pulled the trigger."""
    body = _body(call, "modal")
    trigger = _trigger(call)
    _check_external_id(call, body)
    trigger.used = True
    view = new_view(body, "modal", trigger.user, call.box)
    choose_current_conversation(view, trigger.channel)
    call.box.world.modals[trigger.user] = [view]
    return _answer(call, view)


@method("views.push", "t4")
def views_push(call: ApiCall) -> JSON:
    """Puts a modal on top of the open one."""
    body = _body(call, "modal")
    trigger = _trigger(call)
    stack = stack_of(trigger.user, call.box)
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= STACK_DEPTH:
        raise SlackError("push_limit_reached")
    _check_external_id(call, body)
    trigger.used = True
    view = new_view(body, "modal", trigger.user, call.box, on=stack[-1])
    choose_current_conversation(view, trigger.channel)
    stack.append(view)
    return _answer(call, view)


@method("views.update", "t4")
def views_update(call: ApiCall) -> JSON:
    """Changes an open modal; with a hash, only if nobody changed it since."""
    body = _body(call, "modal")
    if not call.get("view_id") and not call.get("external_id"):
        words = "missing required field: view_id or external_id"
        raise SlackError("invalid_arguments", Finding("", "required", words, "views.open"))
    view = call.box.world.view(call.get("view_id"), call.get("external_id"))
    if view is None or view.kind != "modal":
        raise SlackError("not_found")
    _check_hash(call, view)
    _check_external_id(call, body, view)
    replace_view(view, body, call.box)
    return _answer(call, view)


@method("views.publish", "t4")
def views_publish(call: ApiCall) -> JSON:
    """Sets somebody's Home tab."""
    body = _body(call, "home")
    user = call.box.world.users.get(call.get("user_id"))
    if user is None:
        raise SlackError("invalid_arguments", Finding("/user_id", "user", "invalid `user_id`", "views.open"))
    if not call.box.world.app.home_enabled:
        raise SlackError("not_enabled")
    view = call.box.world.homes.get(user.id)
    if view is None:
        _check_external_id(call, body)
        view = new_view(body, "home", user.id, call.box)
        call.box.world.homes[user.id] = view
    else:
        _check_hash(call, view)
        _check_external_id(call, body, view)
        replace_view(view, body, call.box)
    return _answer(call, view)


def _body(call: ApiCall, surface: str) -> Any:
    if call.arguments.get("view") is None:
        raise SlackError("invalid_arguments", missing("view"))
    body = call.parsed("view")
    judge_view(body, surface)
    judge_pictures_of_view(body, call.box.world)
    if asks_for_file(body):
        call.require_scope("files:read")
    return body


def _trigger(call: ApiCall) -> Trigger:
    trigger = call.box.world.triggers.get(call.need("trigger_id"))
    if trigger is None:
        raise SlackError("invalid_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    if call.box.clock.now() - trigger.issued > call.box.courier.answer_seconds:
        raise SlackError("expired_trigger_id")
    return trigger


def _check_hash(call: ApiCall, view: View) -> None:
    if call.get("hash") and call.get("hash") != view.hash:
        raise SlackError("hash_conflict")


def _check_external_id(call: ApiCall, body: JSON, own: View | None = None) -> None:
    wanted = str(body.get("external_id") or "")
    other = call.box.world.view(external_id=wanted) if wanted else None
    if other is not None and other is not own:
        raise SlackError("duplicate_external_id")


def _answer(call: ApiCall, view: View) -> JSON:
    return {"view": view_json(view, call.box.world)}
