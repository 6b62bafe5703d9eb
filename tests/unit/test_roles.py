"""Who may do what, and what the others are told."""

from __future__ import annotations

import pytest

from domain.errors import Conflict, NotAllowed
from domain.project import Project, ProjectState
from domain.roles import (
    Role,
    may_edit,
    may_post,
    may_post_at_all,
    may_remove_editor,
    may_set_up,
    may_speak_for,
    postable,
    role_of,
)

BINS = Project(id="P1", key="bins", name="Missed Bins", leads=("U1", "U2"))
DAMP = Project(id="P2", key="damp", name="Damp and Mould", leads=("U1",))
PAUSED = Project(id="P3", key="taxi", name="Taxi Checks", leads=("U3",), state=ProjectState.PAUSED)
CLOSED = Project(id="P4", key="old", name="Old Thing", leads=("U1",), state=ProjectState.CLOSED)
ALL = [BINS, DAMP, PAUSED, CLOSED]
EDITORS = {"U9", "U8"}


def test_an_editor_may_edit() -> None:
    may_edit("U9", EDITORS, "approve an edition")


def test_others_are_told_who_may() -> None:
    with pytest.raises(NotAllowed) as told:
        may_edit("U1", EDITORS, "approve an edition")
    assert str(told.value) == "Only an editor can approve an edition. The editors are @U8, @U9."


def test_where_there_is_no_editor_people_are_told_how_to_become_one() -> None:
    with pytest.raises(NotAllowed) as told:
        may_edit("U1", [], "publish an edition")
    assert str(told.value).endswith("whoever runs /sprint-notes setup becomes one.")


def test_the_first_person_may_set_up() -> None:
    may_set_up("U1", [])


def test_from_then_on_only_editors_may() -> None:
    may_set_up("U9", EDITORS)
    with pytest.raises(NotAllowed, match="Only an editor can change the set-up"):
        may_set_up("U1", EDITORS)


@pytest.mark.parametrize("person", ["U1", "U2", "U9"])
def test_leads_and_editors_may_post(person: str) -> None:
    may_post(person, BINS, EDITORS)


@pytest.mark.parametrize("person", ["U3", "", "u1"])
def test_nobody_else_may_post(person: str) -> None:
    with pytest.raises(NotAllowed) as told:
        may_post(person, BINS, EDITORS)
    assert str(told.value) == (
        "Only a lead of Missed Bins can post its update. The editors are @U8, @U9. An editor can add you as a lead."
    )


@pytest.mark.parametrize("person", ["U1", "U2", "U9", "U7"])
def test_leads_whom_they_asked_and_editors_speak_for_a_project(person: str) -> None:
    may_speak_for(person, BINS, EDITORS, "withdraw its update", deputies={"U7"})


@pytest.mark.parametrize("person", ["U3", "", "U7"])
def test_nobody_else_speaks_for_it(person: str) -> None:
    with pytest.raises(NotAllowed) as told:
        may_speak_for(person, BINS, EDITORS, "withdraw its update")
    assert str(told.value) == "Only a lead of Missed Bins can withdraw its update. The editors are @U8, @U9."


@pytest.mark.parametrize(
    ("person", "projects"),
    [
        ("U1", [BINS, DAMP]),
        ("U2", [BINS]),
        ("U3", [PAUSED]),
        ("U9", [BINS, DAMP, PAUSED]),
        ("U4", []),
    ],
)
def test_people_see_the_projects_that_they_may_post_for(person: str, projects: list[Project]) -> None:
    assert postable(person, ALL, EDITORS) == projects


def test_an_editor_s_own_projects_come_first() -> None:
    assert postable("U3", ALL, {"U3"}) == [PAUSED, BINS, DAMP]


def test_what_may_be_picked_may_be_posted() -> None:
    for person in ("U1", "U2", "U3", "U9"):
        for project in postable(person, ALL, EDITORS):
            may_post(person, project, EDITORS)


def test_who_leads_no_project_is_told_who_can_change_that() -> None:
    may_post_at_all(postable("U2", ALL, EDITORS), EDITORS)
    with pytest.raises(NotAllowed) as told:
        may_post_at_all(postable("U4", ALL, EDITORS), EDITORS)
    assert str(told.value) == (
        "You do not lead a project yet. An editor can add you as a lead. The editors are @U8, @U9."
    )


@pytest.mark.parametrize(
    ("person", "role"), [("U9", Role.EDITOR), ("U1", Role.LEAD), ("U3", Role.LEAD), ("U7", Role.MEMBER)]
)
def test_what_somebody_is_here(person: str, role: Role) -> None:
    assert role_of(person, ALL, EDITORS) is role
    assert role_of(person, [CLOSED], EDITORS) is (Role.EDITOR if role is Role.EDITOR else Role.MEMBER)
    assert role_of(person, ALL, []) is Role.EDITOR  # whoever sets it up first becomes one


def test_there_is_always_an_editor_left() -> None:
    may_remove_editor("U9", "U8", EDITORS)
    may_remove_editor("U9", "U9", EDITORS)
    with pytest.raises(Conflict, match="Add another one first"):
        may_remove_editor("U9", "U9", {"U9"})
    with pytest.raises(Conflict, match="not an editor any more"):
        may_remove_editor("U9", "U7", EDITORS)
    with pytest.raises(NotAllowed, match="Only an editor can remove an editor"):
        may_remove_editor("U1", "U9", EDITORS)
