"""What a Home is about: whose tasks, in which order, on which page; and how it looks at the sizes of a large unit."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from slack_sandbox.text import as_text

from domain.calendar import Cadence, period_from
from domain.delivery import Message
from domain.edition import Approvals, Edition, EditionState
from domain.errors import NO_PROJECTS
from domain.home import Stand, Task, days_left, reminder_days, task_page, tasks
from domain.progress import Progress, progress
from domain.project import Project, ProjectState
from domain.schedule import Opening
from domain.unit import ReminderRules, Unit
from domain.update import Brief, NothingToReport, UnsentForm
from domain.wall_clock import WallClock
from rendering.slack import notes
from rendering.slack.answers import status
from rendering.slack.editions.deciding import DraftStands
from rendering.slack.home import HomeView, NotSetUpHome, Tasks, home
from rendering.slack.home_editing import MOST_DRAFTS, Editing, WindowStands
from tests.unit.judges import JUDGES, Judge, everybody

LONDON = "Europe/London"
NOW = datetime(2026, 3, 5, 9, tzinfo=UTC)
EDITION = Edition(
    id="E7",
    number=7,
    starts=date(2026, 3, 5),
    ends=date(2026, 3, 18),
    closes_at=datetime(2026, 3, 18, 17, tzinfo=UTC),
)
DRAFTED = replace(EDITION, state=EditionState.DRAFTED)
FERRY, LAMPS, PIER = (
    Project(id=name, key=name, name=name.title(), leads=("U_ADA",)) for name in ("ferry", "lamps", "pier")
)


def brief(project: Project = FERRY, **more: Any) -> Brief:
    fields = {"edition_id": "E7", "edition": "Sprint Notes #7", "published": False, **more}
    return Brief(project_id=project.id, **fields)


def begun(project: Project, person: str = "U_ADA") -> UnsentForm:
    return UnsentForm(person=person, project_id=project.id, edition_id="E7", typed={}, saved_at=NOW)


def stands(
    *told: Project, nothing: tuple[Project, ...] = (), of: tuple[Project, ...] = (FERRY, LAMPS, PIER)
) -> Progress:
    answers = [NothingToReport(edition_id="E7", project_id=project.id, by="U_ADA", at=NOW) for project in nothing]
    return progress(of, {project.id for project in told}, answers)


# The rules


def test_what_is_begun_comes_first_then_what_is_due_then_the_rest() -> None:
    paused = replace(FERRY, id="old", name="Alder", state=ProjectState.PAUSED)
    projects = (FERRY, LAMPS, PIER, paused, replace(FERRY, id="shut", state=ProjectState.CLOSED))
    found = tasks("U_ADA", projects, stands(FERRY, of=projects), [begun(PIER)])
    assert [(task.project.name, task.stand, task.is_open) for task in found] == [
        ("Pier", Stand.DUE, True),
        ("Lamps", Stand.DUE, True),
        ("Ferry", Stand.IN, False),
        ("Alder", Stand.NOT_EXPECTED, False),
    ]
    assert found[0].begun_at == NOW
    assert tasks("U_ADA", [FERRY], stands(nothing=(FERRY,)))[0].stand is Stand.NOTHING
    assert tasks("U_ADA", [FERRY], None) == [Task(FERRY, Stand.NOT_EXPECTED)]


def test_tasks_are_of_those_who_lead_were_asked_or_have_begun_and_still_may() -> None:
    assert tasks("U_MO", [FERRY], stands()) == []
    assert tasks("U_MO", [FERRY], stands(), [begun(FERRY)]) == []  # a lead once
    assert tasks("U_MO", [FERRY], stands(), asked=["ferry"]) == [Task(FERRY, Stand.DUE)]
    assert tasks("U_EDIE", [FERRY, LAMPS], stands(), [begun(LAMPS)], editors=["U_EDIE"]) == [
        Task(LAMPS, Stand.DUE, NOW)
    ]
    shut = replace(FERRY, state=ProjectState.CLOSED)
    assert tasks("U_MO", [shut], stands(of=(shut,)), [begun(shut)], asked=["ferry"]) == []


@pytest.mark.parametrize(
    ("count", "page", "shown"),
    [
        (0, 0, (0, 0, 1)),
        (20, 1, (20, 0, 1)),
        (21, 1, (1, 1, 2)),
        (45, 2, (5, 2, 3)),
        (45, 9, (5, 2, 3)),
        (45, -1, (20, 0, 3)),
    ],
)
def test_pages(count: int, page: int, shown: tuple[int, int, int]) -> None:
    made = task_page([Task(FERRY, Stand.DUE)] * count, page)
    assert (len(made.tasks), made.page, made.pages) == shown
    assert (made.due, made.all) == (count, count)


def test_days() -> None:
    unit = Unit(name="Unit", reminders=ReminderRules(days_before=(1, 3)))
    friday, tuesday = date(2026, 3, 13), date(2026, 3, 17)
    assert reminder_days(unit, EDITION, NOW) == [friday, tuesday]
    assert reminder_days(unit, EDITION, NOW + timedelta(days=8)) == [friday, tuesday]
    assert reminder_days(unit, EDITION, NOW + timedelta(days=9)) == [tuesday]
    assert days_left(EDITION, LONDON, NOW) == 13
    assert days_left(EDITION, LONDON, EDITION.closes_at - timedelta(hours=1)) == 0
    assert days_left(EDITION, LONDON, EDITION.closes_at + timedelta(days=1)) == 0
    late = replace(EDITION, closes_at=datetime(2026, 3, 18, 0, 30, tzinfo=UTC))
    assert days_left(late, "America/New_York", NOW) == 12


# How it looks

WELSH = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch R&D <of> waste 🏴󠁧󠁢󠁷󠁬󠁳󠁿 ".ljust(200, "ŵ")
PROJECTS = [
    Project(
        id=f"01JCVWYB3X5N7E9ZT0H6Q8R{n:03}", key=f"p{n}", name=f"{WELSH}{n}", leads=(f"U0{n:09}", f"W0{n:09}", "ada")
    )
    for n in range(100)
]
OPENING = Opening(8, period_from(Cadence(), date(2026, 3, 19)))
WINDOW = WindowStands(edition=EDITION, days_left=13)
NOBODY_IN = progress(PROJECTS, set(), [])


def drafts(count: int, approvers: int = 0) -> list[DraftStands]:
    stand = Approvals(by=tuple(f"U0{n:09}" for n in range(approvers)), needed=3, others=2)
    return [DraftStands(replace(DRAFTED, id=f"E{n}", number=n), stand, {"error": n}) for n in range(count, 0, -1)]


def approved(**more: Any) -> list[DraftStands]:
    return [DraftStands(replace(EDITION, state=EditionState.APPROVED, **more), Approvals(by=("U1",), needed=1), {})]


def editing(**more: Any) -> Editing:
    fields: dict[str, Any] = {
        "stands": NOBODY_IN, "review_channel": "C0REVIEW", "drafts": [], "opening": OPENING,
        "reminders": [date(2026, 3, 13), date(2026, 3, 17)], "reminded_at": time(9, 30), **more,
    }  # fmt: skip
    return Editing(**fields)


def of_lead(stand: Stand = Stand.DUE, edition: Edition | None = EDITION, count: int = 100, page: int = 0) -> Tasks:
    made = task_page([Task(project, stand, NOW) for project in PROJECTS[:count]], page)
    latest = {project.id: brief(project, headline="“h” & <i>".ljust(150, "x"), late=True) for project in PROJECTS}
    return Tasks(edition=edition, page=made, latest=latest)


def a_home(**more: Any) -> HomeView:
    fields: dict[str, Any] = {
        "clock": WallClock(LONDON, LONDON), "publish_channel": "C0NOTES", "tasks": None, "editing": None,
        "window": WINDOW, "latest": replace(EDITION, number=6), "has_projects": True,
        "editors": [f"U0{n:09}" for n in range(20)], **more,
    }  # fmt: skip
    return HomeView(**fields)


HOMES: dict[str, HomeView | NotSetUpHome] = {
    "not set up": NotSetUpHome(may_set_up=True, editors=[]),
    "not set up, for others": NotSetUpHome(may_set_up=False, editors=["U_EDIE"]),
    "a member": a_home(),
    "nothing yet": a_home(has_projects=False, latest=None, window=None, editors=[]),
    **{f"a lead of a hundred, {stand}": a_home(tasks=of_lead(stand)) for stand in Stand},
    "the last page": a_home(tasks=of_lead(page=4)),
    "a lead while a draft is out": a_home(tasks=of_lead(edition=DRAFTED)),
    "a lead between editions": a_home(tasks=of_lead(edition=None), window=None),
    "everything at once": a_home(tasks=of_lead(), editing=editing(drafts=drafts(30, approvers=20))),
    "all are in": a_home(editing=editing(stands=progress(PROJECTS, {project.id for project in PROJECTS}, []))),
    "an editor without projects": a_home(editing=editing(stands=stands(of=())), has_projects=False, latest=None),
}


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("view", HOMES.values(), ids=HOMES)
def test_slack_takes_it(view: HomeView | NotSetUpHome, judge: Judge) -> None:
    drawn = home(view)
    assert judge(drawn) == []
    assert len(json.dumps(drawn)) < 250_000


def test_nothing_is_cut_out_of_what_editors_must_know() -> None:
    text = as_text(home(HOMES["everything at once"]))
    assert all(f"{project.name}: <@{project.leads[0]}>, <@{project.leads[1]}>, ada" in text for project in PROJECTS)
    assert text.count("Preview edition") == MOST_DRAFTS + 1
    assert "Older drafts that are not published: Sprint Notes #25, Sprint Notes #24" in text
    assert all(project.name in as_text(home(HOMES["all are in"])) for project in PROJECTS)


def test_what_people_wrote_stays_words() -> None:
    danger = "<!channel> *bold* :tada: <@U1>"
    project = replace(PROJECTS[0], name=danger, leads=("<!here>",))
    page = task_page([Task(project, Stand.IN)], 0)
    view = a_home(
        tasks=Tasks(edition=EDITION, page=page, latest={project.id: brief(project, headline=danger)}),
        editing=editing(stands=progress([project], set(), [])),
    )
    for block in home(view)["blocks"]:
        assert block["type"] in ("rich_text", "header", "actions", "context") or "<!" not in str(block)
    assert danger in as_text(home(view))


@pytest.mark.parametrize(
    ("view", "says"),
    [
        (HOMES["not set up"], "You become the first editor.\n[Set up Sprint Notes]"),
        (HOMES["not set up, for others"], "An editor can set it up: <@U_EDIE>."),
        (HOMES["nothing yet"], NO_PROJECTS),
        (HOMES["nothing yet"], "No edition has been published yet."),
        (HOMES["an editor without projects"], NO_PROJECTS),
        (HOMES["a member"], "If you should, an editor can add you as a lead: <@U0000000000>"),
        (HOMES["a lead between editions"], "The next edition opens within a minute."),
        (a_home(tasks=of_lead(count=1)), "1 update is due for Sprint Notes #7. Updates close at 5pm on Wednesday 18"),
        (HOMES["a lead while a draft is out"], "an update still gets in, marked as late."),
        (a_home(tasks=of_lead(Stand.IN)), "Nothing is due for Sprint Notes #7. You can change your updates until 5pm"),
        (a_home(tasks=of_lead(Stand.IN, DRAFTED)), "a change still gets in until they approve it."),
        (a_home(tasks=of_lead(Stand.IN)), "In Sprint Notes #7, not published yet, marked as late: “"),
        (HOMES["all are in"], "Nobody is missing."),
        (a_home(editing=editing(drafts=drafts(1, approvers=1))), "Waiting for 2 approvals. Approved by <@U00"),
        (a_home(editing=editing(drafts=approved())),
         "Approved, ready to publish. Approved by <@U1>. Its draft is in <#C0REVIEW>."),
        (a_home(editing=editing(drafts=approved(publish_at=NOW))),
         "Approved, and published at 9am on Thursday 5 March 2026. Approved by <@U1>."),
        (a_home(editing=editing()), "Change dates of edition 7"),
        (a_home(editing=editing()),
         "reminded at 9:30am by their own clocks, on Friday 13 March 2026 and Tuesday 17 March 2026."),
        (a_home(editing=editing()), "Sprint Notes #8 comes after it, covering 19 March – 1 April 2026."),
    ],
)  # fmt: skip
def test_what_it_says(view: HomeView | NotSetUpHome, says: str) -> None:
    assert says in as_text(home(view))


def test_the_same_view_looks_the_same() -> None:
    assert home(HOMES["everything at once"]) == home(HOMES["everything at once"])


def test_modals_opened_from_a_home() -> None:
    assert everybody(notes.help_modal()) == []
    assert everybody(notes.said("It is done.")) == []
    words = Message(text="a", blocks=({"type": "section", "text": {"type": "mrkdwn", "text": "a"}},))
    shown = status.in_modal([words] * 100)
    assert shown is not None
    assert everybody(shown) == []
    assert status.in_modal([words] * 101) is None
    assert status.in_modal([replace(words, blocks=(words.blocks[0] | {"block_id": "x" * 300_000},))]) is None
