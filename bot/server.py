"""HTTP: Slack's endpoint, health, metrics and the public pages, in one ASGI app."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import structlog
import uvicorn
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_starlette_response
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.app import ARRIVED, Parts
from bot.door import Door
from bot.metrics import Metrics
from bot.punctual import PunctualProtocol
from bot.reading import Malformed, bolt_request, read

SLACK_PATH = "/slack/events"
MOST_BYTES = 1_000_000  # of a body; Slack's longest are a quarter of that
ANSWERS_SECONDS = 3  # for answers in hand once the process is told to end: Slack waits no longer
THREADS = 20  # what people do at once
CLOSING = {"Connection": "close"}  # or the rest of a body would be waited for

log = structlog.get_logger("server")
Endpoint = Callable[[Request], Awaitable[Response]]


class TooLong(Exception):
    """A body of more than ``MOST_BYTES``."""


def slack_endpoint(bolt: App, door: Door, metrics: Metrics) -> Endpoint:
    """Where Slack tells what people do. Bolt is synchronous, so it works in threads: its own cost a third of what the
    framework's do."""
    threads = ThreadPoolExecutor(THREADS, thread_name_prefix="slack")

    def answer(body: bytes, arrived: float) -> Response:
        try:
            request = bolt_request(read(body))
        except Malformed as error:
            metrics.turned_away("malformed")
            log.warning("malformed", reason=str(error))
            return PlainTextResponse(f"This is not what Slack sends: {error}.", 400)
        request.context[ARRIVED] = arrived
        return to_starlette_response(bolt.dispatch(request))

    async def slack(request: Request) -> Response:
        try:
            body = await whole_body(request)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody reads it
        except TooLong:
            metrics.turned_away("too long")
            return PlainTextResponse(f"A body may have {MOST_BYTES:,} bytes.", 413, CLOSING)
        if not door.opens_for(request.scope["headers"], body):
            metrics.turned_away("not signed")
            log.info("not signed by Slack, or too long ago")
            return PlainTextResponse("Slack has not signed this, or too long ago.", 401)
        arrived = time.monotonic()
        return await asyncio.get_running_loop().run_in_executor(threads, answer, body, arrived)

    return slack


async def whole_body(request: Request) -> bytes:
    """The body; raises ``TooLong`` as soon as it is known to be."""
    with suppress(ValueError):
        if int(request.headers.get("content-length", "0")) > MOST_BYTES:
            raise TooLong
    parts, length = [], 0
    async for part in request.stream():
        length += len(part)
        if length > MOST_BYTES:
            raise TooLong
        parts.append(part)
    return b"".join(parts)


def web_app(endpoint: Endpoint | None, others: Sequence[Route]) -> Starlette:
    """The ASGI app; without an endpoint nobody can tell it what people do."""
    routes = [Route(SLACK_PATH, endpoint, methods=["POST"])] if endpoint else []
    return Starlette(routes=[*routes, *others])


def server_for(parts: Parts) -> uvicorn.Server:
    """A server that does not run yet. In Socket Mode it needs no signing secret, and takes nothing without."""
    secret = parts.settings.slack_signing_secret.get_secret_value()
    endpoint = slack_endpoint(parts.bolt, Door(secret), parts.metrics) if secret else None
    return uvicorn.Server(
        uvicorn.Config(
            web_app(endpoint, [*parts.health.routes(), *(parts.web.routes() if parts.web else ())]),
            host=parts.settings.sprint_notes_host,
            port=parts.settings.port,
            http=PunctualProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=ANSWERS_SECONDS,
            server_header=False,
            headers=[("X-Content-Type-Options", "nosniff")],
            proxy_headers=False,  # nobody asks where a request comes from: its signature says it
        )
    )
