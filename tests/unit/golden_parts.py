"""The made-up people, updates and windows of the golden messages and views."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from domain.arrangement import Arrangement, Held
from domain.calendar import Cadence, period_from
from domain.checks import Finding, Occurrence, Weight
from domain.decisions import Decided, Decisions
from domain.delivery import Act, Delivery, DeliveryState
from domain.edition import Approvals, EditionState
from domain.glossary import Term
from domain.home import Stand, Task, task_page
from domain.news import Event, NewsItem, NewsKind
from domain.nomination import Nomination, NominationKind
from domain.person import Belonging, Person
from domain.progress import progress
from domain.project import Project
from domain.published import PublishedItem
from domain.refusals import AppRefusal
from domain.schedule import Opening
from domain.standing import Standing
from domain.text.markdown import parse
from domain.unit import Unit
from domain.update import Brief, Update
from rendering.slack import home
from rendering.slack.editions.confirmations import About
from rendering.slack.editions.deciding import DraftStands
from rendering.slack.home import HomeView, Tasks
from rendering.slack.home_editing import Editing, WindowStands
from rendering.slack.notes import NextWindow
from rendering.slack.review.check_settings import CheckSettings
from rendering.slack.review.findings import FindingsView
from rendering.slack.review.windows import WindowForm
from rendering.slack.updates.update_form import Told
from tests.unit.surfaces import (
    CLOCK,
    CONTENT,
    EDITION,
    LONDON,
    PROJECTS,
    edition_of,
    versions,
)

Payload = dict[str, Any]
FERRY, LAMPS = PROJECTS[:2]
LONG_BODY = parse("We met.\n\n- one\n\n> two\n\n" * 60)
WORDS = parse("We met **twelve** councils & they said *yes*.\n\n- one\n- <two>")
TODAY, NOW = date(2021, 12, 1), datetime(2021, 12, 8, 17, 30, tzinfo=UTC)
TOKEN, BASE, REF = "01JCVWYB3X5N7E9ZT0H6Q8RBBB", "f" * 20, "0123456789abcdef"
DRAFTED = replace(EDITION, state=EditionState.DRAFTED)
PUBLISHED = replace(EDITION, state=EditionState.PUBLISHED)
TIMED = replace(EDITION, state=EditionState.APPROVED, publish_at=EDITION.closes_at, scheduled_by="U0123456789")
UPDATE = Update(id="U" * 26, project_id=FERRY.id, edition_id=EDITION.id, content=CONTENT, version=2)
ABOUT = About(FERRY, EDITION, UPDATE)
WAS, IS = versions(CONTENT, replace(CONTENT, headline="Twelve boats")).revisions
GWEN = Person(id="U0GWEN0001", name="Gwen", belonging=Belonging.GUEST)
WINDOW = WindowForm(edition=EDITION, timezone=LONDON, first_day=TODAY, closing=time(17), updates=3)
NEWS = [
    NewsItem(
        kind=kind, id=f"N{kind}", title=f"Newyddion {kind}", body=WORDS,
        event=Event(starts=TODAY, starts_at=time(14, 30), place="Y Neuadd") if kind is NewsKind.EVENT else None,
        person=GWEN.id if kind is NewsKind.TEAM_MEMBER else "",
    )
    for kind in NewsKind
]  # fmt: skip
NOMINATED = Nomination(
    id="M" * 26,
    at=NOW,
    by=GWEN.id,
    kind=NominationKind.COLLEAGUE,
    who="Ada Marsh",
    why=WORDS,
    contact="ada@example.org",
)
KEYS = [item.key for item in edition_of(2).items]
HELD = Arrangement(held={KEYS[1]: Held("Not yet.", "U1")})
UNIT = Unit(name="The Unit", review_channel="C1", publish_channel="C2")


TOLD = Told(PUBLISHED, CONTENT)
COPY = PublishedItem(
    edition_id=PUBLISHED.id, number=PUBLISHED.number, place=0, key="project-ferry", heading=FERRY.name,
    text="It went well. More people than ever take the ferry.", project_id=FERRY.id, content=CONTENT,
)  # fmt: skip
STANDING = Standing(
    project=FERRY, published=[(COPY, PUBLISHED), (COPY, PUBLISHED)], waiting=(CONTENT, EDITION), may_see=True
)
NEXT = NextWindow(
    edition=EDITION, clock=CLOCK, days_left=3, told=1, nothing=2, expected=100,
    yours_missing=[FERRY], yours_told=[LAMPS], drafts=[TIMED],
)  # fmt: skip
LOST = Delivery(
    id="D1", workspace="T1", key="k", group="", place=0, act=Act.POST, channel="C1", payload={"text": "Draft"},
    state=DeliveryState.FAILED, error="not_in_channel",
)  # fmt: skip
APP_REFUSED = AppRefusal(
    error="invalid_auth",
    since=datetime(2021, 12, 8, 17, tzinfo=UTC),
    accepted_at=datetime(2021, 12, 8, 17, 4, tzinfo=UTC),
)
APPROVALS = Approvals(by=("U1",), needed=2, others=2)
EDITS = Editing(
    stands=progress(PROJECTS[:3], {FERRY.id}, []), review_channel="C1", drafts=[DraftStands(TIMED, APPROVALS, {})],
    opening=Opening(40, period_from(Cadence(), TODAY)), reminders=[TODAY], reminded_at=time(9, 30),
)  # fmt: skip


def finding(number: int) -> Finding:
    place = Occurrence(
        check="relative date", key=f"project-{number}", heading=FERRY.name, found="this week",
        around=f"We met {number} of <!here> & others this week.", line="", at=0,
        instead="in the week of 6 December 2021",
    )  # fmt: skip
    return Finding(check=place.check, weight=Weight.WARNING, reason="Nobody knows when that was.", places=(place,))


FOUND = FindingsView(edition=EDITION, found=[finding(1)], ignored=[finding(2)], off=["bare link"], notice="Done.")
ABBREVIATED = replace(
    finding(1),
    check="unexplained abbreviation",
    reason="Nothing says what it means.",
    places=tuple(
        replace(finding(n).places[0], check="unexplained abbreviation", found=name, instead=None)
        for n, name in enumerate(("LDCU", "QXC"))
    ),
)
TIRESOME = (
    Decided(check="relative date", ignored=7, running=7),
    Decided(check="relative date", word="this week", applied=1, ignored=6, running=5),
)
SETTINGS = CheckSettings(
    off={"bare link"},
    decisions=Decisions([*TIRESOME, Decided(check="doubled word", word="bye bye", is_off=True)]),
    terms=(Term("LDCU", "Lamp Design and Craft Unit"), Term("QXC")),
)


def a_home(tasks: Tasks | None = None, editing: Editing | None = None) -> Payload:
    return home.home(
        HomeView(
            clock=CLOCK, publish_channel="C2", tasks=tasks, editing=editing, latest=PUBLISHED,
            window=WindowStands(edition=EDITION, days_left=13), has_projects=True, editors=["U1"],
        )
    )  # fmt: skip


def a_brief(project: Project) -> Brief:
    return Brief(
        project_id=project.id, edition_id=EDITION.id, edition=EDITION.title, published=False, headline="A <headline>"
    )


def tasks_of(stand: Stand, count: int) -> Tasks:
    latest = {one.id: a_brief(one) for one in PROJECTS}
    page = task_page([Task(project, stand, NOW) for project in PROJECTS[:count]], 0)
    return Tasks(edition=EDITION, page=page, latest=latest)
