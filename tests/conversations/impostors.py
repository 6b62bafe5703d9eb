"""People who try what only editors may do, each time just before an editor does it.

Between the local Slack and the bot stands a small server. What an editor sends it first sends in the name of each
impostor, with everything else as it is, and looks that nothing comes of it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import httpx2
from slack_sandbox.person import Person

from rendering.slack.kit.ids import Action
from rendering.slack.kit.values import Chosen
from storage.columns import metadata
from tests.conversations.between import Bot, Headers, between
from tests.conversations.by_hand import press, signed
from tests.conversations.looking import rows
from tests.conversations.who_may import ABOUT_NO_EDITION, Thing
from tests.stage import Stage

Json = dict[str, Any]
# The log is looked at by itself; the others the clock and the worker may change at any moment.
NO_MATTER = {"audit", "acts", "paces", "homes", "occasions"}
STATE = {
    "app_refusals": "workspace, error, since",
    "deliveries": "workspace, key, channel, payload",
    "people": "workspace, id, name, belonging, active",
}
REFUSED = "select actor, subject from audit where action = 'refused' order by id"


@dataclass
class Impostors:
    """Those who try, and what came of it. ``home`` has the team of whoever belongs to another one."""

    staged: Stage
    people: Sequence[Person]
    home: Mapping[str, str]
    things: Mapping[Thing, str]
    bot: Bot | None = None
    address: str = ""
    tried: set[Thing] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    told: str = ""

    def hears(self, words: str) -> None:
        """What one of them was told."""
        self.told += words

    def passes_on(self, bot: Bot, body: bytes, headers: Headers) -> httpx2.Response:
        """What the bot says to an editor, after everybody else was refused."""
        form = dict(parse_qsl(body.decode()))
        thing = thing_in(form)
        if thing in self.things:
            self.tried.add(thing)
            self._try(bot, thing, form)
        return bot.hears(body, headers)

    def presses(self, editor: Person, action: str, value: str) -> None:
        """The editor presses a button in the open modal that only shows where there is more in it."""
        pressed = press(self.staged, editor, action, value) | {"view": editor.modal}
        assert self.bot is not None
        answer = self.passes_on(self.bot, *signed(self.staged, {"payload": json.dumps(pressed)}))
        assert answer.status_code == 200

    def checks(self, editor: Person) -> None:
        """Everything was tried in vain, and what the editor did is in the log."""
        assert not self.faults, "\n".join(self.faults)
        assert self.tried == set(self.things)
        done = rows(self.staged, "select actor, action, edition_id from audit")
        logged = {action: edition_id for actor, action, edition_id in done if actor == editor.id}
        for entry in filter(None, self.things.values()):
            assert entry in logged, entry
            assert bool(logged[entry]) is (entry not in ABOUT_NO_EDITION), entry

    def _try(self, bot: Bot, thing: Thing, form: Mapping[str, str]) -> None:
        before, refused = state(self.staged), len(rows(self.staged, REFUSED))
        for person in self.people:
            self.told = ""
            answer = bot.hears(*signed(self.staged, self._as(person, form)))
            heard = self.told + str(answer.json() if answer.content else "")
            logged = rows(self.staged, REFUSED)[refused:]
            refused += len(logged)
            if [actor for actor, _ in logged] != [person.id]:
                self.faults.append(f"{thing} by {person}: refused {logged}, heard {heard}")
            elif not logged[0][1].startswith("Only an editor can ") or logged[0][1] not in heard:
                self.faults.append(f"{thing} by {person}: logged {logged}, heard {heard}")
        after = state(self.staged)
        self.faults += [f"{thing} changed {table}" for table in before if before[table] != after[table]]

    def _as(self, person: Person, form: Mapping[str, str]) -> dict[str, str]:
        """The same, done by somebody else."""
        team = self.home.get(person.id, self.staged.slack.team_id)
        if "command" in form:
            return {**form, "user_id": person.id, "user_name": person.name, "team_id": team}
        payload = json.loads(form["payload"])
        payload["user"] = {"id": person.id, "username": person.name, "name": person.name, "team_id": team}
        payload["team"] = {"id": team, "domain": "example"}
        if payload["type"] != "view_submission":
            payload["response_url"] = f"{self.address}/told"
        if payload.get("view", {}).get("type") == "home":  # a Home is one's own: they press it somewhere else
            del payload["view"]
            notes = self.staged.notes
            payload["channel"] = {"id": notes.id, "name": notes.name}
            payload["container"] = {"type": "message", "channel_id": notes.id, "message_ts": "1.1"}
        return {"payload": json.dumps(payload)}


def state(staged: Stage, no_matter: Collection[str] = NO_MATTER) -> dict[str, list[Any]]:
    """What the database says, table by table."""
    names = [table.name for table in metadata.sorted_tables if table.name not in no_matter]
    queries = {name: f"select {STATE.get(name, '*')} from {name}" for name in names}  # noqa: S608
    return {name: sorted(rows(staged, query), key=str) for name, query in queries.items()}


def thing_in(form: Mapping[str, str]) -> Thing:
    """What somebody does, in the words of the table."""
    if "command" in form:
        return "word", form.get("text", "").partition(" ")[0]
    payload = json.loads(form.get("payload") or "{}")
    match payload.get("type"):
        case "block_actions":
            action = payload["actions"][0]
            chosen = Chosen.read(action["selected_option"]["value"]) if action["action_id"] == Action.MENU else None
            return "action", (chosen.action if chosen else action["action_id"]).partition(":")[0]
        case "view_submission":
            return "submit", payload["view"]["callback_id"]
        case "shortcut" | "message_action":
            return "shortcut", payload["callback_id"]
        case "view_closed":
            return "closed", payload["view"]["callback_id"]
        case other:
            return "other", str(other)


@contextmanager
def trying(
    staged: Stage, people: Sequence[Person], home: Mapping[str, str], things: Mapping[Thing, str]
) -> Iterator[Impostors]:
    """Puts the server between, as long as an editor's story lasts."""
    impostors = Impostors(staged, people, home, things)
    with between(staged, impostors.passes_on, impostors.hears) as (bot, address):
        impostors.bot, impostors.address = bot, address
        yield impostors
