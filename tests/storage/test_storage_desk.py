"""The editors' desk on both databases: two editors at once, undoing, and the log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from domain.arrangement import Move
from domain.compile import content_hash
from domain.document import Item
from domain.edition import Approval, EditionState
from domain.errors import Conflict, NotAllowed, NotFound
from domain.sentence import plain
from domain.text.normal_form import paragraph
from domain.update import Revision, Update, UpdateContent
from domain.update_form import values_from
from services.common.actor import Actor
from services.editions import editions
from services.review import audit_log, items, questions, undo
from services.updates import update_forms, updates, withdrawals
from services.updates.update_forms import OpenForm
from storage.unit_of_work import SqlStore
from tests.storage.documents import compiled, reviewed
from tests.storage.harbour import FERRY, at_once, with_edition

NAMES = ("Bins", "Docks", "Ferry Tickets", "Lamps")
EDIE, OTTO = "U_EDIE", "U_OTTO"


@pytest.fixture
def drafted(store: SqlStore) -> SqlStore:
    """A draft of four items, and two editors."""
    with_edition(store)
    with store.writing("T1") as work:
        for editor in (EDIE, OTTO):
            work.units.add_editor(editor)
        for n, name in enumerate(NAMES):
            project = FERRY if name == FERRY.name else replace(FERRY, id=f"P{name}", key=name.lower(), name=name)
            work.projects.save(project)
            content = UpdateContent(headline=f"About {name}", body=paragraph("It went well."))
            update = Update(id=f"U{name}", project_id=project.id, edition_id="E1", content=content)
            work.updates.save(update, Revision(f"R{n}", update.id, 1, content, "U_ADA", "", work.now()))
        edition = work.editions.get("E1")
        assert edition
        editions.close(work, edition)
        work.commit()
    return store


def item(store: SqlStore, name: str) -> Item:
    with store.reading("T1") as work:
        edition = work.editions.get("E1")
        assert edition
        return next(one for one in reviewed(work, edition).items if one.heading == name)


def headings(store: SqlStore) -> list[str]:
    """What would be published, in its order."""
    with store.reading("T1") as work:
        edition = work.editions.get("E1")
        assert edition
        return [one.heading for one in compiled(work, edition).items]


def moves(store: SqlStore, name: str, to: Move, by: str = EDIE) -> Callable[[], object]:
    return partial(items.move, Actor(store, "T1", by), "E1", item(store, name).ref, to)


def holds(store: SqlStore, name: str, by: str = EDIE) -> Callable[[], object]:
    return partial(items.hold_back, Actor(store, "T1", by), "E1", item(store, name).ref, "Not yet.")


def edits(store: SqlStore, headline: str, by: str = EDIE, base: int = 1) -> None:
    typed = values_from(UpdateContent(headline=headline, body=paragraph("It went well.")))
    shown = OpenForm(
        project_id="P1", filled_for="P1", edition_id="E1", values=typed, base=base, token=f"{headline}", fill=0
    )
    updates.submit(Actor(store, "T1", by), shown)


def test_of_two_editors_at_once_neither_loses_a_change(drafted: SqlStore) -> None:
    results = at_once([moves(drafted, "Lamps", Move.TOP), holds(drafted, "Docks", OTTO), holds(drafted, "Bins")])
    assert results == [None, None, None]
    assert headings(drafted) == ["Lamps", "Ferry Tickets"]
    twice = at_once([holds(drafted, "Lamps", by) for by in (EDIE, OTTO)])
    assert sorted(map(str, twice)) == ["It is held back already. Nothing was changed.", "None"]
    with drafted.reading("T1") as work:
        told = [entry.action for entry in work.audit.of_edition("E1") if "before" in entry.detail]
    assert sorted(told) == ["hold back", "hold back", "hold back", "move"]


def test_nothing_is_undone_that_has_changed_since(drafted: SqlStore) -> None:
    with pytest.raises(NotFound, match="There is no change of Sprint Notes #7 to undo"):
        undo.undo(Actor(drafted, "T1", EDIE), "E1")
    edits(drafted, "As Edie has it")
    with drafted.writing("T1") as work:  # the lead changes it once more
        update = work.updates.with_id("UFerry Tickets")
        assert update
        later = replace(update, content=UpdateContent(headline="As Ada has it"), version=3)
        work.updates.save(later, Revision("R9", update.id, 3, later.content, "U_ADA", "", work.now()))
        work.commit()
    with pytest.raises(Conflict, match="has changed again since"):
        undo.undo(Actor(drafted, "T1", OTTO), "E1")
    with drafted.reading("T1") as work:
        update = work.updates.with_id("UFerry Tickets")
        assert update
        assert update.content.headline == "As Ada has it"


def test_an_update_that_an_editor_wrote_first_is_withdrawn_when_that_is_undone(drafted: SqlStore) -> None:
    withdrawals.withdraw(Actor(drafted, "T1", "U_ADA"), "UFerry Tickets")
    edits(drafted, "As Edie has it", base=2)
    assert "Ferry Tickets" in headings(drafted)
    assert (
        plain(undo.undo(Actor(drafted, "T1", OTTO), "E1"))
        == "Undone: @U_EDIE saved the update on Ferry Tickets for Sprint Notes #7."
    )
    assert "Ferry Tickets" not in headings(drafted)
    moves(drafted, "Lamps", Move.TOP)()
    undo.undo(Actor(drafted, "T1", OTTO), "E1")
    assert headings(drafted) == ["Bins", "Docks", "Lamps"]


def test_an_editor_changes_what_is_approved_and_the_approval_falls(drafted: SqlStore) -> None:
    with drafted.writing("T1") as work:
        edition = work.editions.get("E1")
        assert edition
        work.editions.approve("E1", Approval(EDIE, content_hash(compiled(work, edition))), work.now())
        work.editions.save(replace(edition, state=EditionState.APPROVED), expected=EditionState.DRAFTED)
        work.commit()
    form = update_forms.open_form(Actor(drafted, "T1", EDIE), token="t", project_id="P1", edition_id="E1")
    assert (form.edition.number, form.base, form.other) == (7, 1, None)
    edits(drafted, "As Edie has it")
    with drafted.reading("T1") as work:
        edition = work.editions.get("E1")
        assert edition
        assert edition.state is EditionState.DRAFTED
        update = work.updates.with_id("UFerry Tickets")
        assert update
        assert update.content.headline == "As Edie has it"


def test_items_that_are_gone_and_news_have_no_lead_to_ask(drafted: SqlStore) -> None:
    ref = item(drafted, "Ferry Tickets").ref
    withdrawals.withdraw(Actor(drafted, "T1", "U_ADA"), "UFerry Tickets")
    for act in (
        partial(items.move, Actor(drafted, "T1", EDIE), "E1", ref, Move.UP),
        partial(questions.form, Actor(drafted, "T1", EDIE), "E1", ref),
        partial(audit_log.update_of, Actor(drafted, "T1", EDIE), "E1", ref),
    ):
        with pytest.raises(NotFound, match="This item is not in Sprint Notes #7 any more"):
            act()


def test_the_log_page_by_page_and_only_of_ones_own_workspace(drafted: SqlStore) -> None:
    for _ in range(20):
        moves(drafted, "Lamps", Move.UP)()
        moves(drafted, "Lamps", Move.DOWN)()
    first = audit_log.latest(Actor(drafted, "T1", EDIE))
    second = audit_log.latest(Actor(drafted, "T1", EDIE), before=first.entries[29].id)
    with drafted.reading("T1") as work:
        every = [entry.id for entry in work.audit.latest(1_000)]
    assert len(first.entries) == 31
    assert [entry.id for entry in (*first.entries[:30], *second.entries)] == every
    of_seven = audit_log.latest(Actor(drafted, "T1", EDIE), "7")
    assert {entry.edition_id for entry in of_seven.entries} == {"E1"}
    with drafted.reading("T2") as work:
        assert (work.audit.latest(10), work.audit.of_edition("E1")) == ([], [])
    with pytest.raises(NotAllowed):
        audit_log.latest(Actor(drafted, "T1", "U_ADA"))
