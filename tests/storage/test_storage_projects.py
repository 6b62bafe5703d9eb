"""Projects and editors that two people change at once, on both databases."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from domain.errors import Conflict
from domain.person import Belonging, Person
from domain.project import Phase, Project
from services.common.actor import Actor
from services.common.overtaken import Overtaken
from services.setup import people, projects, projects_file
from services.setup.projects_file import Listed
from storage.unit_of_work import SqlStore
from tests.storage.forms import form
from tests.storage.harbour import FERRY, at_once, with_edition

TABLE = b"key,name,leads\nferry,Ferry Tickets,@bola\ntram,Tramiau,U_ADA\n"
BOLA = Listed(Person(id="UBOLA", name="Bola", belonging=Belonging.GUEST), ("bola", "Bola Ade"))
ADA = Listed(Person(id="UADA", name="Ada"), ("ada",))


def with_editors(store: SqlStore, *editors: str) -> None:
    with_edition(store)
    with store.writing("T1") as work:
        for editor in editors:
            work.units.add_editor(editor)
        work.commit()


def test_of_two_editors_who_remove_each_other_one_stays(store: SqlStore) -> None:
    with_editors(store, "U1", "U2")
    results = at_once(
        [partial(people.remove_editor, Actor(store, "T1", a), b) for a, b in (("U1", "U2"), ("U2", "U1"))],
    )
    with store.reading("T1") as work:
        assert len(work.units.editors()) == 1
    assert sum(isinstance(result, Exception) for result in results) == 1


def test_of_two_projects_with_one_key_added_at_once_one_is_refused(store: SqlStore) -> None:
    with_editors(store, "U1")
    made = [form(f"N{n}", Project(id="", key="new", name=f"New {n}"), "name") for n in range(2)]
    results = at_once([partial(projects.save, Actor(store, "T1", "U1"), one) for one in made])
    assert sum(isinstance(result, Exception) for result in results) == 1
    with store.reading("T1") as work:
        assert [project.key for project in work.projects.all()] == ["ferry", "new"]


def test_a_key_of_another_project_is_never_taken_silently(store: SqlStore) -> None:
    with_edition(store)
    with store.writing("T1") as work, pytest.raises(Conflict, match="another project with the key"):
        work.projects.save(Project(id="P9", key="ferry", name="Other"))


def test_of_two_changes_of_one_project_the_second_is_shown_the_first(store: SqlStore) -> None:
    with_editors(store, "U1", "U2")
    both = [("contact", replace(FERRY, contact="a@example.org")), ("phase", replace(FERRY, phase=Phase.LIVE))]
    jobs = [
        partial(projects.save, Actor(store, "T1", f"U{n}"), form(f"t{n}", wanted, what, FERRY))
        for n, (what, wanted) in enumerate(both, 1)
    ]
    results = at_once(jobs)
    (overtaken,) = [result for result in results if isinstance(result, Overtaken)]
    assert overtaken.form.project == replace(FERRY, contact="a@example.org", phase=Phase.LIVE)
    assert len(overtaken.form.news) == 1


def test_a_file_is_applied_once_and_whole(store: SqlStore) -> None:
    with_editors(store, "U1")
    everybody = [BOLA, ADA]
    plan, limits = projects_file.check(Actor(store, "T1", "U1"), TABLE.replace(b"U_ADA", b"UADA"), everybody)
    assert plan.wrong == []
    assert limits == ["Bola is a guest: " + limits[0].partition(": ")[2]]
    content = TABLE.replace(b"U_ADA", b"UADA")
    job = partial(projects_file.apply, Actor(store, "T1", "U1"), content, everybody, plan.mark)
    results = at_once([job, job])
    assert sum(isinstance(result, Conflict) for result in results) == 1
    with store.reading("T1") as work:
        assert [(project.key, project.leads) for project in work.projects.all()] == [
            ("ferry", ("UBOLA",)), ("tram", ("UADA",)),
        ]  # fmt: skip
        known = work.people.get("UBOLA")
    assert known is not None
    assert known.belonging is Belonging.GUEST


def test_what_somebody_said_of_themselves_stays_when_slack_tells_more(store: SqlStore) -> None:
    with_editors(store, "U1")
    people.learned(store, "T1", Person(id="U9", name="A stranger to the notes"))
    people.learned(store, "T1", Person(id="U1", name="Edie", timezone="Europe/London"))
    with store.writing("T1") as work:
        assert work.people.get("U9") is None
        known = work.people.get("U1")
        assert known is not None
        work.people.save(replace(known, away_until=work.now().date()))
        work.commit()
    people.learned(store, "T1", Person(id="U1", active=False), asked=True)  # gone: Slack tells no name any more
    with store.reading("T1") as work:
        gone = work.people.get("U1")
        assert gone is not None
        assert (gone.name, gone.active) == ("Edie", False)
    people.learned(store, "T1", Person(id="U1", name="Edie Quill"))
    with store.reading("T1") as work:
        after = work.people.get("U1")
        assert after is not None
        assert (after.name, after.away_until) == ("Edie Quill", work.now().date())
