"""What goes into a repository comes out as it was, in its own workspace only, and only once committed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from bot.app import new_id
from domain.calendar import Cadence
from domain.delivery import DeliveryState, Message
from domain.edition import Approval, EditionState
from domain.errors import Conflict
from domain.news import Event, NewsItem, NewsKind, Question
from domain.nomination import Nomination, NominationKind, NominationState
from domain.person import Belonging, Person, ReminderChoice
from domain.ports import UnitOfWork
from domain.project import Phase, Project, ProjectState, Status
from domain.unit import ReminderRules, Template, Unit
from domain.update import (
    Ask,
    Figure,
    NothingToReport,
    Outcome,
    Picture,
    PlannedDate,
    Revision,
    UnsentForm,
    Update,
    UpdateContent,
    WebLink,
)
from storage.columns import metadata
from storage.engine import Engines
from storage.outbox import SqlOutbox
from storage.tables import audit, deliveries, editions, revisions, workspaces
from storage.unit_of_work import UNCLAIMED, SqlStore
from tests.databases import Databases, opened
from tests.storage.conftest import NOW, StillClock
from tests.storage.harbour import CLOSES, FERRY, UNIT, edition, with_edition, words, written
from tests.strategies import rich_texts

CONTENT = UpdateContent(
    headline="Boats & “tickets” — £5 < £6 漢 🎉",
    body=words("We tested with 12 people."),
    next=words("More."),
    status=Status.ON_TRACK,
    phase=Phase.BETA,
    asks=(Ask("A boat", date(2026, 4, 1), "ada@harbour.example"), Ask("Time", outcome=Outcome.DONE)),
    figures=(Figure("authorities", Decimal("60.10"), "of 100"), Figure("people", Decimal("1E+3"))),
    images=(
        Picture("A boat", "https://harbour.example/boat.png"),
        Picture("In Slack", file="F12345678"),
        Picture("No address"),
    ),
    links=(WebLink("https://harbour.example", "The harbour"), WebLink("https://x.example")),
    dates=(
        PlannedDate("Show and tell", date(2026, 4, 2), time(14, 30), "https://harbour.example/show", Outcome.MOVED),
        PlannedDate("Launch", date(2026, 5, 1)),
    ),
    note=words("Not for readers."),
)


# round trips


def test_a_unit_and_its_editors(store: SqlStore) -> None:
    cadence = Cadence(anchor=date(2026, 1, 1), days=10, closing=time(12, 30), timezone="Europe/Paris")
    unit = Unit(
        name="Harbour",
        short_name="H",
        review_channel="C1",
        publish_channel="C2",
        next_number=40,
        cadence=cadence,
        approvals_needed=2,
        template=Template(title="Notes {number}", intro="**Hello**\n\nthere", closing="Bye"),
    )
    with store.writing("T1") as work:
        assert work.units.get() is None
        for saved in (UNIT, unit):
            work.units.save(saved)
            assert work.units.get() == work.units.held() == saved
        for person in ("U1", "U2", "U1"):
            work.units.add_editor(person)
        assert work.units.editors() == {"U1", "U2"}


def test_projects(store: SqlStore) -> None:
    full = Project(
        id="P2",
        key="alpha",
        name="Tŷ Cynnes",
        aliases=("a", "b"),
        lead_organisation="Council",
        partners=("p",),
        phase=Phase.ALPHA,
        round="Round 3",
        contact="x@y.example",
        channel="C9",
        leads=("U1", "U2"),
        state=ProjectState.PAUSED,
        featured=True,
        aims="Warm, dry houses.",
        added=date(2026, 3, 6),
    )
    with store.writing("T1") as work:
        work.projects.save(FERRY)
        work.projects.save(full)
        assert work.projects.all() == [full, FERRY]
        renamed = replace(full, name="Warm House", phase=None)
        work.projects.save(renamed)
        assert work.projects.get("P2") == renamed
        assert work.projects.get("P9") is None


def test_editions_and_approvals(store: SqlStore) -> None:
    written_out = replace(edition(), intro=words("Welcome"), closing=words("Bye"))
    with store.writing("T1") as work:
        assert work.editions.add(written_out)
        assert not work.editions.add(edition("E2"))
        assert work.editions.add(edition("E3", 6))
        assert [e.number for e in work.editions.all()] == [6, 7]
        assert work.editions.get("E1") == written_out
        for at in (NOW, NOW + timedelta(seconds=1)):
            work.editions.approve("E1", Approval("U1", "hash"), at)
        work.editions.approve("E1", Approval("U2", "hash"), NOW)
        assert sorted(work.editions.approvals("E1"), key=lambda a: a.by) == [
            Approval("U1", "hash"),
            Approval("U2", "hash"),
        ]
        assert work.editions.approvals("E3") == []


def test_an_update_and_its_history(store: SqlStore, engines: Engines) -> None:
    with_edition(store)
    first = written(store, CONTENT)
    second = replace(CONTENT, headline="Changed")
    written(store, second, version=2)
    with store.reading("T1") as work:
        found = work.updates.get("P1", "E1")
        assert found == replace(first, content=second, version=2)
        assert work.updates.of_edition("E1") == work.updates.of_project("P1") == [found]
        assert [version.token for version in work.updates.versions("P1", "E1")] == ["t", "t"]
        assert work.updates.versions("P9", "E1") == []
    with engines.reader.connect() as connection:
        rows = connection.execute(select(revisions).order_by(revisions.c.version)).all()
    assert [(row.version, row.content["headline"]) for row in rows] == [(1, CONTENT.headline), (2, "Changed")]


def test_everything_an_update_says_is_kept(store: SqlStore) -> None:
    with_edition(store)
    written(store, CONTENT)
    with store.reading("T1") as work:
        found = work.updates.get("P1", "E1")
    assert found
    assert found.content == CONTENT
    assert [str(figure.number) for figure in found.content.figures] == ["60.10", "1E+3"]


def test_updates_of_a_project_come_newest_first(store: SqlStore) -> None:
    with_edition(store)
    with store.writing("T1") as work:
        for number in (9, 8):
            work.editions.add(edition(f"E{number}", number))
            update = Update(id=f"UP{number}", project_id="P1", edition_id=f"E{number}", content=UpdateContent())
            work.updates.save(update, Revision(f"R{number}", update.id, 1, UpdateContent(), "U1", "", NOW))
        assert [update.edition_id for update in work.updates.of_project("P1")] == ["E9", "E8"]


def test_the_phases_of_what_was_said_before(store: SqlStore) -> None:
    def said(work: UnitOfWork, project_id: str, number: int, phase: Phase | None, *, withdrawn: bool = False) -> None:
        made = Update(
            id=f"{project_id}-{number}", project_id=project_id, edition_id=f"E{number}",
            content=UpdateContent(phase=phase), withdrawn=withdrawn,
        )  # fmt: skip
        work.updates.save(made, Revision(f"R{made.id}", made.id, 1, made.content, "U1", "", NOW))

    with store.writing("T1") as work:
        for n in range(1, 5):
            work.projects.save(Project(id=f"P{n}", key=f"p{n}", name=f"Project {n}"))
        for number in (10, 9, 3):  # not in the order of their numbers
            work.editions.add(edition(f"E{number}", number))
        said(work, "P1", 9, Phase.BETA)
        said(work, "P1", 3, Phase.ALPHA)
        said(work, "P2", 3, None)
        said(work, "P3", 9, Phase.LIVE, withdrawn=True)
        said(work, "P4", 10, Phase.LIVE)
        work.commit()
    with store.reading("T1") as work:
        assert work.updates.phases_before(10) == {"P1": Phase.BETA, "P2": None}
        assert work.updates.phases_before(9) == {"P1": Phase.ALPHA, "P2": None}
        assert work.updates.phases_before(11) == {"P1": Phase.BETA, "P2": None, "P4": Phase.LIVE}
        assert work.updates.phases_before(3) == {}
        assert work.updates.phases_before(10, [("P1", "E9"), ("P2", "E3")]) == {"P1": Phase.ALPHA}
    with store.reading("T2") as other:
        assert other.updates.phases_before(11) == {}


def test_news_keep_their_order(store: SqlStore) -> None:
    with_edition(store)
    items = [
        NewsItem(
            id=f"N{n}",
            kind=kind,
            title=f"{n}",
            body=words("b"),
            lead_in=words("l"),
            images=CONTENT.images,
            links=CONTENT.links,
        )
        for n, kind in enumerate(NewsKind)
    ]
    with store.writing("T1") as work:
        work.news.replace("E1", items)
        assert work.news.of_edition("E1") == items
        work.news.replace("E1", items[2:0:-1])
        assert work.news.of_edition("E1") == items[2:0:-1]


def test_what_a_member_of_the_team_says_is_found_again(store: SqlStore) -> None:
    with_edition(store)
    answers = {Question.WORK: "Boats", Question.MEAL: "Soup"}
    event = Event(starts=date(2026, 3, 20), ends=date(2026, 3, 21), ends_at=time(16), place="Quay")
    mo = NewsItem(id="N1", kind=NewsKind.TEAM_MEMBER, title="Mo", body=(), answers=answers, person="U1", carried_from=6)
    fair = NewsItem(id="N2", kind=NewsKind.EVENT, title="Fair", body=(), event=event, expires=date(2026, 4, 1))
    with store.writing("T1") as work:
        work.news.replace("E1", [fair, mo])
        assert work.news.of_edition("E1") == [fair, mo]
        assert work.news.of_person("U1") == [("E1", mo)]
        assert work.news.of_person("") == work.news.of_person("U2") == []
        work.commit()
    with store.reading("T2") as work:
        assert work.news.of_person("U1") == []


def test_nominations_come_oldest_first_and_change(store: SqlStore) -> None:
    first, second = (
        Nomination(id=one, at=at, by="U1", kind=NominationKind.COLLEAGUE, who=one, why=words("Kind."), contact="c")
        for one, at in (("N2", NOW), ("N1", NOW + timedelta(days=1)))
    )
    with store.writing("T1") as work:
        work.nominations.save(second)
        work.nominations.save(first)
        assert work.nominations.all() == [first, second]
        work.nominations.save(replace(first, state=NominationState.DISMISSED))
        assert work.nominations.get("N2") == replace(first, state=NominationState.DISMISSED)
        work.commit()
    with store.writing("T2") as work:
        assert work.nominations.get("N2") is None
        assert work.nominations.all() == []


def test_audit_and_occasions(store: SqlStore, engines: Engines) -> None:
    with_edition(store)
    with store.writing("T1") as work:
        work.audit.add("approve", "Sprint Notes #7", {"content": "hash"}, actor="U1")
        assert work.occasions.claim("E1", "reminder 3", "U1")
        assert not work.occasions.claim("E1", "reminder 3", "U1")
        assert work.occasions.claim("E1", "reminder 3", "U2")
        assert work.occasions.claim("E1", "reminder 1", "U1")
        assert work.occasions.of_edition("E1") == {("reminder 3", "U1"), ("reminder 3", "U2"), ("reminder 1", "U1")}
        assert work.occasions.of_edition("E2") == set()
        work.commit()
    with engines.reader.connect() as connection:
        row = connection.execute(select(audit)).one()
    assert (row.actor, row.action, row.subject, row.detail, row.at) == (
        "U1",
        "approve",
        "Sprint Notes #7",
        {"content": "hash"},
        NOW,
    )


@pytest.fixture(scope="module")
def one_store(lasting_databases: Databases) -> Iterator[SqlStore]:
    """One database for many texts."""
    with opened(lasting_databases.migrated()) as engines:
        store = SqlStore(engines, StillClock(), new_id)
        store.meet("T1")
        with_edition(store)
        yield store


@settings(max_examples=40)
@given(body=rich_texts(), then=rich_texts())
def test_any_text_comes_back_as_it_was(one_store: SqlStore, body: object, then: object) -> None:
    content = UpdateContent(body=body, next=then)  # type: ignore[arg-type]
    with one_store.writing("T1") as work:
        update = Update(id="UP1", project_id="P1", edition_id="E1", content=content)
        work.updates.save(update, Revision(work.new_id(), "UP1", 1, content, "U1", "", NOW))
        assert work.updates.get("P1", "E1") == update  # rolled back: the next text begins anew


# moments


@given(hours=st.integers(-23, 23), moment=st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1)))  # noqa: DTZ001
@settings(max_examples=40)
def test_moments_are_the_same_in_utc(one_store: SqlStore, hours: int, moment: datetime) -> None:
    there = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
    with one_store.writing("T1") as work:
        assert work.editions.add(replace(edition("E2", 8), closes_at=there))
        found = work.editions.get("E2")
    assert found
    assert found.closes_at == there
    assert found.closes_at.tzinfo is UTC


def test_a_moment_without_a_time_zone_is_a_mistake(store: SqlStore) -> None:
    naive = replace(edition(), closes_at=CLOSES.replace(tzinfo=None))
    with pytest.raises(StatementError, match="no time zone"), store.writing("T1") as work:
        work.editions.add(naive)


# units of work and workspaces


def test_what_is_not_committed_did_not_happen(store: SqlStore) -> None:
    with store.writing("T1") as work:
        work.units.save(UNIT)

    def breaks_off() -> None:
        with store.writing("T1") as work:
            work.units.save(UNIT)
            raise KeyError

    with pytest.raises(KeyError):
        breaks_off()
    with store.reading("T1") as work:
        assert work.units.get() is None


def test_another_workspace_sees_and_changes_nothing(store: SqlStore, engines: Engines) -> None:
    with_edition(store)
    written(store, CONTENT)
    with store.writing("T1") as work:
        work.news.replace("E1", [NewsItem(kind=NewsKind.EVENT, title="t", body=words("b"))])
        work.editions.approve("E1", Approval("U1", "hash"), NOW)
        work.units.add_editor("U1")
        work.nothing_to_report.add(NothingToReport(edition_id="E1", project_id="P1", by="U1", at=NOW))
        work.unsent_forms.save(
            UnsentForm(person="U1", project_id="P1", edition_id="E1", typed={"headline": "B"}, saved_at=NOW)
        )
        work.reminder_choices.save(ReminderChoice(edition_id="E1", project_id="P1", person="U1"))
        work.people.save(Person(id="U1"))
        work.homes.opened("U1", 1)
        work.posts.show("a", Message(text="Hello"), channel="C1", group="g")
        work.commit()
    with engines.writer.begin() as connection:  # so that there is something to retry
        connection.execute(deliveries.update().values(state=DeliveryState.FAILED))
    before = snapshot(engines)
    with store.writing("T2") as work:
        assert work.units.get() is None
        assert work.units.editors() == frozenset()
        assert (work.projects.all(), work.editions.all(), work.updates.of_edition("E1")) == ([], [], [])
        assert (work.updates.of_project("P1"), work.news.of_edition("E1")) == ([], [])
        assert work.editions.approvals("E1") == []
        assert (work.projects.get("P1"), work.editions.get("E1"), work.updates.get("P1", "E1")) == (None, None, None)
        assert work.updates.versions("P1", "E1") == []
        assert work.posts.in_group("g") == []
        assert (work.nothing_to_report.of_edition("E1"), work.unsent_forms.of_person("U1"), work.people.all()) == (
            [],
            [],
            [],
        )
        assert (work.reminder_choices.of_edition("E1"), work.homes.page("U1")) == ([], 0)
        assert not work.nothing_to_report.drop("P1", "E1")
        work.unsent_forms.save(
            UnsentForm(person="U1", project_id="P1", edition_id="E1", typed={"stolen": True}, saved_at=NOW)
        )
        work.reminder_choices.save(ReminderChoice(edition_id="E1", project_id="P1", person="U1", skipped=True))
        work.unsent_forms.drop("U1", "P1", "E1")
        work.units.remove_editor("U1")
        work.posts.call_off("a")
        assert not work.posts.change("a", Message(text="Stolen"))
        assert (work.updates.with_id("UP1"), work.updates.revisions("UP1")) == (None, [])
        work.homes.changed()
        delivery = str(before["deliveries"][0][0])
        assert work.posts.get(delivery) is None
        with pytest.raises(Conflict):
            work.projects.save(replace(FERRY, name="Stolen"))
        assert not work.editions.save(replace(edition(), number=9), expected=EditionState.OPEN)
        work.news.replace("E1", [])
        work.posts.withdraw("a")
        assert not work.posts.retry(delivery)
        assert not work.posts.confirm(delivery)
        work.commit()
    assert snapshot(engines) == before


def test_the_same_keys_in_two_workspaces_are_two_things(store: SqlStore) -> None:
    for workspace, project_id in (("T1", "P1"), ("T2", "P2")):
        with store.writing(workspace) as work:
            work.projects.save(replace(FERRY, id=project_id))
            assert work.editions.add(edition(f"E-{workspace}"))
            work.posts.show("a", Message(text=workspace), channel="C1", group="g")
            work.commit()
    for workspace, project_id in (("T1", "P1"), ("T2", "P2")):
        with store.reading(workspace) as work:
            assert [project.id for project in work.projects.all()] == [project_id]
            assert [delivery.payload["text"] for delivery in work.posts.in_group("g")] == [workspace]


def test_a_reply_s_thread_is_one_of_its_own_workspace(store: SqlStore, engines: Engines) -> None:
    for workspace in ("T1", "T2"):
        with store.writing(workspace) as work:
            work.posts.show("card", Message(text="card"), channel="C1")
            work.posts.show("reply", Message(text="reply"), channel="C2", thread="card")
            work.commit()
    with engines.writer.begin() as connection:
        of_one = deliveries.update().where(deliveries.c.workspace == "T1", deliveries.c.key == "card")
        connection.execute(of_one.values(state=DeliveryState.SENT, ts="1.1", sent_to="C1"))
    outbox = SqlOutbox(SqlStore(engines, StillClock(), new_id))
    claimed = [outbox.claim(timedelta(seconds=9)) for _ in range(3)]
    assert {(c.workspace, c.key, c.thread_ts) for c in claimed if c} == {("T1", "reply", "1.1"), ("T2", "card", "")}


def snapshot(engines: Engines) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with engines.reader.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


# the first meeting


def test_data_imported_before_the_first_meeting_becomes_the_first_workspace_s(engines: Engines) -> None:
    store = SqlStore(engines, StillClock(), new_id)
    store.meet(UNCLAIMED)
    with_edition(store, UNCLAIMED)
    written(store, CONTENT, workspace=UNCLAIMED)
    for _ in range(2):
        store.meet("T1", "Harbour", "B1", "U1")
    assert store.workspaces() == ["T1"]
    assert store.bots()["T1"] == ("B1", "U1")
    with store.reading("T1") as work:
        assert work.units.get() == UNIT
        assert [update.content for update in work.updates.of_edition("E1")] == [CONTENT]
    store.meet("T2", "Hills", "B2", "U2")
    with store.reading("T2") as work:
        assert work.units.get() is None


def test_a_workspace_met_again_has_its_new_name_and_bot(store: SqlStore, engines: Engines) -> None:
    store.meet("T1", "Docks", "B9", "U9")
    assert store.bots()["T1"] == ("B9", "U9")
    assert store.bots()["T2"] == ("B2", "U2")
    assert "T3" not in store.bots()
    with engines.reader.connect() as connection:
        assert connection.execute(select(workspaces.c.name).order_by(workspaces.c.id)).scalars().all() == [
            "Docks",
            "Hills",
        ]


def test_an_edition_is_saved_only_as_it_was_read(store: SqlStore, engines: Engines) -> None:
    with_edition(store)
    with store.writing("T1") as work:
        read = work.editions.get("E1")
        assert read
        drafted = replace(read, state=EditionState.DRAFTED)
        assert not work.editions.save(replace(drafted, version=2), expected=EditionState.OPEN)
        assert not work.editions.save(drafted, expected=EditionState.APPROVED)
        assert work.editions.save(drafted, expected=EditionState.OPEN)
        assert not work.editions.save(drafted, expected=EditionState.OPEN)
        work.commit()
    with engines.reader.connect() as connection:
        assert connection.execute(select(editions.c.state, editions.c.version)).one() == ("drafted", 2)


# collecting


def test_reminder_rules_of_a_unit(store: SqlStore) -> None:
    rules = ReminderRules(days_before=(5, 2, 1), at=time(9, 15), country="GB", region="WLS")
    with store.writing("T1") as work:
        work.units.save(UNIT)
        found = work.units.get()
        assert found is not None
        assert found.reminders == ReminderRules()
        work.units.save(replace(UNIT, reminders=rules))
        assert work.units.get() == replace(UNIT, reminders=rules)


def test_an_editor_is_one_no_more(store: SqlStore) -> None:
    with store.writing("T1") as work:
        work.units.add_editor("U1")
        work.units.add_editor("U2")
        work.units.remove_editor("U1")
        work.units.remove_editor("U9")
        assert work.units.editors() == {"U2"}


def test_a_withdrawn_update_is_in_no_list(store: SqlStore) -> None:
    with_edition(store)
    update = written(store, CONTENT)
    with store.writing("T1") as work:
        revision = Revision("R2", update.id, 2, CONTENT, "U_BOLA", "", NOW, withdrawn=True)
        gone = replace(update, withdrawn=True, on_behalf=True, version=2)
        work.updates.save(gone, revision)
        assert work.updates.get("P1", "E1") == work.updates.with_id(update.id) == gone
        assert work.updates.with_id("UP9") is None
        assert (work.updates.of_edition("E1"), work.updates.of_project("P1")) == ([], [])
        versions = [(version.version, version.by, version.withdrawn) for version in work.updates.revisions(update.id)]
        assert versions == [(1, "U_ADA", False), (2, "U_BOLA", True)]


def test_nothing_to_report_is_answered_once(store: SqlStore) -> None:
    with_edition(store)
    answer = NothingToReport(edition_id="E1", project_id="P1", by="U_ADA", at=NOW)
    with store.writing("T1") as work:
        assert work.nothing_to_report.add(answer)
        assert not work.nothing_to_report.add(replace(answer, by="U_BOLA"))
        assert work.nothing_to_report.of_edition("E1") == [answer]
        assert work.nothing_to_report.drop("P1", "E1")
        assert not work.nothing_to_report.drop("P1", "E1")
        assert work.nothing_to_report.of_edition("E1") == []


def test_what_is_typed_is_kept_for_its_writer(store: SqlStore) -> None:
    with_edition(store)
    draft = UnsentForm(person="U_ADA", project_id="P1", edition_id="E1", typed={"headline": "Bo"}, saved_at=NOW)
    with store.writing("T1") as work:
        work.unsent_forms.save(draft)
        later = replace(draft, typed={"headline": "Boats"}, saved_at=NOW + timedelta(minutes=1))
        work.unsent_forms.save(later)
        assert work.unsent_forms.get("U_ADA", "P1", "E1") == later
        assert work.unsent_forms.of_person("U_ADA") == [later]
        assert (work.unsent_forms.get("U_BOLA", "P1", "E1"), work.unsent_forms.of_person("U_BOLA")) == (None, [])
        work.unsent_forms.drop("U_ADA", "P1", "E1")
        assert work.unsent_forms.of_person("U_ADA") == []


def test_people_and_their_wishes(store: SqlStore) -> None:
    with_edition(store)
    ada = Person(id="U_ADA", name="Ada", timezone="Europe/London", belonging=Belonging.GUEST, asked_at=NOW)
    choice = ReminderChoice(edition_id="E1", project_id="P1", person="U_ADA", snoozed_until=NOW)
    with store.writing("T1") as work:
        assert work.people.get("U_ADA") is None
        for person in (ada, replace(ada, active=False, quiet_until=NOW, away_until=date(2026, 4, 1))):
            work.people.save(person)
            assert (work.people.get("U_ADA"), work.people.all()) == (person, [person])
        for wished in (choice, replace(choice, snoozed_until=None, skipped=True, deputy="U_BOLA")):
            work.reminder_choices.save(wished)
            assert work.reminder_choices.of_edition("E1") == [wished]
