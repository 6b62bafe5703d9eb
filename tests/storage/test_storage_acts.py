"""What an act costs does not grow with the number of projects, and compiles an edition twice at most; on both
databases. ``bench/acts.py`` measures the same through the whole bot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

import pytest
from sqlalchemy import event

from bot.app import new_id
from domain.arrangement import Move
from domain.compile import compile_edition
from domain.edition import Edition, EditionState
from domain.ports import UnitOfWork
from domain.project import Project
from domain.text.normal_form import paragraph
from domain.update import Revision, Update, UpdateContent
from domain.update_form import FormValues
from services import home
from services.answers import next_window, questions
from services.common import snapshot as snapshots
from services.common.actor import Actor
from services.editions import editions
from services.review import audit_log, decisions, finding_actions, items, undo, welcome, windows
from services.updates import nothing_to_report, update_forms, updates
from services.updates.update_forms import OpenForm
from storage.engine import Engines
from storage.unit_of_work import SqlStore
from tests.storage.conftest import StillClock
from tests.storage.harbour import UNIT, edition, slack_takes

LEAD, EDITOR = "U_ADA", "U_EDIE"
FEW, MANY = 5, 20  # projects


@dataclass
class Cost:
    """What an act has cost."""

    statements: int = 0
    compilings: int = 0


@contextmanager
def counted(engines: Engines, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cost]:
    """What is done meanwhile."""
    cost = Cost()

    def execute(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        cost.statements += not statement.startswith("BEGIN")

    def compiles(*arguments: object, **named: object) -> object:
        cost.compilings += 1
        return compile_edition(*arguments, **named)  # type: ignore[arg-type]

    both = {engines.reader, engines.writer}
    for engine in both:
        event.listen(engine, "before_cursor_execute", execute)
    with monkeypatch.context() as patched:
        patched.setattr(snapshots, "compile_edition", compiles)
        yield cost
    for engine in both:
        event.remove(engine, "before_cursor_execute", execute)


def unit_of(engines: Engines, workspace: str, projects: int, doubled: int = 1) -> SqlStore:
    """An edition that is published, one in review, and one that is open, each with an update about every project but
    the last, of which the first few have a word doubled."""
    store = SqlStore(engines, StillClock(), new_id)
    store.meet(workspace)
    with store.writing(workspace, EDITOR) as work:
        work.units.save(UNIT)
        work.units.add_editor(EDITOR)
        for place in range(projects):
            key = f"pier-{place:02}"
            work.projects.save(Project(id=f"{workspace}{key}", key=key, name=f"Pier {place}", leads=(LEAD,)))
        for number in (6, 7, 8):
            one = edition(f"{workspace}{number}", number)
            work.editions.add(replace(one, ends=date(2026, 3, 11 + number)))
            for place, project in enumerate(work.projects.all()[:-1]):
                tells(work, project.id, one.id, "mended mended" if place < doubled else "mended")
        for number in (6, 7):
            editions.close(work, edition_of(work, number))
        work.commit()
    actor = Actor(store, workspace, EDITOR)
    editions.approve(actor, f"{workspace}6", seen(store, workspace, 6))
    editions.publish(actor, f"{workspace}6")
    slack_takes(store, f"{workspace}6", workspace)
    return store


def edition_of(work: UnitOfWork, number: int) -> Edition:
    return next(one for one in work.editions.all() if one.number == number)


def tells(work: UnitOfWork, project: str, edition_id: str, done: str) -> None:
    content = UpdateContent(headline="All is well", body=paragraph(f"We have {done} the pier this week."))
    update = Update(
        id=new_id(), project_id=project, edition_id=edition_id, content=content, submitted_by=LEAD,
        submitted_at=work.now(),
    )  # fmt: skip
    work.updates.save(update, Revision(new_id(), update.id, 1, content, by=LEAD, token="t", at=work.now()))


def seen(store: SqlStore, workspace: str, number: int) -> str:
    with store.reading(workspace) as work:
        return work.editions.shown(f"{workspace}{number}")[0]


def form(workspace: str, number: int) -> OpenForm:
    project, values = f"{workspace}pier-01", FormValues(headline="All is new", body=paragraph("We have begun anew."))
    return OpenForm(
        project_id=project, filled_for=project, edition_id=f"{workspace}{number}", values=values, base=1, token="T2",
        fill=0,
    )  # fmt: skip


def ref(store: SqlStore, workspace: str) -> str:
    with store.reading(workspace) as work:
        return snapshots.snapshot(work, edition_of(work, 7)).document.items[2].ref


Prepared = Callable[[Actor, str], Callable[[], object]]


def digest(actor: Actor, edition_id: str) -> str:
    return next(one for one in finding_actions.view(actor, edition_id).found if one.instead).digest


def applies(actor: Actor, edition_id: str) -> Callable[[], object]:
    found = digest(actor, edition_id)
    return lambda: finding_actions.apply(actor, edition_id, found)


def moves(actor: Actor, edition_id: str) -> Callable[[], object]:
    item = ref(actor.store, actor.workspace)  # type: ignore[arg-type]
    return lambda: items.move(actor, edition_id, item, Move.UP)


def undoes(actor: Actor, edition_id: str) -> Callable[[], object]:
    moves(actor, edition_id)()
    return lambda: undo.undo(actor, edition_id)


def approves(actor: Actor, edition_id: str) -> Callable[[], object]:
    content = seen(actor.store, actor.workspace, 7)  # type: ignore[arg-type]
    return lambda: editions.approve(actor, edition_id, content)


def publishes(actor: Actor, edition_id: str) -> Callable[[], object]:
    approves(actor, edition_id)()
    return lambda: editions.publish(actor, edition_id)


def says_nothing(actor: Actor, edition_id: str) -> Callable[[], object]:
    projects = FEW if actor.workspace == "FEW" else MANY
    silent = f"{actor.workspace}pier-{projects - 1:02}"
    return lambda: nothing_to_report.nothing_to_report(actor, silent, edition_id)


def submits(number: int) -> Prepared:
    def prepared(actor: Actor, _: str) -> Callable[[], object]:
        return lambda: updates.submit(replace(actor, person=LEAD), form(actor.workspace, number))

    return prepared


def opens_form(actor: Actor, _: str) -> Callable[[], object]:
    lead, project = replace(actor, person=LEAD), f"{actor.workspace}pier-01"
    return lambda: update_forms.open_form(lead, token="T3", project_id=project)


def sets_a_time(actor: Actor, edition_id: str) -> Callable[[], object]:
    approves(actor, edition_id)()
    return lambda: decisions.publish_form(actor, edition_id)


ACTS: dict[str, tuple[int, Prepared]] = {
    "status of all": (10, lambda actor, _: lambda: questions.ask(actor, "")),
    "status of all, to all": (10, lambda actor, _: lambda: questions.ask(actor, "all", is_public=True)),
    "status of one": (10, lambda actor, _: lambda: questions.ask(actor, "pier 01")),
    "what is at risk": (10, lambda actor, _: lambda: questions.ask(actor, "what’s at risk?")),
    "words": (10, lambda actor, _: lambda: questions.ask(actor, "payments since edition 5")),
    "form": (10, opens_form),
    "submit, window open": (16, submits(8)),
    "submit, draft": (40, submits(7)),
    "nothing to report": (40, says_nothing),
    "move up": (40, moves),
    "undo": (40, undoes),
    "apply a finding": (60, applies),
    "welcome": (20, lambda actor, edition_id: lambda: welcome.open_form(actor, edition_id)),
    "approve": (25, approves),
    "publish": (40, publishes),
    "time for publishing": (25, sets_a_time),
    "history": (5, lambda actor, _: lambda: audit_log.latest(actor, "7")),
    "dates": (10, lambda actor, _: lambda: windows.dates_form(actor, f"{actor.workspace}8")),
    "Home": (20, lambda actor, _: lambda: home.view(actor)),
    "next": (10, lambda actor, _: lambda: next_window.next_window(actor)),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_an_act_costs(act: str, engines: Engines, monkeypatch: pytest.MonkeyPatch) -> None:
    at_most, prepare = ACTS[act]
    costs = []
    for workspace, projects in (("FEW", FEW), ("MANY", MANY)):
        actor = Actor(unit_of(engines, workspace, projects), workspace, EDITOR)
        does = prepare(actor, f"{workspace}7")
        with counted(engines, monkeypatch) as cost:
            does()
        costs.append(cost)
    few, many = costs
    assert few.statements == many.statements <= at_most
    assert max(few.compilings, many.compilings) <= 2


def test_the_unit_that_is_measured_is_what_it_says(engines: Engines) -> None:
    with unit_of(engines, "FEW", FEW).reading("FEW") as work:
        states = [(one.number, one.state) for one in work.editions.all()]
        assert states == [(6, EditionState.PUBLISHED), (7, EditionState.DRAFTED), (8, EditionState.OPEN)]
        assert {len(work.updates.of_edition(f"FEW{number}")) for number in (6, 7, 8)} == {FEW - 1}
        assert len(work.updates.newest()) == 2 * (FEW - 1)
        newest = {(one.project_id, one.edition_id) for one in work.updates.newest()}
        assert newest == {(f"FEWpier-{n:02}", f"FEW{number}") for n in range(FEW - 1) for number in (6, 8)}


def test_one_press_puts_every_place_right_and_shows_the_draft_once(
    engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = Actor(unit_of(engines, "ALL", MANY, doubled=MANY), "ALL", EDITOR)
    found = max(finding_actions.view(actor, "ALL7").found, key=lambda one: len(one.places) if one.instead else 0)
    assert len(found.places) > FEW
    with counted(engines, monkeypatch) as cost:
        after = finding_actions.apply(actor, "ALL7", found.digest)
    assert f"{len(found.places)} places read as proposed now." in after.notice
    assert cost.compilings <= 2
    assert not {place.key for one in after.found if one.check == found.check for place in one.places} & {
        place.key for place in found.places
    }
