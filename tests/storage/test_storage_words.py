"""What stands around the updates of an edition: welcomes, introductions and templates, on both databases."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from domain.arrangement import Arrangement, Held
from domain.audit import CHANGE
from domain.compile import content_hash
from domain.document import Document
from domain.edition import EditionState
from domain.errors import Conflict
from domain.merging import fingerprint, touched
from domain.ports import UnitOfWork
from domain.project import Phase, Project, ProjectState
from domain.text.rich_text_walk import plain_text
from domain.update import Revision, Update, UpdateContent
from domain.update_form import values_from
from domain.welcome import Welcome
from services.common.actor import Actor
from services.common.overtaken import Overtaken
from services.corrections import corrections
from services.editions import editions
from services.review import undo
from services.review.welcome import SubmittedWelcome, save
from services.setup import projects
from services.updates.update_forms import OpenForm
from storage.unit_of_work import SqlStore
from tests.storage.conftest import NOW
from tests.storage.documents import compiled
from tests.storage.forms import form
from tests.storage.harbour import FERRY, UNIT, at_once, edition, slack_takes, words

NEW_HERE = "New in these notes: Ferry Tickets is led by Quay Council and is in beta."


def tells(work: UnitOfWork, number: int, *, project_id: str = "P1", withdrawn: bool = False) -> None:
    """A project, the ferry's, tells something for an edition, or withdraws it."""
    content = UpdateContent(body=words("It went well."), phase=Phase.BETA)
    before = work.updates.get(project_id, f"E{number}")
    version = before.version + 1 if before else 1
    update = Update(
        id=f"UP{number}{project_id}", project_id=project_id, edition_id=f"E{number}", content=content, version=version,
        withdrawn=withdrawn,
    )  # fmt: skip
    work.updates.save(update, Revision(work.new_id(), update.id, version, content, "U1", "", NOW, withdrawn))


def two_drafts(store: SqlStore) -> None:
    """Editions 7 and 8 are drafts, the ferry project has told something for 8."""
    with store.writing("T1") as work:
        work.units.save(UNIT)
        work.units.add_editor("U1")
        work.projects.save(replace(FERRY, lead_organisation="Quay Council"))
        for number in (7, 8):
            work.editions.add(replace(edition(f"E{number}", number), state=EditionState.DRAFTED))
        tells(work, 8)
        work.commit()


def document(store: SqlStore, number: int) -> Document:
    with store.reading("T1") as work:
        found = work.editions.get(f"E{number}")
        assert found
        return compiled(work, found)


def item(store: SqlStore, number: int) -> str:
    (section,) = document(store, number).sections
    return plain_text(section.items[0].body)


def test_a_project_is_introduced_in_the_first_edition_that_has_an_update_of_it(store: SqlStore) -> None:
    two_drafts(store)
    assert item(store, 8) == f"{NEW_HERE}\nIt went well."
    with store.writing("T1") as work:
        tells(work, 7)
        work.commit()
    assert (item(store, 7), item(store, 8)) == (f"{NEW_HERE}\nIt went well.", "It went well.")
    with store.writing("T1") as work:
        tells(work, 7, withdrawn=True)
        work.commit()
    assert item(store, 8) == f"{NEW_HERE}\nIt went well."


def test_an_update_that_was_held_back_has_introduced_nothing(store: SqlStore) -> None:
    two_drafts(store)
    with store.writing("T1") as work:
        tells(work, 7)
        draft = work.editions.get("E7")
        assert draft
        held = Arrangement(held={"project-ferry": Held("Not yet.", "U1"), "project-gone": Held("Never.", "U1")})
        work.editions.save(replace(draft, arrangement=held), expected=EditionState.DRAFTED)
        work.commit()
    assert item(store, 8) == f"{NEW_HERE}\nIt went well."


def test_a_correction_leaves_the_introduction_where_it_stood(store: SqlStore) -> None:
    two_drafts(store)
    editions.approve(Actor(store, "T1", "U1"), "E8", content_hash(document(store, 8)))
    editions.publish(Actor(store, "T1", "U1"), "E8")
    slack_takes(store, "E8")
    typed = values_from(UpdateContent(headline="Twelve boats", body=words("It went very well."), phase=Phase.BETA))
    shown = OpenForm(
        project_id="P1", filled_for="P1", edition_id="E8", values=typed, base=1, token="t", fill=0, corrects=True
    )
    corrections.save_update(Actor(store, "T1", "U1"), shown, "very")
    assert item(store, 8) == f"{NEW_HERE}\nTwelve boats\nIt went very well."


