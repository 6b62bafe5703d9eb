"""What the doctor says: one line about one thing."""

import re
from collections.abc import Generator
from dataclasses import dataclass
from typing import Literal

from slack_sdk.errors import SlackApiError

NOT_SLACK = "the answer was not Slack’s"
CODE = re.compile("[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Told:
    """A line: ``note`` is worth knowing, ``wrong`` keeps the bot from its work."""

    verdict: Literal["ok", "note", "wrong"]
    about: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.verdict:<5}  {self.about}: {self.sentence}"


Saying = Generator[Told, None, None]


def ok(about: str, sentence: str) -> Told:
    """Something is as it should be."""
    return Told("ok", about, sentence)


def note(about: str, sentence: str) -> Told:
    """Something is worth knowing."""
    return Told("note", about, sentence)


def wrong(about: str, sentence: str) -> Told:
    """Something keeps the bot from its work; the sentence ends with the fix."""
    return Told("wrong", about, sentence)


def first_line(error: object) -> str:
    """What an error says at first, without a full stop."""
    return next(iter(str(error).splitlines()), "").removesuffix(".")


def slack_error(error: SlackApiError) -> str:
    """Slack's error code; ``NOT_SLACK`` where something else answered: a proxy, another server."""
    data = getattr(error.response, "data", None)
    code = str(data.get("error")) if isinstance(data, dict) else ""
    return code if CODE.fullmatch(code) else NOT_SLACK
