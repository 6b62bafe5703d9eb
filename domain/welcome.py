"""What opens an edition and what closes it, and the words that are drafted for its editors.

The editors' words of an edition come first, then those of the unit's template; a welcome that neither has is drafted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from domain import english
from domain.document import Item
from domain.edition import Edition
from domain.errors import Conflict, WrongInput
from domain.facts import Facts, Past
from domain.placeholders import braces, in_braces, likeliest, unknown, unknown_in
from domain.project import Phase, Project
from domain.text.markdown import parse
from domain.text.normal_form import paragraph
from domain.text.rich_text import RichText
from domain.text.rich_text_walk import plain_text
from domain.unit import Template
from domain.update import UpdateContent

MOST_NAMES = 5  # in a sentence; more are counted
NEW_HERE = "New in these notes"


@dataclass(frozen=True, slots=True)
class Welcome:
    """A welcome and a thank-you, their placeholders not filled."""

    intro: RichText = ()
    closing: RichText = ()


def own_welcome(edition: Edition) -> Welcome:
    """What editors have written for this edition alone."""
    return Welcome(edition.intro, edition.closing)


def reworded(edition: Edition, welcome: Welcome) -> Edition:
    """The edition with other words of its own."""
    return replace(edition, intro=welcome.intro, closing=welcome.closing)


def welcome_of(edition: Edition, template: Template) -> Welcome:
    """What an edition has to say by itself; an empty welcome may still be drafted."""
    return Welcome(edition.intro or parse(template.intro), edition.closing or parse(template.closing))


def template_words(template: Template) -> Welcome:
    """What the template has an edition say that has no words of its own."""
    return Welcome(parse(template.intro), parse(template.closing))


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
    welcome = welcome_of(edition, template)
    yield from (("title", name) for name in unknown_in(template.title))
    yield from (("section names", name) for one in (template.news, template.updates) for name in unknown_in(one))
    yield from (("welcome", name) for name in unknown(welcome.intro))
    yield from (("thank-you", name) for name in unknown(welcome.closing))


def drafted(facts: Facts) -> RichText:
    """A welcome in a few plain sentences, one for each kind of fact that there is; editors rewrite it."""
    return paragraph(" ".join(_sentences(facts)))


def _sentences(facts: Facts) -> Iterator[str]:
    if facts.updates:
        yield f"This edition has {english.count(facts.updates, 'update')}."
    new = list(facts.new_projects)
    if new:
        yield f"{_projects(new)} {'is' if len(new) == 1 else 'are'} new."
    first = [name for name in facts.first_updates if name not in new]
    if first and len(first) < facts.updates:  # where all report for the first time, that is no news
        yield f"{_projects(first)} {'reports' if len(first) == 1 else 'report'} for the first time."
    if facts.phase_changes:
        yield _moves(facts)
    if facts.events:
        named = f": {english.listing(facts.events)}" if len(facts.events) <= MOST_NAMES else ""
        yield f"The news has {english.count(len(facts.events), 'event')}{named}."


def _projects(names: Sequence[str]) -> str:
    return english.listing(names) if len(names) <= MOST_NAMES else f"{len(names)} projects"


def _moves(facts: Facts) -> str:
    """“Ferry Tickets has moved from alpha to beta and Lamp Posts from beta to live.”"""
    changes = facts.phase_changes
    if len(changes) > MOST_NAMES:
        return f"{len(changes)} projects have moved to another phase."
    first, *others = changes
    moves = [f"{first.project} has moved from {first.before} to {first.now}"]
    return f"{english.listing([*moves, *(f'{one.project} from {one.before} to {one.now}' for one in others)])}."


def introduction(project: Project, update: UpdateContent, past: Past | None) -> RichText:
    """What stands before a project's first update: who leads it, in which phase, what for; else nothing."""
    if past is None or past.knows(project) or not (project.lead_organisation or project.aims):
        return ()
    led = f"is led by {project.lead_organisation}" if project.lead_organisation else ""
    told = [part for part in (led, _standing(update.phase or project.phase)) if part]
    sentence = " ".join(filter(None, (f"{NEW_HERE}: {project.name}", english.listing(told))))
    return paragraph(f"{sentence.removesuffix('.')}. {project.aims}")


def introduced_as(before: Item | None, fresh: Item) -> Item:
    """An item that is put in place of another, with the introduction that stood there."""
    if before is None or not plain_text(before.body[:1]).startswith(f"{NEW_HERE}: "):
        return fresh
    gist = replace(fresh.gist, aims=before.gist.aims)
    return replace(fresh, body=(*before.body[:1], *fresh.body), gist=gist)


def _standing(phase: Phase | None) -> str:
    if phase is None:
        return ""
    return f"is {phase}" if phase in (Phase.LIVE, Phase.RETIRED) else f"is in {phase}"
