"""``sprint-notes run``: the bot against Slack, in Socket Mode or over HTTP."""

import os
import signal
import threading
import time
from collections.abc import Sequence

import structlog
import uvicorn

from bot.app import Parts, create_app
from bot.introduction import Introduction, Step
from bot.memory import sets_apart_what_stays, takes_one_heap
from bot.server import server_for
from bot.settings import Settings, WrongSetting
from bot.socket_mode import Socket
from bot.watchdog import Watchdog
from domain.lemmas import read_dictionaries
from storage.unit_of_work import UNCLAIMED

LAST_SECONDS = 1.0  # for what is said at the end

log = structlog.get_logger("run")


def run(settings: Settings) -> None:
    """Runs until the process is told to end; raises ``WrongSetting`` where it cannot start."""
    takes_one_heap()
    read_dictionaries()
    parts = create_app(settings)
    sets_apart_what_stays()
    signal.signal(signal.SIGTERM, _end)
    try:
        Running(parts).serves()
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


class Running:
    """The bot while it runs. It serves from the start, and meets Slack meanwhile."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._server: uvicorn.Server = server_for(parts)
        self._socket = Socket(parts.bolt, parts.settings, parts.client, parts.metrics)
        self._wrong: WrongSetting | None = None
        self._introduction = Introduction(self._steps(), self._is_alone, self._give_up)
        self._watchdog = Watchdog(parts.health.faults)
        parts.health.ends_when(lambda: self._server.should_exit)
        parts.health.watches("introduction", self._introduction.pulse)
        parts.health.watches("socket", self._socket.pulse)

    def serves(self) -> None:
        """Serves until the process is told to end; raises ``WrongSetting`` for a token that is no good."""
        try:
            if self._parts.store.bots().keys() - {UNCLAIMED}:  # what was said there can be stored, and waits for Slack
                self._parts.start()
            self._introduction.start()
            self._watchdog.start()
            self._server.run()
        finally:
            self._watchdog.stop()
            self._introduction.stop()
            self._socket.close()
        if self._wrong:
            raise self._wrong

    def ends(self) -> None:
        """Ends in good order, as soon as what is in hand is done."""
        self._server.should_exit = True

    def _steps(self) -> Sequence[Step]:
        socket = [Step("SLACK_APP_TOKEN", self._socket.open)] if self._parts.settings.slack_app_token else []
        return [Step("SLACK_BOT_TOKEN", self._meet), *socket, Step("", self._is_there)]

    def _meet(self) -> None:
        self._parts.meet_slack()
        self._parts.start()

    def _is_there(self) -> None:
        settings = self._parts.settings
        log.info("running", mode="socket" if settings.slack_app_token else "http", slack=settings.slack_api_url)

    def _is_alone(self) -> bool:
        return len(self._parts.store.workspaces()) <= 1

    def _give_up(self, error: WrongSetting) -> None:
        self._wrong = error
        self.ends()
