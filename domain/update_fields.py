"""Every field of an update, in one table.

The form, what is read from it, its rules, what is carried over and what a new version has changed follow from it.
``CONTRIBUTING.md`` says what else a new field needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.inputs import Input, InputRows, Kind
from domain.project import Phase, Status
from domain.update import HEADLINE_LENGTH, Ask, Figure, Outcome, Picture, PlannedDate, WebLink

WHOLE_ADDRESS = "Write the whole address of the link, beginning with https://."


class Part(StrEnum):
    """The fields that a form shows on demand only, in the order of the buttons for that."""

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
    """A picture: a file in Slack or an address; ``new`` in the form that is open, or ``left_out``."""

    file: str = ""
    url: str = ""
    alt: str = ""
    new: bool = False
    left_out: bool = False


def _no_picture(row: PictureRow) -> tuple[str, str]:
    return "file", "" if row.file or row.url else "Add the picture, or empty its description."


OUTCOME = Input("outcome", "Still true?", Kind.CHOICE, hint="What became of it?", options=Outcome)
ASK = (
    Input(
        "text",
        "Help wanted",
        Kind.LINE,
        hint="Who or what would help, in one sentence. Empty it to leave it out.",
        fix="Say what help you want, or empty the whole ask.",
        needed=True,
    ),
    Input("last_day", "Last day to help", Kind.DAY),
    OUTCOME,
    Input("contact", "Whom to contact", Kind.LINE),
)
DATE = (
    Input(
        "event",
        "Event",
        Kind.LINE,
        hint="What happens on that day, such as “Show and tell”. Empty it to leave it out.",
        fix="Say what happens on that day, or empty the whole date.",
        needed=True,
    ),
    Input("day", "Day of the event", Kind.DAY, fix="Pick the day on which it happens.", needed=True),
    OUTCOME,
    Input("at", "Time of the event", Kind.TIME),
    Input("url", "Link to the event", Kind.ADDRESS, fix=WHOLE_ADDRESS),
)
FIGURE = (
    Input(
        "label",
        "What is counted",
        Kind.LINE,
        hint="Such as “councils using it”.",
        fix="Say what the number counts, such as “councils using it”.",
        needed=True,
    ),
    Input("number", "Number", Kind.NUMBER, fix="Write the number of this figure in digits.", needed=True),
    Input("unit", "Unit of the number", Kind.LINE, hint="Such as “%” or “minutes”, if any."),
)
LINK = (
    Input("url", "Link", Kind.ADDRESS, fix=WHOLE_ADDRESS, needed=True),
    Input("text", "Words for the link", Kind.LINE, hint="What readers find there, such as “Our research report”."),
)
DESCRIBED = Input(  # all that is typed of a picture: it is picked, or stands at an address already
    "alt",
    "What the picture shows",
    Kind.LINE,
    hint="Say what it shows to somebody on the telephone. Readers who cannot see it hear this.",
    fix="Say what the picture shows, for readers who cannot see it.",
    needed=True,
)
FIELDS: tuple[Input | InputRows, ...] = (
    Input(
        "headline",
        "Headline",
        Kind.LINE,
        hint="One sentence that a busy reader remembers.",
        fix="Write a headline: one sentence that a busy reader remembers.",
        needed=True,
        longest=HEADLINE_LENGTH,
    ),
    Input(
        "body",
        "What happened",
        Kind.TEXT,
        hint="What you did, what you learnt. Links, lists and long texts are fine.",
        fix="Write what happened. One sentence is enough.",
        needed=True,
    ),
    Input("next", "What’s next", Kind.TEXT, add="Add what’s next"),
    Input("status", "Status", Kind.CHOICE, options=Status),
    Input("phase", "Phase", Kind.CHOICE, options=Phase, add="Change the phase"),
    InputRows("asks", AskRow, Ask, ASK, add="Ask for help", due="last_day"),
    InputRows("dates", DateRow, PlannedDate, DATE, add="Add a date", due="day"),
    InputRows("figures", FigureRow, Figure, FIGURE, add="Add a figure"),
    InputRows("links", LinkRow, WebLink, LINK, add="Add a link"),
    InputRows(
        "pictures", PictureRow, Picture, (DESCRIBED,), add="Add a picture", stored_as="images", fault=_no_picture
    ),
    Input(
        "note",
        "Note to the editors",
        Kind.TEXT,
        hint="For the editors only. It is never published.",
        add="Add a note to the editors",
    ),
)
BY_NAME: Mapping[str, Input | InputRows] = {field.name: field for field in FIELDS}
SINGLE: tuple[Input, ...] = tuple(field for field in FIELDS if isinstance(field, Input))
ROWS: Mapping[Part, InputRows] = {Part(field.name): field for field in FIELDS if isinstance(field, InputRows)}
