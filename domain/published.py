"""Copies of what was published, item by item: what members are answered from, and nothing else."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from domain.codec import as_json
from domain.compile import item_key
from domain.correction import noted
from domain.document import Document, Item
from domain.edition import Edition
from domain.lemmas import indexed
from domain.project import Project
from domain.text.rich_text_walk import plain_text
from domain.update import Update, UpdateContent

INDEX = 1  # counts up where a text is found by other words than before


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedItem:
    """One item of an edition as its readers have it. ``number`` is the edition's, ``place`` the item's in it; ``text``
    has a line for each paragraph. News have no project; ``content`` is the update that a project's item was made of,
    ``by`` somebody, without the note to the unit."""

    edition_id: str
    number: int
    place: int
    key: str
    heading: str
    text: str
    project_id: str = ""
    by: str = ""
    content: UpdateContent | None = None

    @property
    def lemmas(self) -> str:
        """The tokens by which the search finds it."""
        return indexed(f"{self.heading}\n{self.text}")

    @property
    def digest(self) -> str:
        """Equal for copies that are equal and found by the same words."""
        content = as_json(self.content) if self.content else None
        said = [INDEX, self.number, self.place, self.heading, self.text, self.project_id, self.by, content]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def published_items(
    edition: Edition, document: Document, projects: Mapping[str, Project], updates: Mapping[str, Update]
) -> Iterator[PublishedItem]:
    """The items of a document, with the notes of what was corrected in them; projects and updates are by project id."""
    about = {item_key(project): project.id for project in projects.values()}
    for place, item in enumerate(noted(document).items):
        project_id = about.get(item.key, "") if item.is_project else ""
        update = updates.get(project_id)
        yield PublishedItem(
            edition_id=edition.id,
            number=edition.number,
            place=place,
            key=item.key,
            heading=item.heading,
            text=_text(item),
            project_id=project_id,
            by=update.submitted_by if update else "",
            content=replace(update.content, note=()) if update else None,
        )


def _text(item: Item) -> str:
    """Its words; where and when an event is stands beside them, a project's facts are found by their names."""
    facts = [] if item.is_project else [f"{fact.label}: {fact.text}" for fact in item.facts]
    return "\n".join([*facts, plain_text(item.body)])


def changes(before: Mapping[str, str], items: Iterable[PublishedItem]) -> tuple[list[PublishedItem], set[str]]:
    """What is new or different, and the keys of what is gone; ``before`` are the digests by key."""
    found = list(items)
    changed = [item for item in found if before.get(item.key) != item.digest]
    return changed, before.keys() - {item.key for item in found}
