"""What editors have decided about what the checks find: what they apply they want, what they ignore they do not."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.checks import Finding, Occurrence, Weight

RUNNING = 5  # findings ignored one after the other until it is asked whether they are wanted at all


class Act(StrEnum):
    """What can be decided about a finding."""

    APPLIED = "applied"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """How often editors have applied and ignored what a check found; with a ``word``, in small letters, what it found
    of that one. ``running`` counts the last ones that were ignored one after the other; ``is_off`` where the check
    passes over the word."""

    check: str
    word: str = ""
    applied: int = 0
    ignored: int = 0
    running: int = 0
    is_off: bool = False

    def __str__(self) -> str:
        """``applied 12, ignored 3``."""
        counts = {"applied": self.applied, "ignored": self.ignored}
        return ", ".join(f"{what} {times}" for what, times in counts.items() if times) or "nothing decided yet"

    @property
    def wanted(self) -> float:
        """How likely the next one is to be applied: 0.5 where nothing is known."""
        return (self.applied + 1) / (self.applied + self.ignored + 2)


class Decisions:
    """What is decided, found again by check and word."""

    def __init__(self, decided: Iterable[Decided]) -> None:
        self._all: Mapping[tuple[str, str], Decided] = {(one.check, one.word): one for one in decided}

    def about(self, check: str, word: str = "") -> Decided:
        """What was decided about a check, or about a word that it found."""
        return self._all.get((check, word.casefold()), Decided(check=check, word=word.casefold()))

    @property
    def words_off(self) -> Sequence[Decided]:
        """The words that checks pass over."""
        return [one for one in self._all.values() if one.is_off]

    def wants(self, place: Occurrence) -> bool:
        """Whether editors want to be told of such a place."""
        return not self.about(place.check, place.found).is_off

    def in_order(self, findings: Iterable[Finding]) -> list[Finding]:
        """The weightiest first, and of those the ones of checks whose findings editors apply; the rest as it stands."""
        weights = list(Weight)
        return sorted(findings, key=lambda one: (weights.index(one.weight), -self.about(one.check).wanted))

    def tiresome(self, off: Collection[str]) -> Sequence[Decided]:
        """What was ignored so often running that editors may not want it at all, most tiresome first; a check that is
        ``off`` tires nobody."""
        often = [one for one in self._all.values() if one.running >= RUNNING and not one.is_off]
        wanted = [one for one in often if one.check not in off]
        return sorted(wanted, key=lambda one: (-one.running, one.check, one.word))
