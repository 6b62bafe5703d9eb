"""What people follow, and what of an edition is news to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.lemmas import sought
from domain.project import Project
from domain.published import PublishedItem


class FollowKind(StrEnum):
    """The kinds of what can be followed."""

    PROJECT = "project"
    ORGANISATION = "organisation"
    WORDS = "words"


@dataclass(frozen=True, slots=True, order=True)
class Follow:
    """Somebody follows a project by its id, an organisation by its name, or words."""

    person: str
    kind: FollowKind
    value: str


def news_for(
    follows: Iterable[Follow], items: Sequence[PublishedItem], projects: Mapping[str, Project]
) -> dict[str, list[PublishedItem]]:
    """The items of an edition that are news to people, each item once, by person."""
    tokens = {item.key: frozenset(item.lemmas.split()) for item in items}
    found: dict[str, dict[str, PublishedItem]] = {}
    for follow in sorted(follows):
        for item in items:
            if _is_about(follow, item, projects.get(item.project_id), tokens[item.key]):
                found.setdefault(follow.person, {})[item.key] = item
    return {person: sorted(news.values(), key=lambda item: item.place) for person, news in found.items()}


def _is_about(follow: Follow, item: PublishedItem, project: Project | None, tokens: frozenset[str]) -> bool:
    match follow.kind:
        case FollowKind.PROJECT:
            return bool(follow.value) and item.project_id == follow.value
        case FollowKind.ORGANISATION:
            return project is not None and follow.value in (project.lead_organisation, *project.partners)
        case FollowKind.WORDS:
            wanted = sought(follow.value)
            return bool(wanted) and all(not tokens.isdisjoint(word) for word in wanted)
