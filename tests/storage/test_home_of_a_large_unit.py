"""Home for 100 projects and 150 people, ten editions old: right, within Slack's limits, and read sparingly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from slack_sandbox.text import as_text

from bench.large_unit import (
    BEGUN,
    EDITOR,
    LEAD,
    MEMBER,
    NOTHING,
    OTHER_EDITOR,
    PEOPLE,
    PROJECTS,
    TOLD,
    WORKSPACE,
    large_unit,
    publish_draft,
)
from domain.project import Project, ProjectState
from rendering.slack.home import home as render
from services import home
from services.answers import next_window, questions
from services.common.actor import Actor
from services.common.snapshot import progress_of
from storage.unit_of_work import SqlStore
from tests.unit.judges import everybody

pytestmark = pytest.mark.xdist_group("large unit")
MISSING = PROJECTS - TOLD - NOTHING
EVERYBODY = [LEAD, EDITOR, OTHER_EDITOR, MEMBER, "U1PERSON000", "U1PERSON149"]


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    engines, store = large_unit(Path(tmp_path_factory.mktemp("large")) / "large.db")
    yield store
    engines.dispose()


def drawn(store: SqlStore, person: str, page: int = 0) -> dict[str, Any]:
    with store.writing(WORKSPACE) as work:
        work.homes.opened(person, page)
        work.commit()
    return render(home.view(Actor(store, WORKSPACE, person)))


def projects(store: SqlStore) -> list[Project]:
    with store.reading(WORKSPACE) as work:
        return work.projects.all()


@pytest.mark.parametrize("person", EVERYBODY)
def test_slack_takes_every_home_on_every_page(unit: SqlStore, person: str) -> None:
    for page in range(6):
        view = drawn(unit, person, page)
        assert everybody(view) == []
        assert len(view["blocks"]) <= 100
        assert len(json.dumps(view)) < 100_000  # of 250 KB


def test_a_home_reads_no_long_words(unit: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(_raw: object) -> None:
        raise AssertionError("an update was read whole")

    for reads in ("from_json", "_content_of"):
        monkeypatch.setattr(f"storage.updates.{reads}", read)
    for person in EVERYBODY:
        assert drawn(unit, person)["blocks"]
    told = next_window.next_window(Actor(unit, WORKSPACE, LEAD))
    assert f"{TOLD} of {PROJECTS} projects have an update." in told.text
    assert everybody(told.as_payload()) == []


def test_a_lead_of_a_hundred_projects_turns_the_pages(unit: SqlStore) -> None:
    """The draft takes updates: all are in it, and three of them are being changed."""
    pages = [drawn(unit, LEAD, page) for page in range(5)]
    text = [as_text(page) for page in pages]
    assert "Nothing is due for Sprint Notes #9." in text[0]
    buttons = [_value(page, "post_update") for page in pages]
    assert [len(found) for found in buttons] == [20] * 5
    assert sorted(chain(*buttons)) == sorted(project.id for project in projects(unit))
    begun = {projects(unit)[place].id for place in BEGUN}
    assert set(buttons[0][:3]) == begun
    assert text[0].count("You began to write at 10am on") == 3
    assert ("Show previous projects" in text[0], "Show next projects" in text[0]) == (False, True)
    assert ("Show previous projects" in text[4], "Show next projects" in text[4]) == (True, False)
    assert "Projects 81 to 100 of 100" in text[4]
    assert drawn(unit, LEAD, 99) == pages[4]


def test_an_editor_sees_exactly_who_is_missing_and_whom_to_ask(unit: SqlStore) -> None:
    view = drawn(unit, EDITOR)
    text = as_text(view)
    assert f"In ({TOLD})" in text
    assert f"Nothing to report ({NOTHING})" in text
    block = next(block for block in view["blocks"] if "'Missing (" in str(block))
    listed = [_inlines(item) for item in block["elements"][1]["elements"]]
    expected = {
        project.name: set(project.leads) for project in projects(unit)[TOLD + NOTHING :] if project.state == "active"
    }
    assert len(listed) == MISSING
    assert dict(listed) == expected
    assert f"Missing ({MISSING})" in text
    with unit.reading(WORKSPACE) as work:
        stands = progress_of(work, work.editions.all()[-1])
    assert {project.name for project in stands.missing} == expected.keys()
    assert f"Waiting for 1 approval. Approved by <@{OTHER_EDITOR}>. Its draft is in <#C01REVIEW>." in text
    assert "Projects 1 to 20 of 40" in text


def test_a_member_sees_what_is_published_and_nothing_else(unit: SqlStore) -> None:
    text = as_text(drawn(unit, MEMBER))
    assert "Sprint Notes #8, covering" in text.replace("*", "")
    assert "What we learnt" not in text
    assert "Missing" not in text
    assert "Sprint Notes #9" not in text
    offers = questions.offered(Actor(unit, WORKSPACE, MEMBER), "")
    assert {one.id for one in offers} == {one.id for one in projects(unit) if one.state != ProjectState.CLOSED}
    assert len({lead for project in projects(unit) for lead in project.leads} - {LEAD, EDITOR}) == PEOPLE


def test_once_the_draft_is_out_the_open_edition_is_due(tmp_path: Path) -> None:
    engines, store = large_unit(tmp_path / "large.db")
    publish_draft(store)
    text, page = as_text(drawn(store, LEAD)), drawn(store, LEAD, 1)
    assert f"{MISSING} updates are due for Sprint Notes #10." in text
    assert text.count("No update for Sprint Notes #10 yet.") == 20
    assert "Last update: Sprint Notes #9, published: “What we learnt in 9: “" in text
    assert len(_value(page, "nothing_to_report")) == MISSING - 20
    due = chain(*(_value(drawn(store, LEAD, place), "nothing_to_report") for place in range(5)))
    assert sorted(due) == [f"{project.id} E01JCVWYB3X5N7E9ZT0H6Q8010" for project in projects(store)[TOLD + NOTHING :]]
    engines.dispose()


def _value(view: dict[str, Any], action: str) -> list[str]:
    rows = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    return [element["value"] for row in rows for element in row if element["action_id"] == action]


def _inlines(section: dict[str, Any]) -> tuple[str, set[str]]:
    name, *rest = section["elements"]
    return name["text"].removesuffix(": "), {inline["user_id"] for inline in rest if inline["type"] == "user"}
