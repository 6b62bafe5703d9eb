"""What buttons, menus and forms carry: read again as it was written, by whichever release wrote it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from domain.errors import Conflict
from domain.follows import FollowKind
from domain.news import NewsKind
from domain.reminders import Snooze
from domain.update_fields import Part
from rendering.slack.kit import values
from rendering.slack.kit.values import (
    Arranging,
    Chosen,
    FileChosen,
    FollowOf,
    InEdition,
    ItemIn,
    ListOf,
    NewsListed,
    NewsOpened,
    OlderEntries,
    OnceAbout,
    Opened,
    PageOf,
    PreviewOf,
    ProjectAct,
    ProjectOpened,
    ProjectsListed,
    QuestionAbout,
    Seen,
    Snoozing,
    Undoing,
    UpdateOpened,
    Value,
    VersionOf,
    WindowSeen,
    WordOf,
    one,
)

HANDLERS = Path(__file__).parents[2] / "handlers"

# What the first release wrote. Its messages stand in channels for good: nothing of this list may change.
IN_SLACK: dict[str, Value] = {
    '{"kind": "project", "what": "P1"}': FollowOf(FollowKind.PROJECT, "P1"),
    '{"kind": "words", "what": "bin day"}': FollowOf(FollowKind.WORDS, "bin day"),
    "P1": InEdition("P1"),
    "P1 E1": InEdition("P1", "E1"),
    "P1 E1 T1": InEdition("P1", "E1", "T1"),
    '{"project": "P1", "edition": "E1", "token": "T1"}': InEdition("P1", "E1", "T1"),
    "E1 0123456789abcdef": ItemIn("E1", "0123456789abcdef"),
    '{"edition": "E1", "ref": "0123456789abcdef"}': ItemIn("E1", "0123456789abcdef"),
    "E1 0123456789abcdef top": Arranging("E1", "0123456789abcdef", "top"),
    "E1 0123456789abcdef top arrange_item": Chosen("E1 0123456789abcdef top", "arrange_item"),
    "E1 later": Snoozing("E1", Snooze.LATER),
    "U1 3": VersionOf("U1", 3),
    "U1:2:-1": PageOf("U1:2", -1),
    "U1:2": PageOf("U1", 2),
    "E1:4": PageOf("E1", 4),
    "E1 N1:0": PageOf("E1 N1", 0),
    "nominations:1": PageOf("nominations", 1),
    "P1 E1 saved:2": PageOf("P1 E1 saved", 2),
    "P1 E1 typed": PreviewOf("P1", "E1", "typed"),
    "E1:5f0c": Seen("E1", "5f0c"),
    "E1": Undoing("E1"),
    "E1 A1": Undoing("E1", "A1"),
    "E1:ignored:1": PageOf("E1:ignored", 1),
    "E1:ignored": ListOf("E1", "ignored"),
    '{"check": "relative date", "word": "this week"}': WordOf("relative date", "this week"),
    "39:D7": OlderEntries("39", "D7"),
    ":D7": OlderEntries("", "D7"),
    "edit:P1": ProjectAct("edit", "P1"),
    "paused:P1": ProjectAct("paused", "P1"),
    "E1 2021-11-25T17:00:00+00:00": WindowSeen("E1", "2021-11-25T17:00:00+00:00"),
    '{"edition": "E1", "token": "T1"}': OnceAbout("E1", "T1"),
    '{"about": "E1 0123456789abcdef", "token": "T1"}': QuestionAbout("E1 0123456789abcdef", "T1"),
    '{"project": "P1", "edition": "E1", "base": 2, "token": "T1", "fill": 1}': UpdateOpened("P1", "E1", 2, "T1", 1),
    '{"project": "P1", "edition": "E1", "base": 2, "token": "T1", "fill": 1, "request": "R1"}': UpdateOpened(
        "P1", "E1", 2, "T1", 1, "R1"
    ),
    '{"edition": "E1", "ref": "closing", "base": "5f0c"}': Opened("5f0c", "E1", "closing"),
    '{"edition": "E1", "base": "5f0c"}': Opened("5f0c", "E1"),
    '{"edition": "E1", "base": "5f0c", "changed": ["intro"]}': Opened("5f0c", "E1", changed=("intro",)),
    '{"base": "5f0c", "changed": []}': Opened("5f0c"),
    '{"edition": "E1", "kind": "event", "id": "N1", "base": "new"}': NewsOpened("E1", NewsKind.EVENT, "N1", "new"),
    '{"edition": "E1", "kind": "spotlight", "id": "N1", "base": "5f0c", "changed": ["body", "title"], '
    '"nomination": "M1"}': NewsOpened("E1", NewsKind.SPOTLIGHT, "N1", "5f0c", ("body", "title"), "M1"),
    '{"edition": "E2"}': NewsListed("E2"),
    "{}": NewsListed(),
    "": NewsListed(),
    '{"sought": "ferry", "page": 2}': ProjectsListed("ferry", 2),
    '{"project": "", "base": "new", "id": "P9"}': ProjectOpened("", "new", "P9"),
    '{"project": "P1", "base": "5f0c", "id": "P9", "changed": ["name"]}': ProjectOpened("P1", "5f0c", "P9", ("name",)),
    '{"file": "F012ABCDE", "mark": ""}': FileChosen("F012ABCDE"),
}


@pytest.mark.parametrize(("text", "value"), IN_SLACK.items(), ids=IN_SLACK)
def test_what_an_earlier_release_wrote_is_still_read(text: str, value: Value) -> None:
    assert type(value).read(text) == value


@pytest.mark.parametrize("value", IN_SLACK.values(), ids=IN_SLACK)
def test_what_is_written_is_read_again(value: Value) -> None:
    assert type(value).read(value.value()) == value


def test_rows_are_written_as_they_were() -> None:
    rows = {text: value for text, value in IN_SLACK.items() if value.between and not text.startswith("{")}
    assert {text: value.value() for text, value in rows.items()} == {text: text for text in rows}


def test_every_kind_is_in_the_list() -> None:
    assert {type(value) for value in IN_SLACK.values()} == set(Value.__subclasses__())


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (ItemIn, "E1"), (ItemIn, ""), (PageOf, "E1:two"), (VersionOf, "U1 E1"), (Snoozing, "E1 for ever"),
        (UpdateOpened, "{}"), (UpdateOpened, "E1"), (OnceAbout, "[1]"), (OnceAbout, "7"), (NewsOpened, '{"kind": "x"}'),
        (ItemIn, '{"edition": "E1"}'), (ProjectsListed, '{"page": null}'),
    ],
)  # fmt: skip
def test_what_is_of_something_else_is_said_to_be(kind: type[Value], text: str) -> None:
    with pytest.raises(Conflict, match="of another version of Sprint Notes"):
        kind.read(text)


def test_words_and_numbers_that_stand_alone() -> None:
    assert (one(int, "3"), one(Part, "links"), one(NewsKind, "event")) == (3, Part.LINKS, NewsKind.EVENT)
    for kind, text in ((int, "x"), (Part, "E1"), (NewsKind, "")):
        with pytest.raises(Conflict, match=re.escape(values.STRANGE)):
            one(kind, text)


def test_handlers_read_what_is_carried_in_one_place() -> None:
    taken_apart = re.compile(r"""payload(\[|, )"value"|(\[|, )"private_metadata"(?!\]\))|json\.loads""")
    found = [
        f"{module.relative_to(HANDLERS)}: {line.strip()}"
        for module in sorted(HANDLERS.rglob("*.py"))
        for line in module.read_text(encoding="utf-8").splitlines()
        if taken_apart.search(line)
    ]
    assert found == [
        'call.py: return str(_part(self.payload, "value"))',
        'call.py: carried = str(_part(self.view, "private_metadata"))',
    ]
