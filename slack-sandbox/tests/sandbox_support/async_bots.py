"""Serves Bolt's AsyncApp: an event loop in a thread of its own, a socket or an HTTP server on it, and a clean end."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import Coroutine
from typing import Any, Protocol, TypeVar

import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sandbox.client import Slack
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

T = TypeVar("T")


class Loop:
    """An event loop in a thread; everything of an async bot lives on it."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()

    def runs(self, work: Coroutine[Any, Any, T]) -> T:
        """Runs something there, and waits for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    def stop(self) -> None:
        """Lets what still runs end, and ends the thread."""
        self.runs(self._settle())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _settle(self) -> None:
        """A cancelled task is only over once somebody has waited for it."""
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)
        await self._loop.shutdown_default_executor()


class Served(Protocol):
    """A bot that is being served."""

    async def start(self) -> None:
        """Starts serving."""

    async def stop(self) -> None:
        """Stops serving, with every connection closed."""


class OverSocket:
    """An AsyncApp over Socket Mode, with aiohttp."""

    def __init__(self, app: AsyncApp, slack: Slack) -> None:
        self._app, self._slack = app, slack
        self._handler: AsyncSocketModeHandler | None = None

    async def start(self) -> None:
        """Opens the socket."""
        self._handler = AsyncSocketModeHandler(self._app, self._slack.app_token, ping_interval=0.3)
        await self._handler.connect_async()

    async def stop(self) -> None:
        """Closes it."""
        assert self._handler is not None
        await self._handler.close_async()


class OverHttp:
    """An AsyncApp behind uvicorn."""

    def __init__(self, app: AsyncApp, slack: Slack) -> None:
        self._slack = slack
        handler = AsyncSlackRequestHandler(app)

        async def events(request: Request) -> Response:
            return await handler.handle(request)

        routes = [Route("/slack/events", events, methods=["POST"])]
        config = uvicorn.Config(Starlette(routes=routes), log_config=None, access_log=False, lifespan="off")
        self._server = uvicorn.Server(config)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._serving: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Starts to listen, and tells Slack where."""
        self._serving = asyncio.create_task(self._server._serve([self._listener]))  # noqa: SLF001 - no signals here
        while not self._server.started:
            await asyncio.sleep(0.01)
        url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/slack/events"
        await asyncio.to_thread(self._slack.sends_to, url)

    async def stop(self) -> None:
        """Stops listening."""
        assert self._serving is not None
        self._server.should_exit = True
        await self._serving
        self._listener.close()


class AsyncBot:
    """An AsyncApp without listeners yet; `serves` sets it to work and `stop` ends it."""

    def __init__(self, slack: Slack, way: type[OverSocket] | type[OverHttp]) -> None:
        self._slack, self._way = slack, way
        self._loop = Loop()
        self._served: Served | None = None
        self.app = self._loop.runs(self._makes())

    async def _makes(self) -> AsyncApp:
        client = AsyncWebClient(self._slack.bot_token, base_url=self._slack.api_url, retry_handlers=[])
        return AsyncApp(
            client=client,
            signing_secret=self._slack.signing_secret,
            process_before_response=True,
            logger=logging.getLogger(__name__),
        )

    def serves(self) -> None:
        """Serves the app, and waits until Slack can reach it."""
        self._served = self._way(self.app, self._slack)
        self._loop.runs(self._served.start())
        if self._way is OverSocket:
            self._slack.waits_for_bot()

    def stop(self) -> None:
        """Closes everything."""
        if self._served is not None:
            self._loop.runs(self._served.stop())
        self._loop.stop()
