"""The live feed of the page: counts changes, and says over a WebSocket that there are new ones."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from slack_sandbox.core import Sandbox

QUIET_SECONDS = 0.05  # changes closer together than this are told as one
LOOK_SECONDS = 0.5  # how often the feed looks for what no request tells of
LOOKING = frozenset(
    ("about", "calls", "channels", "deliveries", "home", "messages", "modal", "people", "screen", "visible")
)


class ChangeNotes:
    """Middleware: after every request that may have changed something, the feed is told.

    A page of another site may not use the controls: its requests say where they come from.
    """

    def __init__(self, app: ASGIApp, sandbox: Sandbox) -> None:
        self._app = app
        self._sandbox = sandbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request, or refuses it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if _is_foreign(scope):
            await _refuse(scope, send)
            return
        try:
            await self._app(scope, receive, send)
        finally:
            if _may_change(scope["path"]):
                self._sandbox.changes.note()


def _may_change(path: str) -> bool:
    _, _, rest = path.partition("/control/")
    return path.startswith(("/api/", "/response/", "/upload/", "/link/")) or bool(rest and rest not in LOOKING)


def _is_foreign(scope: Scope) -> bool:
    """Whether a browser sends this on behalf of a page that is not ours."""
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    origin = headers.get(b"origin")
    guarded = scope["path"].startswith("/control/") or scope["path"] == "/live"
    return guarded and origin is not None and urlsplit(origin).netloc != headers.get(b"host")


async def _refuse(scope: Scope, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": b'{"error": "only the page of this local Slack may do that"}'})


async def serve_live(websocket: WebSocket) -> None:
    """Sends the number of every new version until the page goes away."""
    sandbox: Sandbox = websocket.app.state.sandbox
    await websocket.accept()
    telling = asyncio.get_running_loop().create_task(_tell(websocket, sandbox))
    with suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await websocket.receive_text()
    telling.cancel()
    with suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
        await telling


async def _tell(websocket: WebSocket, sandbox: Sandbox) -> None:
    told: tuple[int, ...] = ()
    while True:
        now = (sandbox.changes.version, len(sandbox.world.calls), sandbox.sockets.count)
        if now != told:
            told = now
            await websocket.send_json({"version": sum(now[:2])})
            await asyncio.sleep(QUIET_SECONDS)
        else:
            await sandbox.changes.wait(LOOK_SECONDS)
