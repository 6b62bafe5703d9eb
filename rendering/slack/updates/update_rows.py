"""The parts of the update form that are shown on demand: one function for each kind of row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from domain import english
from domain.form_rules import has_passed
from domain.text.rich_text import RichText
from domain.update import Outcome
from domain.update_form import AskRow, DateRow, FigureRow, LinkRow, Part, PictureRow
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Field
from rendering.slack.kit.rich_text import form_value

PICTURE_TYPES = ["png", "jpg", "jpeg", "gif"]  # those that Slack shows in a message (contract: slack_file)
SHORTEST_TEXT = 60
AS_TYPED = {"trigger_actions_on": ["on_character_entered"]}
OUTCOMES = {
    Outcome.DONE: "Done",
    Outcome.MOVED: "Moved to another day: I picked it above",
    Outcome.DROPPED: "Dropped",
}


class Inputs:
    """Makes the inputs of one form. Slack keeps what was typed in an input while its ids stay the same, so
    ``fill`` counts how often the form has been filled with something else."""

    def __init__(self, fill: int, today: date) -> None:
        self._fill = fill
        self.today = today

    def line(self, label: str, field: Field, value: str, *, row: int | None = None, **more: Any) -> blocks.Block:
        """A line of text."""
        element: blocks.Block = {"type": "plain_text_input", "dispatch_action_config": AS_TYPED}
        return self._input(label, field, element, value and {"initial_value": value}, row=row, **more)

    def text(self, label: str, field: Field, value: RichText, **more: Any) -> blocks.Block:
        """A text in Slack's editor."""
        element: blocks.Block = {"type": "rich_text_input", "dispatch_action_config": AS_TYPED}
        shown = form_value(value)
        return self._input(label, field, element, shown and {"initial_value": shown}, **more)

    def choice(
        self, label: str, field: Field, options: Mapping[Any, str], chosen: str, *, row: int | None = None, **more: Any
    ) -> blocks.Block:
        """A menu; ``options`` maps values to their words."""
        offered = [blocks.option(text, value) for value, text in options.items()]
        picked = next((option for option in offered if option["value"] == chosen), None)
        element: blocks.Block = {
            "type": "static_select",
            "options": offered,
            "placeholder": blocks.plain("Pick one"),
        }
        return self._input(label, field, element, picked and {"initial_option": picked}, row=row, **more)

    def day(self, label: str, field: Field, value: str, row: int) -> blocks.Block:
        """A date."""
        return self._input(label, field, {"type": "datepicker"}, value and {"initial_date": value}, row=row)

    def time(self, label: str, field: Field, value: str, row: int) -> blocks.Block:
        """A time of day."""
        return self._input(label, field, {"type": "timepicker"}, value and {"initial_time": value}, row=row)

    def address(self, label: str, field: Field, value: str, row: int) -> blocks.Block:
        """A web address."""
        return self._input(label, field, {"type": "url_text_input"}, value and {"initial_value": value}, row=row)

    def number(self, label: str, field: Field, value: str, row: int) -> blocks.Block:
        """A number, decimals too."""
        element: blocks.Block = {"type": "number_input", "is_decimal_allowed": True}
        return self._input(label, field, element, value and {"initial_value": value}, row=row)

    def picture(self, label: str, row: int) -> blocks.Block:
        """A place for one picture. Slack tells nobody about it before the form is submitted or changed."""
        element: blocks.Block = {"type": "file_input", "filetypes": PICTURE_TYPES, "max_files": 1}
        made = self._input(label, Field.PICTURE_FILE, element, None, row=row, hint="A PNG, JPG or GIF, up to 10 MB.")
        return made | {"dispatch_action": False}

    def keep(self, label: str, row: int) -> blocks.Block:
        """Whether a picture stays."""
        option = blocks.option("Keep this picture", "keep")
        element: blocks.Block = {"type": "checkboxes", "options": [option]}
        return self._input(label, Field.PICTURE_KEEP, element, {"initial_options": [option]}, row=row)

    def _input(
        self,
        label: str,
        field: Field,
        element: blocks.Block,
        initial: Any,
        *,
        row: int | None = None,
        hint: str = "",
        optional: bool = True,
        **limits: Any,
    ) -> blocks.Block:
        name = str(field) if row is None else f"{field}:{row}"
        whole = {**element, "action_id": name, **(initial or {}), **limits}
        numbered = f"{label} ({row + 1})" if row else label
        made = blocks.field(numbered, f"{name}:{self._fill}", whole, hint=hint, optional=optional)
        return made | {"dispatch_action": True}


