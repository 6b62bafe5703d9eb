"""``sprint-notes run``: the bot against Slack, in Socket Mode or over HTTP."""

from __future__ import annotations

import structlog
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError

from bot.app import Parts, create_app
from bot.server import serve
from bot.settings import Settings, WrongSetting

log = structlog.get_logger("run")


def run(settings: Settings) -> None:
    """Runs until the process is told to end; raises ``WrongSetting`` where it cannot start."""
    parts = create_app(settings)
    try:
        parts.meet_slack()
        socket = _connect(parts)
        parts.start()
        log.info("running", mode="socket" if socket else "http", slack=settings.slack_api_url)
        serve(parts)
        if socket:
            socket.close()
    finally:
        parts.stop()


def _connect(parts: Parts) -> SocketModeHandler | None:
    """Opens Socket Mode where there is an app token."""
    token = parts.settings.slack_app_token.get_secret_value()
    if not token:
        return None
    handler = SocketModeHandler(parts.bolt, app_token=token, web_client=parts.client)
    try:
        handler.connect()
    except SlackApiError as error:
        raise WrongSetting(f"Slack does not accept SLACK_APP_TOKEN: {error.response['error']}.") from None
    return handler
