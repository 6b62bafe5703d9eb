"""What leads are told once an edition with their updates is published."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from domain.delivery import Message
from domain.edition import Edition
from domain.project import Project
from domain.text.normal_form import normalise
from domain.text.rich_text import BOLD, Inline, Link, Paragraph, Text
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action
from rendering.slack.kit.messages import Piece, beneath, pieces, say


@dataclass(frozen=True, slots=True)
class Published:
    """An update that is published: how much editors changed since its leads wrote it, and where it is to be read,
    if Slack has told."""

    project: Project
    update_id: str
    changed: Sequence[str]
    permalink: str = ""


def thanks(edition: Edition, published: Sequence[Published]) -> list[Message]:
    """One message, or as many as very many projects need."""
    parts = (piece for one in published for piece in _pieces(one))
    return beneath(f"Thank you. {edition.title} is published, with what you wrote:", parts)


def nothing_left(edition: Edition) -> Message:
    """What takes the place of the thanks once all that a lead wrote was taken down."""
    return say(f"{edition.title} is published. What you wrote for it was taken down and is not in it any more.")


def _pieces(one: Published) -> Iterator[Piece]:
    name: Inline = Link(one.permalink, one.project.name, BOLD) if one.permalink else Text(one.project.name, BOLD)
    if not one.changed:
        yield from pieces(normalise((Paragraph((name, Text(": as you wrote it."))),)))
        return
    said = Text(f": the editors have changed words of yours. {'; '.join(one.changed)}.")
    yield from (replace(piece, keeps=True) for piece in pieces(normalise((Paragraph((name, said)),))))
    label = f"See earlier versions of {blocks.shortened(one.project.name)}"
    yield Piece(blocks.actions(blocks.button(label, Action.HISTORY, one.update_id)))
