"""What Slack sends from every surface, changed at random and signed: it is answered or refused, never with a fault.

``make fuzz COUNT=20000`` sends more than the suite does. The changes follow from a seed, so that what was found once is
found again.
"""

from __future__ import annotations

import copy
import json
import os
import random
import shutil
from collections.abc import Sequence
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from slack_sandbox.courier import sign

from tests.stage import DATABASE, Stage, project, stage

COUNT = int(os.environ.get("FUZZ_COUNT", "2000"))
SEED = int(os.environ.get("FUZZ_SEED", "12"))
TORN = 0.1  # of the requests: bytes of the body, not parts of the payload
STRANGE: list[Any] = [None, True, 0, -1, 10**400, 1.5, "", "x", "\0", "😀" * 50, [], [None], [[]], {}, {"": None}]
SURFACES = {
    *("view_submission", "view_closed", "block_actions", "block_suggestion", "shortcut", "message_action"),
    *("slash_commands", "app_home_opened", "user_change"),
}
OUR_MISTAKES = ("KeyError", "TypeError", "AttributeError", "IndexError", "RecursionError")
Json = dict[str, Any]
Sent = tuple[str, Json]  # slash_commands, interactive or events_api, and the payload


def test_no_input_is_a_fault(tmp_path: Path, sqlite_template: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / DATABASE)
    chance = random.Random(SEED)  # noqa: S311 - it makes no secrets
    with stage(tmp_path, mode="http", LOG_LEVEL="WARNING") as staged:
        recorded = _played(staged)
        staged.slack.sandbox.limits.on = False  # or Slack would refuse most of what follows
        assert {_surface(one) for one in recorded} == SURFACES
        answers: dict[int, int] = {}
        for number in range(COUNT):
            body = _changed(chance, recorded)
            status, told = _posts(staged, body)
            assert status in (200, 400), f"{number} of seed {SEED}: {status} {told}\n{body!r}"
            answers[status] = answers.get(status, 0) + 1
        assert min(answers[200], answers[400]) > COUNT / 20, answers
        log = staged.bot.log()
        assert staged.bot.is_running
        for mistake in OUR_MISTAKES:
            assert mistake not in log, log[max(0, log.index(mistake) - 3000) :][:4000]


def _surface(sent: Sent) -> str:
    kind, payload = sent
    return str(payload["event"]["type"] if kind == "events_api" else payload.get("type", kind))


def _played(staged: Stage) -> list[Sent]:
    """A story that touches every surface; everything that Slack told the bot in it."""
    ada, bola, editor, notes = staged.ada, staged.bola, staged.editor, staged.notes
    staged.imports(project("ferry", "Ferry Tickets", ada), project("lamps", "Lamp Posts", bola))
    staged.sets_up(**{"Bank holidays of": "United Kingdom: Scotland"})
    staged.posts(
        ada, "/sprint-update ferry", "Tickets sell", "We sold *many*.\n- one\n- two :ship:\n\nhttps://a.example"
    )
    ada.types("/sprint-update ferry", in_channel=notes)
    ada.clicks("Add what’s next")
    ada.closes()
    ada.opens_home()
    ada.uses_shortcut("Post a sprint update")
    ada.closes()
    said = bola.says("Lamps *glow* at <https://b.example|night> with <@U1>", notes)
    bola.uses_shortcut("Add to sprint update", said)
    bola.closes()
    editor.types("/sprint-notes projects", in_channel=notes)
    editor.closes()
    editor.types("/sprint-notes news", in_channel=notes)
    editor.closes()
    told: list[Sent] = [(line.kind, line.payload) for line in staged.slack.sandbox.courier.log]
    return [*told, _user_change(told, ada.id)]


def _user_change(told: Sequence[Sent], person: str) -> Sent:
    callback = next(payload for kind, payload in told if kind == "events_api")
    profile = {"display_name": "ada", "status_emoji": ":palm_tree:", "status_expiration": 1_772_800_000}
    user = {"id": person, "team_id": callback["team_id"], "tz": "Europe/London", "profile": profile, "is_bot": False}
    return ("events_api", {**callback, "event": {"type": "user_change", "user": user, "event_ts": "1.2"}})


def _changed(chance: random.Random, recorded: Sequence[Sent]) -> bytes:
    kind, payload = copy.deepcopy(chance.choice(recorded))
    if chance.random() < TORN:
        return _torn(chance, _encoded(kind, payload))
    for _ in range(chance.randint(1, 3)):
        _changes_one(chance, payload)
    return _encoded(kind, payload)


def _changes_one(chance: random.Random, payload: Json) -> None:
    """Takes a part away, or puts something else there."""
    places = list(_places(payload))
    if not places:
        return
    holder, key = chance.choice(places)
    match chance.randrange(4):
        case 0:
            del holder[key]
        case 1:
            holder[key] = copy.deepcopy(chance.choice(STRANGE))
        case 2:
            other, its = chance.choice(places)
            holder[key] = copy.deepcopy(other[its])
        case 3:
            holder[key] = [holder[key]] if chance.random() < 0.5 else {"id": holder[key]}


def _places(part: Any) -> Any:
    """Every place in a payload: what holds something, and where in it."""
    keys = list(part) if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else ()
    for key in keys:
        yield part, key
        yield from _places(part[key])


def _encoded(kind: str, payload: Json) -> bytes:
    if kind == "events_api":
        return json.dumps(payload).encode()
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(fields).encode()


def _torn(chance: random.Random, body: bytes) -> bytes:
    at = chance.randrange(len(body))
    return body[:at] if chance.random() < 0.5 else body[:at] + chance.randbytes(3) + body[at + 1 :]


def _posts(staged: Stage, body: bytes) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", staged.port, timeout=60)
    connection.request("POST", "/slack/events", body, sign(body, staged.slack.signing_secret))
    answer = connection.getresponse()
    told = answer.read().decode(errors="replace")
    connection.close()
    return answer.status, told
