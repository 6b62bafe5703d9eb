"""Slack's clients with limits in total: theirs are for each read, so an answer that trickles in may take for ever."""

import json
import threading
import time
from collections.abc import Callable
from http.client import HTTPException
from io import BytesIO
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.request import Request

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient, WebhookResponse

from delivery.pulse import beat
from delivery.turns import stepping_aside

UNREACHABLE = "unreachable"
Heard = Callable[[str, str], None]  # a method, and Slack's error code, UNREACHABLE, or nothing where all went well
T = TypeVar("T")
_of_this_thread = threading.local()


def answer_by(moment: float) -> None:
    """Somebody waits for what this thread does now, until a moment of ``time.monotonic``."""
    _of_this_thread.answer_by = moment


def time_left(most: float) -> float:
    """For how many seconds a call of this thread may last."""
    moment: float | None = getattr(_of_this_thread, "answer_by", None)
    return most if moment is None else min(most, moment - time.monotonic())


def in_time(seconds: float, call: Callable[[], T]) -> T:
    """What ``call`` returns or raises; raises ``TimeoutError`` if that takes longer than ``seconds`` in total.

    It runs in a thread of its own, which is left to itself then: no limit of a socket's counts the time for finding a
    name, for trying several addresses and for reading an answer byte by byte.
    """
    if seconds <= 0:
        raise TimeoutError("no time was left to ask Slack")
    results: list[T] = []
    faults: list[Exception] = []

    def run() -> None:
        try:
            results.append(call())
        except Exception as error:  # noqa: BLE001 - it is raised below, where somebody waits for it
            faults.append(error)

    thread = threading.Thread(target=run, name="call to Slack", daemon=True)
    thread.start()
    with stepping_aside():
        thread.join(seconds)
    if faults:
        raise faults[0]
    if not results:
        raise TimeoutError(f"Slack has not answered in {seconds:.1f} seconds")
    return results[0]


class TimedClient(WebClient):
    """A Web API client whose calls take ``timeout`` seconds at most in total, less where somebody waits; no retries."""

    def __init__(self, token: str, base_url: str, seconds: float, heard: Heard = lambda _method, _error: None) -> None:
        # a read may last as long as all of it, so that a thread left to itself ends soon as well
        super().__init__(token, base_url=base_url, timeout=max(1, round(seconds)), retry_handlers=[])
        self._seconds = seconds
        self._heard = heard

    def api_call(self, api_method: str, **more: Any) -> SlackResponse:
        error = UNREACHABLE
        try:
            answer = super().api_call(api_method, **more)
            error = ""
        except SlackApiError as refused:
            error = str(refused.response.get("error") or f"HTTP {refused.response.status_code}")
            raise
        finally:
            beat()
            self._heard(api_method, error)
        return answer

    def _perform_urllib_http_request(self, *, url: str, args: dict[str, dict[str, Any]]) -> dict[str, Any]:
        answer = super()._perform_urllib_http_request(url=url, args=args)
        if _is_other_json(answer["body"]):
            raise HTTPException("what came back is no answer of Slack's")
        return answer

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        call = super()._perform_urllib_http_request_internal
        return in_time(time_left(self._seconds), lambda: _read_whole(lambda: call(url, req)))


class TimedWebhook(WebhookClient):
    """A client for one ``response_url`` whose calls have such a limit, too."""

    def __init__(self, url: str, seconds: float) -> None:
        super().__init__(url, timeout=max(1, round(seconds)), retry_handlers=[])
        self._seconds = seconds

    def _perform_http_request_internal(self, url: str, req: Request) -> WebhookResponse:
        call: Callable[[str, Request], WebhookResponse] = super()._perform_http_request_internal
        return in_time(time_left(self._seconds), lambda: _read_whole(lambda: call(url, req)))


def _is_other_json(body: str) -> bool:
    """Whether this is JSON and no object; Slack answers with one, and its client can do nothing with anything else."""
    if body.lstrip().startswith("{"):
        return False
    try:
        json.loads(body)
    except ValueError:  # not even that, which the client says itself
        return False
    return True


def _read_whole(call: Callable[[], T]) -> T:
    """What a call answers; an error's body is read, too, as long as there is time."""
    try:
        return call()
    except HTTPError as error:
        with error:
            body = BytesIO(error.read())
        raise HTTPError(error.url, error.code, error.msg, error.headers, body) from None
