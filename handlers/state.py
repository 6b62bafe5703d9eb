"""What stands in the inputs of a submitted form."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any, TypeVar

from domain.errors import WrongInput
from domain.text.inline import one_line
from domain.text.rich_text import RichText
from rendering.slack.kit.rich_text_read import read

Given = TypeVar("Given")
Json = dict[str, Any]
PICKED = ("selected_conversation", "selected_channel", "selected_user", "selected_date", "selected_time")


@dataclass(frozen=True, slots=True)
class Values:
    """Values by action id; every input of a form has its own."""

    by_action: dict[str, Json]

    def text(self, action: str) -> str:
        """What was typed, or the id of what was picked, the day as ``2021-11-25``, the time as ``17:00``."""
        given = self._given(action)
        return next((str(given[key]) for key in ("value", *PICKED) if given.get(key)), "")

    def line(self, action: str) -> str:
        """What stands in a text input, as one clean line."""
        return one_line(self.text(action))

    def words(self, action: str) -> RichText:
        """What stands in a rich text input, as a text."""
        return read(self._given(action).get("rich_text_value"))

    def option(self, action: str) -> str:
        """The value of the option picked in a menu."""
        return str((self._given(action).get("selected_option") or {}).get("value", ""))

    def users(self, action: str) -> tuple[str, ...]:
        """The ids of the people picked."""
        return tuple(self._given(action).get("selected_users") or ())

    def moment(self, day: str, at: str) -> tuple[date, time]:
        """The day and the time picked in two inputs; raises ``WrongInput`` without either."""
        picked_day = needed(self.text(day), day, "Pick a day.")
        picked_time = needed(self.text(at), at, "Pick a time.")
        return date.fromisoformat(picked_day), time.fromisoformat(picked_time)

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


def needed(given: Given, place: str, what_to_do: str) -> Given:
    """What was given; raises ``WrongInput`` about the input called ``place`` for nothing."""
    if not given:
        raise WrongInput(place, what_to_do)
    return given


def opened_with(view: Json) -> Values:
    """The values that stood in a view's inputs when it was opened, as far as its elements say so."""
    elements = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    return Values({element["action_id"]: _first_value(element) for element in elements})


def _first_value(element: Json) -> Json:
    value = element.get("initial_value")
    picked = (*PICKED, "selected_option", "selected_options", "selected_users")
    initial = {key: element.get(key.replace("selected", "initial")) for key in picked}
    return {"value": value, "rich_text_value": value, **initial}
