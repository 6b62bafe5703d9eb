"""Passages with what an editor would want to be told of them, labelled by somebody who had not seen the checks, and how
well the checks do on them. ``allowed`` in a set is what may be told or not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from domain.checks import CheckInput, Finding, Weight, findings
from domain.document import Document, Item, Section
from domain.text.inline import plain
from domain.text.markdown import parse
from domain.text.rich_text_walk import each_inlines

SETS = ("sprint_notes", "release_notes", "parliament")
FOLDER = Path(__file__).parent / "labelled"
WEIGHTY = (Weight.ERROR, Weight.WARNING)
FORTNIGHT = timedelta(days=13)  # from its first day to its last
KINDS = {  # what the labels call what the checks find
    "bare link": "bare_link",
    "broken markup": "broken_markdown",
    "date without year": "date_without_year",
    "double space": "stray_space",
    "doubled word": "doubled_word",
    "first name only": "first_name_only",
    "internal link": "private_link",
    "long sentence": "long_sentence",
    "maker’s spelling": "spelling_of_maker",
    "name in two spellings": "two_spellings",
    "numbers disagree": "numbers_disagree",
    "personal address": "personal_data",
    "private link": "private_link",
    "promise passed": "past_future",
    "relative date": "relative_date",
    "relative link": "broken_markdown",
    "repeated list item": "repeated",
    "repeated paragraph": "repeated",
    "stray space": "stray_space",
    "two spellings": "two_spellings",
    "unexplained abbreviation": "abbreviation",
    "unfinished sentence": "broken_off",
    "vague link": "vague_link",
    "word twice": "doubled_word",
    "wrapped link": "wrapped_link",
}


class Passage(NamedTuple):
    """A passage of a set, and the day on which it was written."""

    id: str
    text: str
    said_on: date
    expected: list[dict[str, str]]
    allowed: list[dict[str, str]]

    def document(self) -> Document:
        """An edition of a fortnight in which nothing else stands."""
        item = Item(key="project-p", heading="Update", body=parse(self.text))
        return Document(
            unit="Unit",
            number=1,
            starts=self.said_on - FORTNIGHT,
            ends=self.said_on,
            title="Edition 1",
            covering="",
            sections=(Section(heading="Updates", items=(item,)),),
        )

    def findings(self) -> list[Finding]:
        return findings(CheckInput(self.document()))


@dataclass
class Tally:
    """Of a kind: what was found and wanted, what was found and is false, what was wanted, and what of it was found."""

    right: int = 0
    false: list[str] = field(default_factory=list)
    wanted: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        told = self.right + len(self.false)
        return self.right / told if told else 1.0

    @property
    def recall(self) -> float:
        return 1 - len(self.missed) / self.wanted if self.wanted else 1.0

    def __add__(self, other: Tally) -> Tally:
        right, false = self.right + other.right, self.false + other.false
        return Tally(right, false, self.wanted + other.wanted, self.missed + other.missed)


def passages() -> Iterator[Passage]:
    """Those of all sets."""
    for name in SETS:
        labelled: list[dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        for one in labelled:
            yield Passage(**{**one, "said_on": date.fromisoformat(one["said_on"])})


def judged(*weights: Weight) -> dict[str, Tally]:
    """How well the findings of these weights do, by the kind of what is found. Each place counts."""
    tallies: dict[str, Tally] = {}
    for passage in passages():
        places = [(KINDS[one.check], place.found) for one in passage.findings() if one.weight in weights
                  for place in one.places]  # fmt: skip
        for kind, told in places:
            is_wanted = any(_is_same(label, kind, told) for label in passage.expected)
            tallies.setdefault(kind, Tally()).right += is_wanted
            if not is_wanted and not any(_is_same(label, kind, told) for label in passage.allowed):
                tallies[kind].false.append(f"{passage.id}: {told}")
        for label in passage.expected:
            if label["weight"] in weights:
                tally = tallies.setdefault(label["kind"], Tally())
                tally.wanted += 1
                if not any(_is_same(label, *place) for place in places):
                    tally.missed.append(f"{passage.id}: {label['found']}")
    return tallies


def together(tallies: dict[str, Tally]) -> Tally:
    """All kinds together."""
    return sum(tallies.values(), Tally())


def _is_same(label: dict[str, str], kind: str, told: str) -> bool:
    """Whether a label is of this kind, and one of the two has the other in it; Markdown is also taken as it reads."""
    read = " ".join(plain(inlines) for inlines in each_inlines(parse(label["found"])))
    return label["kind"] == kind and any(
        told.casefold() in words.casefold() or words.casefold() in told.casefold() for words in (label["found"], read)
    )
