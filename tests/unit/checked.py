"""A small edition for the editorial checks to read."""

from __future__ import annotations

from datetime import date

from domain.document import Document, Item, Section
from domain.text.markdown import parse
from domain.text.rich_text import RichText

NAMES = ("Ferry Tickets", "Harbour District Council")


def document(*bodies: str, heading: str = "Ferry Tickets", intro: str = "") -> Document:
    return document_of(*map(parse, bodies), heading=heading, intro=intro)


def document_of(*bodies: RichText, heading: str = "Ferry Tickets", intro: str = "") -> Document:
    items = [Item(key=f"project-p{n}", heading=heading, body=body) for n, body in enumerate(bodies)]
    return Document(
        unit="Harbour Unit",
        number=39,
        starts=date(2021, 11, 25),
        ends=date(2021, 12, 8),
        title="Sprint Notes #39",
        covering="Covering 25 November – 8 December 2021",
        intro=parse(intro),
        sections=(Section(heading="Funded project updates", items=tuple(items)),),
    )
