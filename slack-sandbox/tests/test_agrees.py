"""check_blocks.py and the sandbox judge 10,000 made payloads alike, but for what was decided otherwise."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from itertools import islice
from types import ModuleType
from typing import Any

from sandbox_support.paths import REFERENCE
from sandbox_support.rule_cases import Case, Cases
from sandbox_support.shared import checker, rules_file
from slack_sandbox.core import Sandbox, make_app
from slack_sandbox.errors import SlackError
from slack_sandbox.posts import read_content, require_something
from slack_sandbox.rules import Refused, judge_view
from slack_sandbox.rules.payloads import MOST_TEXT_IN_UPDATE

JSON = dict[str, Any]
COUNT = 10_000
SEED = 40
METHODS = ("chat.postMessage", "chat.update", "chat.postEphemeral")

# What was decided otherwise: why, and how to tell. docs/reference.md lists the same.
DECIDED: dict[str, tuple[str, Callable[[JSON], bool]]] = {
    "mrkdwn": (
        "Slack takes any mrkdwn and shows what it cannot read as it stands",
        lambda found: found["rule"].startswith("date-") or found["rule"] == "link-scheme",
    ),
    "secret": ("Slack does not look for tokens in private_metadata", lambda found: found["rule"] == "secret"),
    "cut text": (
        "text over 40,000 characters is cut with a warning, not refused",
        lambda found: found["pointer"] == "/text" and "is truncated" in found["message"],
    ),
}
DATA_TABLE = "data table "  # in front of a place in one: ``check_blocks.py`` does not look into them
# What only the sandbox objects to: why, and where.
OURS: dict[str, tuple[str, Callable[[str], bool]]] = {
    "emoji": (
        "emoji and verbatim must be true or false, as their rule says",
        lambda place: place.endswith(("/emoji", "/verbatim")),
    ),
    "block_id": ("a block_id must be a string on every block", lambda place: place.endswith("/block_id")),
    "data_table": (
        "a data table has 2 to 101 rows of one length, plain words in its header and at most 10,000 characters",
        lambda place: place.startswith(DATA_TABLE),
    ),
    "nothing said": ("an empty text with nothing else says nothing (no_text)", lambda place: place == "no_text"),
    "blocks": ("the blocks of a view must be an array", lambda place: place == "/blocks"),
}


def _later(found: JSON) -> bool:
    """Whether Slack counts this only once every block is right, and answers it with a code of its own."""
    counted = ("only_one_table_allowed", "markdown blocks together", "view_too_large", "msg_blocks_too_long")
    return any(words in found["message"] for words in counted)


class Mutator:
    """Breaks payloads, or changes them without breaking them."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def mutated(self, payload: Any) -> Any:
        """A copy with one to three changes."""
        payload = copy.deepcopy(payload)
        for _ in range(self.chance.randint(1, 3)):
            owner, key = self.chance.choice(list(spots(payload)))
            self._change(owner, key)
        return payload

    def _change(self, owner: Any, key: Any) -> None:
        value, chance = owner[key], self.chance
        kinds: list[Callable[[], Any]] = [lambda: None, lambda: 7, lambda: "a", list, dict, lambda: True]
        if isinstance(value, str):
            lengths = (0, 1, 24, 25, 75, 76, 150, 151, 255, 256, 2000, 2001, 3000, 3001, 12_001)
            kinds += [lambda: "x" * chance.choice(lengths)] * 8 + [lambda: chance.choice(WORDS)] * 4
        if isinstance(value, bool | int):
            kinds += [lambda: chance.choice((-1, 0, 1, 2, 11, 101, 3001, False))] * 6
        if isinstance(value, list) and value:
            counts = (1, 2, 5, 6, 10, 11, 25, 26, 50, 51, 100, 101)
            kinds += [lambda: [copy.deepcopy(value[0]) for _ in range(chance.choice(counts))]] * 6
        if isinstance(value, dict):
            kinds += [lambda: value | {chance.choice(KEYS): chance.choice(("a", 1, [], {}))}] * 4
            kinds += [lambda: {k: v for k, v in value.items() if k != chance.choice([*value, "-"])}] * 6
        owner[key] = chance.choice(kinds)()


WORDS = (
    "mrkdwn",
    "plain_text",
    "section",
    "image",
    "button",
    "primary",
    "bullet",
    "https://a.b",
    "<!date^1^x>",
    "xoxb-1",
)
KEYS = ("type", "text", "block_id", "action_id", "options", "url", "elements", "emoji", "confirm", "colour", "value")


