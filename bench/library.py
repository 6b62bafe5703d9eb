"""Public editions of 40 projects with long updates; as a module, a server of them or, in its place, of a constant."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.large_unit import NOW, WORKSPACE, StillClock
from bench.prose import body
from bot.app import new_id
from domain.archive import Copy, PublishedEdition, PublishedItem, Said, Site
from domain.document import Document, Fact, Item, Section
from domain.edition import Edition, EditionState
from domain.text.normal_form import paragraph
from domain.text.rich_text import RichText
from domain.unit import Unit
from storage.archive import SqlArchives
from storage.engine import Engines, open_engines
from storage.migrate import upgrade
from storage.unit_of_work import SqlStore
from web.app import Web
from web.site import WebSettings

PROJECTS = 40
FIRST_DAY = date(2020, 1, 6)
FILE, PORT, CONSTANT = "BENCH_LIBRARY", "PORT", "BENCH_CONSTANT"
GET_EDITION = "/editions/1"


def library(path: Path, editions: int) -> tuple[Engines, SqlArchives]:
    """So many editions in a SQLite file of their own; whoever made it disposes of the engines."""
    engines = open_engines(f"sqlite:///{path}")
    upgrade(engines.writer)
    store = SqlStore(engines, StillClock(), new_id)
    store.meet(WORKSPACE)
    texts = [body(random.Random(n)) for n in range(PROJECTS)]  # noqa: S311 - words
    with store.writing(WORKSPACE) as work:
        work.units.save(Unit(name="A unit"))
        work.archive.save_site(Site(slug="a-unit", is_on=True))
        for number in range(1, editions + 1):
            copy = _copy(number, texts)
            edition = copy.edition
            work.editions.add(
                Edition(
                    id=edition.id,
                    number=number,
                    starts=edition.starts,
                    ends=edition.ends,
                    closes_at=NOW,
                    state=EditionState.PUBLISHED,
                )
            )
            work.archive.keep(copy)
        work.commit()
    return engines, SqlArchives(engines, StillClock(), new_id)


def _copy(number: int, texts: list[RichText]) -> Copy:
    items = tuple(
        Item(
            key=f"project-p{n}",
            heading=f"Project {n}",
            facts=(Fact("Led by", f"Council {n % 10}"), Fact("Status", "On track")),
            body=(*paragraph(f"In edition {number}."), *text),  # no two are the same
        )
        for n, text in enumerate(texts)
    )
    starts = FIRST_DAY + timedelta(days=14 * number)
    document = Document(
        unit="A unit",
        number=number,
        starts=starts,
        ends=starts + timedelta(days=13),
        title=f"Sprint Notes #{number}",
        covering=f"Covering a fortnight from {starts}",
        sections=(Section(heading="Projects", items=items),),
    )
    edition = PublishedEdition(
        id=f"E{number}",
        number=number,
        title=document.title,
        unit=document.unit,
        starts=document.starts,
        ends=document.ends,
        published_at=NOW,
        updated_at=NOW,
    )
    shown = (PublishedItem(number=number, item=item, updated_at=NOW) for item in items)
    said = Said(lead="Council", status="on track")
    public = tuple(replace(one, project_id=one.item.key, said=said) for one in shown)
    return Copy(edition=edition, document=document, items=public)


async def _ready(_request: Request) -> Response:
    return Response()


def _main() -> None:
    address = f"http://127.0.0.1:{os.environ[PORT]}"
    if length := int(os.environ.get(CONSTANT, "0")):
        constant = b"x" * length

        async def answer(_request: Request) -> Response:
            return Response(constant, 200, None, "text/html; charset=utf-8")

        routes = [Route(GET_EDITION, answer)]
    else:
        engines = open_engines(f"sqlite:///{os.environ[FILE]}")
        routes = Web(SqlArchives(engines, StillClock(), new_id), WebSettings(public_url=address)).routes()
    app = Starlette(routes=[Route("/readyz", _ready), *routes])
    uvicorn.run(app, port=int(os.environ[PORT]), log_config=None, access_log=False, lifespan="off")


if __name__ == "__main__":
    _main()
