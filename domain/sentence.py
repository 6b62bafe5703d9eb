"""What a person is told: words, and among them people, channels and commands, which each surface writes its own way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Who:
    """A person, by Slack's id; what came from a file may name somebody whom Slack does not know."""

    id: str


@dataclass(frozen=True, slots=True)
class Where:
    """A channel, by Slack's id."""

    id: str


@dataclass(frozen=True, slots=True)
class Command:
    """What somebody can type, such as ``/sprint-notes setup``."""

    text: str


Sentence: TypeAlias = "str | Who | Where | Command | tuple[Sentence, ...]"
"""Plain words, or several things in a row: ``(Who(editor), f" has changed {title}.")``."""


def plain(sentence: Sentence) -> str:
    """The sentence where nothing can be drawn: in a terminal, in a log, at an input of a form."""
    match sentence:
        case Who(person):
            return f"@{person}"
        case Where(channel):
            return f"#{channel}"
        case Command(text) | str(text):
            return text
        case _:
            return "".join(map(plain, sentence))


def joined(sentences: Iterable[Sentence], between: str = " ") -> Sentence:
    """Those that say something, one after the other."""
    first, *others = [one for one in sentences if one] or [""]
    return (first, *((between, other) for other in others)) if others else first


def people(ids: Sequence[str]) -> Sentence:
    """``@A, @B and @C``."""
    named = list(map(Who, ids))
    return joined((joined(named[:-1], ", "), *named[-1:]), " and ")
