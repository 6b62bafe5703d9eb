"""What the compiled edition says, in which order, and what its approvals are tied to."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.compile import compile_edition, content_hash, left_out
from domain.document import Document, Fact, Item, Section
from domain.edition import Edition, EditionState
from domain.news import NewsItem, NewsKind
from domain.progress import is_expected
from domain.project import Phase, Project, ProjectState, Status
from domain.text.markdown import parse
from domain.text.normal_form import paragraph
from domain.text.rich_text import (
    BOLD,
    Heading,
    Image,
    Link,
    List,
    Mention,
    MentionKind,
    Paragraph,
    RichText,
    Table,
    Text,
)
from domain.text.rich_text_walk import plain_text
from domain.unit import Unit
from domain.update import Ask, Figure, Outcome, Picture, PlannedDate, UpdateContent, WebLink
from domain.welcome import Welcome
from tests import strategies

EDITION = Edition(
    id="E39",
    number=39,
    starts=date(2021, 11, 25),
    ends=date(2021, 12, 8),
    closes_at=datetime(2021, 12, 8, 17, tzinfo=UTC),
    intro=paragraph("Welcome."),
    closing=paragraph("Until next time."),
)


def project(name: str, **more: Any) -> Project:
    return Project(id=f"id-{name}", key=name.lower(), name=name, **more)


IMS, BINS, APPLES, ZOO = project("IMS", featured=True), project("Bins"), project("A Pples"), project("Zoo")
SAID = UpdateContent(body=paragraph("We did things."))


def compiled(
    projects: list[Project], updates: dict[str, UpdateContent], news: list[NewsItem] | None = None
) -> Document:
    return compile_edition(Unit(name="The Unit"), EDITION, projects, updates, news or [])


def body_of(content: UpdateContent) -> RichText:
    return compiled([BINS], {BINS.id: content}).sections[0].items[0].body


def said(document: Document) -> str:
    texts = [item.body for section in document.sections for item in section.items]
    notes = [section.note for section in document.sections]
    return "\n".join(map(plain_text, [document.intro, *texts, *notes, document.closing]))


# The whole


def test_the_edition_around_the_updates() -> None:
    assert compiled([], {}) == Document(
        unit="The Unit",
        number=39,
        starts=date(2021, 11, 25),
        ends=date(2021, 12, 8),
        title="Sprint Notes #39",
        covering="Covering 25 November – 8 December 2021",
        intro=paragraph("Welcome."),
        sections=(),
        closing=paragraph("Until next time."),
    )


def test_featured_projects_come_first_then_the_alphabet() -> None:
    projects = [ZOO, BINS, IMS, APPLES]
    (section,) = compiled(projects, dict.fromkeys([p.id for p in projects], SAID)).sections
    assert section.heading == "Funded project updates"
    assert [item.heading for item in section.items] == ["IMS", "A Pples", "Bins", "Zoo"]
    assert [item.key for item in section.items] == ["project-ims", "project-a pples", "project-bins", "project-zoo"]


def test_who_has_no_update_is_named_in_one_line() -> None:
    (section,) = compiled([ZOO, BINS, IMS, APPLES], {BINS.id: SAID}).sections
    assert [item.heading for item in section.items] == ["Bins"]
    assert section.note == paragraph("No update this time: IMS, A Pples and Zoo.")


def test_when_all_have_told_nothing_is_missing() -> None:
    assert compiled([BINS], {BINS.id: SAID}).sections[0].note == ()


def test_without_any_update_the_line_stands_alone() -> None:
    (section,) = compiled([BINS], {}).sections
    assert section == Section(heading="Funded project updates", note=paragraph("No update this time: Bins."))


@pytest.mark.parametrize("state", [ProjectState.PAUSED, ProjectState.CLOSED])
def test_paused_and_closed_projects_are_not_missed(state: ProjectState) -> None:
    resting = replace(ZOO, state=state)
    assert not is_expected(resting)
    assert compiled([resting], {}).sections == ()
    assert "Zoo" not in said(compiled([resting, BINS], {}))


@pytest.mark.parametrize("state", ProjectState)
def test_whoever_has_an_update_is_in(state: ProjectState) -> None:
    (section,) = compiled([replace(ZOO, state=state)], {ZOO.id: SAID}).sections
    assert [item.heading for item in section.items] == ["Zoo"]


# News


def news(title: str, kind: NewsKind = NewsKind.ANNOUNCEMENT, **more: Any) -> NewsItem:
    return NewsItem(kind=kind, title=title, body=paragraph(f"About {title}."), **more)


def test_news_comes_before_the_updates_in_its_given_order() -> None:
    items = [news("Zebra", NewsKind.SPOTLIGHT), news("Ant"), news("Moth", NewsKind.EVENT)]
    first, second = compiled([BINS], {BINS.id: SAID}, items).sections
    assert (first.heading, second.heading) == ("News from the team", "Funded project updates")
    assert [(item.key, item.heading) for item in first.items] == [
        ("news-1", "Zebra"),
        ("news-2", "Ant"),
        ("news-3", "Moth"),
    ]


def test_news_has_its_lead_in_words_pictures_and_links() -> None:
    item = news(
        "Ant",
        lead_in=paragraph("First."),
        images=(Picture("An ant", "https://x.org/a.png"),),
        links=(WebLink("https://x.org", "More"), WebLink("https://y.org")),
    )
    assert compiled([], {}, [item]).sections[0].items[0].body == (
        *paragraph("First."),
        *paragraph("About Ant."),
        Image("An ant", "https://x.org/a.png"),
        List(((Paragraph((Link("https://x.org", "More"),)),), (Paragraph((Link("https://y.org", "https://y.org"),)),))),
    )


# One update


def test_facts_stand_under_the_heading() -> None:
    told = project(
        "Bins", lead_organisation="Ambleford", partners=("B", "C", "D"), phase=Phase.ALPHA, contact="a@b.org"
    )
    content = replace(SAID, status=Status.AT_RISK)
    assert compiled([told], {told.id: content}).sections[0].items[0].facts == (
        Fact("Led by", "Ambleford"),
        Fact("With", "B, C and D"),
        Fact("Phase", "Alpha"),
        Fact("Status", "At risk"),
        Fact("Contact", "a@b.org"),
    )


def test_nothing_is_said_of_facts_that_are_not_known() -> None:
    assert compiled([BINS], {BINS.id: SAID}).sections[0].items[0].facts == ()


def test_the_phase_of_the_update_is_newer_than_the_project_s() -> None:
    told = replace(BINS, phase=Phase.ALPHA)
    item = compiled([told], {told.id: replace(SAID, phase=Phase.BETA)}).sections[0].items[0]
    assert item.facts == (Fact("Phase", "Beta"),)


def test_everything_an_update_may_hold_in_order() -> None:
    content = UpdateContent(
        headline="We are live",
        body=parse("Two **words**."),
        next=parse("- Sleep"),
        dates=(PlannedDate("Show and tell", date(2021, 12, 8), time(14, 30), "https://x.org/show"),),
        asks=(Ask("Testers"), Ask("Data", date(2021, 12, 17), "a@b.org"), Ask("Tea", contact="Jo")),
        figures=(Figure("users", Decimal("12500"), "people"), Figure("saved", Decimal("0.10"))),
        images=(Picture("A chart", "https://x.org/c.png"), Picture("No address"), Picture("Crew", file="F012AB3CD")),
        links=(WebLink("https://x.org", "Report"),),
        note=paragraph("Only for the editors."),
    )
    assert body_of(content) == (
        Paragraph((Text("We are live", BOLD),)),
        Paragraph((Text("Two "), Text("words", BOLD), Text("."))),
        Heading(4, (Text("What’s next"),)),
        List((paragraph("Sleep"),)),
        Heading(4, (Text("Dates"),)),
        List(((Paragraph((Text("8 December 2021, 2:30pm: "), Link("https://x.org/show", "Show and tell"))),),)),
        Heading(4, (Text("Help wanted"),)),
        List(
            (
                paragraph("Testers"),
                paragraph("Data (by 17 December 2021; contact: a@b.org)"),
                paragraph("Tea (contact: Jo)"),
            )
        ),
        Heading(4, (Text("In figures"),)),
        List((paragraph("users: 12,500 people"), paragraph("saved: 0.10"))),
        Image("A chart", "https://x.org/c.png"),
        Image("No address"),
        Image("Crew", file="F012AB3CD"),
        List(((Paragraph((Link("https://x.org", "Report"),)),),)),
    )


@pytest.mark.parametrize(
    ("planned", "written"),
    [
        (PlannedDate("Launch", date(2022, 3, 3)), "3 March 2022: Launch"),
        (PlannedDate("Launch", date(2022, 3, 3), time(12)), "3 March 2022, midday: Launch"),
        (PlannedDate("Launch", date(2022, 3, 3), outcome=Outcome.MOVED), "Moved to 3 March 2022: Launch"),
        (PlannedDate("Launch", date(2022, 3, 3), time(9), outcome=Outcome.DONE), "Done: Launch (3 March 2022, 9am)"),
        (PlannedDate("Launch", date(2022, 3, 3), outcome=Outcome.DROPPED), "Dropped: Launch (3 March 2022)"),
    ],
)
def test_dates_say_in_words_what_became_of_them(planned: PlannedDate, written: str) -> None:
    assert plain_text(body_of(UpdateContent(dates=(planned,)))) == f"Dates\n{written}"


@pytest.mark.parametrize(
    ("outcome", "written"),
    [
        (None, "Help wanted\nTesters (by 3 March 2022; contact: Jo)"),
        (Outcome.MOVED, "Help wanted\nMoved to 3 March 2022: Testers (contact: Jo)"),
        (Outcome.DONE, "Earlier asks\nDone: Testers (by 3 March 2022; contact: Jo)"),
        (Outcome.DROPPED, "Earlier asks\nDropped: Testers (by 3 March 2022; contact: Jo)"),
    ],
)
def test_only_help_that_is_still_wanted_stands_there_as_wanted(outcome: Outcome | None, written: str) -> None:
    ask = Ask("Testers", date(2022, 3, 3), "Jo", outcome)
    assert plain_text(body_of(UpdateContent(asks=(ask,)))) == written


def test_an_ask_that_was_put_off_without_a_day_says_so() -> None:
    ask = Ask("Testers", outcome=Outcome.MOVED)
    assert plain_text(body_of(UpdateContent(asks=(ask,)))) == "Help wanted\nMoved: Testers"


def test_a_picture_that_nobody_has_described_is_still_there() -> None:
    (picture,) = body_of(UpdateContent(images=(Picture("", file="F012AB3CD"),)))
    assert picture == Image("A picture that nobody has described", file="F012AB3CD")


def test_the_note_to_the_unit_is_in_no_document() -> None:
    noted = replace(SAID, note=paragraph("Only for the editors."))
    assert compiled([BINS], {BINS.id: noted}) == compiled([BINS], {BINS.id: SAID})


def test_what_an_update_leaves_out_has_no_heading() -> None:
    assert body_of(SAID) == SAID.body


@pytest.mark.parametrize(("written", "shown"), [(1, 4), (2, 5), (3, 6), (4, 4), (6, 4)])
def test_headings_of_an_update_stand_below_its_own(written: int, shown: int) -> None:
    text = (Heading(written, (Text("Sub"),)),)
    assert body_of(UpdateContent(body=text)) == (Heading(shown, (Text("Sub"),)),)
    item = NewsItem(kind=NewsKind.EVENT, title="N", lead_in=text, body=())
    assert compiled([], {}, [item]).sections[0].items[0].body == (Heading(shown, (Text("Sub"),)),)


def test_headings_too_deep_for_an_item_keep_their_order() -> None:
    assert body_of(UpdateContent(body=parse("#### Slip\n\n##### Crane"))) == parse("#### Slip\n\n##### Crane")


def test_what_is_left_out_is_in_no_document_and_is_told_to_editors() -> None:
    hidden = parse("Lit. <!-- how many? -->\n\n- <!-- ask -->\n- all")
    item = NewsItem(id="n", kind=NewsKind.EVENT, title="N", lead_in=(), body=hidden)
    assert body_of(UpdateContent(body=hidden)) == parse("Lit.\n\n- all")
    assert compiled([], {}, [item]).sections[0].items[0].body == parse("Lit.\n\n- all")
    assert left_out(Welcome(closing=hidden), [], [item]) == {
        "closing": ("how many?", "ask"),
        "news-n": ("how many?", "ask"),
    }


def test_so_do_headings_in_quotes_and_lists() -> None:
    assert body_of(UpdateContent(body=parse("> # Sub\n\n- # Sub"))) == parse("> #### Sub\n\n- #### Sub")


@settings(max_examples=20)
@given(strategies.rich_texts(), strategies.rich_texts())
def test_no_word_of_an_update_is_lost(body: RichText, following: RichText) -> None:
    document = compiled([BINS], {BINS.id: UpdateContent(body=body, next=following)})
    told = plain_text(document.sections[0].items[0].body)
    rest = told.removeprefix(plain_text(body)).lstrip("\n").removeprefix("What’s next").lstrip("\n")
    assert told.startswith(plain_text(body))
    assert rest == plain_text(following).lstrip("\n")


# What approvals are tied to


def everything() -> Document:
    content = UpdateContent(
        headline="Live",
        body=parse("a *b* [c](https://x.org)\n\n1. d\n2. e\n\n> q\n\n```py\nf\n```\n\n|g|h|\n|-|:-|\n|i|j|\n\n"
                   "![k](https://x.org/k.png)\n\n***\n\n[@U1](slack://user?id=U1) [🎉](slack://emoji?name=tada)"),
        next=parse("## l\nm"),
        status=Status.ON_TRACK,
        asks=(Ask("n", date(2022, 1, 1), "o"),),
        figures=(Figure("p", Decimal(3), "q"),),
    )  # fmt: skip
    told = replace(BINS, lead_organisation="Ambleford", phase=Phase.BETA)
    return compiled([told, ZOO], {told.id: content}, [news("Ant")])


def changes(value: Any) -> list[Any]:
    """Every value that differs from ``value`` in one place."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, str) and type(value) is str:
        return [f"{value}.", value[:-1]] if value else ["x"]
    if isinstance(value, int):
        return [value + 1]
    if isinstance(value, datetime | date):
        return [value.replace(year=2000)]
    if isinstance(value, tuple):
        in_one = [(*value[:n], changed, *value[n + 1 :]) for n, part in enumerate(value) for changed in changes(part)]
        less = [(*value[:n], *value[n + 1 :]) for n in range(len(value))]
        swapped = [(*value[:n], value[n + 1], value[n], *value[n + 2 :]) for n in range(len(value) - 1)]
        return in_one + less + [order for order in swapped if order != value]
    if is_dataclass(value) and not isinstance(value, type):
        return [
            replace(value, **{field.name: changed})
            for field in fields(value)
            if field.compare
            if not (isinstance(value, List) and not value.ordered and field.name == "start")  # bullets have none
            for changed in changes(getattr(value, field.name))
            if not (isinstance(value, Table) and field.name == "align" and len(changed) != len(value.align))
        ]
    return []


