"""The unit's glossary: abbreviations and what they mean."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from domain.checks.abbreviations import spelt_out
from domain.checks.base import CheckedText
from domain.errors import Conflict

LONGEST_NAME = 20  # characters
LONGEST_MEANING = 200  # characters
_NAME = re.compile(r"[^\W_][\w.&/+-]*")


@dataclass(frozen=True, slots=True)
class Term:
    """An abbreviation; ``meaning`` is empty where nobody has said it yet."""

    name: str
    meaning: str = ""


def term(name: str, meaning: str = "") -> Term:
    """A term as it was typed; raises ``Conflict`` where it can be none."""
    name, meaning = name.strip(), " ".join(meaning.split())
    if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise Conflict(f"“{name[:LONGEST_NAME]}” is no abbreviation: it must be one word of at most {LONGEST_NAME}.")
    if len(meaning) > LONGEST_MEANING:
        raise Conflict(f"What {name} means must be said in {LONGEST_MEANING} characters; it has {len(meaning)}.")
    return Term(name, meaning)


def meaning_in(name: str, pieces: Iterable[CheckedText]) -> str:
    """What an edition itself says that the letters stand for; empty where it does not."""
    return next((found for piece in pieces if (found := spelt_out(name, piece.passage))), "")
