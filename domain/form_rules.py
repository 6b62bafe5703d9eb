"""What a form for an update must say, and how it becomes an update."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from domain.errors import WrongInput
from domain.inputs import Input, fault_of, value_of
from domain.update import UpdateContent
from domain.update_fields import FIELDS, ROWS, SINGLE
from domain.update_form import FormValues


def content_of(form: FormValues, today: date) -> UpdateContent:
    """The update that a form makes, without empty rows; raises ``WrongInput`` for all that needs another value."""
    wrong = list(_wrong(form, today))
    if wrong:
        raise WrongInput(wrong[0].place, wrong[0].message, wrong[1:])
    return _content(form)


def readable(form: FormValues, today: date) -> UpdateContent:
    """As much of the update as can be read already: for a preview of a form that is not finished."""
    whole: dict[str, Any] = {
        part: tuple(row for n, row in enumerate(getattr(form, part)) if not rows.wrong(n, row, today))
        for part, rows in ROWS.items()
    }
    return _content(replace(form, **whole))


def _wrong(form: FormValues, today: date) -> Iterator[WrongInput]:
    for one in SINGLE:
        if fault := fault_of(one, getattr(form, one.name)):
            yield WrongInput(one.name, fault)
    for part, rows in ROWS.items():
        wrong = (rows.wrong(n, row, today) for n, row in rows.filled(getattr(form, part)))
        yield from filter(None, wrong)


def _content(form: FormValues) -> UpdateContent:
    values: dict[str, Any] = {}
    for field in FIELDS:
        given = getattr(form, field.name)
        if isinstance(field, Input):
            values[field.name] = value_of(field, given)
        else:
            values[field.stored] = tuple(field.thing_of(row) for _, row in field.filled(given))
    return UpdateContent(**values)
