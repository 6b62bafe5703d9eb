"""Takes what people do to the bot, over Socket Mode or signed HTTP, and brings back the ack."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx2

from slack_sandbox.mishaps import FORGED, STALE, Mishaps
from slack_sandbox.sockets import Sockets
from slack_sandbox.tls import authorities
from slack_sandbox.world import JSON, App

REDIRECTS = 2  # events
KEPT_DELIVERIES = 2000
SIGNATURE_SECONDS = 300  # verify: a bot refuses what was signed longer ago
OK, TIMEOUT, HTTP_ERROR, CONNECTION_FAILED = "ok", "http_timeout", "http_error", "connection_failed"


@dataclass(frozen=True)
class Ack:
    """How the bot answered: outcome is ok, or one of Slack's retry reasons."""

    outcome: str
    body: Any = None
    retry: bool = True

    @property
    def ok(self) -> bool:
        """Whether the bot acknowledged in time."""
        return self.outcome == OK


@dataclass(frozen=True)
class Retry:
    """Which attempt this is, and why there is another."""

    number: int = 0
    reason: str = ""


@dataclass
class Delivery:
    """One line in the log of what the bot was told; `outcome` is empty until it has answered."""

    number: int
    kind: str
    payload: JSON
    at: float
    retry: int = 0
    outcome: str = ""
    answer: Any = None
    seconds: float = 0.0


class Courier:
    """Delivers to the bot's request URL when it has one, else over an open socket."""

    def __init__(
        self,
        app: App,
        sockets: Sockets,
        answer_seconds: float,
        now: Callable[[], float],
    ) -> None:
        self.answer_seconds = answer_seconds
        self.log: deque[Delivery] = deque(maxlen=KEPT_DELIVERIES)
        self._told = 0
        self.mishaps = Mishaps()
        self._now = now
        self._app = app
        self._sockets = sockets
        self._http: httpx2.AsyncClient | None = None

    async def deliver(self, kind: str, payload: JSON, retry: Retry | None = None) -> Ack:
        """Sends one slash_commands, interactive or events_api payload and waits for its ack."""
        retry = retry or Retry()
        line = Delivery(self._told, kind, payload, self._now(), retry.number)
        self._told += 1
        self.log.append(line)
        began = time.monotonic()
        ack = await self._send(kind, payload, retry)
        line.outcome, line.answer, line.seconds = ack.outcome, ack.body, time.monotonic() - began
        return ack

    async def _send(self, kind: str, payload: JSON, retry: Retry) -> Ack:
        send = self._by_http if self._app.request_url else self._by_socket
        try:
            async with asyncio.timeout(self.answer_seconds):
                return await send(kind, payload, retry)
        except TimeoutError:
            return Ack(TIMEOUT)

    async def _by_socket(self, kind: str, payload: JSON, retry: Retry) -> Ack:
        extra: JSON = {"accepts_response_payload": kind != "events_api"}
        if kind == "events_api":
            extra |= {"retry_attempt": retry.number, "retry_reason": retry.reason}
        try:
            return Ack(OK, await self._sockets.ask(kind, payload, extra))
        except ConnectionError:
            return Ack(CONNECTION_FAILED)

    async def _by_http(self, kind: str, payload: JSON, retry: Retry) -> Ack:
        body, content_type = _encode(kind, payload)
        headers = {"Content-Type": content_type, **self._signed(body)}
        if retry.number:
            headers |= {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": retry.reason}
        try:
            answer = await self._client().post(str(self._app.request_url), content=body, headers=headers)
        except httpx2.TooManyRedirects:
            return Ack("too_many_redirects")
        except httpx2.TransportError:
            return Ack(CONNECTION_FAILED)
        if answer.status_code >= 300:
            return Ack(HTTP_ERROR, retry=answer.headers.get("x-slack-no-retry") != "1")
        return Ack(OK, _decode(answer))

    def _signed(self, body: bytes) -> dict[str, str]:
        """The signature of a request, unless it is to be late or not Slack's."""
        age = SIGNATURE_SECONDS + 1 if self.mishaps.take(STALE) else 0
        secret = "not Slack's secret" if self.mishaps.take(FORGED) else self._app.signing_secret
        return sign(body, secret, age)

    def _client(self) -> httpx2.AsyncClient:
        if self._http is None:
            agent = {"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
            self._http = httpx2.AsyncClient(
                timeout=None,  # deliver() keeps the time
                trust_env=False,
                verify=authorities(),
                headers=agent,
                follow_redirects=True,
                max_redirects=REDIRECTS,
                limits=httpx2.Limits(max_keepalive_connections=0),  # a restarted bot is met afresh
            )
        return self._http

    async def close(self) -> None:
        """Closes connections to the bot."""
        if self._http is not None:
            await self._http.aclose()


def sign(body: bytes, secret: str, age: int = 0) -> dict[str, str]:
    """The headers by which a bot knows that a request is Slack's; always on real time."""
    stamp = str(int(time.time()) - age)
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def _encode(kind: str, payload: JSON) -> tuple[bytes, str]:
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def _decode(answer: httpx2.Response) -> Any:
    """The ack in a response body: None, an object, or plain text."""
    if not answer.content.strip():
        return None
    if "json" in answer.headers.get("content-type", ""):
        try:
            return answer.json()
        except ValueError:
            return answer.text
    return answer.text
