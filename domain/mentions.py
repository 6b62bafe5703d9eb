"""What texts mention, and the names of that: kept with the text, renewed from what Slack has told since.

The id is what a text says, the name is how that is read outside Slack: a colleague who is called something else from
now on changes no text, and lets no approval fall.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from domain.text.inline import merge
from domain.text.rich_text import Inline, Inlines, Mention, MentionKind, RichText
from domain.text.rich_text_walk import each_inlines, map_inlines

Thing = TypeVar("Thing")
Mentioned: TypeAlias = tuple[MentionKind, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What a channel or a user group is called, as Slack said at ``asked_at``. What is ``private`` is named to nobody
    outside: who is in it may know, readers of the open web may not."""

    kind: MentionKind
    id: str
    name: str = ""
    private: bool = False
    asked_at: datetime | None = None


Names: TypeAlias = Mapping[Mentioned, str | None]  # "" where nothing is known, None where it is named to nobody


def names_in(thing: object) -> dict[Mentioned, str]:
    """What is mentioned in a text, or in the texts of a dataclass, with the last name that stands there."""
    found: dict[Mentioned, str] = {}
    for mention in _mentions_in(thing):
        key = mention.kind, mention.id
        found[key] = mention.name or found.get(key, "")
    return found


def named(thing: Thing, names: Names) -> Thing:
    """A text or a dataclass in which everything is mentioned by these names. What has none here keeps the name that it
    had, unless it is to be named to nobody."""

    def rename(inline: Inline) -> Inline:
        if not isinstance(inline, Mention):
            return inline
        name = names.get((inline.kind, inline.id), "")
        return replace(inline, name="" if name is None else name or inline.name)

    made: Thing = _renamed(thing, rename) if names else thing
    return made


def nameless(thing: Thing) -> Thing:
    """A text or a dataclass as it is whatever everything is called: what hashes are made of."""
    if not any(mention.name for mention in _mentions_in(thing)):
        return thing
    made: Thing = _renamed(thing, lambda one: replace(one, name="") if isinstance(one, Mention) else one)
    return made


def _renamed(thing: Any, rename: Callable[[Inline], Inline]) -> Any:
    def change(inlines: Inlines) -> Inlines:
        return merge(map(rename, inlines))

    return _with_texts(thing, lambda text: map_inlines(text, change))


def _mentions_in(thing: object) -> Iterator[Mention]:
    for text in _texts_of(thing):
        for inlines in each_inlines(text):
            yield from (inline for inline in inlines if isinstance(inline, Mention))


def _texts_of(thing: Any) -> Iterator[RichText]:
    if isinstance(thing, tuple):
        yield thing
        return
    for field in fields(thing):
        value = getattr(thing, field.name)
        if field.type == RichText:
            yield value
        else:
            yield from (text for part in _parts(value) for text in _texts_of(part))


def _with_texts(thing: Any, change: Callable[[RichText], RichText]) -> Any:
    if isinstance(thing, tuple):
        return change(thing)
    changed: dict[str, Any] = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if field.type == RichText:
            changed[field.name] = change(value)
        elif _parts(value):
            changed[field.name] = tuple(_with_texts(part, change) for part in value)
    return replace(thing, **changed)


def _parts(value: object) -> tuple[Any, ...]:
    """The dataclasses of which a field holds several."""
    return value if isinstance(value, tuple) and all(map(is_dataclass, value)) else ()
