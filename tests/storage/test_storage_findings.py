"""What editors do about findings: applied, ignored, switched off, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from domain.checks import Finding
from domain.compile import content_hash
from domain.decisions import Decisions
from domain.edition import EditionState
from domain.errors import Conflict, NotAllowed
from domain.glossary import Term
from domain.news import NewsItem, NewsKind
from domain.sentence import plain
from domain.text.markdown import parse
from domain.unit import Template
from domain.update import Revision, UpdateContent
from rendering.slack.kit.values import WordOf
from rendering.slack.review.findings import FindingsView, counted
from services.common.actor import Actor
from services.common.snapshot import snapshot
from services.editions import drafts, editions
from services.review import check_settings, finding_actions, undo
from storage.engine import Engines
from storage.tables import audit, deliveries
from storage.unit_of_work import SqlStore
from tests.storage.conftest import NOW
from tests.storage.documents import compiled
from tests.storage.harbour import UNIT, at_once, edition, with_edition, written

CONTENT = UpdateContent(headline="Twelve boats", body=parse("We met the *the* crew.\n\nWe met the crew this week."))
NEWS = NewsItem(id="N1", kind=NewsKind.ANNOUNCEMENT, title="A new pier", body=parse("It is the unit’ s pier."))
Act = Callable[[Actor, str, str], FindingsView]


@pytest.fixture
def drafted(store: SqlStore) -> SqlStore:
    """A draft with something to find in an update, in the news and in the welcome."""
    with_edition(store)
    written(store, CONTENT)
    with store.writing("T1") as work:
        work.units.add_editor("U_EDIE")
        work.news.replace("E1", [NEWS])
        current = replace(edition(), intro=parse("Welcome to to the pier."))
        work.editions.save(current, expected=EditionState.OPEN)
        editions.close(work, replace(current, version=2))
        work.commit()
    return store


def edie(store: SqlStore) -> Actor:
    return Actor(store, "T1", "U_EDIE")


def listed(store: SqlStore) -> FindingsView:
    return finding_actions.view(edie(store), "E1")


def checks(view: FindingsView) -> list[str]:
    return [finding.check for finding in view.found]


def finding(store: SqlStore, check: str, key: str = "") -> Finding:
    return next(one for one in listed(store).found if one.check == check and key in one.key)


def card(engines: Engines) -> str:
    with engines.reader.connect() as connection:
        return str(connection.scalar(select(deliveries.c.payload).where(deliveries.c.key == "card E1")))


def entries(engines: Engines) -> list[tuple[str, str]]:
    with engines.reader.connect() as connection:
        rows = connection.execute(select(audit).where(audit.c.actor == "U_EDIE").order_by(audit.c.id))
        return [(row.action, row.item) for row in rows if row.edition_id == "E1"]


def unit_entries(engines: Engines) -> list[str]:
    """What was done that is about no edition."""
    with engines.reader.connect() as connection:
        rows = connection.execute(select(audit).where(audit.c.actor == "U_EDIE").order_by(audit.c.id))
        return [row.action for row in rows if not row.edition_id]


def test_each_place_is_put_right_where_it_was_written(drafted: SqlStore, engines: Engines) -> None:
    assert checks(listed(drafted)) == ["doubled word", "doubled word", "stray space", "relative date"]
    for key in ("intro", "news-N1", "project-ferry"):
        [one, *_] = [one for one in listed(drafted).found if one.key == key]
        view = finding_actions.apply(edie(drafted), "E1", one.digest)
        assert "now." in view.notice
    assert checks(view) == ["relative date"]
    with drafted.reading("T1") as work:
        update, current = work.updates.with_id("UP1"), work.editions.get("E1")
        assert update
        assert current
        assert (update.version, update.submitted_by) == (2, "U_EDIE")
        assert update.content == replace(CONTENT, body=parse("We met the crew.\n\nWe met the crew this week."))
        assert work.news.of_edition("E1") == [replace(NEWS, body=parse("It is the unit’s pier."))]
        assert current.intro == parse("Welcome to the pier.")
        assert [revision.by for revision in work.updates.revisions("UP1")] == ["U_ADA", "U_EDIE"]
    assert entries(engines) == [("words", "intro"), ("news", "news-N1"), ("apply finding", "project-ferry")]
    assert "The checks have found 1 warning." in card(engines)
    assert "Undone: @U_EDIE put right what the check “doubled word” found" in plain(undo.undo(edie(drafted), "E1"))
    with drafted.reading("T1") as work:
        update = work.updates.with_id("UP1")
        assert update
        assert update.content == CONTENT


def test_this_week_is_the_week_in_which_a_lead_wrote_it(drafted: SqlStore) -> None:
    with drafted.writing("T1") as work:
        before = work.updates.with_id("UP1")
        assert before
        after = replace(before, version=2, submitted_by="U_EDIE", submitted_at=NOW + timedelta(days=13))
        by_editor = Revision("R2", "UP1", 2, CONTENT, by="U_EDIE", token="", at=NOW + timedelta(days=13))
        work.updates.save(after, by_editor)
        work.commit()
        assert work.updates.last_by_others("E1", {"U_EDIE"}) == {"P1": NOW}
        assert work.updates.last_by_others("E1", {"U_EDIE", "U_ADA"}) == {}
        assert work.updates.last_by_others("E1", ()) == {"P1": by_editor.at}
    assert finding(drafted, "relative date").instead == "in the week of 2 March 2026"


def test_the_templates_words_become_the_editions_own_with_their_placeholders(store: SqlStore) -> None:
    with_edition(store)
    with store.writing("T1") as work:
        work.units.add_editor("U_EDIE")
        template = Template(intro="Edition {number}.\n\nWelcome to to the pier.\n\nEdition {number} is is here.")
        work.units.save(replace(UNIT, template=template))
        work.commit()
    in_template, beside_placeholder = listed(store).found
    assert finding_actions.apply(edie(store), "E1", beside_placeholder.digest).notice == finding_actions.NOT_HERE
    view = finding_actions.apply(edie(store), "E1", in_template.digest)
    own = "Edition {number}.\n\nWelcome to the pier.\n\nEdition {number} is is here."
    assert (view.edition.intro, view.edition.closing) == (parse(own), ())
    assert view.found == [beside_placeholder]


def test_two_editors_apply_once(drafted: SqlStore) -> None:
    digest = finding(drafted, "doubled word", "ferry").digest
    views = at_once([partial(finding_actions.apply, edie(drafted), "E1", digest)] * 2)
    notices = sorted(view.notice for view in views if isinstance(view, FindingsView))
    assert notices == ["Ferry Tickets: “the the” is “the” now.", finding_actions.CHANGED]
    with drafted.reading("T1") as work:
        assert len(work.updates.revisions("UP1")) == 2


def test_what_is_ignored_stays_so_until_its_words_change(drafted: SqlStore, engines: Engines) -> None:
    relative = finding(drafted, "relative date")
    view = finding_actions.ignore(edie(drafted), "E1", relative.digest)
    assert ("relative date" in checks(view), view.ignored) == (False, [relative])
    assert "2 errors and 1 warning." in card(engines)
    assert finding_actions.ignore(edie(drafted), "E1", relative.digest).notice == finding_actions.CHANGED
    with drafted.reading("T2") as work:
        assert work.ignored.among([relative.digest]) == frozenset()

    again = replace(CONTENT, body=parse("We met nobody. We met the crew this week."))
    written(drafted, again, version=2)
    assert "relative date" in checks(listed(drafted))
    written(drafted, CONTENT, version=3)
    assert "relative date" not in checks(listed(drafted))

    view = finding_actions.look_again(edie(drafted), "E1", relative.digest)
    assert ("relative date" in checks(view), view.ignored) == (True, [])
    assert finding_actions.look_again(edie(drafted), "E1", relative.digest).notice == finding_actions.CHANGED
    assert entries(engines) == [("ignore finding", "project-ferry"), ("ignore finding no more", "project-ferry")]


def test_a_check_is_switched_off_for_the_unit_and_on_again(drafted: SqlStore, engines: Engines) -> None:
    view = finding_actions.switch_off(edie(drafted), "E1", "doubled word")
    assert (view.off, checks(view)) == (["doubled word"], ["stray space", "relative date"])
    assert "The checks have found 2 warnings." in card(engines)
    assert (
        finding_actions.switch_off(edie(drafted), "E1", "doubled word").notice
        == "“doubled word” is switched off already."
    )
    view = finding_actions.switch_on(edie(drafted), "E1", "doubled word")
    assert (view.off, len(view.found)) == ([], 4)
    assert (
        finding_actions.switch_on(edie(drafted), "E1", "doubled word").notice
        == "“doubled word” is switched on already."
    )
    assert unit_entries(engines) == ["switch off check", "switch on check"]


def test_nothing_changes_once_the_words_are_others_or_published(drafted: SqlStore) -> None:
    relative = finding(drafted, "relative date")
    written(drafted, replace(CONTENT, body=parse("We met nobody.")), version=2)
    assert finding_actions.apply(edie(drafted), "E1", relative.digest).notice == finding_actions.CHANGED
    doubled = finding(drafted, "doubled word")
    becomes(drafted, EditionState.DRAFTED, EditionState.PUBLISHED)
    view = finding_actions.apply(edie(drafted), "E1", doubled.digest)
    assert view.notice == "Sprint Notes #7 is published already. Nothing was changed."
    assert doubled in view.found


def test_approvals_fall_with_what_is_applied_not_with_what_is_ignored(drafted: SqlStore) -> None:
    with drafted.reading("T1") as work:
        current = work.editions.get("E1")
        assert current
        seen = content_hash(compiled(work, current))
    editions.approve(edie(drafted), "E1", seen)
    finding_actions.ignore(edie(drafted), "E1", finding(drafted, "relative date").digest)
    assert listed(drafted).edition.state is EditionState.APPROVED
    finding_actions.apply(edie(drafted), "E1", finding(drafted, "doubled word").digest)
    assert listed(drafted).edition.state is EditionState.DRAFTED


def becomes(store: SqlStore, before: EditionState, after: EditionState) -> None:
    with store.writing("T1") as work:
        current = work.editions.get("E1")
        assert current
        work.editions.save(replace(current, state=after), expected=before)
        work.commit()


@pytest.mark.parametrize("person", ["U_ADA", "U_NOBODY"])
@pytest.mark.parametrize(
    "act",
    [
        finding_actions.apply,
        finding_actions.ignore,
        finding_actions.look_again,
        finding_actions.switch_off,
        finding_actions.switch_on,
        finding_actions.pass_over,
        finding_actions.add_term,
    ],
)
def test_only_editors(drafted: SqlStore, engines: Engines, act: Act, person: str) -> None:
    with pytest.raises(NotAllowed, match="Only an editor"):
        act(Actor(drafted, "T1", person), "E1", finding(drafted, "doubled word").digest)
    assert entries(engines) == []


def test_a_comment_alone_that_a_correction_adds_is_counted_on_the_card(store: SqlStore) -> None:
    """Of an edition that came from a file there is only the card, and what its readers see stays the same."""
    with_edition(store)
    written(store, CONTENT)
    with store.writing("T1") as work:
        published = replace(edition(), state=EditionState.PUBLISHED)
        work.editions.save(published, expected=EditionState.OPEN)
        work.editions.keep_document("E1", snapshot(work, published).assembled)
        drafts.refresh_card(work, snapshot(work, published))
        content, before = work.editions.shown("E1")
        work.commit()
    hidden = parse("We met the *the* crew.\n\nWe met the crew this week.\n\n<!-- ask Bo -->")
    written(store, replace(CONTENT, body=hidden), version=2)
    with store.writing("T1") as work:
        drafts.renew(work, snapshot(work, published))
        now, found = work.editions.shown("E1")
        (card,) = work.posts.in_group("draft E1")
    assert (now, sum(found.values())) == (content, sum(before.values()) + 1)
    assert f"The checks have found {counted(found)}." in card.payload["text"]


def ignored_again(store: SqlStore, times: int) -> FindingsView:
    """A finding comes again and is ignored again."""
    for time in range(times):
        written(store, replace(CONTENT, body=parse(f"We met {'x' * (time + 1)} this week.")), version=time + 2)
        view = finding_actions.ignore(edie(store), "E1", finding(store, "relative date").digest)
    return view


def test_what_is_ignored_five_times_running_is_offered_to_be_done_without(drafted: SqlStore, engines: Engines) -> None:
    assert ignored_again(drafted, 4).tiresome == []
    written(drafted, replace(CONTENT, body=parse("We met nobody this week.")), version=6)
    view = finding_actions.ignore(edie(drafted), "E1", finding(drafted, "relative date").digest)
    assert [(one.check, one.word, one.running) for one in view.tiresome] == [
        ("relative date", "", 5),
        ("relative date", "this week", 5),
    ]
    assert str(view.tiresome[0]) == "ignored 5"

    written(drafted, replace(CONTENT, body=parse("We sing this week and next month.")), version=7)
    assert finding(drafted, "relative date").words == ("this week", "next month")
    about = WordOf("relative date", "this week")
    view = finding_actions.pass_over(edie(drafted), "E1", str(about))
    assert view.notice == "“relative date” passes over “this week” now."
    assert finding(drafted, "relative date").words == ("next month",)
    assert [one.word for one in view.tiresome] == [""]
    assert finding_actions.switch_off(edie(drafted), "E1", "relative date").tiresome == []

    settings = check_settings.switch_on(edie(drafted), "relative date")
    assert [one.word for one in settings.decisions.words_off] == ["this week"]
    settings = check_settings.look_for(edie(drafted), str(about))
    assert settings.notice == "“relative date” looks for “this week” now."
    assert check_settings.look_for(edie(drafted), str(about)).notice == "“relative date” looks for “this week” already."
    assert finding(drafted, "relative date").words == ("this week", "next month")
    assert unit_entries(engines) == ["pass over word", "switch off check", "switch on check", "look for word"]
    with drafted.reading("T2") as work:
        assert work.decisions.all() == []


def test_what_is_applied_is_wanted_and_comes_first(drafted: SqlStore) -> None:
    ignored_again(drafted, 3)
    written(
        drafted, replace(CONTENT, body=parse("It runs on the first Monday. We met this week , on time.")), version=6
    )
    assert checks(listed(drafted))[-2:] == ["stray space", "relative date"]
    finding_actions.apply(edie(drafted), "E1", finding(drafted, "relative date").digest)
    with drafted.reading("T1") as work:
        about = Decisions(work.decisions.all()).about("relative date")
    assert (str(about), about.running) == ("applied 1, ignored 3", 0)
    finding_actions.ignore(edie(drafted), "E1", finding(drafted, "stray space", "ferry").digest)
    finding_actions.ignore(edie(drafted), "E1", finding(drafted, "stray space").digest)
    written(drafted, replace(CONTENT, body=parse("We met next week , on time.")), version=9)
    assert checks(listed(drafted))[-2:] == ["relative date", "stray space"]


def test_an_abbreviation_of_the_glossary_is_known(drafted: SqlStore, engines: Engines) -> None:
    written(drafted, replace(CONTENT, body=parse("The LDB met, and so did the QXC.")), version=2)
    with drafted.writing("T1") as work:
        current = work.editions.get("E1")
        assert current
        spelt_out = replace(current, closing=parse("Write to the Lamp and Dock Board."))
        work.editions.save(spelt_out, expected=EditionState.DRAFTED)
        work.commit()
    assert finding(drafted, "unexplained abbreviation").words == ("LDB", "QXC")
    view = finding_actions.add_term(edie(drafted), "E1", "LDB")
    assert view.notice == "LDB is in the glossary: Lamp and Dock Board."
    assert finding_actions.add_term(edie(drafted), "E1", "QXC").notice == "QXC is in the glossary."
    assert "unexplained abbreviation" not in checks(listed(drafted))
    check_settings.explain(edie(drafted), "QXC", "Quay  Exchange")
    known, quay = Term("LDB", "Lamp and Dock Board"), Term("QXC", "Quay Exchange")
    assert check_settings.view(edie(drafted)).terms == [known, quay]
    with pytest.raises(Conflict, match="must be said in 200 characters; it has 201"):
        check_settings.explain(edie(drafted), "QXC", "x" * 201)
    assert check_settings.remove_term(edie(drafted), "LDB").terms == [quay]
    assert check_settings.remove_term(edie(drafted), "LDB").notice == "LDB is not in the glossary any more."
    assert finding(drafted, "unexplained abbreviation").words == ("LDB",)
    assert finding_actions.add_term(edie(drafted), "E1", "two words").notice.startswith(
        "“two words” is no abbreviation"
    )
    with drafted.reading("T2") as work:
        assert work.glossary.all() == []
    assert unit_entries(engines) == ["add to glossary"] * 3 + ["remove from glossary"]
