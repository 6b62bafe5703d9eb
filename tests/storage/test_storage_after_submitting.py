"""After an update is in: who may, what races come to, and what files do to it, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import select

from domain.compile import content_hash
from domain.edition import EditionState
from domain.errors import Conflict, NotAllowed, NotFound
from domain.person import ReminderChoice
from domain.text.normal_form import paragraph
from domain.update import UpdateContent
from rendering.files import as_file
from services.clock import tick
from services.common.actor import Actor
from services.corrections import correction_requests
from services.editions import editions
from services.files.exchange import compile_file, export, import_file
from services.files.file_format import EditionFile
from services.files.files import read, write
from services.updates import history, nothing_to_report, withdrawals
from storage.engine import Engines
from storage.tables import audit, deliveries, homes
from storage.unit_of_work import SqlStore
from tests.storage.documents import compiled
from tests.storage.harbour import FERRY, NoNames, at_once, edition, with_edition, written

CONTENT = UpdateContent(headline="Twelve boats", body=paragraph("They sail."), note=paragraph("Only for editors."))
FORMATS = ("slack", "markdown", "html", "text", "json")


@pytest.fixture
def drafted(store: SqlStore) -> SqlStore:
    """An update in a draft, with an editor, and somebody's Home open."""
    with_edition(store)
    written(store, CONTENT)
    with store.writing("T1") as work:
        work.units.add_editor("U_EDIE")
        work.homes.opened("U_EDIE", 0)
        current = work.editions.get("E1")
        assert current
        editions.close(work, current)
        work.commit()
    return store


def withdraws(store: SqlStore, person: str = "U_ADA") -> Callable[[], object]:
    return partial(withdrawals.withdraw, Actor(store, "T1", person), "UP1")


def seen(store: SqlStore) -> str:
    """What an editor who reads the draft now would approve."""
    with store.reading("T1") as work:
        current = work.editions.get("E1")
        assert current
        return content_hash(compiled(work, current))


def approves(store: SqlStore) -> Callable[[], object]:
    return partial(editions.approve, Actor(store, "T1", "U_EDIE"), "E1", seen(store))


def actions(engines: Engines) -> list[str]:
    with engines.reader.connect() as connection:
        return [row.action for row in connection.execute(select(audit).order_by(audit.c.id))]


def payloads(engines: Engines) -> dict[str, str]:
    with engines.reader.connect() as connection:
        return {row.key: str(row.payload) for row in connection.execute(select(deliveries))}


def homes_wanted(engines: Engines) -> int:
    with engines.reader.connect() as connection:
        return int(connection.execute(select(homes.c.wanted)).scalar_one())


def test_two_clicks_withdraw_once(drafted: SqlStore, engines: Engines) -> None:
    results = at_once([withdraws(drafted)] * 3)
    assert (
        sorted(str(result) for result in results if result)
        == ["The update on Ferry Tickets for Sprint Notes #7 is withdrawn already."] * 2
    )
    with drafted.reading("T1") as work:
        update = work.updates.with_id("UP1")
        assert update
        assert (update.version, update.withdrawn, update.content) == (2, True, CONTENT)
        assert work.updates.of_edition("E1") == []
    assert actions(engines).count("withdraw") == 1
    assert homes_wanted(engines) == 2  # opened, and then changed once
    assert "Missing (1)" in payloads(engines)["card E1"]


def test_of_withdrawing_and_approving_at_once_the_second_is_told(drafted: SqlStore, engines: Engines) -> None:
    results = at_once([withdraws(drafted), approves(drafted)])
    withdrawing, approving = results
    with drafted.reading("T1") as work:
        update, current = work.updates.with_id("UP1"), work.editions.get("E1")
    assert update
    assert current
    assert update.withdrawn is (current.state is EditionState.DRAFTED)
    if update.withdrawn:
        assert withdrawing is None
        assert "has just changed" in str(approving)
    else:
        assert "is approved already" in str(withdrawing)
        assert isinstance(withdrawing, Conflict)


def test_two_leads_who_have_nothing_to_report_are_one_answer(store: SqlStore, engines: Engines) -> None:
    with_edition(store)
    with store.writing("T1") as work:
        work.homes.opened("U_ADA", 0)
        work.commit()
    says = [
        partial(nothing_to_report.nothing_to_report, Actor(store, "T1", lead), "P1", "E1")
        for lead in ("U_ADA", "U_BOLA")
    ] * 2
    results = at_once(says)
    assert [type(result) for result in results if result] == [Conflict] * 3
    assert actions(engines) == ["nothing to report"]
    assert len([key for key in payloads(engines) if key.startswith("nothing to report")]) == 1
    assert homes_wanted(engines) == 2