def spots(thing: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a payload where something may be changed."""
    places = thing.items() if isinstance(thing, dict) else enumerate(thing)
    for key, value in list(places):
        yield thing, key
        if isinstance(value, dict | list):
            yield from spots(value)


def payloads(rules: JSON) -> Iterator[tuple[str, str, JSON]]:
    """A surface, a method and a payload: every case of the rules file, then mutations of several of them together."""
    cases = list(Cases(rules).every())
    for case in cases:
        yield case.surface, METHODS[0], case.outside
    chance = random.Random(SEED)  # noqa: S311 - the same payloads each time
    mutator = Mutator(chance)
    by_surface = {kind: [case for case in cases if _surface(case) == kind] for kind in ("message", "modal", "home")}
    while True:
        surface = chance.choice(("message", "message", "modal", "home"))
        payload = joined(surface, chance.sample(by_surface[surface], chance.randint(1, 3)))
        payload = mutator.mutated(payload) if chance.random() < 0.85 else payload
        yield surface, chance.choice(METHODS), payload


def _surface(case: Case) -> str:
    return str(case.inside.get("type", "message"))


def joined(surface: str, cases: list[Case]) -> JSON:
    """One payload with the blocks of several."""
    first = copy.deepcopy(cases[0].inside)
    first["blocks"] = [copy.deepcopy(block) for case in cases for block in case.inside["blocks"]][:101]
    return first if surface != "message" else {"text": "a", **first}


def objections(payload: JSON, surface: str, method: str) -> set[str] | None:
    """The places the sandbox objects to; a code where its answer names none; None where it accepts."""
    try:
        if surface == "message":
            most = MOST_TEXT_IN_UPDATE if method == "chat.update" else None
            require_something(read_content(payload, BOX, most_text=most, fetches=False))
        else:
            judge_view(payload, surface, at="")
    except Refused as refused:
        return {found.pointer for found in refused.findings} or {refused.code}
    except SlackError as error:
        return {error.code}
    return None


BOX = Sandbox(make_app())


def disagreement(check: ModuleType, surface: str, method: str, payload: JSON) -> str | None:
    """How the two differ about a payload, or nothing."""
    errors = [found for found in check.check(payload, surface, method) if found["severity"] == "error"]
    theirs = {found["pointer"] for found in errors if not _decided(found)}
    ours = objections(payload, surface, method)
    if ours is None:
        return f"the sandbox accepts, and {sorted(theirs)[:3]} is refused" if theirs else None
    alone = {place for place in ours if not any(fits(_told_apart(place, payload)) for _, fits in OURS.values())}
    if not errors and alone:
        return f"the sandbox refuses {sorted(ours)[:3]}"
    if not all(place.startswith("/") for place in ours):  # an answer that names no place
        return None
    theirs = {found["pointer"] for found in errors if not _decided(found) and not _later(found)}
    if not theirs <= ours or not alone <= {found["pointer"] for found in errors}:
        return f"the sandbox refuses {sorted(alone)[:3]}, not {sorted(theirs)[:3]}"
    return None


def _told_apart(place: str, payload: JSON) -> str:
    """A place with the kind of block in front that it lies in, where that is a data table."""
    blocks = payload.get("blocks")
    listed = blocks if isinstance(blocks, list) else ()
    kinds = [block.get("type") if isinstance(block, dict) else None for block in listed]
    tables = tuple(f"/blocks/{number}/" for number, kind in enumerate(kinds) if kind == "data_table")
    return DATA_TABLE + place if place.startswith(tables) else place


def _decided(found: JSON) -> bool:
    return any(fits(found) for _, fits in DECIDED.values())


def test_ten_thousand_payloads_are_judged_alike() -> None:
    check, rules = checker(), rules_file()
    judged, differing = 0, []
    for surface, method, payload in islice(payloads(rules), COUNT):
        trouble = disagreement(check, surface, method, payload)
        if trouble:
            differing.append(f"{surface} {method}: {trouble}: {str(payload)[:400]}")
        judged += 1
    assert not differing, f"{len(differing)} of {judged}\n" + "\n".join(differing[:20])
    assert judged == COUNT


def test_what_was_decided_is_written_down() -> None:
    page = " ".join(REFERENCE.read_text(encoding="utf-8").split())
    for why, _ in [*DECIDED.values(), *OURS.values()]:
        assert why in page
