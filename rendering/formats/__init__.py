"""The formats of an edition. Each is a pure function of the document, made from the tree and from nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.document import Document
from rendering.formats import html, json, markdown, text


@dataclass(frozen=True, slots=True)
class Format:
    """What a file in this format is called at its end, and how it is made."""

    suffix: str
    render: Callable[[Document], str]


FORMATS: Mapping[str, Format] = {
    "markdown": Format(".md", markdown.document),
    "html": Format(".html", html.document),
    "text": Format(".txt", text.document),
    "json": Format(".json", json.document),
}
