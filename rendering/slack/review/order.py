"""“Put in order”: the names of an edition's items, a line each, to be moved about."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.edition import Edition
from domain.inputs import Kind
from domain.sentence import Sentence
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Callback, Field
from rendering.slack.kit.inputs import entry
from rendering.slack.kit.messages import in_groups
from rendering.slack.kit.values import Opened

LONGEST_TEXT = 3_000  # characters of a text input (contract: plain_text_input)
ROOM = 600  # of them, for lines that are moved into it


@dataclass(frozen=True, slots=True)
class OrderSection:
    """A section's items: their names by key, in their order."""

    heading: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderForm:
    """The form. ``typed`` are the lines of each section as an editor has typed them, where that is not the order
    that is stored; ``notice`` says why they see it again."""

    edition: Edition
    sections: Sequence[OrderSection]
    typed: Sequence[Sequence[str]] = ()
    notice: Sentence = ""

    @property
    def base(self) -> str:
        """A fingerprint of this order of these items."""
        keys = json.dumps([list(section.names) for section in self.sections])
        return hashlib.sha256(keys.encode()).hexdigest()[:16]

    @property
    def lines(self) -> list[list[str]]:
        """What stands in the form: what was typed, with what has come since at the end."""
        stored = [list(section.names.values()) for section in self.sections]
        if len(self.typed) != len(stored):
            return stored
        return [
            [*typed, *(name for name in names if name not in typed)]
            for typed, names in zip(self.typed, stored, strict=True)
        ]


def form(view: OrderForm) -> blocks.Block:
    shown: list[blocks.Block] = [
        blocks.words("Cut a line and paste it where you want it. The draft follows when you save.")
    ]
    if view.notice:
        shown = [blocks.words(view.notice, bold=True), *_as_stored(view), blocks.divider(), *shown]
    for place, (section, lines) in enumerate(zip(view.sections, view.lines, strict=True)):
        parts = in_groups(lines, lambda line: [len(line) + 1], LONGEST_TEXT - ROOM)  # room for a line to be pasted in
        for part, some in enumerate(parts):
            label = section.heading if len(parts) == 1 else f"{section.heading}, part {part + 1} of {len(parts)}"
            name = f"{Field.ORDER}:{place}:{part}"
            shown.append(entry(name, label, Kind.LINE, "\n".join(some), multiline=True, max_length=LONGEST_TEXT))
    about = Opened(view.base, view.edition.id)
    return blocks.modal(
        f"Order of edition {view.edition.number}", shown, callback=Callback.ORDER, metadata=about, submit="Save order"
    )


def _as_stored(view: OrderForm) -> Iterator[blocks.Block]:
    """The order that somebody else has stored meanwhile."""
    for section in view.sections:
        yield blocks.words(f"{section.heading}, as it stands now", bold=True)
        yield blocks.words("\n".join(f"{n}. {name}" for n, name in enumerate(section.names.values(), 1)))
