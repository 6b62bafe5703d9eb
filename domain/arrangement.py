"""How editors have arranged an edition's items: their order, which are featured, which are held back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from domain import english
from domain.errors import Conflict, WrongInput

LONGEST_REASON = 500  # characters


@dataclass(frozen=True, slots=True)
class Held:
    """Why an item is held back, and which editor said so. The reason is for the editors and the lead."""

    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What editors have decided about the items of an edition, by their keys. Items that ``order`` does not name follow
    the item that they follow by themselves; ``featured`` are so in this edition, beside projects that always are."""

    order: tuple[str, ...] = ()
    featured: frozenset[str] = frozenset()
    held: Mapping[str, Held] = field(default_factory=dict)


class Move(StrEnum):
    """Where an item may go in its section."""

    UP = "up"
    DOWN = "down"
    TOP = "to the top"


def in_order(keys: Sequence[str], order: Sequence[str]) -> list[str]:
    """``keys``, which stand as they stand by themselves, in the order that editors have given them."""
    known = set(keys)
    ordered = [key for key in order if key in known]
    placed = set(ordered)
    before: str | None = None
    for key in keys:
        if key not in placed:
            ordered.insert(ordered.index(before) + 1 if before else 0, key)
        before = key
    return ordered


def moved(arrangement: Arrangement, section: Sequence[str], key: str, move: Move) -> Arrangement:
    """With an item moved in its section, whose keys stand so now; raises ``Conflict`` at the end of it."""
    at, keys = section.index(key), list(section)
    to = {Move.UP: at - 1, Move.DOWN: at + 1, Move.TOP: 0}[move]
    if not 0 <= to < len(keys) or to == at:
        raise Conflict(f"It is the {'last' if move is Move.DOWN else 'first'} of its section already.")
    keys.insert(to, keys.pop(at))
    return ordered(arrangement, keys)


def ordered(arrangement: Arrangement, section: Sequence[str]) -> Arrangement:
    """With the items of a section in this order; those of other sections stay."""
    others = [key for key in arrangement.order if key not in section]
    return replace(arrangement, order=(*section, *others))


def featured(arrangement: Arrangement, key: str) -> Arrangement:
    """With an item featured in this edition: it stands where featured ones stand, at the top."""
    order = tuple(other for other in arrangement.order if other != key)
    return replace(arrangement, order=order, featured=arrangement.featured | {key})


def not_featured(arrangement: Arrangement, key: str) -> Arrangement:
    """With an item back where it stands by itself."""
    order = tuple(other for other in arrangement.order if other != key)
    return replace(arrangement, order=order, featured=arrangement.featured - {key})


def held_back(arrangement: Arrangement, key: str, reason: str, by: str) -> Arrangement:
    """With an item left out of the edition. The lead sees the reason, so there must be one."""
    if not reason.strip():
        raise WrongInput("reason", "Write why, in a sentence: the lead sees it.")
    if key in arrangement.held:
        raise Conflict("It is held back already. Nothing was changed.")
    return replace(arrangement, held={**arrangement.held, key: Held(reason.strip(), by)})


def put_back(arrangement: Arrangement, key: str) -> Arrangement:
    """With an item in the edition again."""
    if key not in arrangement.held:
        raise Conflict("It is not held back any more. Nothing was changed.")
    return replace(arrangement, held={other: held for other, held in arrangement.held.items() if other != key})


def order_from_lines(lines: Sequence[str], names: Mapping[str, str], place: str) -> list[str]:
    """The keys in the order of the lines, which are names; ``names`` are by key. Raises ``WrongInput`` at ``place``
    where a name is missing, unknown or stands twice."""
    keys = {" ".join(name.split()).casefold(): key for key, name in names.items()}
    typed = [" ".join(line.split()) for line in lines if line.strip()]
    unknown = [line for line in typed if line.casefold() not in keys]
    if unknown:
        raise WrongInput(place, f"No item is called {english.quoted(unknown[0])}. Write the names as they were.")
    found = [keys[line.casefold()] for line in typed]
    twice = [key for key, count in Counter(found).items() if count > 1]
    if twice:
        raise WrongInput(place, f"{english.quoted(names[twice[0]])} stands twice. Leave one of the two out.")
    missing = [names[key] for key in names if key not in found]
    if missing:
        raise WrongInput(
            place, f"{english.listing([english.quoted(name) for name in missing[:5]])} must stand here too."
        )
    return found
