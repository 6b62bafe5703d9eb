"""The values in the file format: how each is written, and what is wrong with one that is not."""

import re
from contextlib import suppress
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, cast
from zoneinfo import available_timezones

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, PlainSerializer, PlainValidator
from pydantic_core import PydanticCustomError

from domain import codec
from domain.document import Document, texts
from domain.text.inline import legible, one_line
from domain.text.normal_form import normalise
from domain.unit import EARLIEST_REMINDER, LATEST_REMINDER, MOST_DAYS_BEFORE

INPUT_LENGTH = 3_000  # characters that an input of a form holds (contract: types)
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2999, 12, 31)
_SLACK_FILE = re.compile(r"F[A-Z0-9]{8,}\Z")  # contract: slack_file


def _known_timezone(value: str) -> str:
    if value not in available_timezones():
        raise PydanticCustomError(
            "timezone", "“{value}” is not a time zone; write one like Europe/London", {"value": value}
        )
    return value


def _by_day(value: time) -> time:
    if value.tzinfo or not EARLIEST_REMINDER <= value <= LATEST_REMINDER:
        raise PydanticCustomError("reminder_time", "leads are reminded by day; write a time from 07:00 to 17:00")
    return value.replace(second=0, microsecond=0)


def _a_file_or_nothing(value: str) -> str:
    if value and not _SLACK_FILE.match(value):
        raise PydanticCustomError(
            "file", "“{value}” is not the id of a file in Slack; write one like F012AB3CD45", {"value": value}
        )
    return value


def _text_only(value: object) -> object:
    """Times are written as text: a bare number would be read as seconds since 1970."""
    if value is not None and not isinstance(value, str | date | time):
        raise PydanticCustomError("string_type", "text in quotes is expected here")
    return value


def _number_only(value: object) -> object:
    """Numbers are written without quotes; a decimal fraction is taken as it is written."""
    if isinstance(value, str | bool):
        raise PydanticCustomError("decimal_type", "a number without quotes is expected here")
    return str(value) if isinstance(value, float) else value


def _a_document(value: object) -> Document:
    """What the ``json`` format says; anything else there would be neither shown nor kept."""
    if isinstance(value, Document):
        return value
    with suppress(AttributeError, KeyError, TypeError, ValueError):
        document = codec.from_json(Document, cast(Any, value))
        if codec.as_json(document) == value and all(normalise(text) == text for text in texts(document)):
            return document
    raise PydanticCustomError("document", "write it as “sprint-notes compile --to json” does, or leave it out")


def or_just(key: str) -> BeforeValidator:
    """A part that may be written as the text of its one needed key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


Line = Annotated[str, AfterValidator(one_line)]
FormLine = Annotated[Line, Field(max_length=INPUT_LENGTH)]
Name = Annotated[Line, Field(min_length=1)]
Markdown = Annotated[str, AfterValidator(legible)]
Number = Annotated[
    Decimal,
    BeforeValidator(_number_only),
    AfterValidator(lambda value: Decimal(f"{value.normalize():f}")),
    PlainSerializer(lambda number: int(number) if number == int(number) else float(number), when_used="json"),
]
Whole = Annotated[int, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True)]
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY), BeforeValidator(_text_only)]
Moment = Annotated[AwareDatetime, BeforeValidator(_text_only)]
Time = Annotated[time, BeforeValidator(_text_only)]
Published = Annotated[Document, PlainValidator(_a_document), PlainSerializer(codec.as_json)]
DaysBefore = Annotated[Whole, Field(ge=1, le=MOST_DAYS_BEFORE)]
Timezone = Annotated[str, AfterValidator(_known_timezone)]
ReminderTime = Annotated[Time, AfterValidator(_by_day)]
SlackFile = Annotated[Line, AfterValidator(_a_file_or_nothing)]
Minute = Annotated[Time, AfterValidator(lambda value: value.replace(second=0, microsecond=0, tzinfo=None))]
