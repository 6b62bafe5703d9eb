"""What stands in the inputs of a submitted form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from domain.errors import WrongInput

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Values:
    """Values by action id; every input of a form has its own."""

    by_action: dict[str, Json]

    def text(self, action: str) -> str:
        """What stands in a text or number input."""
        return str(self._given(action).get("value") or "")

    def rich_text(self, action: str) -> Json | None:
        """What stands in a rich text input."""
        return self._given(action).get("rich_text_value")

    def option(self, action: str) -> str:
        """The value of the option picked in a menu."""
        return str((self._given(action).get("selected_option") or {}).get("value", ""))

    def conversation(self, action: str) -> str:
        """The id of the conversation picked."""
        given = self._given(action)
        return str(given.get("selected_conversation") or given.get("selected_channel") or "")

    def person(self, action: str) -> str:
        """The id of the person picked."""
        return str(self._given(action).get("selected_user") or "")

    def day(self, action: str) -> str:
        """The date picked, as ``2021-11-25``."""
        return str(self._given(action).get("selected_date") or "")

    def time(self, action: str) -> str:
        """The time picked, as ``17:00``."""
        return str(self._given(action).get("selected_time") or "")

    def users(self, action: str) -> tuple[str, ...]:
        """The ids of the people picked."""
        return tuple(self._given(action).get("selected_users") or ())

    def ticked(self, action: str) -> bool:
        """Whether anything is ticked in a row of boxes."""
        return bool(self._given(action).get("selected_options"))

    def choices(self, action: str) -> tuple[str, ...]:
        """The values of what is ticked in a row of boxes."""
        return tuple(str(option["value"]) for option in self._given(action).get("selected_options") or ())

    def files(self, action: str) -> list[Json]:
        """The files chosen."""
        return list(self._given(action).get("files") or ())

    def _given(self, action: str) -> Json:
        return self.by_action.get(action, {})


def values(view: Json) -> Values:
    """The values of a view's inputs."""
    blocks = view["state"]["values"].values()
    return Values({action: value for block in blocks for action, value in block.items()})


def day_and_time(view: Json, day_field: str, time_field: str) -> tuple[date, time]:
    """The day and the time picked in two inputs of a view."""
    given = values(view)
    day, at = given.day(day_field), given.time(time_field)
    if not day:
        raise WrongInput(day_field, "Pick a day.")
    if not at:
        raise WrongInput(time_field, "Pick a time.")
    return date.fromisoformat(day), time.fromisoformat(at)


def opened_with(view: Json) -> Values:
    """The values that stood in a view's inputs when it was opened, as far as its elements say so."""
    kept = {
        "value": "initial_value",
        "rich_text_value": "initial_value",
        "selected_date": "initial_date",
        "selected_time": "initial_time",
        "selected_option": "initial_option",
        "selected_options": "initial_options",
        "selected_users": "initial_users",
        "selected_conversation": "initial_conversation",
    }
    elements = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    return Values(
        {element["action_id"]: {name: element.get(initial) for name, initial in kept.items()} for element in elements}
    )
