"""A unit of 100 projects and 150 people in a database, ten editions old; also for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from bench.prose import body
from bot.app import new_id
from domain.calendar import Cadence
from domain.edition import Approval, Edition, EditionState
from domain.ports import UnitOfWork
from domain.project import Project, Status
from domain.text.normal_form import paragraph
from domain.unit import Unit
from domain.update import NothingToReport, Revision, UnsentForm, Update, UpdateContent
from storage.engine import Engines, open_engines
from storage.migrate import upgrade
from storage.unit_of_work import SqlStore

WORKSPACE = "T1"
PROJECTS, PEOPLE, PUBLISHED = 100, 150, 8
DRAFTED, OPEN = PUBLISHED + 1, PUBLISHED + 2  # numbers of editions
TOLD, NOTHING = 60, 10  # projects in the open edition; the other 30 are missing
LEAD, EDITOR, OTHER_EDITOR, MEMBER = "U0LEAD", "U0EDITOR", "U0EDITOR2", "U0MEMBER"
LED_BY_EDITOR = 40
BEGUN = (71, 72, 3)  # projects that the lead has begun to write about
START = datetime(2026, 1, 1, 9, tzinfo=UTC)
NOW = START + timedelta(days=14 * (OPEN - 1) + 5)
WELCOME = paragraph("Welcome to what the projects have learnt.")
NAMES = (
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch ferry & harbour <booking> {}, for Ynys Môn",
    "Cynllun ailgylchu gwastraff cartref Rhondda Cynon Taf 🏴󠁧󠁢󠁷󠁬󠁳󠁿♻️ {}",
    "Project {}",
    "Tŷ Cynnes *bold* _slanted_ ~struck~ `code` :tada: <!channel> {}",
)


class StillClock:
    """It is always five days into the open edition."""

    def now(self) -> datetime:
        """That moment."""
        return NOW


def large_unit(path: Path) -> tuple[Engines, SqlStore]:
    """The unit in a SQLite file of its own; whoever made it disposes of the engines."""
    engines = open_engines(f"sqlite:///{path}")
    upgrade(engines.writer)
    store = SqlStore(engines, StillClock(), new_id)
    store.meet(WORKSPACE)
    with store.writing(WORKSPACE) as work:
        _fill(work)
        work.commit()
    return engines, store


def _fill(work: UnitOfWork) -> None:
    cadence = Cadence(anchor=START.date())
    work.units.save(
        Unit(name="Unit", review_channel="C01REVIEW", publish_channel="C02NOTES", cadence=cadence, approvals_needed=2)
    )
    for editor in (EDITOR, OTHER_EDITOR):
        work.units.add_editor(editor)
    for number in range(PROJECTS):
        work.projects.save(_project(number))
    for number in range(1, OPEN + 1):
        work.editions.add(_edition(number))
        told = TOLD if number == OPEN else PROJECTS
        for place in range(told):
            _write(work, place, number)
    for place in range(TOLD, TOLD + NOTHING):
        answer = NothingToReport(edition_id=_id("E", OPEN), project_id=_id("P", place), by=LEAD, at=NOW)
        work.nothing_to_report.add(answer)
    for place in BEGUN:
        edition = _id("E", DRAFTED)
        draft = UnsentForm(
            person=LEAD, project_id=_id("P", place), edition_id=edition, typed={"body": "x"}, saved_at=NOW
        )
        work.unsent_forms.save(draft)
    work.editions.keep_content(_id("E", DRAFTED), "as it is", {"warning": 3})
    work.editions.approve(_id("E", DRAFTED), Approval(OTHER_EDITOR, "as it is"), NOW)
    work.editions.approve(_id("E", DRAFTED), Approval(EDITOR, "as it was"), NOW)
    work.homes.opened(LEAD, 0)


def publish_draft(store: SqlStore) -> None:
    """The draft is out, so that the open edition is the one that takes updates."""
    with store.writing(WORKSPACE) as work:
        edition = work.editions.get(_id("E", DRAFTED))
        assert edition is not None
        work.editions.save(replace(edition, state=EditionState.PUBLISHED), expected=EditionState.DRAFTED)
        work.commit()


def _project(number: int) -> Project:
    """The lead leads all of them, the editor the first ones; everybody else leads one or shares one."""
    others = [f"U1PERSON{place:03}" for place in range(number, PEOPLE, PROJECTS)]
    editor = [EDITOR] if number < LED_BY_EDITOR else []
    name = NAMES[number % len(NAMES)].format(number)
    return Project(id=_id("P", number), key=f"project-{number:03}", name=name, leads=(LEAD, *editor, *others))


def _edition(number: int) -> Edition:
    starts = date(2026, 1, 1) + timedelta(days=14 * (number - 1))
    state = {DRAFTED: EditionState.DRAFTED, OPEN: EditionState.OPEN}.get(number, EditionState.PUBLISHED)
    closes_at = datetime(starts.year, starts.month, starts.day, 17, tzinfo=UTC) + timedelta(days=13)
    ends = starts + timedelta(days=13)
    return Edition(
        id=_id("E", number),
        number=number,
        starts=starts,
        ends=ends,
        closes_at=closes_at,
        state=state,
        intro=WELCOME,
    )


def _write(work: UnitOfWork, place: int, number: int) -> None:
    said = body(Random(number * PROJECTS + place))  # noqa: S311 - words to read, not secrets
    content = UpdateContent(headline=f"What we learnt in {number}: “{place}” & more", body=said, status=Status.ON_TRACK)
    update = Update(id=new_id(), project_id=_id("P", place), edition_id=_id("E", number), content=content)
    revision = Revision(id=new_id(), update_id=update.id, version=1, content=content, by=LEAD, token="", at=NOW)
    work.updates.save(update, revision)


def _id(kind: str, number: int) -> str:
    return f"{kind}01JCVWYB3X5N7E9ZT0H6Q8{number:03}"
