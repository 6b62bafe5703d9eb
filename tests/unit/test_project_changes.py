"""What may change in a project, and what becomes of two people's changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.errors import WrongInput
from domain.merging import merged, touched
from domain.person import INSTEAD, Belonging, Person, limits_of
from domain.project import Phase, Project, ProjectState
from domain.project_changes import (
    Change,
    called,
    check_names,
    differences,
    fingerprint,
    key_from,
    without_active_lead,
)
from domain.slack_person import person_from

FERRY = Project(id="P1", key="ferry", name="Ferry Tickets", aliases=("Boats",), phase=Phase.BETA, leads=("U1",))
LAMPS = Project(id="P2", key="lamps", name="Lamp Posts", leads=("U1", "U2"))
OWNERS = called([FERRY, LAMPS])


@pytest.mark.parametrize(
    ("project", "place", "says"),
    [
        (replace(LAMPS, name="ferry  TICKETS"), "name", "“ferry  TICKETS” is a name of Ferry Tickets already."),
        (replace(LAMPS, name="Ferry Tickets"), "name", "“Ferry Tickets” is the name of another project already."),
        (replace(LAMPS, name="boats"), "name", "“boats” is another name of Ferry Tickets already."),
        (replace(LAMPS, aliases=("Ferry",)), "aliases", "“Ferry” is the key of Ferry Tickets already."),
        (Project(id="P3", key="Lamps", name="New"), "key", "“Lamps” is the key of Lamp Posts already."),
        (replace(LAMPS, name=" "), "name", "Write the project’s name."),
    ],
)
def test_a_name_belongs_to_one_project(project: Project, place: str, says: str) -> None:
    with pytest.raises(WrongInput) as refused:
        check_names(project, LAMPS if project.id == "P2" else None, OWNERS)
    assert refused.value.place == place
    assert str(refused.value).startswith(says)


def test_names_that_were_there_already_do_not_stand_in_the_way() -> None:
    double = replace(LAMPS, aliases=("Boats",))
    check_names(replace(double, contact="x"), double, called([FERRY, double]))
    check_names(replace(FERRY, name="FERRY Tickets"), FERRY, OWNERS)


def test_a_key_is_made_from_the_name() -> None:
    assert key_from("Tŷ Bach & R&D", []) == "ty-bach-r-d"
    assert key_from("Ferry", ["ferry", "ferry-2"]) == "ferry-3"
    assert key_from("…", []) == "project"


def test_two_people_who_change_different_things_both_keep_theirs() -> None:
    opened = replace(FERRY, aliases=("Boats",))
    wanted = replace(opened, contact="me@example.org", phase=None)
    now = replace(FERRY, aliases=("Boats", "Ships"), state=ProjectState.PAUSED)
    assert merged(now, wanted, touched(opened, wanted)) == replace(now, contact="me@example.org", phase=None)


def test_differences_are_in_words() -> None:
    after = replace(FERRY, phase=None, featured=True, leads=("U2",))
    assert differences(FERRY, after) == [
        Change("phase", ("beta",), ()),
        Change("leads", ("U1",), ("U2",)),
        Change("featured", ("no",), ("yes",)),
    ]
    assert differences(FERRY, FERRY) == []


def test_a_fingerprint_is_of_everything_in_any_order() -> None:
    assert fingerprint([FERRY, LAMPS]) == fingerprint([LAMPS, FERRY])
    for after in (replace(FERRY, contact="x"), replace(FERRY, aliases=()), replace(FERRY, id="P9")):
        assert fingerprint([FERRY]) != fingerprint([after])


def test_projects_without_an_active_lead() -> None:
    closed = replace(FERRY, id="P4", state=ProjectState.CLOSED)
    assert without_active_lead([FERRY, LAMPS, closed], {"U1"}) == [FERRY]


@pytest.mark.parametrize(
    ("user", "belonging"),
    [
        ({}, Belonging.MEMBER),
        ({"team_id": "T1"}, Belonging.MEMBER),
        ({"is_restricted": True}, Belonging.GUEST),
        ({"is_restricted": True, "is_ultra_restricted": True}, Belonging.GUEST),
        ({"team_id": "T2", "is_restricted": True}, Belonging.ELSEWHERE),
        ({"is_stranger": True}, Belonging.ELSEWHERE),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T1", "T2"]}}, Belonging.MEMBER),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T2"]}}, Belonging.ELSEWHERE),
    ],
)
def test_whose_person_somebody_is(user: dict[str, object], belonging: Belonging) -> None:
    person = person_from({"id": "U1", "real_name": "Ada Marsh", "tz": "Europe/London", **user}, "T1")
    assert person == Person(id="U1", name="Ada Marsh", timezone="Europe/London", belonging=belonging)


def test_somebody_deactivated_as_slack_tells_it() -> None:
    person = person_from({"id": "U1", "name": "ada", "deleted": True, "profile": {"display_name": "Ada"}}, "T1")
    assert person == Person(id="U1", name="Ada", active=False)


def test_what_guests_and_others_are_told() -> None:
    assert limits_of(Person(id="U1", name="Ada")) == ""
    assert Belonging.MEMBER not in INSTEAD
    for belonging in (Belonging.GUEST, Belonging.ELSEWHERE):
        person = Person(id="U1", name="Ada", belonging=belonging)
        assert limits_of(person).startswith("Ada ")
        assert "buttons" in limits_of(person)
        assert "ask an editor to post for you" in INSTEAD[belonging]
    assert "has left the workspace" in limits_of(Person(id="U1", active=False))
