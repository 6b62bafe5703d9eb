"""The server: one Starlette app on uvicorn, in a thread for tests or in the foreground for a command."""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Self, TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from slack_sandbox.client import Slack
from slack_sandbox.control import serve_control
from slack_sandbox.controls import WAIT_SECONDS
from slack_sandbox.core import Sandbox, make_app
from slack_sandbox.files import serve_file, serve_to_page, serve_upload
from slack_sandbox.hooks import serve_response_url
from slack_sandbox.installs import serve_authorize
from slack_sandbox.live import ChangeNotes, serve_live
from slack_sandbox.log import KEPT_CALLS
from slack_sandbox.pages import serve_page
from slack_sandbox.web import serve_api
from slack_sandbox.wire import CuttableProtocol

T = TypeVar("T")
HOST, PORT = "127.0.0.1", 8765
LAST_ANSWERS_SECONDS = 0.05
PING_SECONDS = 5.0  # Node's client gives a socket up on which it hears no ping


def build_app(sandbox: Sandbox) -> Starlette:
    """The routes of a local Slack."""
    routes = [
        Route("/api/{method:path}", serve_api, methods=["GET", "POST"]),
        Route("/response/{team}/{token}", serve_response_url, methods=["POST"]),
        Route("/control/{verb}", serve_control, methods=["POST"]),
        Route("/oauth/v2/authorize", serve_authorize, methods=["GET", "POST"]),
        Route("/upload/v1/{ticket}", serve_upload, methods=["POST"]),
        Route("/files-pri/{file}/{name:path}", serve_file),
        Route("/health", _health),
        Route("/", serve_page),
        Route("/page/{name}", serve_page),
        Route("/page/file/{file}", serve_to_page),
        WebSocketRoute("/link/", _link),
        WebSocketRoute("/live", serve_live),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(ChangeNotes, sandbox=sandbox)])
    app.state.sandbox = sandbox
    return app


async def _health(_request: Request) -> JSONResponse:
    return JSONResponse({"ok": True})


async def _link(websocket: WebSocket) -> None:
    await websocket.app.state.sandbox.sockets.serve(websocket)


class _Uvicorn(uvicorn.Server):
    """uvicorn that stops at once when told to, from any thread."""

    def __init__(self, sandbox: Sandbox, on_start: Callable[[], None]) -> None:
        config = uvicorn.Config(
            build_app(sandbox),
            http=CuttableProtocol,
            ws="websockets-sansio",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            date_header=False,  # what Slack answers has the workspace's clock
            ws_ping_interval=PING_SECONDS,
        )
        super().__init__(config)
        self._sandbox = sandbox
        self._on_start = on_start
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()

    def runs(self, work: Coroutine[Any, Any, T]) -> T:
        """Runs something on the server's event loop, from another thread."""
        assert self._loop is not None, "the local Slack is not running"  # noqa: S101
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def main_loop(self) -> None:
        """Serves until told to stop."""
        self._loop = asyncio.get_running_loop()
        self._on_start()
        await self.on_tick(0)
        await self._stopping.wait()
        await self._sandbox.stop()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stops on a signal, without raising it again."""
        del sig, frame
        self.ask_to_stop()

    def ask_to_stop(self) -> None:
        """Stops the server, from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Closes everything that is still open."""
        del sockets  # whoever bound it closes it
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await asyncio.sleep(LAST_ANSWERS_SECONDS)
        for connection in list(self.server_state.connections):
            transport = getattr(connection, "transport", None)
            if transport is not None:
                transport.abort()
        await asyncio.sleep(0)


def _bind(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # asyncio sets no delay by this
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((HOST, port))
    listener.listen(128)
    return listener


class LocalSlack(Slack):
    """A local Slack in a thread of this process, with its controls.

    with LocalSlack(manifest=Path("manifest.yml")) as slack:
        ada = slack.adds_person("Ada Lovelace")

    `sandbox` is what runs inside, for tests that must look there; its event loop owns it.
    """

    def __init__(
        self,
        *,
        manifest: Path | None = None,
        port: int = 0,
        bot_token: str | None = None,
        app_token: str | None = None,
        signing_secret: str | None = None,
        request_url: str | None = None,
        rate_limits: bool = True,
        burst: int = 1,
        distributed: bool = False,
        answer_seconds: float | None = None,
        starts_at: datetime | None = None,
        keeps_calls: int = KEPT_CALLS,
        on_clock: Callable[[float], None] | None = None,
    ) -> None:
        app = make_app(
            manifest=manifest,
            bot_token=bot_token,
            app_token=app_token,
            signing_secret=signing_secret,
            request_url=request_url,
        )
        self._listener = _bind(port)
        base_url = f"http://{HOST}:{self._listener.getsockname()[1]}"
        self.sandbox = Sandbox(
            app,
            rate_limits=rate_limits,
            burst=burst,
            distributed=distributed,
            answer_seconds=answer_seconds,
            keeps_calls=keeps_calls,
        )
        self.sandbox.base_url = base_url
        self.sandbox.on_clock = on_clock
        if starts_at:  # the story may be set in another year
            self.sandbox.clock.offset = starts_at.timestamp() - self.sandbox.clock.now()
        self._started = threading.Event()
        self._uvicorn = _Uvicorn(self.sandbox, self._started.set)
        self._thread: threading.Thread | None = None
        super().__init__(base_url)

    def runs(self, work: Coroutine[Any, Any, T]) -> T:
        """Runs something on the event loop that owns `sandbox`, and waits for it."""
        return self._uvicorn.runs(work)

    def start(self) -> Self:
        """Starts serving."""
        self._thread = threading.Thread(target=self._serve, name="local-slack", daemon=True)
        self._thread.start()
        if not self._started.wait(WAIT_SECONDS):
            raise RuntimeError("the local Slack did not start")
        self.connect()
        return self

    def _serve(self) -> None:
        asyncio.run(self._uvicorn.serve([self._listener]))

    def stop(self) -> None:
        """Stops serving; every connection is closed and no thread is left."""
        self.close()
        if self._thread is not None:
            self._uvicorn.ask_to_stop()
            self._thread.join(5)
            self._thread = None
        self._listener.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def run(
    port: int = PORT,
    *,
    manifest: Path | None = None,
    bot_token: str | None = None,
    app_token: str | None = None,
    signing_secret: str | None = None,
    request_url: str | None = None,
    rate_limits: bool = True,
    distributed: bool = False,
    answer_seconds: float | None = None,
) -> None:
    """Serves a local Slack in the foreground until interrupted, and prints how to reach it."""
    app = make_app(
        manifest=manifest,
        bot_token=bot_token,
        app_token=app_token,
        signing_secret=signing_secret,
        request_url=request_url,
    )
    listener = _bind(port)
    sandbox = Sandbox(app, rate_limits=rate_limits, distributed=distributed, answer_seconds=answer_seconds)
    sandbox.base_url = f"http://{HOST}:{listener.getsockname()[1]}"
    lines = [
        f"# The workspace in a browser: {sandbox.base_url}/",
        f"SLACK_API_URL={sandbox.base_url}/api/",
        f"SLACK_BOT_TOKEN={app.bot_token}",
        f"SLACK_APP_TOKEN={app.app_token}",
        f"SLACK_SIGNING_SECRET={app.signing_secret}",
    ]

    def announce() -> None:
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()

    try:
        asyncio.run(_Uvicorn(sandbox, announce).serve([listener]))
    finally:
        listener.close()