def test_whoever_stands_in_this_time_may_do_as_the_lead_would(drafted: SqlStore) -> None:
    with pytest.raises(NotAllowed):
        withdraws(drafted, "U_DEPUTY")()
    with drafted.writing("T1") as work:
        work.reminder_choices.save(ReminderChoice(edition_id="E1", project_id="P1", person="U_ADA", deputy="U_DEPUTY"))
        work.commit()
    withdraws(drafted, "U_DEPUTY")()
    assert len(history.of_update(Actor(drafted, "T1", "U_DEPUTY"), "UP1").revisions) == 2
    nothing_to_report.nothing_to_report(Actor(drafted, "T1", "U_DEPUTY"), "P1", "E1")
    nothing_to_report.take_back(Actor(drafted, "T1", "U_DEPUTY"), "P1", "E1")
    with pytest.raises(NotAllowed):
        nothing_to_report.nothing_to_report(Actor(drafted, "T1", "U_STRANGER"), "P1")


def test_what_is_gone_is_said_so(drafted: SqlStore) -> None:
    with pytest.raises(NotFound):
        withdrawals.withdraw(Actor(drafted, "T1", "U_ADA"), "UP9")
    with pytest.raises(NotFound):
        history.of_update(Actor(drafted, "T1", "U_ADA"), "UP9")
    with pytest.raises(NotFound):
        nothing_to_report.nothing_to_report(Actor(drafted, "T1", "U_ADA"), "P9")
    with pytest.raises(NotFound):
        withdrawals.withdraw(Actor(drafted, "T2", "U_ADA"), "UP1")


def test_without_an_edition_it_is_about_the_one_that_takes_updates(drafted: SqlStore) -> None:
    with drafted.writing("T1") as work:
        work.editions.add(edition("E2", 8))
        work.commit()
    withdraws(drafted)()
    nothing_to_report.nothing_to_report(Actor(drafted, "T1", "U_ADA"), "P1")
    nothing_to_report.nothing_to_report(Actor(drafted, "T1", "U_ADA"), "P1", "E2")
    with drafted.reading("T1") as work:
        assert [len(work.nothing_to_report.of_edition(number)) for number in ("E1", "E2")] == [1, 1]


class Nobody(NoNames):
    """A Slack that cannot be asked."""

    def look_up(self, workspace: str, person_id: str) -> None:
        """Not now."""

    def of(self, workspace: str, channel: str, ts: str) -> str:
        """Not now."""
        return ""


def test_nobody_who_has_answered_is_reminded_of_it_or_missing(drafted: SqlStore, engines: Engines) -> None:
    withdraws(drafted)()
    nothing_to_report.nothing_to_report(Actor(drafted, "T1", "U_ADA"), "P1", "E1")
    assert "Nothing to report (1)" in payloads(engines)["card E1"]
    assert "No update this time: Ferry Tickets." in str(payloads(engines))
    tick(drafted, Nobody(), Nobody(), "T1")
    assert not [key for key in payloads(engines) if key.startswith("reminder")]


def test_a_correction_is_asked_once_however_often_it_is_sent(drafted: SqlStore, engines: Engines) -> None:
    about = ("P1", "E1", paragraph("Eleven."))
    with pytest.raises(Conflict, match="is in review again: you can change the update yourself"):
        correction_requests.ask(Actor(drafted, "T1", "U_ADA"), *about, "t1")
    assert correction_requests.instead_of_edit(Actor(drafted, "T1", "U_ADA"), "P1", "E1") is None
    with pytest.raises(Conflict, match="can still be changed"):
        correction_requests.form(Actor(drafted, "T1", "U_ADA"), "P1", "E1")
    approves(drafted)()
    assert correction_requests.instead_of_edit(Actor(drafted, "T1", "U_ADA"), "P1", "") is None
    form = correction_requests.instead_of_edit(Actor(drafted, "T1", "U_ADA"), "P1", "E1")
    assert form
    assert form[0] == FERRY
    at_once([partial(correction_requests.ask, Actor(drafted, "T1", "U_ADA"), *about, "t1")] * 3)
    assert actions(engines).count("ask for a correction") == 1
    with drafted.reading("T1") as work:
        (asked,) = work.posts.in_group("correction t1")
        assert (asked.channel, asked.thread) == ("C1", "card E1")
    with pytest.raises(NotAllowed):
        correction_requests.instead_of_edit(Actor(drafted, "T1", "U_STRANGER"), "P1", "E1")
    with pytest.raises(NotAllowed):
        correction_requests.ask(Actor(drafted, "T1", "U_STRANGER"), *about, "t2")


