"""Connections that are closed on whoever takes too long, or too many bytes, to say what they want."""

import asyncio
from asyncio.events import TimerHandle

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

READ_SECONDS = 10.0  # for head and body together
MOST_HEAD = 64 * 1024  # bytes; they arrive in pieces of up to 256 kB


class PunctualProtocol(HttpToolsProtocol):
    """Uvicorn's, which waits for the rest of a request for as long as it may take, and keeps a head of any size."""

    _due: TimerHandle | None = None
    _head = 0  # bytes of it so far, or of what came with it
    _in_head = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        if self._in_head and self._head > MOST_HEAD:
            self.send_400_response("The head of the request is too long.")
            return
        self._expect()
        self._head += len(data)
        super().data_received(data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._expect()

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._head, self._in_head = 0, True
        self._relax()
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._relax()
        super().connection_lost(exc)

    def _expect(self) -> None:
        if self._due is None:
            self._due = self.loop.call_later(READ_SECONDS, self.transport.abort)

    def _relax(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
