"""HTTP: Slack's endpoint and health, in one ASGI app."""

import asyncio
from binascii import a2b_qp
from concurrent.futures import ThreadPoolExecutor

import uvicorn
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.starlette.handler import to_starlette_response
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.app import Parts
from bot.clock import Ticker

SLACK_PATH = "/slack/events"
HEALTHY_TICK_AGE = 60.0  # seconds
ANSWERS_SECONDS = 3  # for answers in hand once the process is told to end: Slack waits no longer
THREADS = 20  # what people do at once
PAYLOAD = b"payload="


def web_app(bolt: App, ticker: Ticker) -> Starlette:
    """The ASGI app. Bolt is synchronous, so it works in threads: its own cost a third of what the framework's do."""
    threads = ThreadPoolExecutor(THREADS, thread_name_prefix="slack")

    def answer(headers: Headers, body: bytes) -> BoltResponse:
        return bolt.dispatch(bolt_request(headers, body))

    async def slack(request: Request) -> Response:
        body = await request.body()
        loop = asyncio.get_running_loop()
        return to_starlette_response(await loop.run_in_executor(threads, answer, request.headers, body))

    async def health(_request: Request) -> Response:
        age = ticker.age()
        return JSONResponse({"last_tick_seconds_ago": round(age, 1)}, 200 if age < HEALTHY_TICK_AGE else 503)

    return Starlette(routes=[Route(SLACK_PATH, slack, methods=["POST"]), Route("/health", health)])


def bolt_request(headers: Headers, body: bytes) -> BoltRequest:
    """A request for Bolt. What people do comes as a form with one long value, which Bolt would read by the letter."""
    signed = body.decode()
    alone = body.startswith(PAYLOAD) and b"&" not in body
    request = BoltRequest(body=unquoted(body[len(PAYLOAD) :]) if alone else signed, headers=dict(headers))
    request.raw_body = signed
    return request


def unquoted(value: bytes) -> str:
    """``urllib.parse.unquote_plus`` ten times as fast: quoted-printable, which is read in C, is the same but for its
    sign."""
    return a2b_qp(value.replace(b"=", b"=3D").replace(b"+", b" ").replace(b"%", b"=")).decode()


def serve(parts: Parts) -> None:
    """Serves until the process is told to end."""
    config = uvicorn.Config(
        web_app(parts.bolt, parts.ticker),
        host=parts.settings.sprint_notes_host,
        port=parts.settings.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=ANSWERS_SECONDS,
        proxy_headers=False,  # nobody asks where a request comes from: its signature says it
    )
    uvicorn.Server(config).run()
