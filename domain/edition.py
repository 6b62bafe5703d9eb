"""Editions, the table of what they may become, and the rules that ask it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.arrangement import Arrangement
from domain.calendar import gone_by
from domain.english import count
from domain.errors import Conflict, WrongInput
from domain.text.rich_text import RichText

LONGEST_WAIT = timedelta(days=90)  # until a timed publishing


class EditionState(StrEnum):
    """Where an edition stands; ``MOVES`` leads from one to the other."""

    OPEN = "open"
    DRAFTED = "drafted"
    APPROVED = "approved"
    PUBLISHING = "being published"
    PUBLISHED = "published"
    SKIPPED = "skipped"


class EditionMove(StrEnum):
    """What can be done with an edition."""

    TAKE_UPDATE = "take an update"
    EDIT = "edit"  # words, news, order; where approvals fall by it, ``LOSE_APPROVAL`` follows
    MOVE_DATES = "move dates"
    CLOSE = "close"
    SKIP = "skip"
    REQUEST_CHANGES = "request changes"
    APPROVE = "approve"
    LOSE_APPROVAL = "lose approval"
    REOPEN = "reopen"
    SET_TIME = "set publishing time"
    PUBLISH = "publish"
    TRY_AGAIN = "try again"  # to post what Slack has refused of it
    TAKE_BACK = "take back"  # once none of it is in Slack any more
    ARRIVE = "arrive"  # once all of it is in Slack
    CORRECT = "correct"


MOVES: Mapping[EditionState, Mapping[EditionMove, EditionState]] = {
    EditionState.OPEN: {
        EditionMove.TAKE_UPDATE: EditionState.OPEN,
        EditionMove.EDIT: EditionState.OPEN,
        EditionMove.MOVE_DATES: EditionState.OPEN,
        EditionMove.CLOSE: EditionState.DRAFTED,
        EditionMove.SKIP: EditionState.SKIPPED,
    },
    EditionState.DRAFTED: {
        EditionMove.TAKE_UPDATE: EditionState.DRAFTED,
        EditionMove.EDIT: EditionState.DRAFTED,
        EditionMove.REQUEST_CHANGES: EditionState.DRAFTED,
        EditionMove.APPROVE: EditionState.APPROVED,
        EditionMove.REOPEN: EditionState.OPEN,
    },
    EditionState.APPROVED: {
        EditionMove.EDIT: EditionState.APPROVED,
        EditionMove.SET_TIME: EditionState.APPROVED,
        EditionMove.REQUEST_CHANGES: EditionState.DRAFTED,
        EditionMove.LOSE_APPROVAL: EditionState.DRAFTED,
        EditionMove.REOPEN: EditionState.OPEN,
        EditionMove.PUBLISH: EditionState.PUBLISHING,
    },
    EditionState.PUBLISHING: {
        EditionMove.TRY_AGAIN: EditionState.PUBLISHING,
        EditionMove.TAKE_BACK: EditionState.DRAFTED,
        EditionMove.ARRIVE: EditionState.PUBLISHED,
    },
    EditionState.PUBLISHED: {EditionMove.CORRECT: EditionState.PUBLISHED},
    EditionState.SKIPPED: {},
}
REFUSALS: Mapping[EditionMove, str] = {  # what people are told where a state does not allow a move
    EditionMove.TAKE_UPDATE: "{title} is {state} already and cannot be changed here any more.",
    EditionMove.EDIT: "{title} is {state} already. Nothing was changed.",
    EditionMove.MOVE_DATES: "{title} is {state}, so its dates stay as they are. Nothing was changed.",
    EditionMove.CLOSE: "{title} is {state} already.",
    EditionMove.REQUEST_CHANGES: "{title} is {state}, so no changes can be requested. Nothing was changed.",
    EditionMove.APPROVE: "{title} is {state} already. Nothing was changed.",
    EditionMove.REOPEN: "{title} is {state}, so its window cannot open again. Nothing was changed.",
    EditionMove.TRY_AGAIN: "{title} is {state}: nothing of it waits to be posted. Nothing was changed.",
    EditionMove.TAKE_BACK: "{title} is {state}: its publishing cannot be called off. Nothing was changed.",
    EditionMove.CORRECT: "{title} is {state}, so there is nothing to correct yet. Nothing was changed.",
}


class IllegalMove(Exception):
    """An edition was to become what no move leads to: a fault of the program, not of a person."""


def title(number: int) -> str:
    """What an edition with this number is called: ``Sprint Notes #39``."""
    return f"Sprint Notes #{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One numbered edition with its dates; ``closes_at`` is in UTC, ``version`` counts its changes. ``publish_at`` is
    when it publishes itself, as ``scheduled_by`` has decided; ``reopened``: its window is open once more, after there
    was a draft of it."""

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
    reopened: bool = False
    version: int = 1

    @property
    def title(self) -> str:
        """``Sprint Notes #39``."""
        return title(self.number)

    @property
    def is_decided(self) -> bool:
        """Whether what it says is decided: it is published, or on its way there."""
        return self.state in (EditionState.PUBLISHING, EditionState.PUBLISHED)

    @property
    def is_new(self) -> bool:
        """Whether its window is open for the first time, so that its number and its dates may still move."""
        return self.state is EditionState.OPEN and not self.reopened

    def may(self, move: EditionMove) -> bool:
        """Whether its state allows this move."""
        return move in MOVES[self.state]

    def must_allow(self, move: EditionMove, refusal: str = "") -> None:
        """Raises ``Conflict`` unless its state allows this move, with the ``refusal`` or the one in ``REFUSALS``."""
        if not self.may(move):
            raise Conflict((refusal or REFUSALS[move]).format(title=self.title, state=self.state))

    def check_becomes(self, state: EditionState) -> None:
        """Raises ``IllegalMove`` unless a move leads from its state to ``state``."""
        if state not in MOVES[self.state].values():
            raise IllegalMove(f"{self.title} is {self.state} and cannot become {state}.")


