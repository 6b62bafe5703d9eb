"""What stands beside a text, pictures and links, as plain JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from domain.update import Picture, WebLink

Json = dict[str, Any]


def pictures_as_json(pictures: Iterable[Picture]) -> list[Json]:
    """Pictures with their descriptions."""
    return [{"alt": picture.alt, "url": picture.url, "file": picture.file} for picture in pictures]


def pictures_from_json(raw: Iterable[Mapping[str, Any]]) -> tuple[Picture, ...]:
    """The inverse of ``pictures_as_json``."""
    return tuple(Picture(picture["alt"], picture["url"], picture.get("file", "")) for picture in raw)


def links_as_json(links: Iterable[WebLink]) -> list[Json]:
    """Links with their words."""
    return [{"url": link.url, "text": link.text} for link in links]


def links_from_json(raw: Iterable[Mapping[str, Any]]) -> tuple[WebLink, ...]:
    """The inverse of ``links_as_json``."""
    return tuple(WebLink(link["url"], link["text"]) for link in raw)
