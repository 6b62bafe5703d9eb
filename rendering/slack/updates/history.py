"""Every version of an update, the newest first: who, when, and what was changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from domain import english
from domain.compile import content_text
from domain.edition import Edition
from domain.inputs import Input, Kind, characters_of
from domain.project import Project
from domain.text.difference import Difference, difference
from domain.text.normal_form import paragraph
from domain.text.rich_text import BOLD, Inline, Mention, MentionKind, Paragraph, RichText, Text
from domain.text.rich_text_walk import plain_text
from domain.update import Revision, UpdateContent
from domain.update_fields import FIELDS, ROWS
from domain.wall_clock import WallClock
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback
from rendering.slack.kit.messages import Piece, as_blocks, heading, in_groups, pack, pieces
from rendering.slack.kit.pages import PAGE_CHARACTERS, in_pages
from rendering.slack.kit.values import PageOf

LEGEND = "Words that were taken away are struck through, words that were added are bold."
MOST_IN_GROUP = 10  # versions


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The versions of an update, oldest first."""

    project: Project
    edition: Edition
    update_id: str
    revisions: Sequence[Revision]
    clock: WallClock


Step = tuple[UpdateContent | None, Revision]  # what it said before, and a version


def history(view: History, group: int = 0, page: int = 0) -> blocks.Block:
    """A group of versions at a time, the only ones that are compared, on as many pages as they need; -1 is the last."""
    before = [None, *(revision.content for revision in view.revisions[:-1])]
    steps = reversed(list(zip(before, view.revisions, strict=True)))
    groups = in_groups(steps, _needs, MOST_IN_GROUP, PAGE_CHARACTERS // 2)  # together about as many as fit a page
    group = min(max(group, 0), len(groups) - 1)
    pages = in_pages(as_blocks(message) for message in pack(_pieces(view, groups[group])))
    page = len(pages) - 1 if page < 0 else min(page, len(pages) - 1)
    newer = (group, page - 1) if page else (group - 1, -1) if group else None
    older = (group, page + 1) if page + 1 < len(pages) else (group + 1, 0) if group + 1 < len(groups) else None
    turning = [
        blocks.button(label, f"{Action.HISTORY_PAGE}:{name}", PageOf(str(PageOf(view.update_id, at[0])), at[1]))
        for label, name, at in (("Show newer versions", "newer", newer), ("Show older versions", "older", older))
        if at
    ]
    shown = pages[page] + ([blocks.actions(*turning)] if turning else [])
    return blocks.modal("Earlier versions", shown, callback=Callback.HISTORY)


def _needs(step: Step) -> tuple[int, int]:
    before, revision = step
    changed = _changed(before or UpdateContent(), revision.content)
    return 1, sum(len(plain_text(was)) + len(plain_text(now)) for _, was, now in changed)


def _pieces(view: History, steps: Sequence[Step]) -> Iterator[Piece]:
    yield from heading(view.project.name)
    yield Piece(blocks.words(f"{view.edition.title}, {english.count(len(view.revisions), 'version')}. {LEGEND}"))
    for before, revision in steps:
        yield Piece(blocks.divider(), keeps=True)
        yield from _version(view, before, revision)


def _version(view: History, before: UpdateContent | None, revision: Revision) -> Iterator[Piece]:
    did = "withdrawn" if revision.withdrawn else "saved"
    by: Inline = Mention(MentionKind.USER, revision.by) if blocks.is_person(revision.by) else Text("an import")
    when = view.clock.moment(revision.at)
    line = (Text(f"Version {revision.version}", BOLD), Text(f", {did} by "), by, Text(f" at {when}"))
    yield from pieces((Paragraph(line),))
    if revision.withdrawn:
        return
    changed = _changed(before or UpdateContent(), revision.content)
    for label, was, now in changed:
        if before:
            yield from _change(label, was, now)
        else:
            yield Piece(blocks.words(label, bold=True), keeps=True)
            yield from pieces(now)
    if not changed:
        yield Piece(blocks.words("The same words as before."))


def changes(before: UpdateContent, after: UpdateContent) -> Iterator[Piece]:
    """What was changed from one version to another, word by word."""
    for label, was, now in _changed(before, after):
        yield from _change(label, was, now)


def counts(before: UpdateContent, after: UpdateContent) -> list[str]:
    """How much was changed in each part: ``What happened: 2 words added``; nothing where nothing was."""
    return [f"{label}: {_counted(difference(was, now))}" for label, was, now in _changed(before, after)]


def _changed(before: UpdateContent, after: UpdateContent) -> list[tuple[str, RichText, RichText]]:
    """The parts that were changed, as they were and as they became."""
    parts = zip(_parts(before), _parts(after), strict=True)
    return [(label, was, now) for (label, was), (_, now) in parts if was != now]


def _change(label: str, was: RichText, now: RichText) -> Iterator[Piece]:
    found = difference(was, now)
    yield Piece(blocks.words(f"{label}: {_counted(found)}", bold=True), keeps=True)
    yield from pieces((Paragraph(found.inlines),) if found.inlines else ())


def _counted(found: Difference) -> str:
    added = [f"{english.count(found.added, 'word')} added"] if found.added else []
    removed = [f"{english.count(found.removed, 'word')} removed"] if found.removed else []
    return english.listing([*added, *removed]) or "the same words, set in another way"


def _parts(content: UpdateContent) -> Iterator[tuple[str, RichText]]:
    """The parts of an update by the names that they have in the form."""
    rows: dict[str, Any] = {one.stored: getattr(content, one.stored) for one in ROWS.values()}
    for field in FIELDS:
        if isinstance(field, Input):
            yield field.label, as_text(field, getattr(content, field.name))
        elif field.stored == next(iter(rows)):
            yield "Dates, asks, figures, pictures and links", content_text(UpdateContent(**rows))


def as_text(one: Input, value: Any) -> RichText:
    """What stands in an input as a text that can be compared."""
    if one.kind is Kind.TEXT:
        text: RichText = value
        return text
    return paragraph(value.capitalize() if one.kind is Kind.CHOICE and value else characters_of(value))
