"""What the rules need of what editors have made of the editorial checks. ``storage`` provides it."""

from collections.abc import Collection, Sequence
from typing import Protocol

from domain.checks import Occurrence
from domain.decisions import Act, Decided
from domain.glossary import Term


class Ignored(Protocol):
    """Places of which editors do not want to be told again as long as the words stay; see ``Occurrence.digest``."""

    def among(self, digests: Collection[str]) -> frozenset[str]: ...
    def add(self, place: Occurrence) -> bool: ...
    def drop(self, digest: str) -> bool: ...


class Glossary(Protocol):
    """The abbreviations that the unit's readers know or can look up."""

    def all(self) -> Sequence[Term]:
        """In the order of the alphabet."""

    def put(self, term: Term) -> None:
        """Adds it, or says otherwise what it means."""

    def drop(self, name: str) -> bool: ...


class Decisions(Protocol):
    """What editors have decided about findings, over all editions: of each check, and of each of the words found."""

    def all(self) -> Sequence[Decided]: ...
    def count(self, check: str, words: Collection[str], act: Act) -> None:
        """Counts a decision about a finding: once for its check, and once for each of its words."""

    def switch(self, check: str, word: str, *, off: bool) -> bool:
        """Whether a check is to pass over a word; False where it was so already."""