# Files


def file_with(**update: object) -> EditionFile:
    return EditionFile.model_validate(
        {
            "format": "sprint-notes/1",
            "unit": {"name": "Harbour", "review_channel": "C1", "publish_channel": "C2"},
            "edition": {
                "number": 7, "starts": "2026-03-05", "ends": "2026-03-18", "closes_at": "2026-03-18T17:00:00Z",
                "nothing_to_report": ["lamps"],
            },
            "projects": [{"key": "ferry", "name": "Ferry Tickets"}, {"key": "lamps", "name": "Lamp Posts"}],
            "updates": [{"project": "ferry", "body": "They sail.", **update}],
        }
    )  # fmt: skip


def test_a_file_s_answers_and_notes_go_in_and_come_out(store: SqlStore) -> None:
    import_file(store, "T1", file_with(note="Only for editors.", on_behalf=True))
    exported = export(store, "T1")
    assert exported.edition
    (answer,) = exported.edition.nothing_to_report
    (update,) = exported.updates
    assert (answer.project, answer.by, update.note, update.on_behalf) == ("lamps", "", "Only for editors.", True)
    import_file(store, "T2", read(write(exported)))
    assert write(export(store, "T2")) == write(exported)
    # and what readers get of that file does not have the note
    document = compile_file(exported)
    assert not [name for name in FORMATS if "Only for" in as_file(document, name)[1]]


def test_a_withdrawn_update_is_not_exported_and_a_file_brings_it_back(store: SqlStore) -> None:
    file = file_with()
    import_file(store, "T1", file)
    with store.reading("T1") as work:
        (update,) = work.updates.of_edition(work.editions.all()[0].id)
    with store.writing("T1") as work:
        work.units.add_editor("U_EDIE")
        work.commit()
    withdrawals.withdraw(Actor(store, "T1", "U_EDIE"), update.id)
    assert export(store, "T1").updates == []
    assert import_file(store, "T1", file).updates == 1
    assert import_file(store, "T1", file).updates == 0
    with store.reading("T1") as work:
        again = work.updates.with_id(update.id)
    assert again
    assert (again.withdrawn, again.version) == (False, 3)


def test_a_file_does_not_say_nothing_where_there_is_something(store: SqlStore) -> None:
    import_file(store, "T1", file_with())
    other = file_with().model_copy(update={"updates": []})
    assert other.edition
    nothing = other.edition.nothing_to_report[0].model_copy(update={"project": "ferry"})
    other = other.model_copy(update={"edition": other.edition.model_copy(update={"nothing_to_report": [nothing]})})
    with pytest.raises(Conflict, match="Ferry Tickets has an update for Sprint Notes #7 already; the file says"):
        import_file(store, "T1", other)


def test_an_update_from_a_file_takes_the_place_of_an_answer_and_shows_in_the_draft(
    drafted: SqlStore, engines: Engines
) -> None:
    withdraws(drafted)()
    nothing_to_report.nothing_to_report(Actor(drafted, "T1", "U_ADA"), "P1", "E1")
    file = file_with(note="Only for editors.", submitted_by="U_ADA")
    wanted = homes_wanted(engines)
    import_file(drafted, "T1", file)
    assert homes_wanted(engines) == wanted + 1
    said = payloads(engines)
    assert "In (1)" in said["card E1"]
    assert "Nothing to report (1)" in said["card E1"]  # that of the lamps
    assert "takes its place" in next(text for key, text in said.items() if key.startswith("nothing to report"))
    with drafted.reading("T1") as work:
        group = work.posts.in_group("draft E1")
    assert "Only for editors." in str(group[-1].payload)
    assert not [post for post in group[:-1] if "Only for editors." in str(post.payload)]


def test_a_note_is_in_nothing_that_is_published(drafted: SqlStore, engines: Engines) -> None:
    approves(drafted)()
    editions.publish(Actor(drafted, "T1", "U_EDIE"), "E1")
    with drafted.reading("T1") as work:
        document = compiled(work, edition())
        published = work.posts.in_group("edition E1")
    assert published
    assert "Only for editors." not in str([post.payload for post in published])
    assert "Only for editors." in str(payloads(engines))
    assert not [name for name in FORMATS if "Only for editors." in as_file(document, name)[1]]
