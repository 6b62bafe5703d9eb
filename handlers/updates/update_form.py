"""The open update form, as Slack sends it, read into what was typed."""

from __future__ import annotations

import json
from typing import Any

from domain.text.inline import clean
from domain.update_form import AskRow, DateRow, FigureRow, FormValues, LinkRow, Part, PictureRow
from handlers import rich_text
from handlers.state import Values, values
from rendering.slack.kit.ids import Action, Callback, Field
from services.updates.update_forms import OpenForm

OF_ROWS = {
    Part.ASKS: Field.ASK_TEXT,
    Part.DATES: Field.DATE_EVENT,
    Part.FIGURES: Field.FIGURE_LABEL,
    Part.LINKS: Field.LINK_URL,
    Part.PICTURES: Field.PICTURE_ALT,
}
SINGLE = {Part.NEXT: Field.NEXT, Part.PHASE: Field.PHASE, Part.NOTE: Field.NOTE}


def read(view: dict[str, Any]) -> OpenForm:
    """The form in front of a person: which parts it shows is in its blocks, what stands in them in its state."""
    given = values(view)
    about = json.loads(view["private_metadata"])
    corrects = view["callback_id"] == Callback.CORRECT_UPDATE
    project_id = about["project"] if corrects else given.option(Action.PICK_PROJECT)
    return OpenForm(
        project_id=project_id,
        filled_for=about["project"],
        edition_id=about["edition"],
        values=_typed(given, _inputs(view)),
        base=about["base"] if project_id == about["project"] else 0,  # the form never showed the picked one
        token=about["token"],
        fill=about["fill"],
        corrects=corrects,
        request=about.get("request", ""),
    )


def _inputs(view: dict[str, Any]) -> set[str]:
    """The action ids of the inputs that the form shows."""
    return {block["element"]["action_id"] for block in view["blocks"] if block["type"] == "input"}


def _typed(given: Values, inputs: set[str]) -> FormValues:
    rows = {part: _numbers(inputs, first) for part, first in OF_ROWS.items()}
    return FormValues(
        headline=_line(given, Field.HEADLINE),
        body=rich_text.read(given.rich_text(Field.BODY)),
        next=rich_text.read(given.rich_text(Field.NEXT)),
        status=given.option(Field.STATUS),
        phase=given.option(Field.PHASE),
        note=rich_text.read(given.rich_text(Field.NOTE)),
        asks=tuple(_ask(given, n) for n in rows[Part.ASKS]),
        dates=tuple(_date(given, n) for n in rows[Part.DATES]),
        figures=tuple(_figure(given, n) for n in rows[Part.FIGURES]),
        links=tuple(_link(given, n) for n in rows[Part.LINKS]),
        pictures=tuple(_picture(given, n, inputs) for n in rows[Part.PICTURES]),
        opened=frozenset(part for part, field in SINGLE.items() if field in inputs)
        | frozenset(part for part, numbers in rows.items() if numbers),
    )


def _numbers(inputs: set[str], first: Field) -> list[int]:
    """The numbers of the rows of a kind, by the input that each of them has."""
    return sorted(int(name.partition(":")[2]) for name in inputs if name.startswith(f"{first}:"))


def _ask(given: Values, n: int) -> AskRow:
    return AskRow(
        text=_line(given, Field.ASK_TEXT, n),
        last_day=given.day(f"{Field.ASK_LAST_DAY}:{n}"),
        contact=_line(given, Field.ASK_CONTACT, n),
        outcome=given.option(f"{Field.ASK_OUTCOME}:{n}"),
    )


def _date(given: Values, n: int) -> DateRow:
    return DateRow(
        event=_line(given, Field.DATE_EVENT, n),
        day=given.day(f"{Field.DATE_DAY}:{n}"),
        at=given.time(f"{Field.DATE_AT}:{n}"),
        url=_line(given, Field.DATE_URL, n),
        outcome=given.option(f"{Field.DATE_OUTCOME}:{n}"),
    )


def _figure(given: Values, n: int) -> FigureRow:
    return FigureRow(
        label=_line(given, Field.FIGURE_LABEL, n),
        number=given.text(f"{Field.FIGURE_NUMBER}:{n}"),
        unit=_line(given, Field.FIGURE_UNIT, n),
    )


def _link(given: Values, n: int) -> LinkRow:
    return LinkRow(url=_line(given, Field.LINK_URL, n), text=_line(given, Field.LINK_TEXT, n))


def _picture(given: Values, n: int, inputs: set[str]) -> PictureRow:
    """A new picture, or one that was there: then its file or address stands in the database, not in the form."""
    files = given.files(f"{Field.PICTURE_FILE}:{n}")
    kept = f"{Field.PICTURE_KEEP}:{n}"
    return PictureRow(
        file=str(files[0]["id"]) if files else "",
        alt=_line(given, Field.PICTURE_ALT, n),
        new=kept not in inputs,
        left_out=kept in inputs and not given.ticked(kept),
    )


def _line(given: Values, field: Field, n: int | None = None) -> str:
    name = str(field) if n is None else f"{field}:{n}"
    return " ".join(clean(given.text(name)).split())
