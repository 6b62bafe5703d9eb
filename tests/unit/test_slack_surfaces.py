"""Everything the bot shows in Slack, at the sizes of a large unit, is what Slack takes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from slack_sandbox.text import as_text

from domain.archive import Site
from domain.calendar import Cadence
from domain.checks import CHECKS, Finding, Occurrence, Weight
from domain.delivery import Act, Delivery, DeliveryState, Message
from domain.document import Document
from domain.edition import Approvals, EditionState
from domain.places import Place
from domain.project import Project, ProjectState
from domain.published import PublishedItem
from domain.reading import Reading, Topic
from domain.standing import Standing
from domain.text.markdown import parse
from domain.text.normal_form import paragraph
from domain.text.rich_text import Mention, MentionKind, Paragraph, RichText, Text
from domain.unit import ReminderRules, Unit
from domain.update import Ask, Figure, Picture, PlannedDate, Update, UpdateContent
from domain.update_form import FormValues, values_from
from domain.wall_clock import WallClock
from rendering.slack import notes
from rendering.slack.answers.parts import Asked
from rendering.slack.answers.project import project_answer, whole_update
from rendering.slack.answers.several import several_answer
from rendering.slack.corrections import correction_requests
from rendering.slack.editions import confirmations, draft
from rendering.slack.editions.confirmations import About
from rendering.slack.editions.draft import Card
from rendering.slack.editions.draft_items import ItemControls
from rendering.slack.editions.draft_projects import Listed, Mark, counts, in_modal, table
from rendering.slack.editions.edition import draft_messages, edition_messages, in_a_row
from rendering.slack.editions.front_page import front_page
from rendering.slack.kit.buttons import show_status
from rendering.slack.kit.ids import Action
from rendering.slack.kit.messages import MOST_CHARACTERS, say, text_size
from rendering.slack.notes import NextWindow
from rendering.slack.reminders import reminders
from rendering.slack.review.findings import FOUND, HINTS, IGNORED, FindingsView, findings
from rendering.slack.setup import setup
from rendering.slack.updates import finished, nothing_to_report, update_form
from rendering.slack.updates.history import History, history
from rendering.slack.updates.update_form import Preview, Told, UpdateForm, preview
from tests import strategies
from tests.unit.edition_sample import sample
from tests.unit.golden_parts import DRAFTED
from tests.unit.judges import JUDGES, Judge, everybody, read_as_markup
from tests.unit.surfaces import (
    BODY,
    CLOCK,
    CONTENT,
    EDITION,
    LONDON,
    LONG_BODY,
    NAMES,
    PROJECTS,
    WELSH,
    a_card,
    an_update_form,
    buttons,
    edition_of,
    fine,
    in_menus,
    long_name,
    opened,
    versions,
)

THOROUGH = settings(max_examples=15)
LONG = 22_000


# Editions


@THOROUGH
@given(strategies.documents())
def test_every_edition(document: Document) -> None:
    shapes = (edition_messages(document), in_a_row(document), draft_messages(document, ItemControls(EDITION)))
    for messages in shapes:
        fine(everybody, *messages)
        assert all(sum(map(text_size, message.blocks)) <= MOST_CHARACTERS for message in messages)


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("count", [0, 1, 100])
def test_an_edition_of_a_hundred_projects(count: int, judge: Judge) -> None:
    document = edition_of(count)
    fine(judge, *edition_messages(document))
    fine(judge, *in_a_row(document))
    fine(judge, *draft_messages(document, ItemControls(EDITION)))


def test_all_of_an_edition_in_the_channel_is_as_few_messages_as_hold_it() -> None:
    document = edition_of(100)
    assert len(in_a_row(document)) < len(draft_messages(document, ItemControls(EDITION))) / 3


def test_each_item_of_the_draft_is_a_message_below_the_front_page() -> None:
    document = edition_of(30)
    assert len(draft_messages(document, ItemControls(EDITION))) == len(front_page(document)) + 30


def test_what_a_phone_reads_of_a_message() -> None:
    first, news, bins, more, desk = (message.text for message in edition_messages(sample()))
    assert first.startswith("Sprint Notes #7\nShared Services Unit\nCovering 22 April – 5 May 2024\nWelcome back!\n")
    assert news == "A new home for our notes\nThey are on the web from today."
    assert bins.startswith("Bins &amp; Skips\nOn track · led by Ambleford Borough Council\nThe team’s service")
    assert more.startswith("Bins &amp; Skips (continued)\n")  # Slack shows a table at the end of a message
    assert desk.startswith("Front Desk &lt;beta&gt;\n")
    _, *others = (message.text for message in in_a_row(sample()))
    assert [text.partition("\n")[0] for text in others] == [f"Sprint Notes #7, part {n} of 3" for n in (2, 3)]


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert repr(edition_messages(sample())) == repr(edition_messages(sample()))


# The draft's card and its preview


APPROVED = replace(EDITION, state=EditionState.APPROVED)
BY_TWENTY = Approvals(by=tuple(f"U{n:010}" for n in range(20)), needed=1)
PERIOD = "25 November – 8 December 2021"
CARDS = {
    "new": a_card(),
    "nobody has told": a_card(told=(), missing=NAMES),
    "all have told, late": a_card(told=NAMES, late=NAMES, missing=()),
    "half of them late": a_card(late=NAMES[:30]),
    "all written by editors, late": a_card(told=NAMES, late=NAMES, on_behalf=NAMES, missing=()),
    "nobody has anything to report": a_card(told=(), nothing=NAMES, missing=()),
    "without projects": a_card(told=(), missing=()),
    "approved by twenty": a_card(edition=APPROVED, approvals=BY_TWENTY),
    "published at a time": a_card(
        edition=replace(APPROVED, publish_at=EDITION.closes_at, scheduled_by="U0123456789"), approvals=BY_TWENTY
    ),
    "changes requested": a_card(changes_asked_by="U0123456789"),
    "somebody else must approve, and there is nobody": a_card(
        approvals=Approvals(by=("U0123456789",), needed=1, last_editor="U0123456789")
    ),
    "open again": a_card(edition=replace(EDITION, reopened=True)),
    "published": a_card(edition=replace(EDITION, state=EditionState.PUBLISHED)),
}


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_the_card(card: Card, judge: Judge) -> None:
    fine(judge, draft.card(card))


@pytest.mark.parametrize(
    ("card", "text"),
    [
        (CARDS["new"], f"Draft: Sprint Notes #39\nCovering {PERIOD}\nWaiting for 1 approval."),
        (CARDS["approved by twenty"],
         f"Draft: Sprint Notes #39\nCovering {PERIOD}\nApproved, ready to publish."),
        (CARDS["open again"],
         f"Draft: Sprint Notes #39\nCovering {PERIOD}\nOpen again until 5pm on Wednesday 8 December 2021."),
        (CARDS["published"],
         f"Published: Sprint Notes #39\nCovering {PERIOD}\nIt is published."),
    ],
)  # fmt: skip
def test_the_card_says_how_things_stand(card: Card, text: str) -> None:
    assert draft.card(card).text.startswith(text)


@pytest.mark.parametrize(
    ("card", "line"),
    [
        (
            "published at a time",
            "It is published in <#C012> at 5pm on Wednesday 8 December 2021, as <@U0123456789> has",
        ),
        ("changes requested", "<@U0123456789> asks for changes: the thread says which"),
        ("somebody else must approve, and there is nobody", "One must be by somebody other than whoever changed"),
        ("somebody else must approve, and there is nobody", "There are too few editors for that"),
    ],
)
def test_the_card_says_who_has_decided_what(card: str, line: str) -> None:
    assert line in as_text(draft.card(CARDS[card]).as_payload())


WORDS = ["Put in order", "Edit welcome and thank-you"]
REVIEW = ["Request changes", "Reopen for updates"]
TIMED = ["Publish edition 39 at a time", "Cancel timed publishing of edition 39"]
MENU = "More for edition 39"


@pytest.mark.parametrize(
    ("card", "labels", "more"),
    [
        ("new", ["Approve edition 39", "Preview", "Findings", MENU], [*WORDS, *REVIEW]),
        ("approved by twenty", ["Publish edition 39", "Preview", "Findings", MENU], [TIMED[0], *WORDS, *REVIEW]),
        ("published at a time", ["Publish edition 39", "Preview", "Findings", MENU], [*TIMED, *WORDS, *REVIEW]),
        ("open again", ["Preview", "Findings", MENU], [*WORDS, "Change dates"]),
        ("published", ["Preview", "Correct edition 39", MENU], []),
    ],
)
def test_what_can_be_done_with_a_draft(card: str, labels: list[str], more: list[str]) -> None:
    shown = draft.card(CARDS[card]).blocks
    assert (buttons(shown), in_menus(shown)) == (labels, [*more, "See who is in and who is missing"])  # a hundred


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("count", [98, 99, 100, 500])
def test_names_beyond_what_a_table_holds_are_in_a_modal(count: int, judge: Judge) -> None:
    view = a_card(told=[f"{n} {NAMES[0] * 3}" for n in range(count - 1)], missing=["Last"])
    shown = draft.card(view)
    fine(judge, shown)
    tables = [block["rows"] for block in shown.blocks if block["type"] == "table"]
    assert [len(rows) for rows in tables] == ([] if count > 99 else [count + 1])
    assert ("See who is in and who is missing" in in_menus(shown.blocks)) is (count > 99)
    pages = [in_modal(view.projects, EDITION, page) for page in range(20)]
    assert [judge(page) for page in pages] == [[]] * len(pages)
    assert pages[0]["blocks"][1]["elements"][0]["elements"][0]["text"] == "Last"
    assert len({str(page["blocks"]) for page in pages}) == -(-count // 90)


def test_who_needs_somebody_stands_first_in_the_table() -> None:
    projects = [
        Listed("A", [Mark.IN]),
        Listed("B", [Mark.IN, Mark.BY_EDITOR, Mark.LATE]),
        Listed("C", [Mark.NOTHING], "https://x.slack.com/archives/C1/p1"),
        Listed("D", [Mark.MISSING]),
        Listed("E", [Mark.IN, Mark.OBJECTION]),
    ]
    assert as_text([table(projects)]).splitlines() == [
        "Project                                | Update",
        "D                                      | Missing",
        "E                                      | In, lead objects",
        "C (https://x.slack.com/archives/C1/p1) | Nothing to report",
        "B                                      | In, late, by an editor",
        "A                                      | In",
    ]
    said = "In (3) · Late (1) · By an editor (1) · Nothing to report (1) · Lead objects (1) · Missing (1)"
    assert counts(projects) == said


def a_finding(n: int, **more: Any) -> Finding:
    fields: dict[str, Any] = {
        "check": "relative date", "key": f"project-{n}", "heading": NAMES[n % len(NAMES)],
        "found": "this week", "around": f"We met <!here> & {n} this week.", "line": "", "at": 0,
        "instead": "in the week of 6 December 2021", **more,
    }  # fmt: skip
    return Finding(
        check="relative date", weight=Weight.WARNING, reason="Nobody knows when that was.",
        places=(Occurrence(**fields),),
    )  # fmt: skip


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("count", [0, 1, 300])
def test_every_page_of_the_findings(count: int, judge: Judge) -> None:
    long = a_finding(0, found="w " * 5_000, around="w " * 5_000, instead="v " * 5_000)
    wide = replace(long, places=tuple(replace(long.places[0], key=str(n), found=f"{n} " * 900) for n in range(90)))
    listed = [long, wide, *map(a_finding, range(count))][:count]
    off = [check.name for check in CHECKS]
    view = FindingsView(edition=EDITION, found=listed, ignored=listed, off=off, notice="“this week” is ignored. " * 9)
    for which in (FOUND, IGNORED):
        pages = [findings(view, page, which) for page in range(9)]
        assert [judge(page) for page in pages] == [[]] * len(pages)
        assert str(pages).count("Nobody knows") >= count
        assert ("have found nothing" in str(pages) or "Nothing is ignored" in str(pages)) is (count == 0)


def test_what_can_be_done_about_a_finding() -> None:
    view = FindingsView(edition=EDITION, found=[a_finding(1)], ignored=[a_finding(2)], off=["bare link"])
    assert buttons(findings(view)["blocks"]) == [
        "Apply “in the week of 6 December 2021”",
        "Ignore “this week”",
        "Switch off “relative date”",
        "Show 1 ignored finding",
        "Switch on “bare link”",
    ]
    assert buttons(findings(view, which=IGNORED)["blocks"])[:2] == [
        "Ignore no more “this week”",
        "Back to the findings",
    ]
    published = replace(view, edition=replace(EDITION, state=EditionState.PUBLISHED))
    assert not any(label.startswith("Apply") for label in buttons(findings(published)["blocks"]))
    several = replace(a_finding(1), places=tuple(a_finding(n, found=f"{n} weeks").places[0] for n in range(4)))
    shown = findings(replace(view, found=[several]))["blocks"]
    assert "“0 weeks”, “1 weeks” and 2 others" in str(shown)
    assert "We met <!here> & 3 this week. → in the week of 6 December 2021" in str(shown)
    assert buttons(findings(replace(view, found=[several]))["blocks"])[:2] == [
        "Apply all 4 “in the week of 6 December 2021”",
        "Ignore all 4 “0 weeks, 1 weeks and 2 others”",
    ]
    folded = replace(view, found=[replace(a_finding(1), weight=Weight.HINT)])
    assert buttons(findings(folded)["blocks"])[0] == "Show 1 hint"
    assert buttons(findings(folded, which=HINTS)["blocks"])[0].startswith("Apply")
    nobody_knows = replace(view, found=[a_finding(1, instead=None)])
    assert buttons(findings(nobody_knows)["blocks"])[0] == "Ignore “this week”"


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("state", EditionState)
def test_every_page_of_the_preview_of_a_hundred_projects(state: EditionState, judge: Judge) -> None:
    document, edition = edition_of(100), replace(EDITION, state=state)
    pages = [draft.preview(document, edition, page) for page in range(10)]
    assert [judge(page) for page in pages] == [[]] * len(pages)
    dates = ["Change dates of edition 39", "Skip edition 39"]
    words_too = ["Edit welcome and thank-you", *dates, "Post draft now"] if state is EditionState.OPEN else []
    findings_too = "Findings in edition 39"
    assert buttons(pages[0]["blocks"]) == [*words_too, "Show next page", findings_too]
    assert buttons(pages[1]["blocks"]) == [*words_too, "Show previous page", "Show next page", findings_too]
    assert buttons(pages[9]["blocks"]) == [*words_too, "Show previous page", findings_too]


def test_a_page_that_is_not_there_is_the_nearest_one() -> None:
    document = edition_of(100)
    assert draft.preview(document, EDITION, 99) == draft.preview(document, EDITION, 98)
    assert draft.preview(document, EDITION, -1) == draft.preview(document, EDITION, 0)


@THOROUGH
@given(strategies.documents())
def test_every_preview(document: Document) -> None:
    assert everybody(draft.preview(document, EDITION)) == []
    assert everybody(draft.preview(document, replace(EDITION, state=EditionState.DRAFTED), 1)) == []


def test_only_an_open_edition_can_be_drafted_from_its_preview_and_slack_asks_first() -> None:
    buttons_of = {
        state: [
            element
            for block in draft.preview(sample(), replace(EDITION, state=state))["blocks"]
            for element in block.get("elements", [])
            if element.get("action_id") == Action.POST_DRAFT
        ]
        for state in EditionState
    }
    assert [state for state, found in buttons_of.items() if found] == [EditionState.OPEN]
    (button,) = buttons_of[EditionState.OPEN]
    assert (button.get("style"), button["confirm"]["title"]["text"]) == (
        None,
        "Post the draft of edition 39 now?",
    )


# Forms


PAST = date(2025, 12, 24)
RUN_OUT = values_from(
    UpdateContent(
        asks=tuple(Ask(f"{long_name(n)} & <help>", PAST, "ada@example.org") for n in range(3)),
        dates=tuple(PlannedDate(long_name(n), PAST, time(9, 5), "https://example.org/a?b=1&c=2") for n in range(3)),
        images=(Picture("A boat", "https://example.org/boat.png"), Picture("Cwch", file="F12345678")),
    )
)
FORMS = {
    "new": an_update_form(values=FormValues()),
    "nothing chosen": an_update_form(chosen=None, values=FormValues()),
    "filled": an_update_form(base=3),
    "everything open": an_update_form(values=opened(1)),
    "more rows than there is room for": an_update_form(values=opened(30)),
    "promises that have run out": an_update_form(values=RUN_OUT),
    "22,000 characters": an_update_form(values=values_from(replace(CONTENT, body=BODY, next=BODY))),
    "a long list": an_update_form(values=values_from(replace(CONTENT, body=LONG_BODY))),
    "a notice": an_update_form(notice=f"Somebody else changed the update on {long_name(1)} while you wrote. " * 5),
    "a draft that was overtaken": an_update_form(notice="You had typed this.", is_unsent=True, was_overtaken=True),
    "last time": an_update_form(last=Told(EDITION, replace(CONTENT, headline="", body=BODY))),
    "on behalf, for another edition": an_update_form(on_behalf=True, other=replace(EDITION, number=999_999)),
    "one project": an_update_form(projects=PROJECTS[1:2]),
    "250 projects": an_update_form(projects=[replace(PROJECTS[n % 100], id=f"P{n}") for n in range(250)], chosen=None),
    "a closed edition": an_update_form(edition=replace(EDITION, state=EditionState.DRAFTED)),
    "edition 1,000,000": an_update_form(edition=replace(EDITION, number=1_000_000)),
}


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_update_form(form: UpdateForm, judge: Judge) -> None:
    assert judge(update_form.form(form)) == []


def test_the_long_bodies_are_long() -> None:
    assert len(str(update_form.form(FORMS["22,000 characters"]))) > LONG
    assert len(str(update_form.form(FORMS["a long list"]))) > LONG


def test_the_form_says_what_it_has_no_room_for() -> None:
    assert "There is no room for" in str(update_form.form(FORMS["more rows than there is room for"]))
    assert update_form.fits(opened(1), PAST)
    assert not update_form.fits(opened(30), PAST)


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("page", [0, 1, 99])
def test_the_preview_of_an_update(page: int, judge: Judge) -> None:
    long = Preview(project=PROJECTS[1], edition=EDITION, content=replace(CONTENT, body=BODY, next=LONG_BODY))
    assert judge(preview(long, page)) == []


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("timezone", [LONDON, "America/Argentina/ComodRivadavia", "UTC", "Pacific/Auckland"])
def test_the_setup_form(timezone: str, judge: Judge) -> None:
    cadence = Cadence(timezone=timezone, closing=time(9, 5))
    new = setup.form(Unit(name="", cadence=cadence), Site(), date(2026, 1, 5), 1)
    unit = Unit(name="The Unit " * 20, review_channel="C1", publish_channel="C2", cadence=cadence)
    known = setup.form(unit, Site(is_on=True, people=True), date(2026, 1, 5), 40)
    assert judge(new) == []
    assert judge(known) == []
    assert f"'value': '{timezone}'" in str(known["blocks"][3]["element"]["initial_option"])


UPDATE = Update(id="1", project_id=PROJECTS[0].id, edition_id=EDITION.id, content=CONTENT)


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("project", [PROJECTS[0], replace(PROJECTS[0], name="A")], ids=["a long name", "a short one"])
def test_what_leads_are_told(project: Project, judge: Judge) -> None:
    drafted = replace(EDITION, state=EditionState.DRAFTED)
    fine(judge, nothing_to_report.noted(project, EDITION), nothing_to_report.taken_back(project, EDITION))
    fine(judge, finished.question(project, EDITION), finished.closed(project), finished.goes_on(project))
    fine(judge, finished.closed_by("U1", project))
    fine(judge, nothing_to_report.superseded(project, EDITION), correction_requests.received(project, EDITION))
    for edition in (EDITION, drafted):
        for update in (UPDATE, replace(UPDATE, version=2), replace(UPDATE, late=True)):
            about = About(project, edition, update)
            for found in (None, {}, {"error": 1_000, "hint": 1}):
                fine(judge, confirmations.saved(about, clock=CLOCK, afresh=update.version == 1, found=found))
            fine(judge, confirmations.replaced(about, 1))
            for by in ("U012ABC", "import", ""):
                fine(judge, confirmations.overtaken(about, 1, by=by))
                fine(judge, confirmations.withdrawn(about, by=by, reader="U012ABC"))


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize(
    "text", [paragraph("<!channel> A “wrong” word."), BODY, LONG_BODY], ids=["short", "many", "long"]
)
def test_asking_for_a_correction(text: RichText, judge: Judge) -> None:
    published = replace(EDITION, state=EditionState.PUBLISHED)
    assert judge(correction_requests.form(PROJECTS[0], published, token="01JCVWYB3X5N7E9ZT0H6Q8RAAA")) == []
    asked = correction_requests.asked(PROJECTS[0], published, by="U012ABC", text=text, token="T" * 26)
    fine(judge, *asked)
    assert not any("<!" in message.text for message in asked)


@pytest.mark.parametrize("judge", JUDGES)
def test_notes_to_the_editors(judge: Judge) -> None:
    assert draft.note_messages(EDITION, []) == []
    fine(judge, *draft.note_messages(EDITION, [(NAMES[0], paragraph("<!channel> Only for you."))]))
    many = draft.note_messages(
        EDITION, [(NAMES[0], LONG_BODY), (NAMES[1], BODY), *((name, CONTENT.body) for name in NAMES[2:])]
    )
    fine(judge, *many)
    assert all(name in str(many) for name in NAMES)


HISTORIES = {
    "one version": versions(CONTENT),
    "the same words again": versions(CONTENT, CONTENT),
    "another name, from a file": versions(CONTENT, replace(CONTENT, headline="New"), by="Jo <of> the unit"),
    "from nothing to very much": versions(UpdateContent(), replace(CONTENT, body=LONG_BODY, next=BODY, note=BODY)),
    "all words changed": versions(
        *(replace(CONTENT, body=paragraph(f"{word} {word}s " * 2_000)) for word in ("one", "two", "three"))
    ),
    "every other word changed": versions(
        *(replace(CONTENT, body=paragraph(" ".join(f"same{n} {word}{n}" for n in range(1_000)))) for word in "ab")
    ),
    "tables and pictures": versions(replace(CONTENT, body=sample().sections[1].items[0].body)),
    "thirty versions": versions(*(replace(CONTENT, body=(*BODY, *paragraph(f"End {n}."))) for n in range(30))),
}


def turned(page: dict[str, Any], label: str) -> tuple[int, int] | None:
    """Where a button of a page leads."""
    rows = [block["elements"] for block in page["blocks"] if block["type"] == "actions"]
    values = [button["value"] for row in rows for button in row if button["text"]["text"] == label]
    return (int(values[0].split(":")[1]), int(values[0].split(":")[2])) if values else None


@pytest.mark.parametrize("view", HISTORIES.values(), ids=HISTORIES)
def test_every_page_of_a_history(view: History) -> None:
    pages = [history(view)]
    while (older := turned(pages[-1], "Show older versions")) is not None:
        pages.append(history(view, *older))
        assert history(view, *(turned(pages[-1], "Show newer versions") or (9, 9))) == pages[-2]
    assert [everybody(page) for page in pages] == [[]] * len(pages)
    said = str(pages)
    assert [said.count(f"'Version {revision.version}'") for revision in view.revisions] == [1] * len(view.revisions)
    assert ("Show older versions" in said) is (len(pages) > 1)


def test_a_history_says_what_was_changed() -> None:
    first = replace(CONTENT, headline="Twelve boats", body=paragraph("We met the crew on Monday."))
    second = replace(first, headline="Thirteen boats", body=parse("We met the *whole* crew on Monday."))
    third = replace(second, body=paragraph("We met the whole crew on Monday."), status=None)
    said = str(history(versions(first, second, third)))
    assert "Headline: 1 word added and 1 word removed" in said
    assert "What happened: 1 word added" in said
    assert "What happened: the same words, set in another way" in said
    assert "Status: 2 words removed" in said
    assert "{'type': 'text', 'text': 'Twelve', 'style': {'strike': True}}" in said
    assert "{'type': 'text', 'text': ' Thirteen', 'style': {'bold': True}}" in said
    assert said.index("Version 3") < said.index("Version 2") < said.index("Version 1")
    assert "at 5:30pm on Wednesday 1 December 2021" in said
    assert "'user_id': 'U012ABC'" in said


# Status


def standing(project: Project = PROJECTS[0], content: UpdateContent | None = CONTENT, **more: Any) -> Standing:
    edition = replace(EDITION, number=38)
    item = PublishedItem(
        edition_id="E1", number=38, place=0, key="k", heading=project.name, text="Some words.", content=content
    )
    return Standing(project=project, **{"published": [(item, edition)] * 2, **more})


WAITING = (replace(CONTENT, body=BODY, next=LONG_BODY), EDITION)
STANDINGS = {
    "published": standing(),
    "never told": standing(published=()),
    "waiting, for others": standing(waiting=WAITING),
    "waiting, for its leads": standing(waiting=WAITING, may_see=True),
    "only waiting": standing(published=(), waiting=WAITING, may_see=True),
    "paused, with little known": standing(Project(id="1", key="a", name="A", state=ProjectState.PAUSED)),
    "no words at all": standing(content=UpdateContent()),
    "of an archive": standing(content=None),
}


def answered(how: Standing, *, is_public: bool = False) -> list[Message]:
    return project_answer(Asked(question="ferry", is_public=is_public), how, date(2021, 12, 1))


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("how", STANDINGS.values(), ids=STANDINGS)
def test_status_answers(how: Standing, judge: Judge) -> None:
    fine(judge, *answered(how), *answered(how, is_public=True))


def test_what_waits_is_for_those_who_may_see_it() -> None:
    assert "We met " not in str(answered(STANDINGS["waiting, for others"]))
    assert "We met " in str(answered(STANDINGS["waiting, for its leads"]))


def test_the_whole_update_is_there_but_for_the_note() -> None:
    content = replace(
        CONTENT,
        dates=(PlannedDate("Show and tell", date(2021, 12, 8), time(14, 30)),),
        asks=(Ask("Testers wanted"),),
        figures=(Figure("users", Decimal(60)),),
        note=paragraph("Only for the editors."),
    )
    for_all, for_leads = standing(content=content), standing(waiting=(content, EDITION), may_see=True)
    for how in (for_all, for_leads):
        said = str(answered(how))
        assert all(words in said for words in ("8 December 2021, 2:30pm: Show and tell", "Testers wanted"))
        assert "Only for the editors" not in said
    whole = str(whole_update(*for_all.published[0]))
    assert all(words in whole for words in ("8 December 2021, 2:30pm", "Testers wanted", "users: 60"))
    assert "Only for the editors" not in whole


def test_nobody_is_called_by_an_answer_to_all() -> None:
    mentioning = replace(CONTENT, body=(Paragraph((Mention(MentionKind.USER, "U1", name="Ada"), Text(" did it."))),))
    how = standing(replace(PROJECTS[0], leads=("U2",)), content=mentioning)
    assert "U1" in str(answered(how))
    assert "U2" in str(answered(how))
    for_all = str(answered(how, is_public=True))
    assert "U1" not in for_all
    assert "U2" not in for_all
    assert "Ada did it." in for_all


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("count", [0, 1, 100, 250])
def test_status_of_all(count: int, judge: Judge) -> None:
    standings = [standing(project) for project in (PROJECTS * 3)[:count]]
    answer = several_answer(Asked(question="all"), Reading(about=Topic.SEVERAL), standings, date(2021, 12, 1))
    fine(judge, *answer)
    assert all(project.name[:300] in str(answer) for project in PROJECTS[:count])


# Notes


def a_next(**more: Any) -> NextWindow:
    fields: dict[str, Any] = {
        "edition": EDITION, "clock": CLOCK, "days_left": 3, "told": 1, "nothing": 2, "expected": 100,
        "yours_missing": (), "yours_told": (), "drafts": (), **more,
    }  # fmt: skip
    return NextWindow(**fields)


def trouble(state: DeliveryState, error: str, text: str, act: Act = Act.POST) -> Message:
    lost = Delivery(
        id="D1", workspace="T1", key="k", group="", place=0, act=act, channel="C1", payload={"text": text},
        state=state, error=error,
    )  # fmt: skip
    return notes.failed_delivery(lost, "<#C1>")


NOTES = {
    "a sentence": say("Saved."),
    "help": notes.help_text(),
    "an unknown word": notes.help_text("drfat", "/sprint-notes draft"),
    "unknown words": notes.help_text("<!channel> " * 300),
    "next": notes.next_edition(a_next(drafts=[replace(EDITION, number=38, state=EditionState.DRAFTED)])),
    "next, for a lead of two": notes.next_edition(a_next(yours_missing=PROJECTS[:1], yours_told=PROJECTS[1:2])),
    "next, for a lead of a hundred": notes.next_edition(a_next(yours_missing=PROJECTS)),
    "next, half of them told": notes.next_edition(a_next(yours_missing=PROJECTS[:50], yours_told=PROJECTS[50:])),
    "which project?": notes.pick_project("waste", PROJECTS[:10], show_status),
    "which project? typed at length": notes.pick_project("waste & " * 375, PROJECTS[:10], show_status),
    "not posted": trouble(DeliveryState.FAILED, "not_in_channel", "Draft: Sprint Notes #39"),
    "cannot be published in": trouble(DeliveryState.FAILED, "channel_not_found", "", Act.JOIN),
    "not posted, long": trouble(DeliveryState.FAILED, "some_new_error", "& " * 2_000),
    "posted?": trouble(DeliveryState.ASKED, "not_in_channel", "Draft: Sprint Notes #39"),
}


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("message", NOTES.values(), ids=NOTES)
def test_notes(message: Message, judge: Judge) -> None:
    fine(judge, message)


@pytest.mark.parametrize("judge", JUDGES)
def test_a_notice(judge: Judge) -> None:
    assert judge(notes.said("Sprint Notes #39 is published already.", "Nothing was changed")) == []


@pytest.mark.parametrize("typed", ["<!channel>", "<@U012>", "*x* `y`", "&lt;"])
def test_what_was_typed_stays_words(typed: str) -> None:
    for message in (notes.pick_project(typed, PROJECTS[:2], show_status), notes.help_text(typed)):
        assert not re.search("<[!@]", read_as_markup(message.as_payload()))


# Reminders

MANY_LEADS = [replace(project, leads=tuple(f"U0LEAD{n:04}" for n in range(3))) for project in PROJECTS]
BACK = date(2021, 12, 20)
SETS = {"one": PROJECTS[:1], "Welsh": [WELSH], "two": PROJECTS[:2], "a hundred": PROJECTS}


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("projects", SETS.values(), ids=SETS)
def test_what_leads_are_reminded_of(projects: list[Project], judge: Judge) -> None:
    zone = "America/Argentina/ComodRivadavia"
    edition = replace(EDITION, number=1_000_000)
    fine(
        judge,
        reminders.reminder(projects, edition, clock=WallClock(zone, LONDON)),
        reminders.covers("U1", BACK, projects, edition, clock=WallClock(zone, LONDON)),
        reminders.nobody_there("U1", BACK, projects, edition),
        reminders.asked("U1", projects[0], edition, clock=WallClock(zone, LONDON)),
        reminders.handed_over("U1", projects[0], edition),
        reminders.declined("U1", projects[0], edition),
        reminders.nudge("U1", projects[0], edition),
    )
    assert judge(reminders.ask_form(edition, projects)) == []
    more = [replace(PROJECTS[n % 100], id=f"P{n}") for n in range(150)]
    assert judge(reminders.ask_form(edition, more)) == []


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("count", [1, 40, 41, 100])
def test_who_was_silent(count: int, judge: Judge) -> None:
    messages = reminders.silent([WELSH, *MANY_LEADS][:count], DRAFTED)
    fine(judge, *messages)
    assert len(messages) == -(-count // 40)
    assert buttons(messages[0].blocks) == (["Nudge all"] if count > 1 else [])
    silent = [block for message in messages for block in message.blocks if "accessory" in block]
    labels = [block["accessory"]["text"]["text"] for block in silent]
    assert len(labels) == count
    assert all(label.startswith("Nudge the leads of ") for label in labels)
    assert reminders.silent([], DRAFTED) == []


def test_a_project_without_a_lead_is_named_and_nobody_can_be_nudged() -> None:
    (message,) = reminders.silent([replace(PROJECTS[0], leads=())], DRAFTED)
    assert "It has no lead." in str(message.blocks)
    assert "accessory" not in message.blocks[1]


def test_a_reminder_names_every_project_and_what_can_be_done() -> None:
    one = reminders.reminder([replace(PROJECTS[0], name="A & B")], EDITION, clock=WallClock("Pacific/Auckland", LONDON))
    assert one.text == (
        "There is no update on A &amp; B for Sprint Notes #39 yet. Updates close at 6am on Thursday "
        "9 December 2021 (Auckland time).\n"
        "Away? Pick the day you are back: until then you get no reminders."
    )
    assert buttons(one.blocks) == [
        "Post update on A & B",
        "Nothing to report on A & B",
        "Remind me in 2 hours",
        "Remind me next working day",
        "Ask somebody else",
        "No more reminders for edition 39",
    ]
    many = reminders.reminder(PROJECTS, EDITION, clock=CLOCK)
    assert all(project.name[:20] in str(many.blocks[0]) for project in PROJECTS)
    assert "type /sprint-update" in str(many.blocks)


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("place", [Place("GB", "WLS"), Place("NZ", "South Canterbury"), Place("XX")])
def test_the_setup_form_with_rules_for_reminders(place: Place, judge: Judge) -> None:
    rules = ReminderRules(days_before=(20, 19, 18, 17, 16), at=time(7), country=place.country, region=place.region)
    unit = Unit(name="The Unit", review_channel="C1", publish_channel="C2", reminders=rules)
    form = setup.form(unit, Site(is_on=True, people=True), date(2026, 1, 5), 40)
    assert judge(form) == []
    assert ("initial_option" in form["blocks"][10]["element"]) == (place.country != "XX")
