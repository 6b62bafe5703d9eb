"""Editions and what they may become.

open ── close ──▶ drafted ── approve ──▶ approved ── publish ──▶ published
                     ▲                      │ a change of content
                     └──────────────────────┘
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.arrangement import Arrangement
from domain.errors import Conflict
from domain.rich_text import RichText
from domain.words import count


class EditionState(StrEnum):
    """The states of an edition; see the picture at the top."""

    OPEN = "open"
    DRAFTED = "drafted"
    APPROVED = "approved"
    PUBLISHED = "published"


EDITABLE = (EditionState.OPEN, EditionState.DRAFTED, EditionState.APPROVED)


def title(number: int) -> str:
    """What an edition with this number is called: ``Sprint Notes #39``."""
    return f"Sprint Notes #{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One numbered edition. It owns its dates; ``closes_at`` is in UTC, ``version`` counts its changes.

    ``publish_at`` is the moment (UTC) at which the approved edition publishes itself, as the editor
    ``scheduled_by`` has decided.
    """

    id: str
    number: int
    starts: date
    ends: date
    closes_at: datetime
    state: EditionState = EditionState.OPEN
    intro: RichText = ()
    closing: RichText = ()
    arrangement: Arrangement = field(default_factory=Arrangement)
    publish_at: datetime | None = None
    scheduled_by: str = ""
    version: int = 1

    @property
    def title(self) -> str:
        """``Sprint Notes #39``."""
        return title(self.number)


@dataclass(frozen=True, slots=True)
class Approval:
    """An editor's yes to exactly the content with this hash."""

    by: str
    content_hash: str


def joinable(editions: Iterable[Edition]) -> list[Edition]:
    """The editions that an update may join, the one that it joins by itself first.

    That is the latest draft that is not approved yet: an update for it is late, but it is in. Else it is the
    window that closes next; one that has been opened early comes after it.
    """
    ordered = sorted(editions, key=lambda edition: edition.number)
    drafts = [edition for edition in ordered if edition.state is EditionState.DRAFTED]
    return [*drafts[-1:], *(edition for edition in ordered if edition.state is EditionState.OPEN)]


def editable(editions: Iterable[Edition]) -> list[Edition]:
    """The editions whose words editors may change: all that are not published yet. Approvals fall with a change."""
    return [edition for edition in editions if edition.state in EDITABLE]


def takes_updates(editions: Iterable[Edition]) -> Edition | None:
    """The edition that an update joins by itself now; see ``joinable``."""
    return next(iter(joinable(editions)), None)


def may_still_change(edition: Edition) -> None:
    """Raises ``Conflict`` where what leads say has no effect on ``edition`` any more."""
    if edition.state not in (EditionState.OPEN, EditionState.DRAFTED):
        raise Conflict(f"{edition.title} is {edition.state} already and cannot be changed here any more.")


def may_close(edition: Edition) -> None:
    """Raises ``Conflict`` unless the window of ``edition`` can close."""
    if edition.state is not EditionState.OPEN:
        raise Conflict(f"{edition.title} is {edition.state} already.")


def may_approve(edition: Edition) -> None:
    """Raises ``Conflict`` unless ``edition`` is a draft that waits for approval."""
    if edition.state is EditionState.OPEN:
        raise Conflict(f"{edition.title} is still open for updates. It can be approved once it has closed.")
    if edition.state is not EditionState.DRAFTED:
        raise Conflict(f"{edition.title} is {edition.state} already. Nothing was changed.")


def may_publish(edition: Edition, approvals: Collection[Approval], content_hash: str, needed: int) -> None:
    """Raises ``Conflict`` unless exactly this content has its approvals."""
    if edition.state is EditionState.PUBLISHED:
        raise Conflict(f"{edition.title} is published already. Nothing was posted again.")
    missing = needed - len(valid_approvals(approvals, content_hash))
    if edition.state is not EditionState.APPROVED or missing > 0:
        raise Conflict(
            f"{edition.title} is not approved yet: {count(max(missing, 1), 'approval')} of what the draft "
            "says now is missing. Approve it first, then publish."
        )


def valid_approvals(approvals: Collection[Approval], content_hash: str) -> set[str]:
    """Who approved the content with this hash."""
    return {approval.by for approval in approvals if approval.content_hash == content_hash}
