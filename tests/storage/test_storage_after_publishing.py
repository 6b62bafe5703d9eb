"""After an edition is published: what stays as it was, and what may still change, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from domain.compile import content_hash
from domain.correction import noted
from domain.delivery import Act, DeliveryState
from domain.document import INTRO, Document, Item, Section
from domain.edition import Edition, in_channel
from domain.errors import Conflict, NotAllowed, NotFound, WrongInput
from domain.merging import fingerprint
from domain.news import NewsItem, NewsKind
from domain.person import Person
from domain.text.normal_form import paragraph
from domain.text.rich_text_walk import plain_text
from domain.unit import Template
from domain.update import Revision, UpdateContent
from domain.update_form import values_from
from services.answers import questions
from services.common.actor import Actor
from services.common.overtaken import Overtaken
from services.common.snapshot import snapshot
from services.corrections import corrections, takedowns
from services.corrections.corrections import SubmittedText
from services.editions import editions, posted
from services.files.exchange import export, import_file
from services.files.files import read, write
from services.news import members
from services.review.thanks import thank
from services.setup.projects import store_projects
from services.updates.update_forms import OpenForm
from storage.engine import Engines
from storage.tables import deliveries
from storage.unit_of_work import SqlStore, SqlUnitOfWork
from tests.storage.documents import assembled, compiled
from tests.storage.harbour import FERRY, UNIT, edition, slack_takes, with_edition, written
from tests.unit.edition_sample import sample

CONTENT = UpdateContent(headline="Twelve boats", body=paragraph("They sail."))


@pytest.fixture
def on_its_way(store: SqlStore) -> SqlStore:
    """Edition 7 with an update on ferry tickets, approved and published by Edie; Slack has not taken it yet."""
    return goes_out(store)


@pytest.fixture
def in_a_row(store: SqlStore) -> SqlStore:
    """The same, all of it in the channel, once it is in Slack."""
    goes_out(store, all_in_channel=True)
    slack_takes(store)
    return store


def goes_out(store: SqlStore, *, all_in_channel: bool = False) -> SqlStore:
    with_edition(store)
    with store.writing("T1") as work:
        work.units.save(replace(UNIT, all_in_channel=all_in_channel))
        work.commit()
    written(store, CONTENT)
    with store.writing("T1") as work:
        work.units.add_editor("U_EDIE")
        editions.close(work, edition_of(work))
        seen = content_hash(compiled(work, edition_of(work)))
        work.commit()
    editions.approve(Actor(store, "T1", "U_EDIE"), "E1", seen)
    editions.publish(Actor(store, "T1", "U_EDIE"), "E1")
    return store


@pytest.fixture
def published(on_its_way: SqlStore) -> SqlStore:
    """The edition that was on its way, once it is in Slack."""
    slack_takes(on_its_way)
    return on_its_way


def edition_of(work: SqlUnitOfWork) -> Edition:
    found = work.editions.get("E1")
    assert found
    return found


def says(store: SqlStore) -> Document:
    with store.reading("T1") as work:
        return compiled(work, edition_of(work))


# what was published stays


def test_a_document_is_kept_and_put_in_place_of_an_earlier_one(store: SqlStore) -> None:
    with_edition(store)
    with store.writing("T1") as work:
        assert work.editions.document("E1") is None
        for document in (sample(), replace(sample(), title="Another")):
            work.editions.keep_document("E1", document)
            assert work.editions.document("E1") == document
        work.commit()
    with store.reading("T2") as work:
        assert work.editions.document("E1") is None


def test_another_name_a_new_lead_and_another_template_change_nothing_that_is_published(published: SqlStore) -> None:
    before = says(published)
    with published.writing("T1", "U_EDIE") as work:
        store_projects(work, [(FERRY, replace(FERRY, name="Boat Tickets", leads=("U_NEW",)))])
        work.units.save(replace(UNIT, template=Template(updates="What they did")))
        assert compiled(work, edition_of(work)) == before
        assert assembled(work, edition_of(work)) != before
        work.commit()
    assert says(published) == before


def test_a_file_carries_what_was_published_to_another_workspace(published: SqlStore) -> None:
    with published.writing("T1", "U_EDIE") as work:
        store_projects(work, [(FERRY, replace(FERRY, name="Boat Tickets"))])
        work.commit()
    file = read(write(export(published, "T1")))
    import_file(published, "T2", file)
    with published.reading("T2") as work:
        (archived,) = work.editions.all()
        assert compiled(work, archived) == says(published)
        assert "Boat Tickets" in str(assembled(work, archived))
    assert import_file(published, "T2", file).updates == 0


def test_without_it_what_is_imported_as_published_stays_as_it_is_compiled_then(published: SqlStore) -> None:
    file = export(published, "T1")
    assert file.edition
    bare = file.model_copy(update={"edition": file.edition.model_copy(update={"document": None, "state": None})})
    import_file(published, "T2", bare, published=True)
    with published.writing("T2") as work:
        (archived,) = work.editions.all()
        before = compiled(work, archived)
        (project,) = work.projects.all()
        work.projects.save(replace(project, name="Boat Tickets"))
        assert compiled(work, archived) == before
        assert before == replace(says(published), intro=())  # no welcome is drafted for what comes from an archive


# corrections


def corrected(store: SqlStore, headline: str, note: str = "the headline", base: int = 1, form: str = "one") -> None:
    """Edie corrects the update on ferry tickets, in a form that was opened on version ``base``."""
    typed = values_from(replace(CONTENT, headline=headline))
    shown = OpenForm(
        project_id="P1", filled_for="P1", edition_id="E1", values=typed, base=base, token=form, fill=0, corrects=True
    )
    corrections.save_update(Actor(store, "T1", "U_EDIE"), shown, note)


def words(store: SqlStore, text: str, note: str = "the welcome", base: str = "") -> None:
    """Edie corrects the introduction, in a form that was opened on ``base``."""
    before = base or fingerprint(says(store).intro)
    submitted = SubmittedText(edition_id="E1", ref=INTRO, text=paragraph(text), note=note, base=before)
    corrections.save_text(Actor(store, "T1", "U_EDIE"), submitted)


def calls(engines: Engines, act: Act) -> list[str]:
    """The keys of the posts that are to be changed, or made, in Slack."""
    with engines.reader.connect() as connection:
        query = select(deliveries).where(deliveries.c.act == act, deliveries.c.state == DeliveryState.PENDING)
        return sorted(row.target or row.key for row in connection.execute(query))


def all_sent(engines: Engines) -> None:
    """As if Slack had taken everything so far."""
    with engines.writer.begin() as connection:
        taken = update(deliveries).where(deliveries.c.state == DeliveryState.PENDING)
        connection.execute(taken.values(state=DeliveryState.SENT, ts="1.1", sent_to=deliveries.c.channel))


def test_a_correction_is_a_version_a_note_and_a_row_in_the_log(published: SqlStore, engines: Engines) -> None:
    all_sent(engines)
    corrected(published, "Eleven boats", "eleven, not twelve")
    shown = plain_text(noted(says(published)).items[0].body)
    assert shown == "Eleven boats\nThey sail.\nCorrected on 5 March 2026: eleven, not twelve"
    with published.reading("T1") as work:
        stored = work.updates.get("P1", "E1")
        assert stored
        assert (stored.version, stored.content.headline) == (2, "Eleven boats")
        assert [version.by for version in work.updates.versions("P1", "E1")] == ["U_ADA", "U_EDIE"]
        entry = work.audit.of_edition("E1")[-1]
    assert (entry.actor, entry.action, entry.subject, entry.item) == (
        "U_EDIE",
        "correct",
        "Ferry Tickets",
        "project-ferry",
    )
    assert entry.detail["note"] == "eleven, not twelve"
    assert ("Twelve" in str(entry.detail["before"]), "Eleven" in str(entry.detail["after"])) == (True, True)
    assert calls(engines, Act.POST) == ["corrected UP1 2 U_ADA", "corrected UP1 2 U_BOLA"]


def test_corrections_add_up_and_what_was_renamed_stays_as_it_was_published(published: SqlStore) -> None:
    corrected(published, "Eleven boats", "eleven")
    with published.writing("T1", "U_EDIE") as work:
        store_projects(work, [(FERRY, replace(FERRY, name="Boat Tickets"))])
        work.commit()
    corrected(published, "Ten boats", "ten", base=2, form="two")
    (item,) = noted(says(published)).items
    assert item.heading == "Ferry Tickets"
    assert plain_text(item.body).endswith("5 March 2026: eleven\nCorrected on 5 March 2026: ten")


def test_a_correction_changes_only_the_messages_it_must(published: SqlStore, engines: Engines) -> None:
    """Sixty long updates: the edition is many messages, and one of them holds the update that is corrected."""
    text = paragraph("Words that say how it went. " * 100)
    items = tuple(Item(key=f"project-p{n}", heading=f"Project {n}", body=text) for n in range(60))
    with published.writing("T1") as work:
        document = replace(says(published), sections=(Section(heading="Updates", items=items),))
        editions.show_again(work, snapshot(work, edition_of(work)), document)
        work.commit()
    all_sent(engines)
    with published.writing("T1") as work:  # the stories are there, and the front page says so
        posted.fill_in(work, edition_of(work), document, work.posts.in_group(in_channel("E1")))
        work.commit()
    all_sent(engines)
    ref = items[30].ref
    submitted = SubmittedText(edition_id="E1", ref=ref, text=paragraph("x" * 2_800), note="all", base=fingerprint(text))
    corrections.save_text(Actor(published, "T1", "U_EDIE"), submitted)
    (message,) = [key for key in calls(engines, Act.UPDATE) if key.startswith("edition E1")]
    assert message.startswith(f"edition E1 {ref} 0")
    assert len([key for key in calls(engines, Act.UPDATE) if key.startswith("draft E1")]) == 1
    assert calls(engines, Act.POST) == calls(engines, Act.DELETE) == []


def test_a_text_that_grows_or_shrinks_takes_messages_at_the_end(published: SqlStore, engines: Engines) -> None:
    all_sent(engines)
    words(published, "Welcome. " * 3_000)
    added = [key for key in calls(engines, Act.POST) if key.startswith("edition E1")]
    assert added == ["edition E1 1", "edition E1 2", "edition E1 3"]
    all_sent(engines)
    words(published, "Welcome.")
    assert [key for key in calls(engines, Act.DELETE) if key.startswith("edition E1")] == added


def test_of_two_who_correct_at_once_the_second_sees_what_the_first_saved(published: SqlStore) -> None:
    corrected(published, "Eleven boats")
    with pytest.raises(Overtaken) as told:
        corrected(published, "Ten boats", form="two")
    assert told.value.form.values.headline == "Ten boats"
    assert (told.value.form.base, told.value.form.was_overtaken, told.value.form.corrects) == (2, True, True)

    base = fingerprint(says(published).intro)
    words(published, "Hello.", base=base)
    with pytest.raises(Overtaken) as also_told:
        words(published, "Good day.", base=base)
    form = also_told.value.form
    assert (form.text, form.theirs) == (paragraph("Good day."), paragraph("Hello."))
    assert form.base == fingerprint(paragraph("Hello."))


def test_sent_twice_it_is_done_once(published: SqlStore) -> None:
    base = fingerprint(says(published).intro)
    for _ in range(2):
        corrected(published, "Eleven boats")
        words(published, "Hello.", base=base)
    assert [one.key for one in says(published).corrections] == ["project-ferry", INTRO]


def test_what_must_be_in_the_form(published: SqlStore) -> None:
    for headline, note, place in [
        ("Twelve boats", "x", "body"),
        ("Ten boats", " ", "corrected"),
        ("", "x", "headline"),
    ]:
        with pytest.raises(WrongInput) as told:
            corrected(published, headline, note)
        assert told.value.place == place
    with pytest.raises(WrongInput) as told:
        words(published, "Hello.", " ")
    assert told.value.place == "corrected"
    with pytest.raises(WrongInput, match=r"Nothing fills “\{number\}” any more"):  # it is compiled no more
        words(published, "This is no. {number}.")
    assert says(published).corrections == ()


def test_only_editors_correct_and_only_what_is_published(published: SqlStore) -> None:
    for act in (
        lambda: corrections.choice(Actor(published, "T1", "U_ADA"), "E1"),
        lambda: corrections.open_form(Actor(published, "T1", "U_ADA"), "E1", INTRO, token="t"),
        lambda: corrections.open_requested(Actor(published, "T1", "U_ADA"), "P1", "E1", "r", token="t"),
        lambda: takedowns.submit(Actor(published, "T1", "U_ADA"), "E1", INTRO, "x"),
    ):
        with pytest.raises(NotAllowed):
            act()
    with published.writing("T1") as work:
        work.editions.add(edition("E8", 8))
        work.commit()
    with pytest.raises(Conflict, match="Sprint Notes #8 is open, so there is nothing to correct yet"):
        corrections.choice(Actor(published, "T1", "U_EDIE"), "E8")


# takedowns


def test_what_is_taken_down_is_nowhere_any_more(published: SqlStore, engines: Engines) -> None:
    all_sent(engines)
    (item,) = says(published).items
    takedowns.submit(Actor(published, "T1", "U_EDIE"), "E1", item.ref, "A lead asked for it")
    document = says(published)
    assert document.items == ()
    assert "An item was taken down on 5 March 2026." in plain_text(document.sections[0].note)
    assert "boats" not in str(questions.ask(Actor(published, "T1", "U_MO"), "ferry"))
    with published.reading("T1") as work:
        entry = work.audit.of_edition("E1")[-1]
        stored = work.updates.get("P1", "E1")
    assert stored
    assert stored.withdrawn
    assert (entry.action, entry.detail, entry.item) == ("take down", {"reason": "A lead asked for it"}, "project-ferry")
    assert calls(engines, Act.POST) == ["taken down E1 P1 U_ADA", "taken down E1 P1 U_BOLA"]
    with pytest.raises(NotFound, match="is not in Sprint Notes #7 any more"):
        takedowns.submit(Actor(published, "T1", "U_EDIE"), "E1", item.ref, "Again")


def test_news_that_is_taken_down_is_deleted(published: SqlStore) -> None:
    jo = NewsItem(id="N1", kind=NewsKind.TEAM_MEMBER, title="Meet Jo", body=paragraph("Jo likes soup."))
    with published.writing("T1", "U_JO") as work:
        work.news.replace("E1", [jo])
        work.editions.keep_document("E1", assembled(work, edition_of(work)))
        takedowns.take_down(work, snapshot(work, edition_of(work)), "news-N1", "No consent any more")
        takedowns.take_down(work, snapshot(work, edition_of(work)), "news-N1", "Twice")
        assert work.news.of_edition("E1") == []
        assert "Jo" not in str(work.editions.document("E1"))
        assert "Meet Jo" not in str([entry for entry in work.audit.of_edition("E1") if entry.action == "take down"])
        assert [entry.action for entry in work.audit.of_edition("E1")].count("take down") == 1
        work.commit()


def test_who_takes_their_consent_back_leaves_what_is_published_too(published: SqlStore) -> None:
    jo = NewsItem(id="N1", kind=NewsKind.TEAM_MEMBER, title="Meet Jo", body=paragraph("Jo likes soup."), person="U_JO")
    with published.writing("T1", "U_JO") as work:
        work.news.replace("E1", [jo])
        work.editions.keep_document("E1", assembled(work, edition_of(work)))
        work.commit()
    said = members.take_down(Actor(published, "T1", "U_JO"), "N1")
    assert said.endswith("It leaves Sprint Notes #7 as well, where a line says that something was taken down.")
    assert "Jo" not in str(says(published))


# thanks


class Addresses:
    """Slack, which tells addresses once it has been asked ``silent`` times in vain; ``asked`` counts."""

    def __init__(self, silent: int = 0) -> None:
        self.silent, self.asked = silent, 0

    def of(self, workspace: str, channel: str, ts: str) -> str:
        """The address of a message."""
        self.asked += 1
        return "" if self.asked <= self.silent else f"https://{workspace}.example/{channel}/{ts}"


def thanked(store: SqlStore, engines: Engines, slack: Addresses) -> dict[str, str]:
    """What leads are told after another tick."""
    thank(store, slack, "T1")
    with engines.reader.connect() as connection:
        rows = connection.execute(select(deliveries).where(deliveries.c.key.startswith("thanks")))
        return {row.key: str(row.payload) for row in rows}


def test_leads_are_thanked_once_when_everything_is_posted(on_its_way: SqlStore, engines: Engines) -> None:
    slack = Addresses()
    assert thanked(on_its_way, engines, slack) == {}
    slack_takes(on_its_way)
    told = thanked(on_its_way, engines, slack)
    assert sorted(told) == ["thanks E1 U_ADA 0", "thanks E1 U_BOLA 0"]
    assert "https://acme.slack.com/p2" in told["thanks E1 U_ADA 0"]  # its story
    assert ": as you wrote it." in told["thanks E1 U_ADA 0"]
    assert thanked(on_its_way, engines, slack) == told
    assert slack.asked == 0  # the front page leads there already


def without_addresses(engines: Engines) -> None:
    with engines.writer.begin() as connection:
        connection.execute(update(deliveries).values(permalink=""))


@pytest.mark.parametrize(("silent", "ticks", "with_link"), [(1, 2, True), (2, 3, True), (3, 3, False), (9, 3, False)])
def test_slack_is_asked_for_addresses_three_times(
    in_a_row: SqlStore, engines: Engines, silent: int, ticks: int, with_link: bool
) -> None:
    without_addresses(engines)
    slack = Addresses(silent)
    for _ in range(ticks - 1):
        assert thanked(in_a_row, engines, slack) == {}
    told = thanked(in_a_row, engines, slack)["thanks E1 U_ADA 0"]
    assert ("https://" in told) is with_link
    assert "Ferry Tickets" in told


def test_who_has_left_is_not_thanked(published: SqlStore, engines: Engines) -> None:
    all_sent(engines)
    with published.writing("T1") as work:
        work.people.save(Person(id="U_BOLA", active=False))
        work.commit()
    assert list(thanked(published, engines, Addresses())) == ["thanks E1 U_ADA 0"]


def test_what_editors_changed_is_counted_in_the_thanks(published: SqlStore, engines: Engines) -> None:
    with published.writing("T1") as work:
        by_edie = replace(CONTENT, headline="Thirteen boats")
        update = work.updates.get("P1", "E1")
        assert update
        revision = Revision("R2", "UP1", 2, by_edie, "U_EDIE", "", work.now())
        work.updates.save(replace(update, content=by_edie, version=2), revision)
        work.commit()
    all_sent(engines)
    told = thanked(published, engines, Addresses())["thanks E1 U_ADA 0"]
    assert "the editors have changed words of yours. Headline: 1 word added and 1 word removed." in told
    assert "See earlier versions of Ferry Tickets" in told


def test_nobody_is_thanked_for_what_came_from_a_file(published: SqlStore, engines: Engines) -> None:
    all_sent(engines)
    thanked(published, engines, Addresses())
    import_file(published, "T2", read(write(export(published, "T1"))))
    thank(published, Addresses(), "T2")
    with published.reading("T2") as work:
        assert work.posts.failed() == []
        assert work.occasions.editions("thanked") == set()
    with published.reading("T1") as work:
        assert work.occasions.editions("thanked") == {"E1"}
