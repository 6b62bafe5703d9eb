"""Whether Slack has the pictures that it is to show: it fetches addresses, and looks its own files up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sandbox.rules import Finding, Refused
from slack_sandbox.world import JSON, World


def judge_pictures(blocks: Any, world: World, at: str = "/blocks", code: str = "invalid_blocks") -> None:
    """Raises Refused where a picture in these blocks cannot be fetched, or is no file that Slack has."""
    findings = list(_objections(blocks, world, at))
    if findings:
        raise Refused(code, findings)


def judge_pictures_of_view(view: JSON, world: World) -> None:
    """The same for the pictures in a view."""
    judge_pictures(view["blocks"], world, "/view/blocks", "invalid_arguments")


def _objections(part: Any, world: World, at: str) -> Iterator[Finding]:
    if isinstance(part, list):
        for place, inner in enumerate(part):
            yield from _objections(inner, world, f"{at}/{place}")
    elif isinstance(part, dict):
        if part.get("type") == "image":
            yield from _objection(part, world, at)
        for key, value in part.items():
            yield from _objections(value, world, f"{at}/{key}")


def _objection(image: JSON, world: World, at: str) -> Iterator[Finding]:
    address, file = str(image.get("image_url") or ""), image.get("slack_file")
    if any(part in address for part in world.unreachable):
        yield Finding(f"{at}/image_url", "picture", "downloading image failed", "observed")
    if file and not _is_there(file, world):
        yield Finding(f"{at}/slack_file", "picture", "invalid slack file", "observed")


def _is_there(file: JSON, world: World) -> bool:
    known = [one for one in world.files.values() if one.shared]
    return any(one.id == file.get("id") or f"-{one.id}/" in str(file.get("url") or "") for one in known)