def test_any_change_of_any_word_changes_the_hash() -> None:
    document = everything()
    others = changes(document)
    assert len(others) > 300
    assert content_hash(document) not in map(content_hash, others)
    assert len(set(map(content_hash, others))) == len(set(others))


def test_what_a_colleague_is_called_is_not_what_was_approved() -> None:
    thanks = [
        replace(everything(), intro=(Paragraph((Mention(MentionKind.USER, "U1", name=name),)),))
        for name in ("", "Ada Marsh", "Ada Quay")
    ]
    assert len(set(map(content_hash, thanks))) == 1


def test_the_same_words_have_the_same_hash() -> None:
    assert content_hash(everything()) == content_hash(everything())
    assert len(content_hash(everything())) == 64


@pytest.mark.parametrize(
    "edition",
    [
        replace(EDITION, version=7),
        replace(EDITION, state=EditionState.APPROVED),
        replace(EDITION, id="other"),
        replace(EDITION, closes_at=datetime(2021, 12, 9, 17, tzinfo=UTC)),
    ],
)
def test_nothing_but_what_readers_see_changes_the_hash(edition: Edition) -> None:
    updates = {BINS.id: SAID}
    shown = compile_edition(Unit(name="U"), EDITION, [BINS, ZOO], updates, [])
    quiet = replace(BINS, leads=("U1",), aliases=("Skips",), channel="C1")
    assert content_hash(compile_edition(Unit(name="U"), edition, [ZOO, quiet], updates, [])) == content_hash(shown)


@settings(max_examples=20)
@given(strategies.documents(), st.data())
def test_equal_hashes_mean_equal_documents(document: Document, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from([document, *changes(document)[:200]]))
    assert (content_hash(document) == content_hash(other)) is (document == other)


def test_items_of_a_document_are_told_apart() -> None:
    keys = [item.key for section in everything().sections for item in section.items]
    assert len(keys) == len(set(keys)) == 2
    assert isinstance(everything().sections[0].items[0], Item)
