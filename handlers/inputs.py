"""What stands in the inputs of an open form, read as its fields say."""

from typing import Any

from domain.inputs import Input, InputRows, Kind
from handlers.state import Values


def shown_in(view: dict[str, Any]) -> set[str]:
    """The action ids of the inputs that a view shows."""
    return {block["element"]["action_id"] for block in view["blocks"] if block["type"] == "input"}


def read(given: Values, one: Input, name: str = "") -> Any:
    """What stands in an input; ``name`` is its action id where that is not its own name."""
    name = name or one.name
    match one.kind:
        case Kind.TEXT:
            return given.words(name)
        case Kind.CHOICE:
            return given.option(name)
    return given.line(name)


def read_row(given: Values, rows: InputRows, n: int, **more: object) -> Any:
    """What stands in the row with this number, and ``more`` that is read in another way."""
    return rows.row(**{one.name: read(given, one, rows.id_of(one.name, n)) for one in rows.inputs}, **more)
