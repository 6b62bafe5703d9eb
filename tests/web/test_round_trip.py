"""Every word, cell, link and description of an edition once and in order: in its page, in feeds, in data, in files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import Phase, given, settings

from domain.archive import Copy, PublishedEdition, PublishedItem, document_for_readers
from domain.correction import noted
from domain.document import Correction, Document
from domain.edition import EditionState
from storage.unit_of_work import SqlStore
from tests.storage.conftest import NOW
from tests.storage.harbour import UNIT, edition
from tests.strategies import documents
from tests.unit.edition_sample import sample
from tests.web import readers
from tests.web.library import shown
from tests.web.visitor import SETTINGS, archives, visitor
from web.static import write_site


def test_the_sample_is_told_once_and_in_order_everywhere(store: SqlStore, tmp_path: Path) -> None:
    document = sample()
    corrected = replace(document, corrections=(Correction("project-bins", document.ends, "It was 14 councils."),))
    _is_told_everywhere(store, corrected, tmp_path)


@settings(max_examples=40, phases=[Phase.reuse, Phase.generate])  # to make them smaller takes minutes
@given(document=documents())
def test_any_edition_is_told_once_and_in_order_everywhere(
    store: SqlStore, tmp_path_factory: object, document: Document
) -> None:
    _is_told_everywhere(store, document, tmp_path_factory.mktemp("site"))  # type: ignore[attr-defined]


def _is_told_everywhere(store: SqlStore, document: Document, out: Path) -> None:
    document = replace(document, number=7)
    _shelved(store, document)
    reader = visitor(store)
    read = document_for_readers(noted(document), people=False)
    whole, without_title = (readers.of_document(read, with_title=with_title) for with_title in (True, False))
    assert readers.in_html(reader.reads("/editions/7"), only_main=True) == whole
    assert readers.in_atom(reader.reads("/feed.atom")) == [without_title]
    assert readers.in_json_feed(reader.reads("/feed.json")) == [without_title]
    (data,) = json.loads(reader.reads("/data/editions.json"))["editions"]
    assert readers.in_data(data).words == without_title.words
    write_site(archives(store), SETTINGS, out)
    page = (out / "editions/7/index.html").read_text(encoding="utf-8")
    assert readers.in_html(page, only_main=True) == whole


def _shelved(store: SqlStore, document: Document) -> None:
    """The document is public as edition 7."""
    items = tuple(
        PublishedItem(number=7, item=item, project_id=item.key if item.is_project else "", updated_at=NOW)
        for item in noted(document).items
    )
    about = PublishedEdition(
        id="E1",
        number=7,
        title=document.title,
        unit=document.unit,
        starts=document.starts,
        ends=document.ends,
        published_at=NOW,
        updated_at=NOW,
        corrections=document.corrections,
    )
    with store.writing("T1") as work:
        work.units.save(UNIT)
        work.editions.add(replace(edition(), state=EditionState.PUBLISHED))
        copy = Copy(edition=about, document=noted(document), items=items)
        work.archive.keep(copy, work.archive.get("E1"))
        work.commit()
    shown(store)
