"""``sprint-notes run``: the bot against Slack, in Socket Mode or over HTTP."""

import os
import signal
import threading
import time
from contextlib import closing, nullcontext

import structlog
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError

from bot.app import Parts, create_app
from bot.server import serve
from bot.settings import Settings, WrongSetting

LAST_SECONDS = 1.0  # for what is said at the end

log = structlog.get_logger("run")


def run(settings: Settings) -> None:
    """Runs until the process is told to end; raises ``WrongSetting`` where it cannot start."""
    parts = create_app(settings)
    signal.signal(signal.SIGTERM, _end)
    try:
        parts.meet_slack()
        with closing(_connect(parts)) if settings.slack_app_token else nullcontext():
            parts.start()
            log.info("running", mode="socket" if settings.slack_app_token else "http", slack=settings.slack_api_url)
            serve(parts)
    except KeyboardInterrupt:
        log.info("ended at the terminal")
    except SystemExit:
        if parts.ending.reason is None:
            raise
        raise parts.ending.reason from None
    finally:
        _stop(parts)


def _stop(parts: Parts) -> None:
    """Ends within the time that a process is given. Threads that wait for Slack even longer end with the process, whose
    status is that of an ending in good order: what they had in hand was handed back."""
    if not parts.stop():
        log.warning("ended while Slack was being asked")
        threading.Thread(target=_ends_for_good, daemon=True).start()


def _ends_for_good() -> None:
    time.sleep(LAST_SECONDS)
    os._exit(0)


def _end(*_: object) -> None:
    """Ends in good order: uvicorn raises the signal again once it has ended, and before it runs there is only this."""
    raise SystemExit(0)


def _connect(parts: Parts) -> SocketModeHandler:
    token = parts.settings.slack_app_token.get_secret_value()
    handler = SocketModeHandler(parts.bolt, app_token=token, web_client=parts.client)
    try:
        handler.connect()
    except SlackApiError as error:
        raise WrongSetting(f"Slack does not accept SLACK_APP_TOKEN: {error.response['error']}.") from None
    return handler
