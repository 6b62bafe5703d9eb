"""What a form for an update must say, and how it becomes an update."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from domain.errors import WrongInput
from domain.inputs import Input, fault_of, value_of
from domain.update import UpdateContent
from domain.update_fields import FIELDS, ROWS, SINGLE
from domain.update_form import FormValues


def content_of(typed: FormValues, today: date) -> UpdateContent:
    """The update that a form makes; empty rows are left out. Raises ``WrongInput`` that names every input that
    needs another value."""
    wrong = list(_wrong(typed, today))
    if wrong:
        raise WrongInput(wrong[0].place, wrong[0].message, wrong[1:])
    return _content(typed)


def readable(typed: FormValues, today: date) -> UpdateContent:
    """As much of the update as can be read already: for a preview of a form that is not finished."""
    whole: dict[str, Any] = {
        part: tuple(row for n, row in enumerate(getattr(typed, part)) if not rows.wrong(n, row, today))
        for part, rows in ROWS.items()
    }
    return _content(replace(typed, **whole))


def _wrong(typed: FormValues, today: date) -> Iterator[WrongInput]:
    for one in SINGLE:
        if fault := fault_of(one, getattr(typed, one.name)):
            yield WrongInput(one.name, fault)
    for part, rows in ROWS.items():
        wrong = (rows.wrong(n, row, today) for n, row in rows.filled(getattr(typed, part)))
        yield from filter(None, wrong)


def _content(typed: FormValues) -> UpdateContent:
    values: dict[str, Any] = {}
    for field in FIELDS:
        given = getattr(typed, field.name)
        if isinstance(field, Input):
            values[field.name] = value_of(field, given)
        else:
            values[field.stored] = tuple(field.thing_of(row) for _, row in field.filled(given))
    return UpdateContent(**values)
