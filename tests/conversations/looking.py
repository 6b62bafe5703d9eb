"""What a person has in front of them, and what the database holds."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

from slack_sandbox.person import Person
from slack_sandbox.text import as_text

from tests.stage import Stage

Json = dict[str, Any]
AT_NINE = r"9(:[0-5]\d)?am on Thursday 5 March 2026"  # when stories begin; on a busy machine it may be a little later


def form(person: Person) -> str:
    """The open modal as text."""
    shown = person.modal
    assert shown is not None, f"{person.real_name} has no modal open"
    return as_text(shown)


def field(person: Person, label: str) -> str:
    """What stands in a field of the open form, as text."""
    value = _state(person, label)
    for key in ("value", "selected_date", "selected_time", "selected_conversation"):
        if value.get(key):
            return str(value[key])
    if value.get("selected_option"):
        return str(value["selected_option"]["text"]["text"])
    return as_text({"blocks": [value["rich_text_value"]]}) if value.get("rich_text_value") else ""


def offered(person: Person, label: str) -> list[str]:
    """The options of a menu in the open form."""
    element = _input(person, label)["element"]
    options = element.get("options") or [option for group in element["option_groups"] for option in group["options"]]
    return [option["text"]["text"] for option in options]


def rows(staged: Stage, query: str) -> list[tuple[Any, ...]]:
    """Rows of the bot's SQLite file."""
    with closing(sqlite3.connect(staged.folder / "sprint-notes.db")) as database:
        return database.execute(query).fetchall()


def headlines(staged: Stage) -> list[str]:
    """The headlines of all revisions, oldest first."""
    return [json.loads(content)["headline"] for (content,) in rows(staged, "select content from revisions order by id")]


def card_is_current(staged: Stage) -> bool:
    """Whether the draft's card in front of the editors is about what the draft says by now."""
    [(content,)] = rows(staged, "select content from editions where state = 'drafted'")
    return content in json.dumps(staged.draft().blocks)


def _input(person: Person, label: str) -> Json:
    shown = person.modal
    assert shown is not None, f"{person.real_name} has no modal open"
    found = [block for block in shown["blocks"] if block["type"] == "input" and block["label"]["text"] == label]
    assert found, f"no field {label} in:\n{as_text(shown)}"
    return dict(found[0])


def _state(person: Person, label: str) -> Json:
    block = _input(person, label)
    assert person.modal is not None
    return dict(person.modal["state"]["values"][block["block_id"]][block["element"]["action_id"]])
