"""What an update may have several of, as inputs: one row for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from domain import english
from domain.inputs import Input, InputRows, has_passed
from domain.update import Outcome
from domain.update_fields import OUTCOME, PictureRow
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Field
from rendering.slack.kit.inputs import Inputs, numbered

SHORTEST_TEXT = 60
OUTCOMES = {
    Outcome.DONE: "Done",
    Outcome.MOVED: "Moved to another day: I picked it above",
    Outcome.DROPPED: "Dropped",
}


def row_inputs(inputs: Inputs, rows: InputRows, n: int, row: Any, today: date) -> Iterator[blocks.Block]:
    """The inputs of one row; whether it is still true is asked of what is overdue only."""
    if isinstance(row, PictureRow):
        yield _picture(inputs, n, row)
    for one in rows.inputs:
        if one is not OUTCOME:
            yield inputs.row(rows, n, one, row)
        elif row.outcome or has_passed(getattr(row, rows.due), today):
            yield inputs.row(rows, n, _still_true(rows, row), row, options=OUTCOMES)


def _picture(inputs: Inputs, n: int, row: PictureRow) -> blocks.Block:
    """One that is there can be left out, a new one is added."""
    label = numbered("Picture", n)
    if row.url or (row.file and not row.new):
        kept = blocks.option("Keep this picture", "keep")
        return inputs.box(label, f"{Field.PICTURE_KEEP}:{n}", kept, ticked=True)
    return inputs.picture(label, f"{Field.PICTURE_FILE}:{n}")


def _still_true(rows: InputRows, row: Any) -> Input:
    what, day = getattr(row, rows.inputs[0].name), getattr(row, rows.due)
    due = f" was due on {english.day(date.fromisoformat(day))}" if day else ""
    return replace(OUTCOME, label=f"{OUTCOME.label} “{blocks.shortened(what, SHORTEST_TEXT)}”{due}")
