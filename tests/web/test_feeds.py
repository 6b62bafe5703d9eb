"""Feeds and open data: whole texts under ids that stay, what has changed and what is gone, read by other programs."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as Xml
from dataclasses import replace
from datetime import timedelta

import fastjsonschema
import feedparser  # type: ignore[import-untyped]
import pytest

from domain.archive import Copy, PublishedEdition, PublishedItem, Said
from domain.document import Document, Fact, Item, Section
from domain.edition import EditionState
from domain.text.normal_form import paragraph
from storage.unit_of_work import SqlStore
from tests.storage.conftest import NOW
from tests.storage.harbour import UNIT, edition
from tests.web import readers
from tests.web.library import shown
from tests.web.visitor import ADDRESS, Visitor, visitor

MANY = 45  # editions: three pages of a feed
ATOM, TOMBSTONES = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
HOSTILE = (
    '=HYPERLINK("http://evil.example")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "＝1",
    "<script>alert(1)</script> & ]]>",
    "\u202eesrever",
)


def shelved(store: SqlStore, number: int, heading: str = "Ferry Tickets", words: str = "They sail.") -> None:
    """An edition with one project is public."""
    item = Item(key="project-ferry", heading=heading, facts=(Fact("Led by", "Harbour Council"),), body=paragraph(words))
    section = Section(heading="Updates", items=(item,))
    about = edition(f"E{number}", number)
    document = Document(
        unit="Harbour Unit",
        number=number,
        starts=about.starts,
        ends=about.ends,
        title=f"Sprint Notes #{number}",
        covering="Covering spring",
        sections=(section,),
    )
    at = NOW + timedelta(days=number)
    shown_item = PublishedItem(
        number=number, item=item, said=Said(lead="Harbour Council"), project_id="P1", updated_at=at
    )
    public = PublishedEdition(
        id=about.id,
        number=number,
        title=document.title,
        unit=document.unit,
        starts=about.starts,
        ends=about.ends,
        published_at=at,
        updated_at=at,
    )
    with store.writing("T1") as work:
        work.editions.add(replace(about, state=EditionState.PUBLISHED))
        work.archive.keep(Copy(edition=public, document=document, items=(shown_item,)))
        work.commit()


@pytest.fixture
def reader(store: SqlStore) -> Visitor:
    with store.writing("T1") as work:
        work.units.save(UNIT)
        work.commit()
    shown(store)
    return visitor(store)


def entries(reader: Visitor, path: str) -> list[feedparser.FeedParserDict]:
    """The entries of a feed in all its pages."""
    found = feedparser.parse(reader.reads(path).encode())
    assert not found.bozo, found
    following = [link.href.removeprefix(ADDRESS) for link in found.feed.links if link.rel == "next"]
    return [*found.entries, *(entry for further in following for entry in entries(reader, further))]


@pytest.mark.parametrize("path", ["/feed", "/projects/ferry/feed", "/organisations/harbour-council/feed"])
def test_a_feed_has_everything_page_after_page(reader: Visitor, store: SqlStore, path: str) -> None:
    for number in range(1, MANY + 1):
        shelved(store, number, words=f"They sail for the {number}th time.")
    found = entries(reader, f"{path}.atom")
    assert len({entry.id for entry in found}) == len(found) == MANY
    for number, entry in zip(range(MANY, 0, -1), found, strict=True):
        assert f"forthe{number}thtime" in readers.in_html(entry.content[0].value).words
    as_json, following = [], f"{path}.json"
    while following:
        page = json.loads(reader.reads(following))
        assert page["version"] == "https://jsonfeed.org/version/1.1"
        as_json += page["items"]
        following = page.get("next_url", "").removeprefix(ADDRESS)
    assert [item["id"] for item in as_json] == [entry.id for entry in found]
    assert [item["url"] for item in as_json] == [entry.link for entry in found]
    for entry in found[:3]:
        assert "They sail" in reader.reads(entry.link.removeprefix(ADDRESS).partition("#")[0])


def test_a_feed_is_what_the_standard_says(reader: Visitor, store: SqlStore) -> None:
    shelved(store, 7)
    for path in ("/feed.atom", "/projects/ferry/feed.atom", "/organisations/harbour-council/feed.atom"):
        root = Xml.fromstring(reader.reads(path))  # noqa: S314 - ours
        assert root.tag == f"{ATOM}feed"
        for part in (root, *root.iter(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):  # RFC 4287, 4.1.1 and 4.1.2: each once
                assert len(part.findall(f"{ATOM}{name}")) == 1
        assert len(root.findall(f"{ATOM}author")) == 1
        assert [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"] == [
            ADDRESS + path
        ]
    assert reader.asks("/feed.atom").headers["content-type"].startswith("application/atom+xml")
    page = reader.reads("/projects/ferry")
    assert 'type="application/atom+xml" title="Atom feed" href="/projects/ferry/feed.atom"' in page


def test_hostile_headings_are_words_in_every_format(reader: Visitor, store: SqlStore) -> None:
    for number, words in enumerate(HOSTILE, 1):
        shelved(store, number, heading=words, words=words)
    found = entries(reader, "/feed.atom")
    for words, entry in zip(reversed(HOSTILE), found, strict=True):
        assert readers.squeezed(words) in readers.in_html(entry.content[0].value).words
    rows = list(csv.reader(io.StringIO(reader.reads("/data/updates.csv").removeprefix("\ufeff"))))
    assert len(rows) == len(HOSTILE) + 1
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))] == []
    editions = json.loads(reader.reads("/data/editions.json"))["editions"]
    assert [one["sections"][0]["items"][0]["heading"] for one in reversed(editions)] == list(HOSTILE)


def test_the_data_is_as_its_schema_says(reader: Visitor, store: SqlStore) -> None:
    shelved(store, 7)
    schema = json.loads(reader.reads("/data/schema-1.json"))
    assert schema["$id"] == f"{ADDRESS}/data/schema-1.json"
    for name, path in (("EditionsData", "/data/editions.json"), ("ProjectsData", "/data/projects.json")):
        valid = fastjsonschema.compile({**schema, "$id": "", "$ref": f"#/$defs/{name}"}, use_formats=False)
        data = json.loads(reader.reads(path))
        valid(data)
        with pytest.raises(fastjsonschema.JsonSchemaException):
            valid({**data, "secret": 1})


def test_a_correction_is_news_for_readers_under_the_same_id_and_what_is_gone_says_so(
    reader: Visitor, store: SqlStore
) -> None:
    shelved(store, 7)
    (before,) = entries(reader, "/feed.atom")
    with store.writing("T1") as work:
        copy = work.archive.get("E7")
        assert copy
        later = replace(copy.edition, updated_at=NOW + timedelta(days=30))
        work.archive.keep(replace(copy, edition=later), copy)
        work.commit()
    (after,) = entries(reader, "/feed.atom")
    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated > before.updated
