"""What opens an edition and what closes it: the editors' words of this edition, else those of the unit's template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from domain import rich_text_json
from domain.edition import Edition, EditionState
from domain.errors import Conflict, WrongInput
from domain.markdown import parse
from domain.placeholders import braces, in_braces, likeliest, unknown, unknown_in
from domain.rich_text import RichText
from domain.template import Template


@dataclass(frozen=True, slots=True)
class Words:
    """A welcome and a thank-you, their placeholders not filled."""

    intro: RichText = ()
    closing: RichText = ()


def own_words(edition: Edition) -> Words:
    """What editors have written for this edition alone."""
    return Words(edition.intro, edition.closing)


def reworded(edition: Edition, words: Words) -> Edition:
    """The edition with other words of its own."""
    return replace(edition, intro=words.intro, closing=words.closing)


def as_json(words: Words) -> dict[str, Any]:
    """As plain JSON values."""
    return {"intro": rich_text_json.as_json(words.intro), "closing": rich_text_json.as_json(words.closing)}


def from_json(raw: Mapping[str, Any]) -> Words:
    """The inverse of ``as_json``."""
    return Words(rich_text_json.from_json(raw["intro"]), rich_text_json.from_json(raw["closing"]))


def words_of(edition: Edition, template: Template) -> Words:
    """What an edition has to say by itself; an empty welcome may still be drafted."""
    return Words(edition.intro or parse(template.intro), edition.closing or parse(template.closing))


def may_reword(edition: Edition) -> None:
    """Raises ``Conflict`` where the words of ``edition`` stand for good."""
    if edition.state not in (EditionState.OPEN, EditionState.DRAFTED, EditionState.APPROVED):
        raise Conflict(f"{edition.title} is {edition.state} already. Its welcome and thank-you stay as they are.")


def all_filled(edition: Edition, template: Template) -> None:
    """Raises ``Conflict`` where readers would see something in braces that nothing fills."""
    for place, name in _unfilled(edition, template):
        raise Conflict(
            f"Nothing fills {in_braces(name)} in the {place} of {edition.title}. Write there what belongs there."
            f"{likeliest(name)}"
        )


def no_new_gaps(text: RichText, before: RichText, place: str) -> None:
    """Raises ``WrongInput`` about the input called ``place`` where a correction has braces: nothing fills them now."""
    for name in braces(text):
        if name not in braces(before):
            raise WrongInput(place, f"Nothing fills {in_braces(name)} any more. Write there what belongs there.")


def _unfilled(edition: Edition, template: Template) -> Iterator[tuple[str, str]]:
    words = words_of(edition, template)
    yield from (("title", name) for name in unknown_in(template.title))
    yield from (("section names", name) for one in (template.news, template.updates) for name in unknown_in(one))
    yield from (("welcome", name) for name in unknown(words.intro))
    yield from (("thank-you", name) for name in unknown(words.closing))
