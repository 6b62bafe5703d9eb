"""Two people in one form: what somebody has changed of a thing, and how both changes come together."""

import hashlib
from collections.abc import Collection
from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Thing = TypeVar("Thing", bound="DataclassInstance")


def fingerprint(thing: object) -> str:
    """20 characters, equal for equal things and others after any change. No sets in it: those have no order."""
    return hashlib.sha256(repr(thing).encode()).hexdigest()[:20]


def touched(before: Thing, after: Thing) -> frozenset[str]:
    """The names of the fields that are not the same."""
    names = [field.name for field in fields(before)]
    return frozenset(name for name in names if getattr(before, name) != getattr(after, name))


def merged(now: Thing, wanted: Thing, changed: Collection[str]) -> Thing:
    """``now`` with the ``changed`` fields as somebody wants them; the rest stays as it is."""
    return replace(now, **{name: getattr(wanted, name) for name in changed})
