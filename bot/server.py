"""HTTP: Slack's endpoint and health, in one ASGI app."""

from __future__ import annotations

import uvicorn
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.app import Parts
from bot.clock import Ticker

SLACK_PATH = "/slack/events"
HEALTHY_TICK_AGE = 60.0  # seconds


def web_app(bolt: App, ticker: Ticker) -> Starlette:
    """The ASGI app. Bolt is synchronous, so its dispatch runs in the thread pool."""

    async def slack(request: Request) -> Response:
        body = await request.body()
        answer = await run_in_threadpool(bolt.dispatch, to_bolt_request(request, body))
        return to_starlette_response(answer)

    async def health(_request: Request) -> Response:
        age = ticker.age()
        return JSONResponse({"last_tick_seconds_ago": round(age, 1)}, 200 if age < HEALTHY_TICK_AGE else 503)

    return Starlette(routes=[Route(SLACK_PATH, slack, methods=["POST"]), Route("/health", health)])


def serve(parts: Parts) -> None:
    """Serves until the process is told to end."""
    config = uvicorn.Config(
        web_app(parts.bolt, parts.ticker),
        host=parts.settings.sprint_notes_host,
        port=parts.settings.port,
        log_config=None,
        access_log=False,
    )
    uvicorn.Server(config).run()
