"""What is public of an edition: copies, made when it is in Slack, and of nothing but what its readers were told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event

from bot.app import new_id
from domain.archive import PublishedItem, first_words
from domain.archive_ports import Archive
from domain.compile import item_key
from domain.correction import without_pictures
from domain.document import Item, ref_of
from domain.glossary import Term
from domain.merging import fingerprint
from domain.text.normal_form import paragraph
from domain.text.rich_text import Mention, MentionKind, Paragraph, Text
from domain.text.rich_text_walk import plain_text
from domain.update import Ask, Figure, PlannedDate, UpdateContent
from services.common.actor import Actor
from services.common.copies import make_missing_public
from services.corrections import corrections, takedowns
from services.corrections.corrections import SubmittedText
from services.setup.projects import store_projects
from storage import personal
from storage.archive import SqlArchives
from storage.columns import metadata
from storage.unit_of_work import SqlStore
from tests.storage.harbour import FERRY, UNIT, with_edition, written
from tests.web.library import EDIE, off, published, shown

ADA = Mention(MentionKind.USER, "U_ADA", name="Ada Marsh")
CONTENT = UpdateContent(
    headline="Twelve boats",
    body=(Paragraph((Text("They sail, says "), ADA, Text(" of the RNLI."))),),
    asks=(Ask("A pier to test at", date(2026, 4, 1), "pier@example.org"),),
    figures=(Figure("boats", 12),),  # type: ignore[arg-type]
    dates=(PlannedDate("Regatta", date(2026, 5, 1)),),
    note=paragraph("NOTE: nobody may read this"),
)
PROJECT = replace(
    FERRY, lead_organisation="Harbour Council", partners=("Hill Council", "Dale Council"), contact="Cy Quay"
)


@pytest.fixture
def harbour(store: SqlStore) -> SqlStore:
    """Edition 7 with an update on ferry tickets, not yet published; the unit's site is on."""
    with_edition(store)
    with store.writing("T1") as work:
        store_projects(work, [(FERRY, PROJECT)])
        work.glossary.put(Term("RNLI", "Royal National Lifeboat Institution"))
        work.glossary.put(Term("XYZ", "what nobody has said"))
        work.commit()
    written(store, CONTENT)
    shown(store)
    return store


def archive(store: SqlStore) -> SqlArchives:
    return SqlArchives(store.engines, store.clock, new_id)


def seen(store: SqlStore, workspace: str = "T1") -> list[object]:
    """Everything that can be read."""
    with archive(store).reading(workspace) as public:
        copies = [public.edition(edition.number) for edition in public.editions()]
        return [*copies, *public.newest(), *public.organisations(), *_all_found(public)]


def _all_found(public: Archive) -> list[PublishedItem]:
    return [*public.find([], 1000), *public.of_project(public.owner("ferry"))]


def test_nothing_is_public_before_all_of_an_edition_is_in_slack(harbour: SqlStore) -> None:
    assert seen(harbour) == []
    published(harbour, arrives=False)
    assert seen(harbour) == []


def test_what_is_published_is_public_and_only_while_the_unit_shows_it(harbour: SqlStore) -> None:
    published(harbour)
    with archive(harbour).reading("T1") as public:
        copy = public.edition(7)
        assert copy
        assert [item.key for item in copy.items] == ["ferry"]
        assert copy.edition.terms == (Term("RNLI", "Royal National Lifeboat Institution"),)
        said = copy.items[0].said
        assert (said.headline, said.asks, said.figures, said.dates) == (
            CONTENT.headline,
            CONTENT.asks,
            CONTENT.figures,
            CONTENT.dates,
        )
        assert public.organisations() == [("P1", name) for name in ("Dale Council", "Harbour Council", "Hill Council")]
        assert public.newest() == list(copy.items) == public.of_project(public.owner("ferry"))
        assert public.find(["sail", "boats"], 5) == list(copy.items)
        assert public.find(["100%"], 5) == []
    assert "NOTE" not in str(seen(harbour))
    assert seen(harbour, "T2") == []
    shown(harbour, first_edition=8)
    assert seen(harbour) == []
    shown(harbour, first_edition=1)
    off(harbour)
    assert seen(harbour) == []


def test_what_is_changed_in_the_set_up_later_is_not_public(harbour: SqlStore) -> None:
    published(harbour)
    before = seen(harbour)
    with harbour.writing("T1") as work:
        fresh = replace(PROJECT, partners=("SECRET",), lead_organisation="SECRET", aims="SECRET", name="SECRET")
        store_projects(work, [(PROJECT, fresh)])
        work.commit()
    assert seen(harbour) == before
    _corrects(harbour, item_key(FERRY), "They sail at noon.")
    assert "SECRET" not in str(seen(harbour))
    assert "They sail at noon." in str(seen(harbour))


