"""An update as it stands in a form: rows may be half filled, and all but the texts are as they were typed.

``typed_from`` fills a form with an update; ``domain.form_rules`` makes an update of what a form says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from domain.text.rich_text import RichText
from domain.update import Outcome, PlannedDate, UpdateContent


class Part(StrEnum):
    """What a form shows on demand only."""

    NEXT = "next"
    ASKS = "asks"
    DATES = "dates"
    FIGURES = "figures"
    LINKS = "links"
    PICTURES = "pictures"
    PHASE = "phase"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRow:
    """One ask. ``outcome`` is the answer to “still true?”."""

    text: str = ""
    last_day: str = ""
    contact: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRow:
    """One promised date."""

    event: str = ""
    day: str = ""
    at: str = ""
    url: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure."""

    label: str = ""
    number: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """One link."""

    url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRow:
    """One picture: a file in Slack or an address. ``new``: picked in the form that is open. ``left_out``: it
    shall go."""

    file: str = ""
    url: str = ""
    alt: str = ""
    new: bool = False
    left_out: bool = False


_WORDS = ("headline", "body", "next", "note")
ROWS: Mapping[Part, type[Any]] = {
    Part.ASKS: AskRow,
    Part.DATES: DateRow,
    Part.FIGURES: FigureRow,
    Part.LINKS: LinkRow,
    Part.PICTURES: PictureRow,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormValues:
    """What stands in the form. ``opened`` are the parts that are shown though nothing is in them yet."""

    headline: str = ""
    body: RichText = ()
    next: RichText = ()
    status: str = ""
    phase: str = ""
    note: RichText = ()
    asks: tuple[AskRow, ...] = ()
    dates: tuple[DateRow, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    links: tuple[LinkRow, ...] = ()
    pictures: tuple[PictureRow, ...] = ()
    opened: frozenset[Part] = field(default=frozenset())

    def shows(self, part: Part) -> bool:
        """Whether the form shows a part. The phase is known anyway, so it is shown on demand only."""
        return part in self.opened or (part is not Part.PHASE and bool(getattr(self, part)))


def with_more(typed: FormValues, part: Part) -> FormValues:
    """The form with a part opened, or with one more row of it."""
    rows: dict[str, Any] = {part: (*getattr(typed, part), ROWS[part]())} if part in ROWS else {}
    return replace(typed, opened=typed.opened | {part}, **rows)


def typed_from(content: UpdateContent) -> FormValues:
    """The form for an update that is there."""
    return FormValues(
        headline=content.headline,
        body=content.body,
        next=content.next,
        status=content.status or "",
        phase=content.phase or "",
        note=content.note,
        asks=tuple(
            AskRow(text=ask.text, last_day=_iso(ask.last_day), contact=ask.contact, outcome=ask.outcome or "")
            for ask in content.asks
        ),
        dates=tuple(map(_date_row, content.dates)),
        figures=tuple(
            FigureRow(label=figure.label, number=f"{figure.number:f}", unit=figure.unit) for figure in content.figures
        ),
        links=tuple(LinkRow(url=link.url, text=link.text) for link in content.links),
        pictures=tuple(PictureRow(file=p.file, url=p.url, alt=p.alt) for p in content.images),
    )


def _date_row(planned: PlannedDate) -> DateRow:
    at = planned.at.isoformat("minutes") if planned.at else ""
    return DateRow(
        event=planned.event, day=planned.day.isoformat(), at=at, url=planned.url, outcome=planned.outcome or ""
    )


def carried_over(last: UpdateContent) -> FormValues:
    """The form for the update after ``last``: status, phase, and the asks and dates that are not settled."""
    open_asks = tuple(replace(ask, outcome=None) for ask in last.asks if not _is_settled(ask.outcome))
    open_dates = tuple(replace(planned, outcome=None) for planned in last.dates if not _is_settled(planned.outcome))
    return typed_from(UpdateContent(status=last.status, phase=last.phase, asks=open_asks, dates=open_dates))


def _is_settled(outcome: Outcome | None) -> bool:
    return outcome in (Outcome.DONE, Outcome.DROPPED)


def completed(shown: FormValues, known: FormValues) -> FormValues:
    """What a form says, with what it had no room for and parts it did not open as they were in ``known``."""
    missing: dict[str, Any] = {}
    for part in Part:
        here, there = getattr(shown, part), getattr(known, part)
        if part is Part.PICTURES:
            here = tuple(_known_picture(row, there[n] if n < len(there) else row) for n, row in enumerate(here))
        if part in ROWS:
            missing[part] = (*here, *there[len(here) :])
        elif part not in shown.opened and not here:
            missing[part] = there
    return replace(shown, **missing)


def moved(shown: FormValues, before: FormValues, now: FormValues) -> FormValues:
    """What was typed in a form filled with ``before``, on its way into one filled with ``now``.

    The words go together: any of them touched, they all come along. Everything else comes along if it was
    touched itself.
    """
    words = shown if has_other_words(shown, before) else now
    kept: dict[str, Any] = {name: getattr(words, name) for name in _WORDS}
    for name in ("status", "phase", *(part.value for part in ROWS)):
        kept[name] = getattr(now if getattr(shown, name) in (getattr(before, name), "", ()) else shown, name)
    return FormValues(**kept, opened=shown.opened)


def has_other_words(shown: FormValues, known: FormValues) -> bool:
    """Whether somebody has written something that would be a loss."""
    return any(getattr(shown, name) != getattr(known, name) for name in _WORDS)


def _known_picture(row: PictureRow, known: PictureRow) -> PictureRow:
    """A picture that was there already: the form does not say which file it is."""
    return row if row.new else replace(row, file=known.file, url=known.url)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
