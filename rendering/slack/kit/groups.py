"""What is too much for one place of Slack's, in as few as hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")


def in_groups(things: Iterable[T], needs: Callable[[T], Sequence[int]], *most: int) -> list[list[T]]:
    """In order, as many to a group as it may hold: ``needs`` says of a thing how much it takes of each of ``most``.
    What is larger than that has a group of its own. At least one group."""
    groups: list[list[T]] = [[]]
    left: Sequence[int] = most
    for thing in things:
        wanted = needs(thing)
        if groups[-1] and any(want > room for want, room in zip(wanted, left, strict=True)):
            groups.append([])
            left = most
        left = [room - want for want, room in zip(wanted, left, strict=True)]
        groups[-1].append(thing)
    return groups


def in_parts(text: str, longest: int) -> list[str]:
    """Whole lines, as many characters to a part as it may hold; a line longer than that goes on in the next part."""
    lines = text.splitlines(keepends=True)
    pieces = (line[at : at + longest] for line in lines for at in range(0, len(line), longest))
    return ["".join(group) for group in in_groups(pieces, lambda piece: [len(piece)], longest)]