def _corrects(store: SqlStore, key: str, words: str) -> None:
    actor = Actor(store, "T1", EDIE)
    form = corrections.open_form(actor, "E1", ref_of(key), token="t")
    base = fingerprint(form.text) if hasattr(form, "text") else _base(store)
    submitted = SubmittedText(edition_id="E1", ref=ref_of(key), text=paragraph(words), note="It was late.", base=base)
    corrections.save_text(actor, submitted)


def _base(store: SqlStore) -> str:
    with store.reading("T1") as work:
        document = work.editions.document("E1")
        assert document
        return fingerprint(without_pictures(document.items[0].body))


def test_a_correction_is_public_at_once_and_says_when(harbour: SqlStore) -> None:
    published(harbour)
    _corrects(harbour, item_key(FERRY), "They sail at noon.")
    with archive(harbour).reading("T1") as public:
        (edition,) = public.editions()
        assert [one.note for one in edition.corrections] == ["It was late."]
        assert public.find(["sail", "noon"], 5)[0].said.asks == ()  # the item does not say so any more
        assert public.find(["boats"], 5) == []


def test_what_is_taken_down_leaves_its_day_and_no_words(harbour: SqlStore) -> None:
    published(harbour)
    takedowns.submit(Actor(harbour, "T1", EDIE), "E1", ref_of(item_key(FERRY)), "It was wrong.")
    with archive(harbour).reading("T1") as public:
        (edition,) = public.editions()
        assert [gone.ref for gone in edition.gone] == [ref_of(item_key(FERRY))]
        assert public.newest() == [] == public.organisations()
        assert public.owner("ferry") == ""
    assert "sail" not in str(seen(harbour))


def test_what_was_published_before_there_were_copies_is_copied_once(harbour: SqlStore) -> None:
    published(harbour)
    before = seen(harbour)
    with harbour.writing("T1") as work:
        for table in ("archive_organisations", "archive_items", "archive_editions"):
            work.connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608
        work.commit()
    assert seen(harbour) == []
    assert make_missing_public(harbour, "T1") == 1
    assert str(seen(harbour)).count("Twelve boats") == str(before).count("Twelve boats")
    assert make_missing_public(harbour, "T1") == 0


def test_each_change_makes_another_version_an_erased_person_too(harbour: SqlStore) -> None:
    def version() -> int:
        (site,) = archive(harbour).sites()
        return site.version

    versions = [version()]
    published(harbour)
    versions.append(version())
    personal.erase(harbour.engines, "T1", "U_ADA", "X1")
    versions.append(version())
    _corrects(harbour, item_key(FERRY), "They sail at noon.")
    versions.append(version())
    assert versions == sorted(set(versions))


def test_an_erased_person_is_in_no_copy(harbour: SqlStore) -> None:
    published(harbour)
    with archive(harbour).reading("T1") as public:
        assert "says Ada Marsh of" in plain_text(public.newest()[0].item.body)
    personal.erase(harbour.engines, "T1", "U_ADA", "X1")
    assert "U_ADA" not in str(seen(harbour))
    assert "somebody whose data was erased" in str(seen(harbour))


def test_who_is_mentioned_is_not_found_by_name(harbour: SqlStore) -> None:
    published(harbour)
    with archive(harbour).reading("T1") as public:
        assert public.find(["ada"], 5) == []
        assert public.find(["cy", "quay"], 5) == []


def test_how_an_item_begins_is_told_without_names() -> None:
    item = Item(key="project-ferry", heading="Ferry", body=(Paragraph((ADA, Text(" waved."))), *paragraph("More.")))
    assert first_words(item) == "somebody waved."
    assert first_words(replace(item, body=paragraph("Waves. " * 100))).endswith("Waves. …")
    assert first_words(replace(item, body=())) == ""


def test_two_units_have_two_names_in_addresses(store: SqlStore) -> None:
    for workspace in ("T1", "T2"):
        with_edition_of(store, workspace)
        shown(store, workspace, slug="Harbour & Sons")
    assert [site.site.slug for site in archive(store).sites()] == ["harbour-and-sons", "harbour-and-sons-2"]


def with_edition_of(store: SqlStore, workspace: str) -> None:
    with store.writing(workspace) as work:
        work.units.save(UNIT)
        work.commit()


def test_the_web_reads_the_copies_and_no_other_table(harbour: SqlStore) -> None:
    published(harbour)
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        statements.append(statement)

    event.listen(harbour.engines.reader, "before_cursor_execute", note)
    try:
        seen(harbour)
        archive(harbour).sites()
    finally:
        event.remove(harbour.engines.reader, "before_cursor_execute", note)
    named = {word for statement in statements for word in re.findall(r"(\w+)\.", statement)}
    tables = named & {*metadata.tables}
    assert tables <= {"archive_sites", "archive_editions", "archive_items", "archive_organisations", "units"}
    about_content = [statement for statement in statements if "archive_editions" in statement or "_items" in statement]
    assert about_content
    assert all("archive_sites.is_on" in statement for statement in about_content)
