"""The views about projects and people with extreme content, judged by Slack's rules."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from domain.person import Belonging, Person, limits_of
from domain.project import AIMS_LENGTH, Phase, Project, ProjectState
from domain.project_changes import differences
from domain.project_plan import Plan, Roster, plan
from domain.project_table import Wrong, read, write
from rendering.slack.setup import people, projects, projects_file
from rendering.slack.setup.people import PeopleView
from rendering.slack.setup.projects import ProjectForm, ProjectList
from tests.unit.judges import JUDGES, Judge
from tests.unit.surfaces import CROWD, SOCKET, fine


def full(number: int, leads: int = 3) -> Project:
    """A project with much of everything, and what must be escaped."""
    return Project(
        id=f"01JCVWYB3X5N7E9ZT0H6Q8R{number:03}",
        key=f"prosiect-{number:03}",
        name=f"Wastraff & <!channel> *Ailgylchu* 🚢 {number:03} ".ljust(200, "ŵ"),
        aliases=tuple(f"Alias {number} {n}, with a comma" for n in range(20)),
        lead_organisation="Cyngor Bwrdeistref Sirol " * 4,
        partners=("Ynys Môn & Co",) * 10,
        phase=Phase.BETA,
        aims=("Mae’r prosiect yn <helpu> pobl Tŷ Mawr. " * 20)[:AIMS_LENGTH],
        round="2",
        contact="hello@example.org",
        channel="C0123456",
        leads=tuple(CROWD[number : number + leads]),
        featured=True,
    )


PROJECTS = [full(n, 150 if n == 0 else 3) for n in range(100)]
STATES = [replace(PROJECTS[n], state=state) for n, state in enumerate(ProjectState)]


def pages(view: ProjectList, of: int) -> list[dict[str, Any]]:
    return [projects.project_list(replace(view, page=page)) for page in range(of)]


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("may_edit", [True, False], ids=["an editor", "everybody"])
def test_every_page_of_a_hundred_projects(may_edit: bool, judge: Judge) -> None:
    view = ProjectList(projects=PROJECTS, of=100, may_edit=may_edit, sought="w" * 300, notice=PROJECTS[0].name)
    shown = pages(view, 12)
    assert [judge(page) for page in shown] == [[]] * 12
    assert all(len(json.dumps(page)) < SOCKET for page in shown)
    text = json.dumps(shown)
    assert all(f"key {project.key}," in text for project in PROJECTS)
    assert all(person in text for person in CROWD)
    assert ("Add a project" in text) is may_edit
    assert ("overflow" in text) is may_edit


@pytest.mark.parametrize("judge", JUDGES)
def test_lists_of_few(judge: Judge) -> None:
    for found in ([], STATES, [replace(STATES[0], leads=("Ada from a file",), phase=None, name="n" * 5_000)]):
        assert judge(projects.project_list(ProjectList(projects=found, of=len(found), may_edit=True))) == []
    none = projects.project_list(ProjectList(projects=[], of=3, may_edit=False, sought="zzz"))
    assert "None of 3 is like “zzz”" in json.dumps(none, ensure_ascii=False)


@pytest.mark.parametrize("judge", JUDGES)
def test_the_form_for_a_project(judge: Judge) -> None:
    news = differences(PROJECTS[1], STATES[0])
    limits = [limits_of(Person(id=one, name="x" * 70, belonging=Belonging.GUEST)) for one in CROWD]
    strange = replace(PROJECTS[0], leads=("Ada Marsh",) * 90, channel="#boats", key="k" * 300)
    for project in (*STATES, strange, Project(id="P", key="", name="")):
        every: tuple[dict[str, Any], ...] = (
            {},
            {"news": news, "limits": limits, "changed": [one.what for one in news]},
        )
        for more in every:
            form = projects.form(ProjectForm(project=project, is_new=not project.key, base="f" * 20, token="t", **more))
            assert judge(form) == []
            assert len(json.dumps(form)) < SOCKET


@pytest.mark.parametrize("judge", JUDGES)
def test_people(judge: Judge) -> None:
    known = {one: Person(id=one, name=f"Siân <{one}> ".ljust(80, "x"), belonging=Belonging.GUEST) for one in CROWD}
    for editors, count in ((CROWD[:20], 150), (CROWD[:80], 3), ((), 0)):
        leads = [(lead, PROJECTS[: 100 if place < 3 else 2]) for place, lead in enumerate(CROWD[:count])]
        view = PeopleView(editors=editors, leads=leads, without_lead=PROJECTS, people=known, notice="Done.")
        for page in range(4):
            assert judge(people.people(replace(view, page=page))) == []
    for number in (0, 1, 100):
        for edits in (True, False):
            fine(judge, people.left(known[CROWD[0]], PROJECTS[:number], edits=edits))
    for added in (True, False):
        fine(judge, people.editor_changed("U1", added=added))


NEW = plan(write(PROJECTS).encode(), [], Roster())
CHANGED = plan(write([replace(one, aliases=(), leads=()) for one in PROJECTS]).encode(), PROJECTS, Roster())
WRONG = Plan(wrong=[Wrong(n, "leads", f"Nobody here is “{'x' * 200}”.") for n in range(2, 1_002)])


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("shown", [NEW, CHANGED, WRONG, Plan(unchanged=3)], ids=["new", "changed", "wrong", "nothing"])
def test_what_a_file_would_change(shown: Plan, judge: Judge) -> None:
    limits = [limits_of(Person(id="U1", name="Gwen", belonging=Belonging.GUEST))]
    text = ""
    for page in range(20):
        view = projects_file.report(shown, "F0123456789", page, limits=limits, notice="Changed since.")
        assert judge(view) == []
        text += json.dumps(view, ensure_ascii=False)
    assert all(change.after.key in text for change in (*shown.new, *shown.changed))
    assert all(f"Line {wrong.line}, leads" in text for wrong in shown.wrong)
    assert ("Apply these changes" in text) is shown.applies


@pytest.mark.parametrize("judge", JUDGES)
def test_choosing_a_file_and_the_table_that_goes_out(judge: Judge) -> None:
    assert judge(projects_file.choose()) == []
    assert judge(projects_file.chosen("F0123456789", "n" * 400)) == []
    messages = projects_file.table(write(PROJECTS))
    fine(judge, *messages)
    told = "".join(message.blocks[1]["elements"][0]["elements"][0]["text"] for message in messages)
    assert len(read(told.encode())) == 100
    fine(judge, *projects_file.table("x" * 30_000))
