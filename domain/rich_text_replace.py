"""Other words at one place of a text; styles, links and everything else stay."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz.distance import Postfix, Prefix

from domain.rich_text import Leaf, Leaves, Link, RichText, Text, merge, normalise, plain
from domain.rich_text_walk import map_leaves


def with_instead(text: RichText, line: str, at: int, found: str, instead: str) -> RichText:
    """The text with ``instead`` in the place of ``found``, which stands at ``at`` in its first line that reads
    ``line``; the same text where no line does."""
    is_done = False

    def change(leaves: Leaves) -> Leaves:
        nonlocal is_done
        if is_done or plain(leaves) != line:
            return leaves
        is_done = True
        return replaced(leaves, at, found, instead)

    return normalise(map_leaves(text, change))


def replaced(leaves: Leaves, at: int, found: str, instead: str) -> Leaves:
    """The leaves with ``instead`` in the place of ``found`` at ``at``. Characters that are the same stay where and
    as they are; new ones are set like the first that they replace, or like the one before them.

    The same leaves where a mention or an emoji would have to go: they are no words.
    """
    start, end, words = _smallest_change(at, found, instead)
    first = start if start < end else max(start - 1, 0)
    out: list[Leaf] = []
    place = 0
    for leaf in leaves:
        after = place + len(plain((leaf,)))
        new = words if place <= first < after else ""
        if isinstance(leaf, Text | Link):
            kept = leaf.text[: max(start - place, 0)], leaf.text[max(end - place, 0) :]
            out.append(replace(leaf, text=new.join(kept)))
        elif place < end and start < after:
            return leaves
        else:
            out += [Text(new), leaf] if start <= place else [leaf, Text(new)]
        place = after
    return merge(out)


def _smallest_change(at: int, found: str, instead: str) -> tuple[int, int, str]:
    """Where what really changes begins and ends, and what comes there."""
    before = Prefix.similarity(found, instead)
    found, instead = found[before:], instead[before:]
    after = Postfix.similarity(found, instead)
    return at + before, at + before + len(found) - after, instead[: len(instead) - after]
