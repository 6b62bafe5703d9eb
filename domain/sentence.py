"""What a person is told: words, and among them people, channels and commands, which each surface writes its own way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from domain.person import ERASED, SOMEBODY_ERASED


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
    """What is typed or copied as it stands, such as ``/sprint-notes setup``."""

    text: str


Part: TypeAlias = str | Who | Where | Command
Sentence: TypeAlias = "Part | tuple[Sentence, ...]"
"""Plain words, or several things in a row: ``(Who(editor), f" has changed {title}.")``."""


def parts(sentence: Sentence) -> list[Part]:
    """What stands in a row; words beside each other are one part."""
    if isinstance(sentence, Who) and sentence.id.startswith(ERASED):
        return [SOMEBODY_ERASED]
    if not isinstance(sentence, tuple):
        return [sentence] if sentence else []
    made: list[Part] = []
    for part in (part for inner in sentence for part in parts(inner)):
        if made and isinstance(part, str) and isinstance(made[-1], str):
            made[-1] += part
        else:
            made.append(part)
    return made


def plain(sentence: Sentence) -> str:
    """The sentence where nothing can be drawn: in a terminal, in a log, at an input of a form."""
    return "".join(map(_plainly, parts(sentence)))


def _plainly(part: Part) -> str:
    match part:
        case Who(person):
            return f"@{person}"
        case Where(channel):
            return f"#{channel}"
        case Command(text) | str(text):
            return text


def joined(sentences: Iterable[Sentence], between: str = " ") -> Sentence:
    """Those that say something, one after the other."""
    first, *others = [one for one in sentences if one] or [""]
    return (first, *((between, other) for other in others)) if others else first


def listing(sentences: Sequence[Sentence]) -> Sentence:
    """``A, B and C``."""
    return joined((joined(sentences[:-1], ", "), *sentences[-1:]), " and ")


def people(ids: Iterable[str]) -> Sentence:
    """``@A, @B and @C``."""
    return listing(list(map(Who, ids)))