def in_channel(edition_id: str) -> str:
    """What the posts of an edition in the publish channel are called together."""
    return f"edition {edition_id}"


def posted_of(key: str) -> str:
    """The id of the edition that the post with this key is a part of in the publish channel; else nothing."""
    kind, _, rest = key.partition(" ")
    edition_id, _, place = rest.partition(" ")
    return edition_id if kind == "edition" and place else ""


def numbered(editions: Iterable[Edition]) -> list[Edition]:
    """The editions that have their numbers for themselves: one that is skipped leaves its number to the next."""
    return [edition for edition in editions if edition.state is not EditionState.SKIPPED]


@dataclass(frozen=True, slots=True)
class Approval:
    """An editor's yes to exactly the content with this hash."""

    by: str
    content_hash: str


def joinable(editions: Iterable[Edition]) -> list[Edition]:
    """What an update may join, by itself the first: the latest draft not approved, then windows in their order."""
    ordered = sorted(editions, key=lambda edition: edition.number)
    drafts = [edition for edition in ordered if edition.state is EditionState.DRAFTED]
    return [*drafts[-1:], *(edition for edition in ordered if edition.state is EditionState.OPEN)]


def editable(editions: Iterable[Edition]) -> list[Edition]:
    """The editions whose words editors may change: all that are not published yet. Approvals fall with a change."""
    return [edition for edition in editions if edition.may(EditionMove.EDIT)]


def takes_updates(editions: Iterable[Edition]) -> Edition | None:
    """The edition that an update joins by itself now; see ``joinable``."""
    return next(iter(joinable(editions)), None)


def may_approve(edition: Edition) -> None:
    """Raises ``Conflict`` unless ``edition`` is a draft that waits for approval."""
    if edition.state is EditionState.OPEN:
        raise Conflict(f"{edition.title} is still open for updates. It can be approved once it has closed.")
    edition.must_allow(EditionMove.APPROVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approvals:
    """How what an edition says now is approved: ``by`` whom, of how many ``needed``, with ``others`` who have not.
    ``last_editor`` changed it last, where their approval alone is not enough."""

    by: tuple[str, ...]
    needed: int
    others: int = 0
    last_editor: str = ""

    @property
    def missing(self) -> int:
        """How many are missing still."""
        return max(self.needed - len(self.by), int(self.lacks_another))

    @property
    def lacks_another(self) -> bool:
        """Whether one is missing by somebody other than whoever changed the edition last."""
        return bool(self.last_editor) and not set(self.by) - {self.last_editor}

    @property
    def conditions(self) -> str:
        """What there is to know about what is missing: a sentence or two, or nothing."""
        another = "One must be by somebody other than whoever changed the edition last." if self.lacks_another else ""
        out_of_reach = self.missing > self.others
        too_few = "There are too few editors for that: /sprint-notes people adds one." if out_of_reach else ""
        return " ".join(filter(None, (another, too_few)))


def approvals(
    given: Iterable[Approval],
    content_hash: str,
    editors: Collection[str],
    needed: int,
    last_editor: str = "",
) -> Approvals:
    """How the content with this hash is approved. Only those count who are editors now."""
    by = {approval.by for approval in given if approval.content_hash == content_hash} & set(editors)
    others = len(set(editors) - by)
    return Approvals(by=tuple(sorted(by)), needed=needed, others=others, last_editor=last_editor)


def may_publish(edition: Edition, stand: Approvals) -> None:
    """Raises ``Conflict`` unless the edition is approved and what it says now has its approvals."""
    if edition.is_decided:
        raise Conflict(f"{edition.title} is {edition.state} already. Nothing was posted again.")
    if edition.state is EditionState.SKIPPED:
        raise Conflict(f"{edition.title} is skipped, so it is not published.")
    if not edition.may(EditionMove.PUBLISH) or stand.missing:
        missing = max(stand.missing, 1)
        raise Conflict(
            f"{edition.title} is not approved yet: {count(missing, 'approval')} of what the draft says now "
            f"{'is' if missing == 1 else 'are'} missing. {f'{stand.conditions} ' if stand.conditions else ''}"
            "Approve it first, then publish."
        )


def check_publishing_time(edition: Edition, at: datetime, now: datetime, timezone: str) -> None:
    """Raises ``WrongInput`` unless an edition may be published by itself at that moment."""
    if at <= now:
        publish = f"To publish it now, close this form and press “Publish edition {edition.number}”."
        raise WrongInput("publish_day", f"{gone_by(at, timezone, now)} {publish}")
    if at > now + LONGEST_WAIT:
        raise WrongInput("publish_day", f"Pick a day within the next {LONGEST_WAIT.days} days.")
