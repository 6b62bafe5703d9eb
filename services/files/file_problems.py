"""What is said about a place in a file that is not in the format."""

from __future__ import annotations

from pydantic_core import ErrorDetails


def problem(details: ErrorDetails) -> str:
    """One line: the place, and what to write there."""
    place = place_of(details["loc"])
    return f"{place}: {_what(details)}" if place else _what(details)


def place_of(loc: tuple[int | str, ...]) -> str:
    """``updates[0].asks[1].last_day``."""
    place = ""
    for step in loc:
        place += f"[{step}]" if isinstance(step, int) else f".{step}" if place else str(step)
    return place


def _what(details: ErrorDetails) -> str:
    kind, given = details["type"], details["input"]
    last = details["loc"][-1] if details["loc"] else ""
    said: dict[str, str] = {
        "extra_forbidden": f"“{last}” is not a key of this format; check its spelling or remove it",
        "missing": f"“{last}” is missing",
        "model_type": "an object { … } is expected here",
        "list_type": "a list [ … ] is expected here",
        "string_type": "text in quotes is expected here",
        "literal_error": f"“{given}” is not known here; write {details.get('ctx', {}).get('expected', '')}",
        "enum": f"“{given}” is not known here; write {details.get('ctx', {}).get('expected', '')}",
        "int_type": "a whole number without quotes is expected here",
        "decimal_type": "a number without quotes is expected here",
        "finite_number": "a number without quotes is expected here",
        "bool_type": "true or false is expected here, without quotes",
        "timezone_aware": f"“{given}” needs a time zone; write one like 2021-12-08T17:00:00Z",
        "greater_than_equal": f"“{given}” is too small; write {details.get('ctx', {}).get('ge', '')} or more",
        "less_than_equal": f"“{given}” is too large; write {details.get('ctx', {}).get('le', '')} or less",
        "too_short": "this must not be empty",
        "too_long": f"this is longer than {details.get('ctx', {}).get('max_length', '')} characters",
    }
    if kind.startswith(("date_", "datetime_", "time_")):
        example = {"date": "2021-11-25", "time": "17:00"}.get(kind.split("_")[0], "2021-12-08T17:00:00Z")
        return f"“{given}” is not a {kind.split('_')[0]}; write one like {example}"
    return said.get(kind, f"{details['msg'][:1].lower()}{details['msg'][1:]}")
