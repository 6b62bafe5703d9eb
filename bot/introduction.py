"""Meeting Slack at the start: who we are there, and its socket. Where Slack stumbles it is tried again."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPException

import structlog
from slack_sdk.errors import SlackApiError

from bot.settings import WrongSetting
from delivery.pulse import Pulse
from delivery.slack import CODE
from domain.refusals import IN_TROUBLE

REFUSED_SECONDS = 300.0  # a token that Slack refuses for so long is a wrong one
FIRST_WAIT, LONGEST_WAIT = 1.0, 15.0  # seconds between two tries
NOT_THE_TOKEN = IN_TROUBLE | {"ratelimited"}

log = structlog.get_logger("introduction")


@dataclass(frozen=True)
class Step:
    """Something that Slack has to let us do with the token in ``setting``."""

    setting: str
    do: Callable[[], None]


class Introduction:
    """Takes steps one after the other, in a thread of its own, each until it is done.

    A token that Slack goes on refusing is the end, ``give_up`` with the sentence, where it is the only one: if it
    ``is_needed``.
    """

    def __init__(
        self,
        steps: Sequence[Step],
        is_needed: Callable[[], bool],
        give_up: Callable[[WrongSetting], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._steps = steps
        self._is_needed = is_needed
        self._give_up = give_up
        self._monotonic = monotonic
        self._refused_since: float | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="introduction", daemon=True)
        self.pulse = Pulse()

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Begins nothing more."""
        self._stopping.set()

    def ends(self) -> None:
        """Waits until there is nothing more to do."""
        self._thread.join()

    def _run(self) -> None:
        self.pulse.begin()
        self.pulse.watch()
        try:
            for step in self._steps:
                if not self._taken(step):
                    return
        finally:
            self.pulse.end()

    def _taken(self, step: Step) -> bool:
        """Takes a step, however often it has to be tried; False where there is no use in going on."""
        wait = FIRST_WAIT
        while not self._stopping.is_set():
            self.pulse.beat()
            try:
                step.do()
            except Exception as error:  # noqa: BLE001 - whatever it is, the log has it, and it may be over soon
                if not self._goes_on(step, error, wait):
                    return False
            else:
                self._refused_since = None
                return True
            self._stopping.wait(wait)
            wait = min(wait * 2, LONGEST_WAIT)
        return False

    def _goes_on(self, step: Step, error: Exception, wait: float) -> bool:
        sentence = _sentence(step, error)
        if not _refused(error):
            self._refused_since = None
        elif self._refused_since is None:
            self._refused_since = self._monotonic()
        elif self._monotonic() - self._refused_since >= REFUSED_SECONDS and self._is_needed():
            self._give_up(WrongSetting(sentence))
            return False
        known = isinstance(error, SlackApiError | OSError | HTTPException)
        log.warning(f"{sentence} Trying again in {wait:.0f} seconds.", exc_info=None if known else error)
        return True


def _refused(error: Exception) -> bool:
    """Whether Slack says that the token is not good, rather than that it cannot say."""
    if not isinstance(error, SlackApiError) or error.response.status_code != 200:
        return False
    name = str(error.response.get("error", ""))
    return bool(CODE.fullmatch(name)) and name not in NOT_THE_TOKEN


def _sentence(step: Step, error: Exception) -> str:
    if _refused(error):
        return f"Slack does not accept {step.setting}: {error.response['error']}."  # type: ignore[attr-defined]
    if isinstance(error, SlackApiError):
        return f"Slack cannot answer now: {error.response.get('error') or f'HTTP {error.response.status_code}'}."
    if isinstance(error, OSError | HTTPException):
        return f"Slack cannot be reached at SLACK_API_URL: {error}."
    return f"Slack could not be met: {type(error).__name__}."
