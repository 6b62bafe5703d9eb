"""What a form for an update must say, row by row, and how it becomes an update."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from domain.errors import WrongInput
from domain.project import Phase, Status
from domain.text.addresses import is_web_address
from domain.update import (
    HEADLINE_LENGTH,
    Ask,
    Figure,
    Outcome,
    Picture,
    PlannedDate,
    UpdateContent,
    WebLink,
)
from domain.update_form import AskRow, DateRow, FigureRow, FormValues, LinkRow, Part, PictureRow


def has_passed(day: str, today: date) -> bool:
    """Whether a form must ask “still true?” about a day."""
    return bool(day) and date.fromisoformat(day) < today


def content_of(typed: FormValues, today: date) -> UpdateContent:
    """The update that a form makes; empty rows are left out. Raises ``WrongInput`` that names every input that
    needs another value."""
    wrong = list(_wrong(typed, today))
    if wrong:
        raise WrongInput(wrong[0].place, wrong[0].message, wrong[1:])
    return _content(typed, today)


def _wrong(typed: FormValues, today: date) -> Iterator[WrongInput]:
    headline = " ".join(typed.headline.split())
    if not headline:
        yield WrongInput("headline", "Write a headline: one sentence that a busy reader remembers.")
    if len(headline) > HEADLINE_LENGTH:
        yield WrongInput("headline", f"Shorten the headline to {HEADLINE_LENGTH} characters.")
    if not typed.body:
        yield WrongInput("body", "Write what happened. One sentence is enough.")
    for part in RULES:
        for n, row in filled(part, getattr(typed, part)):
            try:
                RULES[part](n, row, today)
            except WrongInput as wrong:
                yield wrong


def readable(typed: FormValues, today: date) -> UpdateContent:
    """As much of the update as can be read already: for a preview of a form that is not finished."""
    whole: dict[str, Any] = {
        part: tuple(row for row in getattr(typed, part) if _is_whole(rule, row, today)) for part, rule in RULES.items()
    }
    return _content(replace(typed, **whole), today)


def _content(typed: FormValues, today: date) -> UpdateContent:
    return UpdateContent(
        headline=" ".join(typed.headline.split()),
        body=typed.body,
        next=typed.next,
        status=Status(typed.status) if typed.status else None,
        phase=Phase(typed.phase) if typed.phase else None,
        note=typed.note,
        asks=tuple(_rows(typed, Part.ASKS, today)),
        dates=tuple(_rows(typed, Part.DATES, today)),
        figures=tuple(_rows(typed, Part.FIGURES, today)),
        links=tuple(_rows(typed, Part.LINKS, today)),
        images=tuple(_rows(typed, Part.PICTURES, today)),
    )


def _rows(typed: FormValues, part: Part, today: date) -> Iterator[Any]:
    for n, row in filled(part, getattr(typed, part)):
        yield RULES[part](n, row, today)


def filled(part: Part, rows: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """The rows in which something stands, with their numbers."""
    for n, row in enumerate(rows):
        if any(asdict(replace(row, new=False) if part is Part.PICTURES else row).values()) and not _left_out(row):
            yield n, row


def _left_out(row: Any) -> bool:
    return isinstance(row, PictureRow) and row.left_out


def _is_whole(rule: Callable[[int, Any, date], object], row: object, today: date) -> bool:
    try:
        rule(0, row, today)
    except WrongInput:
        return False
    return True


def _ask(n: int, row: AskRow, today: date) -> Ask:
    if not row.text.strip():
        raise WrongInput(f"ask_text:{n}", "Say what help you want, or empty the whole ask.")
    last_day = date.fromisoformat(row.last_day) if row.last_day else None
    _check_outcome(f"ask_last_day:{n}", row.last_day, row.outcome, today, "last day")
    outcome = Outcome(row.outcome) if row.outcome else None
    return Ask(" ".join(row.text.split()), last_day, " ".join(row.contact.split()), outcome)


def _planned(n: int, row: DateRow, today: date) -> PlannedDate:
    if not row.event.strip():
        raise WrongInput(f"date_event:{n}", "Say what happens on that day, or empty the whole date.")
    if not row.day:
        raise WrongInput(f"date_day:{n}", "Pick the day on which it happens.")
    if row.url and not is_web_address(row.url.strip()):
        raise WrongInput(f"date_url:{n}", "Write the whole address of the link, beginning with https://.")
    _check_outcome(f"date_day:{n}", row.day, row.outcome, today, "day")
    at = time.fromisoformat(row.at) if row.at else None
    outcome = Outcome(row.outcome) if row.outcome else None
    return PlannedDate(" ".join(row.event.split()), date.fromisoformat(row.day), at, row.url.strip(), outcome)


def _check_outcome(place: str, day: str, outcome: str, today: date, what: str) -> None:
    """A day that has gone by needs a word on what became of it."""
    if outcome == Outcome.MOVED and has_passed(day, today):
        raise WrongInput(place, f"Pick the new {what}: this one has passed.")
    if not outcome and has_passed(day, today):
        raise WrongInput(place, f"This {what} has passed. Pick a later one, or say below what became of it.")


def _figure(n: int, row: FigureRow, _today: date) -> Figure:
    if not row.label.strip():
        raise WrongInput(f"figure_label:{n}", "Say what the number counts, such as “councils using it”.")
    try:
        number = Decimal(row.number)
    except InvalidOperation:
        raise WrongInput(f"figure_number:{n}", "Write the number of this figure in digits.") from None
    return Figure(" ".join(row.label.split()), number, " ".join(row.unit.split()))


def _link(n: int, row: LinkRow, _today: date) -> WebLink:
    if not is_web_address(row.url.strip()):
        raise WrongInput(f"link_url:{n}", "Write the whole address of the link, beginning with https://.")
    return WebLink(row.url.strip(), " ".join(row.text.split()))


def _picture(n: int, row: PictureRow, _today: date) -> Picture:
    if not row.file and not row.url:
        raise WrongInput(f"picture_file:{n}", "Add the picture, or empty its description.")
    if not row.alt.strip():
        raise WrongInput(f"picture_alt:{n}", "Say what the picture shows, for readers who cannot see it.")
    return Picture(" ".join(row.alt.split()), row.url, row.file)


RULES: dict[Part, Callable[[int, Any, date], Any]] = {
    Part.ASKS: _ask,
    Part.DATES: _planned,
    Part.FIGURES: _figure,
    Part.LINKS: _link,
    Part.PICTURES: _picture,
}
