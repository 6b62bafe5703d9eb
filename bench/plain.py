"""A peer in ``bench.submits``: a Bolt app as one writes it, with Bolt's and SQLAlchemy's default settings.

Four rows are written by the ORM and committed before the ack, and the lead gets a message after it. Bolt's dispatch
runs in the thread pool, since the handler for Starlette that comes with Bolt would hold up the event loop.
"""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from typing import Any

import uvicorn
from slack_bolt import Ack, App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_sdk import WebClient
from sqlalchemy import Engine, ForeignKey, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.databases import PRAGMAS


class Base(DeclarativeBase):
    """Its tables."""

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))


class Update(Base):
    """What a lead said."""

    __tablename__ = "updates"
    person: Mapped[str]
    content: Mapped[str]


class Revision(Base):
    """A version of it."""

    __tablename__ = "revisions"
    update_id: Mapped[int] = mapped_column(ForeignKey("updates.id"))
    content: Mapped[str]
    update: Mapped[Update] = relationship()


class AuditEntry(Base):
    """Who did what."""

    __tablename__ = "audit"
    person: Mapped[str]
    action: Mapped[str]


class OutboxMessage(Base):
    """A message that is to follow."""

    __tablename__ = "outbox"
    channel: Mapped[str]
    text: Mapped[str]


def bolt_app(engine: Engine, client: WebClient, secret: str) -> App:
    """Stores, acknowledges, then posts."""
    app = App(client=client, signing_secret=secret)

    @app.view(re.compile(".*"))
    def on_submit(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        person, content = body["user"]["id"], json.dumps(view["state"]["values"])
        text = "Your update is in. You can change it until the window closes."
        with Session(engine) as session:
            update = Update(person=person, content=content)
            session.add_all(
                [
                    update,
                    Revision(update=update, content=content),
                    AuditEntry(person=person, action="update"),
                    OutboxMessage(channel=person, text=text),
                ]
            )
            session.commit()
        ack()
        client.chat_postMessage(channel=person, text=text)

    return app


def _web_app(app: App) -> Starlette:
    async def slack(request: Request) -> Response:
        asked = to_bolt_request(request, await request.body())
        return to_starlette_response(await run_in_threadpool(app.dispatch, asked))

    async def health(_request: Request) -> Response:
        return Response()

    return Starlette(routes=[Route("/slack/events", slack, methods=["POST"]), Route("/readyz", health)])


def _main() -> None:
    engine = create_engine(os.environ["DATABASE_URL"])
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def prepare(connection: Any, _record: Any) -> None:
            for pragma in PRAGMAS:
                connection.execute(pragma)

    Base.metadata.create_all(engine)
    token = os.environ.pop("SLACK_BOT_TOKEN")  # Bolt warns where it finds it beside a client
    client = WebClient(token, base_url=os.environ["SLACK_API_URL"])
    served = _web_app(bolt_app(engine, client, os.environ["SLACK_SIGNING_SECRET"]))
    uvicorn.run(served, port=int(os.environ["PORT"]), log_config=None, access_log=False)


if __name__ == "__main__":
    _main()
