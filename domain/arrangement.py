"""How editors have arranged an edition's items: their order, which are featured, which are held back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Held:
    """Why an item is held back, and which editor said so. The reason is for the editors and the lead."""

    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What editors have decided about the items of an edition, by their keys.

    ``order`` is empty while the items stand as they stand by themselves. Items that it does not name, because
    they came later, follow the item that they would follow by themselves.
    """

    order: tuple[str, ...] = ()
    featured: frozenset[str] = frozenset()
    held: Mapping[str, Held] = field(default_factory=dict)
