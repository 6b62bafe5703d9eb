"""Slack in: the table of contents of everything a person can do.

Bolt tries its listeners one after the other, so there is one for each kind of payload, and each looks its
handler up here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from slack_bolt import App, Args

from handlers import (
    answers,
    corrections,
    draft,
    history,
    notes,
    setup,
    status,
    troubles,
    updates,
    withdrawals,
)
from handlers.call import Call, Handler
from handlers.errors import answered
from rendering.slack.ids import Action, Callback
from services.desk import Desk

COMMANDS: Mapping[str, Handler] = {
    "/sprint-update": updates.command,
    "/sprint-status": status.command,
    "/sprint-notes": notes.command,
}
SUBMITS: Mapping[str, Handler] = {
    Callback.UPDATE: updates.submit,
    Callback.SETUP: setup.submit,
    Callback.PREVIEW: draft.post_now,
    Callback.CORRECTION: corrections.submit,
}
ACTIONS: Mapping[str, Handler] = {
    Action.PICK_PROJECT: updates.pick_project,
    Action.POST_UPDATE: updates.from_button,
    Action.APPROVE: draft.approve,
    Action.PUBLISH: draft.publish,
    Action.PREVIEW: draft.show_preview,
    Action.PREVIEW_PAGE: draft.turn_page,
    Action.NOTHING_TO_REPORT: answers.nothing_to_report,
    Action.TAKE_BACK_NOTHING: answers.take_back,
    Action.WITHDRAW: withdrawals.withdraw,
    Action.HISTORY: history.show,
    Action.HISTORY_PAGE: history.turn_page,
    Action.CORRECT: corrections.open_form,
    Action.RETRY_DELIVERY: troubles.retry,
    Action.CONFIRM_DELIVERY: troubles.confirm,
}
SHORTCUTS: Mapping[str, Handler] = {}
CLOSED: Mapping[str, Handler] = {}
OPTIONS: Mapping[str, Handler] = {}
EVENTS: Mapping[str, Handler] = {}
ANYTHING = re.compile(".*", re.DOTALL)


def register(app: App, desk: Desk) -> None:
    """Gives Bolt the listeners, the busiest first."""

    @app.view(ANYTHING)
    def on_submit(args: Args) -> None:
        _dispatch(_call(desk, args), SUBMITS, args.payload["callback_id"], "submit")

    @app.command(ANYTHING)
    def on_command(args: Args) -> None:
        _dispatch(_call(desk, args), COMMANDS, args.payload["command"], "command")

    @app.action(ANYTHING)
    def on_action(args: Args) -> None:
        _dispatch(_call(desk, args), ACTIONS, args.payload["action_id"].split(":")[0], "action")

    @app.options(ANYTHING)
    def on_options(args: Args) -> None:
        _dispatch(_call(desk, args), OPTIONS, args.payload["action_id"].split(":")[0], "options")

    @app.shortcut(ANYTHING)
    def on_shortcut(args: Args) -> None:
        _dispatch(_call(desk, args), SHORTCUTS, args.payload["callback_id"], "shortcut")

    @app.view_closed(ANYTHING)
    def on_closed(args: Args) -> None:
        _dispatch(_call(desk, args), CLOSED, args.payload["callback_id"], "closed")

    @app.event(ANYTHING)
    def on_event(args: Args) -> None:
        _dispatch(_call(desk, args), EVENTS, args.payload["type"], "event")


def _call(desk: Desk, args: Args) -> Call:
    return Call(
        desk=desk,
        workspace=args.context["authorize_result"].team_id,
        person=args.context.user_id or "",
        body=args.body,
        payload=args.payload,
        ack=args.ack,
        client=args.client,
        respond=args.respond,
    )


def _dispatch(call: Call, table: Mapping[str, Handler], name: str, kind: str) -> None:
    handler = table.get(name)
    if handler is None:  # an element that only fills a form, or one of an older version of the app
        call.ack()
        return
    answered(call, handler, kind)
