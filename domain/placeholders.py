"""Placeholders: words in braces in a template or in an edition's own words, code aside, and what stands in their place.
A value is put in after the text has been read, so no name can become markup."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from domain import english
from domain.errors import WrongInput
from domain.facts import Facts
from domain.names import nearest
from domain.text.inline import characters, cut, with_text
from domain.text.markdown import parse
from domain.text.normal_form import normalise
from domain.text.rich_text import Inline, Inlines, Link, RichText, Text
from domain.text.rich_text_walk import each_inlines, map_inlines
from domain.unit import Template

LONGEST_NAME = 150  # characters of a title or a section's name (contract: header)
LONGEST_TEXT = 3_000  # characters of a welcome or a thank-you (contract: types, of an input)
_BRACES = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What it stands for, and its value in an edition; a ``short`` one may stand in a title."""

    meaning: str
    value: Callable[[Facts], str]
    short: bool = False


def _count(number: int, noun: str) -> str:
    return english.count(number, noun) if number else f"no {noun}s"


PLACEHOLDERS: Mapping[str, Placeholder] = {
    "number": Placeholder("its number", lambda facts: str(facts.number), short=True),
    "period": Placeholder("the days that it covers", lambda facts: facts.period, short=True),
    "unit": Placeholder("the unit’s name", lambda facts: facts.unit, short=True),
    "count_updates": Placeholder("how many updates it has", lambda facts: _count(facts.updates, "update"), short=True),
    "count_projects": Placeholder(
        "how many projects have an update or owe one", lambda facts: _count(facts.projects, "project"), short=True
    ),
    "new_projects": Placeholder(
        "projects added in its period that have an update",
        lambda facts: english.listing(facts.new_projects) or "no new projects",
    ),
    "first_updates": Placeholder(
        "projects that report for the first time",
        lambda facts: english.listing(facts.first_updates) or "no first updates",
    ),
    "phase_changes": Placeholder(
        "projects in another phase than last time",
        lambda facts: english.listing(list(map(str, facts.phase_changes))) or "no phase changes",
    ),
    "events": Placeholder("the events in its news", lambda facts: english.listing(facts.events) or "no events"),
    "missing": Placeholder(
        "active projects without an update", lambda facts: english.listing(facts.missing) or "nobody"
    ),
}
SHORT = [name for name, placeholder in PLACEHOLDERS.items() if placeholder.short]


def filled(text: RichText, facts: Facts) -> RichText:
    """A text with its placeholders filled; each value is set like the brace that it begins with."""
    return normalise(map_inlines(text, lambda inlines: _filled(inlines, facts)))


def filled_name(name: str, facts: Facts) -> str:
    """A title or a section's name with its placeholders filled."""
    return _BRACES.sub(lambda match: _value(match, facts), name)


def unknown(text: RichText) -> list[str]:
    """What stands in braces in a text and is no placeholder."""
    return [name for name in braces(text) if name not in PLACEHOLDERS]


def unknown_in(name: str) -> list[str]:
    """What stands in braces in a title or a section's name and is no placeholder."""
    return [found for found in _BRACES.findall(name) if found not in PLACEHOLDERS]


def braces(text: RichText) -> list[str]:
    """What stands in braces in a text, placeholder or not."""
    found: list[str] = []
    for inlines in each_inlines(text):
        places = (characters(inlines), *(inline.url for inline in inlines if isinstance(inline, Link)))
        found += (name for place in places for name in _BRACES.findall(place))
    return found


def in_braces(name: str) -> str:
    """``“{number}”``, for sentences about it."""
    return f"“{{{name}}}”"


def likeliest(name: str) -> str:
    """The placeholder that may have been meant, in a sentence; nothing where none is like it."""
    found = nearest(name, PLACEHOLDERS)
    return f" Did you mean {in_braces(found)}?" if found else ""


def check(template: Template, unit: str = "") -> None:
    """Raises ``WrongInput`` for all that cannot be so in the template of a unit, each at its field."""
    wrong = [*_wrong_names(template, unit), *_wrong_texts(template)]
    if wrong:
        raise WrongInput(wrong[0].place, wrong[0].message, wrong[1:])


def _wrong_names(template: Template, unit: str) -> Iterator[WrongInput]:
    longest = Facts(
        number=1_000_000, period="25 September 2021 – 28 September 2022", unit=unit, updates=1_000, projects=1_000
    )
    for place, name in (("title", template.title), ("news", template.news), ("updates", template.updates)):
        strange = [found for found in _BRACES.findall(name) if found not in SHORT]
        if not name:
            yield WrongInput(place, "Write a name.")
        elif strange:
            yield WrongInput(place, _not_here(strange[0]))
        elif place == "title" and "{number}" not in name:
            yield WrongInput(place, "Put “{number}” into the title: it tells the editions apart.")
        elif len(filled_name(name, longest)) > LONGEST_NAME:
            yield WrongInput(place, f"Shorten it: filled, it could have more than {LONGEST_NAME} characters.")


def _not_here(name: str) -> str:
    if name in PLACEHOLDERS:
        return f"{in_braces(name)} can be long. Use it in the welcome or the thank-you."
    return f"There is no placeholder {in_braces(name)}.{likeliest(name)}"


def _wrong_texts(template: Template) -> Iterator[WrongInput]:
    for place, text in (("intro", template.intro), ("closing", template.closing)):
        strange = unknown(parse(text))
        if strange:
            yield WrongInput(place, _not_here(strange[0]))
        elif len(text) > LONGEST_TEXT:
            yield WrongInput(place, f"It has {len(text)} characters. Write {LONGEST_TEXT} or fewer.")


def _filled(inlines: Inlines, facts: Facts) -> Inlines:
    made: list[Inline] = []
    done, flat = 0, characters(inlines)
    for match in _BRACES.finditer(flat):
        if match[1] in PLACEHOLDERS:
            made += cut(inlines, done, match.start())
            brace = cut(inlines, match.start(), match.start() + 1)
            made += [with_text(one, _value(match, facts)) for one in brace if isinstance(one, Text | Link)]
            done = match.end()
    made += cut(inlines, done, len(flat))
    return tuple(_with_address(inline, facts) for inline in made)


def _with_address(inline: Inline, facts: Facts) -> Inline:
    """A link with the placeholders in its address filled, and what stands there then as addresses have it."""
    if not isinstance(inline, Link):
        return inline

    def quoted(match: re.Match[str]) -> str:
        return quote(_value(match, facts), safe="") if match[1] in PLACEHOLDERS else match[0]

    return replace(inline, url=_BRACES.sub(quoted, inline.url))


def _value(match: re.Match[str], facts: Facts) -> str:
    placeholder = PLACEHOLDERS.get(match[1])
    return placeholder.value(facts) if placeholder else match[0]
