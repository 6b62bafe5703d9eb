"""Headings in their order: none skips a level, whatever they were written with."""

from domain.text.rich_text import Block, Heading, RichText
from domain.text.rich_text_walk import map_innermost

LOWEST = 6


def stepped(text: RichText, highest: int, lowest: int = LOWEST) -> RichText:
    """The text with headings of levels ``highest`` to ``lowest``, each at most one level below the one it is under."""
    above: list[int] = []

    def lowered(block: Block) -> Block:
        if not isinstance(block, Heading):
            return block
        while above and above[-1] >= block.level:
            above.pop()
        above.append(block.level)
        return Heading(min(lowest, highest + len(above) - 1), block.content)

    return map_innermost(text, lowered)
