"""Other words at one place of a text; styles, links and everything else stay."""

from dataclasses import replace

from rapidfuzz.distance import Postfix, Prefix

from domain.text.inline import merge, plain
from domain.text.normal_form import normalise
from domain.text.rich_text import Inline, Inlines, Link, RichText, Text
from domain.text.rich_text_walk import map_inlines
from domain.text.spaces import with_plain_spaces


def with_instead(text: RichText, line: str, at: int, found: str, instead: str) -> RichText:
    """The text with ``instead`` in the place of ``found``, which stands at ``at`` in its first line that reads
    ``line``, in plain spaces; the same text where no line does."""
    is_done = False

    def change(inlines: Inlines) -> Inlines:
        nonlocal is_done
        if is_done or with_plain_spaces(plain(inlines)) != line:
            return inlines
        is_done = True
        return replaced(inlines, at, found, instead)

    return normalise(map_inlines(text, change))


def with_address(text: RichText, was: str, now: str) -> RichText:
    """The text with every link that leads to an address leading to another; where the address is also what is read,
    so is the other."""

    def change(inline: Inline) -> Inline:
        if not isinstance(inline, Link) or inline.url != was:
            return inline
        return replace(inline, url=now, text=now if inline.text == was else inline.text)

    return normalise(map_inlines(text, lambda inlines: tuple(map(change, inlines))))


def replaced(inlines: Inlines, at: int, found: str, instead: str) -> Inlines:
    """The inlines with ``instead`` in the place of ``found``: new characters are set like the first that they replace,
    or the one before. The same inlines where a mention or an emoji would have to go: they are no words."""
    start, end, words = _smallest_change(at, found, instead)
    first = start if start < end else max(start - 1, 0)
    out: list[Inline] = []
    place = 0
    for inline in inlines:
        after = place + len(plain((inline,)))
        new = words if place <= first < after else ""
        if isinstance(inline, Text | Link):
            kept = inline.text[: max(start - place, 0)], inline.text[max(end - place, 0) :]
            out.append(replace(inline, text=new.join(kept)))
        elif place < end and start < after:
            return inlines
        else:
            out += [Text(new), inline] if start <= place else [inline, Text(new)]
        place = after
    return merge(out)


def _smallest_change(at: int, found: str, instead: str) -> tuple[int, int, str]:
    """Where what really changes begins and ends, and what comes there."""
    before = Prefix.similarity(found, instead)
    found, instead = found[before:], instead[before:]
    after = Postfix.similarity(found, instead)
    return at + before, at + before + len(found) - after, instead[: len(instead) - after]
