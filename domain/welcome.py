"""The words that are drafted for editors: an edition's welcome, and a project's introduction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain import words
from domain.document import Item
from domain.facts import Facts, Past, phase_of
from domain.project import Phase, Project
from domain.rich_text import RichText, paragraph, plain_text
from domain.update import UpdateContent

MOST_NAMES = 5  # in a sentence; more are counted
NEW_HERE = "New in these notes"


def drafted(facts: Facts) -> RichText:
    """A welcome in a few plain sentences, one for each kind of fact that there is; editors rewrite it."""
    return paragraph(" ".join(_sentences(facts)))


def _sentences(facts: Facts) -> Iterator[str]:
    if facts.updates:
        yield f"This edition has {words.count(facts.updates, 'update')}."
    new = list(facts.new_projects)
    if new:
        yield f"{_projects(new)} {_are(new)} new."
    first = [name for name in facts.first_updates if name not in new]
    if first and len(first) < facts.updates:  # where all report for the first time, that is no news
        yield f"{_projects(first)} {'reports' if len(first) == 1 else 'report'} for the first time."
    if facts.phase_changes:
        yield _moves(facts)
    if facts.events:
        named = f": {words.listing(facts.events)}" if len(facts.events) <= MOST_NAMES else ""
        yield f"The news has {words.count(len(facts.events), 'event')}{named}."


def _projects(names: Sequence[str]) -> str:
    return words.listing(names) if len(names) <= MOST_NAMES else f"{len(names)} projects"


def _are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _moves(facts: Facts) -> str:
    """“Ferry Tickets has moved from alpha to beta and Lamp Posts from beta to live.”"""
    changes = facts.phase_changes
    if len(changes) > MOST_NAMES:
        return f"{len(changes)} projects have moved to another phase."
    first, *others = changes
    moves = [f"{first.project} has moved from {first.before} to {first.now}"]
    return f"{words.listing([*moves, *(f'{one.project} from {one.before} to {one.now}' for one in others)])}."


def introduction(project: Project, update: UpdateContent, past: Past | None) -> RichText:
    """What stands before a project's first update: who leads it, in which phase, and what it is for.

    Nothing where neither the organisation nor the aims are known, or where nobody knows what was said before.
    """
    if past is None or past.knows(project) or not (project.lead_organisation or project.aims):
        return ()
    led = f"is led by {project.lead_organisation}" if project.lead_organisation else ""
    told = [part for part in (led, _standing(phase_of(project, update))) if part]
    sentence = " ".join(filter(None, (f"{NEW_HERE}: {project.name}", words.listing(told))))
    return paragraph(f"{sentence.removesuffix('.')}. {project.aims}")


def introduced_as(before: Item | None, fresh: Item) -> Item:
    """An item that is put in place of another, with the introduction that stood there."""
    first = before.body[:1] if before else ()
    return replace(fresh, body=(*first, *fresh.body)) if plain_text(first).startswith(f"{NEW_HERE}: ") else fresh


def _standing(phase: Phase | None) -> str:
    match phase:
        case None:
            return ""
        case Phase.LIVE | Phase.RETIRED:
            return f"is {phase}"
        case _:
            return f"is in {phase}"
