"""Below HTTP: cutting a connection without an answer."""

from __future__ import annotations

import asyncio
from typing import cast

from starlette.requests import Request
from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol


class CuttableProtocol(H11Protocol):
    """uvicorn's HTTP protocol, which remembers the transport of each peer."""

    transports: dict[tuple[str, int], asyncio.Transport]

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remembers who is connected."""
        super().connection_made(transport)
        peers = _peers(self.app_state)
        peers[transport.get_extra_info("peername")[:2]] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets who is gone."""
        if self.client is not None:
            _peers(self.app_state).pop((self.client[0], self.client[1]), None)
        super().connection_lost(exc)


def _peers(state: dict[str, object]) -> dict[tuple[str, int], asyncio.Transport]:
    return cast("dict[tuple[str, int], asyncio.Transport]", state.setdefault("peers", {}))


def drop(request: Request) -> Response:
    """Cuts the connection a request came on; the response is never sent."""
    client = request.client
    if client is not None:
        transport = _peers(request.scope["state"]).get((client.host, client.port))
        if transport is not None:
            transport.abort()
    return Response(status_code=500)