def ask_row(inputs: Inputs, n: int, row: AskRow) -> list[blocks.Block]:
    """Help wanted."""
    hint = "Who or what would help, in one sentence. Empty it to leave it out."
    return [
        inputs.line("Help wanted", Field.ASK_TEXT, row.text, row=n, hint=hint),
        inputs.day("Last day to help", Field.ASK_LAST_DAY, row.last_day, n),
        *_still_true(inputs, Field.ASK_OUTCOME, n, row.text, row.last_day, row.outcome),
        inputs.line("Whom to contact", Field.ASK_CONTACT, row.contact, row=n),
    ]


def date_row(inputs: Inputs, n: int, row: DateRow) -> list[blocks.Block]:
    """A promised date."""
    hint = "What happens on that day, such as “Show and tell”. Empty it to leave it out."
    return [
        inputs.line("Event", Field.DATE_EVENT, row.event, row=n, hint=hint),
        inputs.day("Day of the event", Field.DATE_DAY, row.day, n),
        *_still_true(inputs, Field.DATE_OUTCOME, n, row.event, row.day, row.outcome),
        inputs.time("Time of the event", Field.DATE_AT, row.at, n),
        inputs.address("Link to the event", Field.DATE_URL, row.url, n),
    ]


def figure_row(inputs: Inputs, n: int, row: FigureRow) -> list[blocks.Block]:
    """A figure."""
    return [
        inputs.line("What is counted", Field.FIGURE_LABEL, row.label, row=n, hint="Such as “councils using it”."),
        inputs.number("Number", Field.FIGURE_NUMBER, row.number, n),
        inputs.line("Unit of the number", Field.FIGURE_UNIT, row.unit, row=n, hint="Such as “%” or “minutes”, if any."),
    ]


def link_row(inputs: Inputs, n: int, row: LinkRow) -> list[blocks.Block]:
    """A link."""
    hint = "What readers find there, such as “Our research report”."
    return [
        inputs.address("Link", Field.LINK_URL, row.url, n),
        inputs.line("Words for the link", Field.LINK_TEXT, row.text, row=n, hint=hint),
    ]


def picture_row(inputs: Inputs, n: int, row: PictureRow) -> list[blocks.Block]:
    """A picture: one that is there can be left out, a new one is added."""
    hint = "Say what it shows to somebody on the telephone. Readers who cannot see it hear this."
    described = inputs.line("What the picture shows", Field.PICTURE_ALT, row.alt, row=n, hint=hint)
    if row.url or (row.file and not row.new):
        return [inputs.keep("Picture", n), described]
    return [inputs.picture("Picture", n), described]


def _still_true(inputs: Inputs, field: Field, n: int, what: str, day: str, outcome: str) -> list[blocks.Block]:
    if not outcome and not has_passed(day, inputs.today):
        return []
    due = f" was due on {english.day(date.fromisoformat(day))}" if day else ""
    label = f"Still true? “{blocks.shortened(what, SHORTEST_TEXT)}”{due}"
    return [inputs.choice(label, field, OUTCOMES, outcome, row=n, hint="What became of it?")]


ROWS: Mapping[Part, Callable[[Inputs, int, Any], list[blocks.Block]]] = {
    Part.ASKS: ask_row,
    Part.DATES: date_row,
    Part.FIGURES: figure_row,
    Part.LINKS: link_row,
    Part.PICTURES: picture_row,
}
