"""Pictures that Slack does not show: which of a message's they are, and what stands in their place.

Slack fetches each picture when it takes a message, and refuses the whole message where it cannot. It mostly names the
block: ``[ERROR] downloading image failed [json-pointer:/blocks/3/image_url]``. What is said stays the same with a
picture's description and link in its place.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from domain.delivery import Payload

Json = dict[str, Any]

DIGEST_LENGTH = 16  # hexadecimal digits
_BLOCK = re.compile(r"json-pointer:\S*?\bblocks\\?/(\d+)")
_AROUND = re.compile(r"^\[ERROR\]\s*|\s*\[json-pointer:[^\]]*\]")
_ABOUT_A_PICTURE = re.compile(r"image|picture|slack.?file|file_(?:deleted|not_found)|download", re.IGNORECASE)


def name_of(block: Json) -> str:
    """The id or the address of the picture in a block, which is what it is known by; empty for other blocks."""
    if block.get("type") != "image":
        return ""
    file = block.get("slack_file") or {}
    return str(file.get("id") or file.get("url") or block.get("image_url", ""))


def digest_of(name: str) -> str:
    """A picture's name in as few characters as a button may carry."""
    return hashlib.sha256(name.encode()).hexdigest()[:DIGEST_LENGTH]


def described_in(blocks: Iterable[Json]) -> dict[str, str]:
    """What each picture in the blocks shows, by its name."""
    return {name_of(block): str(block["alt_text"]) for block in blocks if name_of(block)}


def refused(blocks: Sequence[Json], answer: Mapping[str, Any]) -> dict[str, str]:
    """The pictures in the blocks because of which Slack has refused them, each with Slack's words: those that its
    answer names, else all of them where it is about pictures, or about blocks in general."""
    error = str(answer.get("error", ""))
    objections = (answer.get("response_metadata") or {}).get("messages") or answer.get("errors") or ()
    words = {objection: _AROUND.sub("", objection) for objection in map(str, objections)}
    places = {objection: int(found[1]) for objection in words if (found := _BLOCK.search(objection))}
    if places:
        return {
            name_of(blocks[place]): words[objection]
            for objection, place in places.items()
            if place < len(blocks) and name_of(blocks[place])
        }
    said = "; ".join(words.values()) or error
    is_about_pictures = bool(_ABOUT_A_PICTURE.search(said)) or (error == "invalid_blocks" and not words)
    return dict.fromkeys(described_in(blocks), said) if is_about_pictures else {}


def without(payload: Payload, pictures: Collection[str]) -> Payload:
    """The message or view with the descriptions of these pictures in their place; to delete a message or to ask where
    it is, nothing is shown."""
    if not pictures or "blocks" not in payload:
        return payload
    blocks = [_description(block) if name_of(block) in pictures else block for block in payload["blocks"]]
    return {**payload, "blocks": blocks}


def _description(block: Json) -> Json:
    """What a picture shows, with the way to it where that is known."""
    said: Json = {"type": "text", "text": block["alt_text"]}
    if address := block.get("image_url"):
        said = {"type": "link", "url": address, "text": block["alt_text"]}
    shown = [{"type": "text", "text": "Image: "}, said]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": shown}]}
