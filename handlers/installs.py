"""Slack tells that the app was removed from a workspace, or that its token is not valid any more."""

import structlog

from domain.refusals import REVOKED, what_to_do
from handlers.call import Call
from services import editor_notices

log = structlog.get_logger("handlers")


def app_is_gone(call: Call) -> None:
    """Everything of that workspace waits until Slack accepts the app again; tokens of people are none of ours."""
    event = str(call.payload["type"])
    if call.workspace not in call.services.store.workspaces():  # Bolt lets these events in from wherever they say
        return
    if event != REVOKED or (call.payload.get("tokens") or {}).get("bot"):
        log.error("the app is gone from a workspace", workspace=call.workspace, error=event, do=what_to_do(event))
        editor_notices.app_is_gone(call.services.store, call.workspace, event)
