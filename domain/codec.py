"""Domain values as plain JSON values, and back: what is stored, what approvals are tied to, the ``json`` format.

Days are ``2021-12-08``, times ``17:00``, numbers are text. A missing key stands for the field's default, an unknown one
is passed over. Texts are by ``rich_text_json``, which reads them twice as fast.
"""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, TypeVar

from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

from domain.document import Document, Gist, Item
from domain.text import rich_text_json
from domain.text.rich_text import RichText
from domain.update import UpdateContent

Json = dict[str, Any]
Thing = TypeVar("Thing")


def as_json(thing: Any) -> Json:
    """A dataclass of the domain as JSON: the same in every release, for hashes are made of it."""
    made: Json = _CONVERTER.unstructure(thing)
    return made


def as_json_unless_usual(thing: Any) -> Json | None:
    """A dataclass as JSON; None for one that is as it is without any arguments, for nothing is stored of that."""
    return None if thing == type(thing)() else as_json(thing)


def from_json(kind: type[Thing], raw: Mapping[str, Any] | None) -> Thing:
    """The inverse of the two; a wrong value is a ``KeyError``, ``TypeError`` or ``ValueError``."""
    return _CONVERTER.structure(raw or {}, kind)


def _converter() -> Converter:
    made = Converter(detailed_validation=False, unstruct_collection_overrides={tuple: list, frozenset: sorted})
    made.register_unstructure_hook_func(is_text, rich_text_json.as_json)
    made.register_structure_hook_func(is_text, lambda raw, _: rich_text_json.from_json(raw))
    made.register_unstructure_hook(date, date.isoformat)
    made.register_structure_hook(date, lambda raw, _: date.fromisoformat(raw))
    made.register_unstructure_hook(time, lambda at: at.isoformat("minutes"))
    made.register_structure_hook(time, lambda raw, _: time.fromisoformat(raw))
    made.register_unstructure_hook(Decimal, str)
    made.register_structure_hook(Decimal, lambda raw, _: Decimal(raw))
    empty_left_out = make_dict_unstructure_fn(UpdateContent, made, _cattrs_omit_if_default=True)
    made.register_unstructure_hook(UpdateContent, empty_left_out)
    made.register_unstructure_hook(Gist, make_dict_unstructure_fn(Gist, made, _cattrs_omit_if_default=True))
    gist = override(omit_if_default=True)
    made.register_unstructure_hook(Item, make_dict_unstructure_fn(Item, made, gist=gist))
    corrections = override(omit_if_default=True)
    made.register_unstructure_hook(Document, make_dict_unstructure_fn(Document, made, corrections=corrections))
    return made


def is_text(kind: Any) -> bool:
    """Whether a field holds a text, for which a converter has hooks of its own."""
    return bool(kind == RichText)


_CONVERTER = _converter()
