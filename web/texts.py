"""Texts as HTML for the web."""

from markupsafe import Markup

from domain.text import rich_text
from domain.text.addresses import is_web_address
from domain.text.rich_text import Block, Inlines, Link, Paragraph, RichText, Text
from domain.text.rich_text_walk import map_innermost
from rendering.formats import html

PICTURE = "Picture: "


def text(rich: RichText, highest_heading: int = 2) -> Markup:
    """A text as HTML, guarded; what it shows from elsewhere is a link, so that nothing is loaded from there."""
    return html.guard(str(html.text(map_innermost(rich, _without_loading), highest_heading)))


def _without_loading(block: Block) -> Block:
    if not isinstance(block, rich_text.Image):
        return block
    words = block.alt or "without a description"
    where: Inlines = (Link(block.url, words),) if is_web_address(block.url) else (Text(words),)
    return Paragraph((Text(PICTURE), *where))
