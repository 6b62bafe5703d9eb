"""Files in the format ``sprint-notes/1``: reading them with errors that name the place, and writing them."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from domain.errors import SprintNotesError
from services.files.file_format import EditionFile


class WrongFile(SprintNotesError):
    """A file that is not in the format; ``problems`` has a line for each place."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read(text: str) -> EditionFile:
    """A file's contents; raises ``WrongFile`` with a line for each problem: the place, and what to write."""
    try:
        raw = json.loads(text, object_pairs_hook=_Object)
    except (ValueError, RecursionError) as error:
        raise WrongFile([f"This is not JSON: {error}"]) from None
    try:
        file = EditionFile.model_validate(raw)
    except ValidationError as error:
        raise WrongFile([*_doubled(raw), *map(_problem, error.errors())]) from None
    problems = [*_doubled(raw), *_twice(file), *_strangers(file), *_of_two_minds(file)]
    if file.edition is None and (file.news or file.updates):
        problems.append("edition: “edition” is missing; news and updates belong to one")
    if problems:
        raise WrongFile(problems)
    return file


def write(file: EditionFile) -> str:
    """The file as text that ``read`` understands; what is empty is left out."""
    return json.dumps(file.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False, indent=2) + "\n"


class _Object(dict[str, Any]):
    """A JSON object that remembers the keys that were written twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.doubled = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]


def _doubled(value: object, *loc: int | str) -> Iterator[str]:
    """Keys that stand twice in one object: only the last would count."""
    if isinstance(value, _Object):
        for key in value.doubled:
            yield f"{_place_of((*loc, key))}: “{key}” stands here more than once; keep one"
        for key, part in value.items():
            yield from _doubled(part, *loc, key)
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _doubled(part, *loc, place)


def _problem(details: ErrorDetails) -> str:
    """One line: the place, and what to write there."""
    place = _place_of(details["loc"])
    return f"{place}: {_what(details)}" if place else _what(details)


def _place_of(loc: tuple[int | str, ...]) -> str:
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


def _twice(file: EditionFile) -> list[str]:
    news = [item.id or str(place) for place, item in enumerate(file.news, 1)]
    ids = (
        ("projects[{}].key", [project.key for project in file.projects], "is the key of an earlier project too"),
        ("updates[{}].project", [update.project for update in file.updates], "has an update already"),
        ("news[{}].id", news, "is the id of an earlier item too"),
    )
    return [
        f"{place.format(n)}: “{key}” {fault}"
        for place, keys, fault in ids
        for n, key in enumerate(keys)
        if key in keys[:n]
    ]


def _strangers(file: EditionFile) -> list[str]:
    keys = {project.key for project in file.projects}
    known = ", ".join(sorted(keys)) or "none"
    answers = file.edition.nothing_to_report if file.edition else []
    named = [
        *((f"edition.nothing_to_report[{n}]", answer.project) for n, answer in enumerate(answers)),
        *((f"updates[{n}]", update.project) for n, update in enumerate(file.updates)),
    ]
    return [
        f"{place}.project: no project has the key “{key}”; the file’s projects are: {known}"
        for place, key in named
        if key not in keys
    ]


def _of_two_minds(file: EditionFile) -> list[str]:
    """Projects that say something and that there is nothing to say, or say that twice."""
    answers = [answer.project for answer in file.edition.nothing_to_report] if file.edition else []
    told = {update.project for update in file.updates}
    return [
        f"edition.nothing_to_report[{n}].project: “{key}” {'has an update' if key in told else 'stands here'} already"
        for n, key in enumerate(answers)
        if key in told or key in answers[:n]
    ]
