"""A peer in ``bench.submits``: an endpoint with nothing in between. The driver stores the body; then it answers."""

from __future__ import annotations

import os
import sqlite3
from typing import Protocol

import psycopg
import uvicorn
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.databases import PRAGMAS


class Connection(Protocol):
    """What both drivers have."""

    def execute(self, query: str, values: tuple[str, ...] = ..., /) -> object: ...
    def commit(self) -> None: ...


def app(connection: Connection, insert: str, secret: str) -> Starlette:
    """Everything in the thread of the event loop: one body is stored at a time."""
    verifier = SignatureVerifier(secret)

    async def submit(request: Request) -> Response:
        body = await request.body()
        if not verifier.is_valid_request(body, dict(request.headers)):
            return Response(status_code=401)
        connection.execute(insert, (body.decode(),))
        connection.commit()
        return Response()

    async def health(_request: Request) -> Response:
        return Response()

    return Starlette(routes=[Route("/slack/events", submit, methods=["POST"]), Route("/readyz", health)])


def _connected(url: str) -> tuple[Connection, str]:
    """A connection, and how it inserts."""
    if url.startswith("sqlite"):
        lite = sqlite3.connect(url.removeprefix("sqlite:///"))
        for pragma in PRAGMAS:
            lite.execute(pragma)
        return lite, "insert into bodies values (?)"
    return psycopg.connect(url.replace("+psycopg", "", 1)), "insert into bodies values (%s)"


def _main() -> None:
    connection, insert = _connected(os.environ["DATABASE_URL"])
    connection.execute("create table bodies (body text)")
    connection.commit()
    served = app(connection, insert, os.environ["SLACK_SIGNING_SECRET"])
    uvicorn.run(served, port=int(os.environ["PORT"]), log_config=None, access_log=False)


if __name__ == "__main__":
    _main()