def test_the_archive_says_what_it_said_and_counts_as_said_before(store: SqlStore) -> None:
    two_drafts(store)
    with store.writing("T1") as work:
        work.editions.add(replace(edition("E3", 3), state=EditionState.PUBLISHED))
        tells(work, 3)
        work.commit()
    assert (item(store, 3), document(store, 3).intro) == ("It went well.", ())
    assert item(store, 8) == "It went well."
    assert plain_text(document(store, 8).intro) == "This edition has 1 update."


def test_a_draft_that_another_edition_has_changed_can_be_approved_at_the_second_click(store: SqlStore) -> None:
    two_drafts(store)
    seen = content_hash(document(store, 8))
    with store.writing("T1") as work:
        tells(work, 7)
        work.commit()
    with pytest.raises(Conflict, match="has just changed"):
        editions.approve(Actor(store, "T1", "U1"), "E8", seen)
    with store.reading("T1") as work:
        shown = work.editions.shown("E8")[0]
    assert (
        editions.approve(Actor(store, "T1", "U1"), "E8", shown)
        == "Sprint Notes #8 is approved. It can be published now."
    )


def test_what_nothing_fills_is_neither_approved_nor_published(store: SqlStore) -> None:
    two_drafts(store)
    with store.writing("T1") as work:
        draft = work.editions.get("E8")
        assert draft
        work.editions.save(replace(draft, intro=words("Thanks to {whom}.")), expected=EditionState.DRAFTED)
        work.commit()
    seen = content_hash(document(store, 8))
    with pytest.raises(Conflict, match=r"Nothing fills “\{whom\}” in the welcome of Sprint Notes #8"):
        editions.approve(Actor(store, "T1", "U1"), "E8", seen)
    with store.reading("T1") as work:
        assert work.editions.approvals("E8") == []


def test_a_project_that_an_editor_adds_knows_since_when(store: SqlStore) -> None:
    two_drafts(store)
    added = projects.save(Actor(store, "T1", "U1"), form("P2", Project(id="", key="tram", name="Tram"), "name"))
    with store.reading("T1") as work:
        found = work.projects.get(added.id)
        assert found
        assert found.added == NOW.date()
    again = form("t2", replace(found, name="Trams"), "name", found)
    projects.save(Actor(store, "T1", "U1"), again)
    with store.reading("T1") as work:
        assert work.projects.get(added.id) == replace(found, name="Trams")
    assert "new" not in plain_text(document(store, 8).intro)  # of which nothing is said yet
    with store.writing("T1") as work:
        tells(work, 8, project_id=added.id)
        work.commit()
    assert "Trams is new." in plain_text(document(store, 8).intro)


def test_an_editors_change_of_a_project_is_one_of_every_draft(store: SqlStore) -> None:
    two_drafts(store)
    projects.set_state(Actor(store, "T1", "U1"), "P1", ProjectState.PAUSED)
    with store.reading("T1") as work:
        entries = [entry for number in (7, 8) for entry in work.audit.of_edition(f"E{number}")]
    assert [(entry.actor, entry.action, entry.edition_id) for entry in entries] == [
        ("U1", CHANGE, "E7"),
        ("U1", CHANGE, "E8"),
    ]


def words_saved(store: SqlStore, by: str, intro: str, base: Welcome) -> None:
    wanted = Welcome(intro=words(intro))
    changed = touched(base, wanted)
    save(
        Actor(store, "T1", by),
        SubmittedWelcome(edition_id="E8", base=fingerprint(base), wanted=wanted, changed=changed),
    )


def welcome(store: SqlStore) -> str:
    return plain_text(document(store, 8).intro)


def test_of_two_editors_at_once_the_second_is_shown_what_the_first_saved(store: SqlStore) -> None:
    two_drafts(store)
    jobs = [partial(words_saved, store, "U1", text, Welcome()) for text in ("Hello.", "Good day.")]
    results = at_once(jobs)
    (overtaken,) = [result for result in results if isinstance(result, Overtaken)]
    assert results.count(None) == 1
    assert {plain_text(overtaken.form.words.intro), welcome(store)} == {"Hello.", "Good day."}
    assert plain_text(overtaken.form.saved["intro"]) == welcome(store)


def test_own_words_are_undone_back_to_the_drafted_ones(store: SqlStore) -> None:
    two_drafts(store)
    words_saved(store, "U1", "Hello.", Welcome())
    words_saved(store, "U1", "Good day.", Welcome(words("Hello.")))
    for left in ("Hello.", "This edition has 1 update."):
        undo.undo(Actor(store, "T1", "U1"), "E8")
        assert welcome(store) == left
    words_saved(store, "U1", "Croeso.", Welcome())
    with store.writing("T1") as work:
        draft = work.editions.get("E8")
        assert draft
        work.editions.save(replace(draft, intro=words("From a file.")), expected=EditionState.DRAFTED)
        work.commit()
    with pytest.raises(Conflict, match="that has changed again since"):
        undo.undo(Actor(store, "T1", "U1"), "E8")
