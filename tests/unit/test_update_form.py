"""What stands in an update form, what it must say, and how it becomes an update."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import update_form
from domain.codec import as_json, from_json
from domain.errors import WrongInput
from domain.form_rules import content_of, readable
from domain.inputs import has_passed
from domain.project import Phase, Status
from domain.text.normal_form import paragraph
from domain.update import Ask, Figure, Outcome, Picture, PlannedDate, UpdateContent, WebLink
from domain.update_fields import ROWS, AskRow, DateRow, FigureRow, LinkRow, Part, PictureRow
from domain.update_form import FormValues
from tests.strategies import rich_texts

TODAY = date(2026, 3, 10)
BODY = paragraph("We tested with 12 people.")
ASK = Ask("A boat", date(2026, 4, 1), "ada@harbour.example")
DATE = PlannedDate("Show and tell", date(2026, 3, 20), time(14, 30), "https://harbour.example")
FULL = UpdateContent(
    headline="The first boat",
    body=BODY,
    next=paragraph("More boats."),
    status=Status.ON_TRACK,
    phase=Phase.BETA,
    asks=(ASK,),
    dates=(DATE,),
    figures=(Figure("councils", Decimal("60.10"), "of 100"),),
    links=(WebLink("https://harbour.example", "Our notes"),),
    images=(Picture("A boat", file="F12345678"), Picture("A quay", "https://harbour.example/quay.png")),
    note=paragraph("Only for you."),
)
MINIMAL = FormValues(headline="The first boat", body=BODY)


def refused(shown: FormValues) -> tuple[str, str]:
    with pytest.raises(WrongInput) as caught:
        content_of(shown, TODAY)
    return caught.value.place, str(caught.value)


def test_an_update_goes_into_the_form_and_comes_out_as_it_was() -> None:
    assert content_of(update_form.values_from(FULL), TODAY) == FULL


@given(body=rich_texts(), note=rich_texts(), headline=st.text(max_size=150), opened=st.sets(st.sampled_from(Part)))
def test_what_is_kept_as_a_draft_comes_back(body: Any, note: Any, headline: str, opened: set[Part]) -> None:
    shown = replace(update_form.values_from(FULL), body=body, note=note, headline=headline, opened=frozenset(opened))
    assert from_json(FormValues, as_json(shown)) == shown


@pytest.mark.parametrize(
    ("changes", "place", "says"),
    [
        ({"headline": " "}, "headline", "Write a headline"),
        ({"headline": "x" * 151}, "headline", "Shorten the headline to 150"),
        ({"body": ()}, "body", "Write what happened"),
        ({"asks": (AskRow(contact="Ada"),)}, "ask_text:0", "Say what help you want"),
        ({"asks": (AskRow(text="A boat"), AskRow(last_day="2026-03-09", text="x"))}, "ask_last_day:1", "has passed"),
        ({"dates": (DateRow(day="2026-03-20"),)}, "date_event:0", "Say what happens"),
        ({"dates": (DateRow(event="Launch"),)}, "date_day:0", "Pick the day"),
        ({"dates": (DateRow(event="Launch", day="2026-03-09"),)}, "date_day:0", "has passed"),
        ({"dates": (DateRow(event="Launch", day="2026-03-09", outcome="moved"),)}, "date_day:0", "Pick the new day"),
        ({"dates": (DateRow(event="x", day="2026-03-20", url="example"),)}, "date_url:0", "beginning with https://"),
        ({"figures": (FigureRow(number="3"),)}, "figure_label:0", "what the number counts"),
        ({"figures": (FigureRow(label="boats"),)}, "figure_number:0", "in digits"),
        ({"links": (LinkRow(text="here"),)}, "link_url:0", "whole address"),
        ({"links": (LinkRow(url="javascript:alert(1)"),)}, "link_url:0", "whole address"),
        ({"pictures": (PictureRow(alt="A boat"),)}, "picture_file:0", "Add the picture"),
        ({"pictures": (PictureRow(file="F1", new=True),)}, "picture_alt:0", "readers who cannot see it"),
    ],
)
def test_what_a_form_must_say(changes: dict[str, Any], place: str, says: str) -> None:
    named, message = refused(replace(MINIMAL, **changes))
    assert named == place
    assert says in message


def test_every_wrong_input_is_named_at_once() -> None:
    with pytest.raises(WrongInput) as caught:
        content_of(FormValues(asks=(AskRow(contact="Ada"),), links=(LinkRow(text="x"), LinkRow(text="y"))), TODAY)
    named = [caught.value.place, *(wrong.place for wrong in caught.value.more)]
    assert named == ["headline", "body", "ask_text:0", "link_url:0", "link_url:1"]


def test_empty_rows_and_pictures_left_out_are_no_part_of_the_update() -> None:
    shown = MINIMAL
    for part in Part:
        shown = update_form.with_more(shown, part)
    shown = replace(
        shown, pictures=(*shown.pictures, PictureRow(new=True), PictureRow(file="F1", alt="", left_out=True))
    )
    assert content_of(shown, TODAY) == UpdateContent(headline="The first boat", body=BODY)


def test_a_promise_that_has_run_out_needs_a_word_on_what_became_of_it() -> None:
    past = DateRow(event="Launch", day="2026-03-09")
    for outcome in (Outcome.DONE, Outcome.DROPPED):
        (planned,) = content_of(replace(MINIMAL, dates=(replace(past, outcome=outcome),)), TODAY).dates
        assert (planned.day, planned.outcome) == (date(2026, 3, 9), outcome)
    moved_to = replace(past, outcome=Outcome.MOVED, day="2026-03-11")
    assert content_of(replace(MINIMAL, dates=(moved_to,)), TODAY).dates[0].outcome is Outcome.MOVED
    assert has_passed("2026-03-09", TODAY)
    assert not has_passed("2026-03-10", TODAY)
    assert not has_passed("", TODAY)


def test_status_phase_and_what_is_open_are_carried_over() -> None:
    settled = tuple(replace(ASK, text=outcome.value, outcome=outcome) for outcome in Outcome)
    last = replace(FULL, asks=(ASK, *settled), dates=(DATE, replace(DATE, outcome=Outcome.DONE)))
    carried = update_form.carried_over(last)
    assert (carried.status, carried.phase) == ("on track", "beta")
    assert [(row.text, row.outcome) for row in carried.asks] == [("A boat", ""), ("moved", "")]
    assert [row.event for row in carried.dates] == ["Show and tell"]
    assert (carried.headline, carried.body, carried.next, carried.note) == ("", (), (), ())
    assert (carried.figures, carried.links, carried.pictures) == ((), (), ())


def test_a_part_is_shown_when_something_is_in_it_or_it_was_opened() -> None:
    full = update_form.values_from(FULL)
    assert {part for part in Part if full.shows(part)} == set(Part) - {Part.PHASE}
    assert [part for part in Part if FormValues().shows(part)] == []
    for part in Part:
        more = update_form.with_more(FormValues(), part)
        assert more.shows(part)
        assert part not in ROWS or len(getattr(update_form.with_more(more, part), part)) == 2


def test_what_the_form_does_not_show_stays_as_it_was() -> None:
    known = update_form.values_from(FULL)
    assert content_of(update_form.completed(replace(MINIMAL, status="on track"), known), TODAY) == FULL
    opened = replace(MINIMAL, opened=frozenset({Part.NEXT, Part.NOTE, Part.PHASE}), asks=(AskRow(text="A crew"),))
    whole = update_form.completed(opened, known)
    assert (whole.next, whole.note, whole.phase) == ((), (), "")  # emptied by somebody who saw them
    assert [row.text for row in whole.asks] == ["A crew"]


def test_a_picture_that_was_there_is_known_and_a_new_one_is_not() -> None:
    known = update_form.values_from(FULL)
    shown = replace(
        MINIMAL,
        pictures=(
            PictureRow(alt="My boat"),
            PictureRow(alt="", left_out=True),
            PictureRow(file="F9", alt="New", new=True),
        ),
    )
    assert content_of(update_form.completed(shown, known), TODAY).images == (
        Picture("My boat", file="F12345678"),
        Picture("New", file="F9"),
    )


def test_typed_words_come_along_to_another_project_and_untouched_ones_do_not() -> None:
    before, now = (
        update_form.values_from(FULL),
        FormValues(headline="Theirs", body=BODY, status="at risk", phase="live"),
    )
    assert update_form.moved(before, before, now) == now
    typing = replace(before, headline="Mine")
    gone = update_form.moved(typing, before, now)
    assert (gone.headline, gone.body, gone.next) == ("Mine", before.body, before.next)
    assert (gone.status, gone.phase, gone.asks) == ("at risk", "live", ())
    asking = update_form.moved(replace(before, asks=(AskRow(text="A crew"),)), before, now)
    assert (asking.headline, [row.text for row in asking.asks]) == ("Theirs", ["A crew"])


def test_what_is_readable_already_can_be_previewed() -> None:
    half = replace(
        FormValues(headline="x" * 200),
        dates=(DateRow(event="Launch"), DateRow(event="Launch", day="2026-05-01")),
        asks=(AskRow(contact="A"),),
    )
    shown = readable(half, TODAY)
    assert (len(shown.headline), shown.body, shown.asks) == (200, (), ())
    assert [planned.day for planned in shown.dates] == [date(2026, 5, 1)]
