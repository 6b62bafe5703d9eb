"""What Slack told, changed at random: parts taken away, exchanged or strange, other acts, torn bytes, strangers."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from slack_sandbox.courier import sign

import handlers
from tests.http.every_surface import Json, Sent

TORN = 0.1  # of the requests: bytes of the body, not parts of the payload
ANOTHER_ACT = 0.2  # of the rest: a form or a button of one act comes as that of another
STRANGE: list[Any] = [None, True, 0, -1, 10**400, 1.5, "", "x", "\0", "😀" * 50, [], [None], [[]], {}, {"": None}]
CALLBACKS = [*handlers.SUBMITS, *handlers.SHORTCUTS, *handlers.CLOSED]
ACTIONS = [*handlers.ACTIONS, *handlers.OPTIONS]
NOBODY = "U0STRANGER"
Headers = Mapping[str, str]


def mutant(chance: random.Random, recorded: Sequence[Sent]) -> bytes:
    """One of what was recorded, changed in one to three places."""
    kind, payload = _as_new(chance, chance.choice(recorded))
    if chance.random() < TORN:
        return _torn(chance, encoded(kind, payload))
    if chance.random() < ANOTHER_ACT:
        _becomes_another_act(chance, payload)
    for _ in range(chance.randint(1, 3)):
        _changes_one(chance, payload)
    return encoded(kind, payload)


def by_nobody(chance: random.Random, sent: Sent) -> bytes:
    """The same, done by somebody who has no part in anything."""
    kind, payload = _as_new(chance, sent)
    for holder, key in list(places(payload)):
        if key in ("user", "user_id"):
            holder[key] = {**holder[key], "id": NOBODY} if isinstance(holder[key], dict) else NOBODY
    return encoded(kind, payload)


def unsigned(chance: random.Random, body: bytes, secret: str) -> Headers:
    """Headers by which Slack has not signed this just now."""
    ways: Sequence[Callable[[], Headers]] = (
        dict,
        lambda: sign(body, "another secret"),
        lambda: sign(body, ""),
        lambda: sign(body, secret, age=301),
        lambda: sign(body, secret, age=-330),
        lambda: sign(body + b" ", secret),
        lambda: {name: value for name, value in sign(body, secret).items() if "Signature" not in name},
        lambda: {name: value for name, value in sign(body, secret).items() if "Timestamp" not in name},
        lambda: {name: value[: chance.randrange(len(value))] for name, value in sign(body, secret).items()},
    )
    return chance.choice(ways)()


def encoded(kind: str, payload: Json) -> bytes:
    """The body as Slack sends it."""
    if kind == "events_api":
        return json.dumps(payload).encode()
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(fields).encode()


def places(part: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a payload: what holds something, and where in it."""
    keys = list(part) if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else ()
    for key in keys:
        yield part, key
        if not isinstance(part, dict) or key in part:
            yield from places(part[key])


def _as_new(chance: random.Random, sent: Sent) -> Sent:
    """A copy that has not been brought before: Slack gives every act a trigger of its own."""
    kind, payload = copy.deepcopy(sent)
    if "trigger_id" in payload and chance.random() < 0.9:
        payload["trigger_id"] = f"{chance.randrange(10**12)}.{chance.randrange(10**12)}.{chance.randbytes(16).hex()}"
    return kind, payload


def _becomes_another_act(chance: random.Random, payload: Json) -> None:
    for holder in (payload, payload.get("view"), *payload.get("actions", ())):
        for key, names in (("callback_id", CALLBACKS), ("action_id", ACTIONS)):
            if isinstance(holder, dict) and key in holder:
                holder[key] = chance.choice(names)


def _changes_one(chance: random.Random, payload: Json) -> None:
    """Takes a part away, or puts something else there."""
    known = list(places(payload))
    if not known:
        return
    holder, key = chance.choice(known)
    match chance.randrange(4):
        case 0:
            del holder[key]
        case 1:
            holder[key] = copy.deepcopy(chance.choice(STRANGE))
        case 2:
            other, its = chance.choice(known)
            holder[key] = copy.deepcopy(other[its])
        case 3:
            holder[key] = [holder[key]] if chance.random() < 0.5 else {"id": holder[key]}


def _torn(chance: random.Random, body: bytes) -> bytes:
    at = chance.randrange(len(body))
    return body[:at] if chance.random() < 0.5 else body[:at] + chance.randbytes(3) + body[at + 1 :]
