"""An update as it stands in a form: rows may be half filled, and all but the texts are as they were typed.

``values_from`` fills a form with an update; ``domain.form_rules`` makes an update of what a form says.
"""

from dataclasses import dataclass, replace
from typing import Any

from domain.inputs import Input, InputRows, Kind, characters_of
from domain.text.rich_text import RichText
from domain.update import SETTLED, UpdateContent
from domain.update_fields import FIELDS, ROWS, SINGLE, AskRow, DateRow, FigureRow, LinkRow, Part, PictureRow

_WORDS = [field.name for field in SINGLE if field.kind in (Kind.LINE, Kind.TEXT)]


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
    opened: frozenset[Part] = frozenset()

    def shows(self, part: Part) -> bool:
        """Whether the form shows a part. The phase is known anyway, so it is shown on demand only."""
        return part in self.opened or (part is not Part.PHASE and bool(getattr(self, part)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """What somebody else has saved meanwhile, and the inputs about which the person has not decided yet. ``who`` is
    empty where their name is not known."""

    who: str
    values: FormValues
    undecided: frozenset[str]


def differing(mine: FormValues, theirs: FormValues) -> list[Input]:
    """The inputs that say something else in one than in the other; rows are no inputs of their own."""
    return [one for one in SINGLE if getattr(mine, one.name) != getattr(theirs, one.name)]


def with_theirs(mine: FormValues, theirs: FormValues, name: str) -> FormValues:
    """What was typed, with one input as somebody else has it."""
    taken: dict[str, Any] = {name: getattr(theirs, name)}
    return replace(mine, **taken)


def with_more(form: FormValues, part: Part) -> FormValues:
    """The form with a part opened, or with one more row of it."""
    rows: dict[str, Any] = {part: (*getattr(form, part), ROWS[part].row())} if part in ROWS else {}
    return replace(form, opened=form.opened | {part}, **rows)


def values_from(content: UpdateContent) -> FormValues:
    """The form for an update that is there."""
    return FormValues(**{field.name: _typed(field, content) for field in FIELDS})


def _typed(field: Input | InputRows, content: UpdateContent) -> Any:
    if isinstance(field, InputRows):
        return tuple(map(field.row_of, getattr(content, field.stored)))
    value = getattr(content, field.name)
    return value if field.kind is Kind.TEXT else characters_of(value)


def carried_over(last: UpdateContent) -> FormValues:
    """The form for the update after ``last``: status, phase, and the asks and dates that are not settled."""
    still: dict[str, Any] = {
        rows.name: tuple(replace(one, outcome=None) for one in getattr(last, rows.stored) if one.outcome not in SETTLED)
        for rows in ROWS.values()
        if rows.due
    }
    return values_from(UpdateContent(status=last.status, phase=last.phase, **still))


def completed(shown: FormValues, known: FormValues) -> FormValues:
    """What a form says, with what it had no room for and parts it did not open as they were in ``known``."""
    missing: dict[str, Any] = {}
    for part in Part:
        here, there = getattr(shown, part), getattr(known, part)
        if part is Part.PICTURES:
            here = (*map(_as_known, here, there), *here[len(there) :])
        if part in ROWS:
            missing[part] = (*here, *there[len(here) :])
        elif part not in shown.opened and not here:
            missing[part] = there
    return replace(shown, **missing)


def _as_known(row: PictureRow, known: PictureRow) -> PictureRow:
    """A picture that was there; the form does not say which one it is where its address is too long."""
    return row if row.new or row.file or row.url else replace(row, file=known.file, url=known.url)


def moved(shown: FormValues, before: FormValues, now: FormValues) -> FormValues:
    """What was typed in a form filled with ``before``, on its way into one filled with ``now``. The words all come
    along where any was touched, everything else where it was touched itself."""
    words = shown if has_other_words(shown, before) else now
    kept: dict[str, Any] = {name: getattr(words, name) for name in _WORDS}
    for name in (field.name for field in FIELDS if field.name not in _WORDS):
        kept[name] = getattr(now if getattr(shown, name) in (getattr(before, name), "", ()) else shown, name)
    return FormValues(**kept, opened=shown.opened)


def has_other_words(shown: FormValues, known: FormValues) -> bool:
    """Whether somebody has written something that would be a loss."""
    return any(getattr(shown, name) != getattr(known, name) for name in _WORDS)
