"""Socket Mode: the bot's WebSocket connections, envelopes out and acks back."""

from __future__ import annotations

import asyncio
import json
import uuid
from contextlib import suppress
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from slack_sandbox.world import JSON

MOST_CONNECTIONS = 10  # socket
WARNING = "warning"  # socket: a connection that will end in about ten seconds


class Connection:
    """One open socket and the acks it still owes."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._owed: dict[str, asyncio.Future[Any]] = {}

    async def ask(self, envelope: JSON) -> Any:
        """Sends an envelope and waits for its ack's payload."""
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._owed[envelope["envelope_id"]] = answer
        try:
            await self.send(envelope)
            return await answer
        except (RuntimeError, WebSocketDisconnect) as error:
            raise ConnectionError("the socket is closed") from error
        finally:
            self._owed.pop(envelope["envelope_id"], None)

    async def send(self, message: JSON) -> None:
        """Sends one message."""
        await self._socket.send_text(json.dumps(message))

    async def listen(self) -> None:
        """Takes acks until the bot goes away."""
        try:
            while True:
                self._take(await self._socket.receive_text())
        except (WebSocketDisconnect, RuntimeError):
            return
        finally:
            self.lose()

    def _take(self, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            return
        answer = self._owed.get(message.get("envelope_id", "")) if isinstance(message, dict) else None
        if answer is not None and not answer.done():
            answer.set_result(message.get("payload"))

    def lose(self) -> None:
        """Gives up every ack still owed."""
        for answer in self._owed.values():
            if not answer.done():
                answer.set_exception(ConnectionError("the socket closed before the ack"))

    async def close(self) -> None:
        """Closes the socket."""
        with suppress(RuntimeError, WebSocketDisconnect):
            await self._socket.close()


class Sockets:
    """Every open connection of the app; each envelope goes to one of them, in turn."""

    def __init__(self, app_id: str) -> None:
        self._app_id = app_id
        self._tickets: set[str] = set()
        self._open: list[Connection] = []
        self._turn = 0
        self._changed = asyncio.Event()

    def ticket(self) -> str:
        """A ticket that opens one connection."""
        ticket = uuid.uuid4().hex
        self._tickets.add(ticket)
        return ticket

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._open)

    async def serve(self, socket: WebSocket) -> None:
        """Serves one WebSocket until it closes."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(code=1008)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        connection = Connection(socket)
        if self.count >= MOST_CONNECTIONS:
            await connection.send({"type": "disconnect", "reason": "too_many_websockets"})
            await connection.close()
            return
        await self._serve(connection)

    async def _serve(self, connection: Connection) -> None:
        await connection.send(self._hello(self.count + 1))
        self._open.append(connection)
        self._note_change()
        try:
            await connection.listen()
        finally:
            self._forget(connection)

    def _forget(self, connection: Connection) -> None:
        """Sends nothing more to a connection that ends."""
        if connection in self._open:
            self._open.remove(connection)
            self._note_change()

    def _hello(self, count: int) -> JSON:
        return {
            "type": "hello",
            "num_connections": count,
            "debug_info": {"host": "applink-local", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._app_id},
        }

    def _note_change(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def ask(self, kind: str, payload: JSON, extra: JSON) -> Any:
        """Sends an envelope down one connection and waits for its ack."""
        if not self._open:
            raise ConnectionError("no socket is open")
        self._turn = (self._turn + 1) % len(self._open)
        envelope = {"envelope_id": str(uuid.uuid4()), "type": kind, "payload": payload, **extra}
        return await self._open[self._turn].ask(envelope)

    async def wait_for(self, count: int, within: float) -> bool:
        """Waits until at least so many connections are open."""
        try:
            async with asyncio.timeout(within):
                while self.count < count:
                    await self._changed.wait()
        except TimeoutError:
            return False
        return True

    async def disconnect(self, reason: str = "refresh_requested", *, politely: bool = True) -> int:
        """Closes every connection, with Slack's disconnect message first if politely; a warning only warns."""
        connections = list(self._open)
        for connection in connections:
            with suppress(RuntimeError, WebSocketDisconnect):
                if politely:
                    message = {
                        "type": "disconnect",
                        "reason": reason,
                        "debug_info": {"host": "applink-local"},
                    }
                    await connection.send(message)
            if reason != WARNING:
                self._forget(connection)
                connection.lose()
                await connection.close()
        return 0 if reason == WARNING else len(connections)
