"""What editors have before them in their Home: drafts, the window, and what comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from domain import english
from domain.edition import Edition, EditionState
from domain.progress import Progress
from domain.project import Project
from domain.schedule import Opening
from domain.sentence import Sentence, Where, joined, people
from domain.wall_clock import WallClock
from rendering.slack.editions.deciding import DraftStands, decisions
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action
from rendering.slack.review.findings import counted, open_findings
from rendering.slack.review.windows import dates_button

MOST_DRAFTS = 5  # shown with a button; older ones are named


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowStands:
    """The open edition."""

    edition: Edition
    days_left: int

    @property
    def left(self) -> str:
        """``today``, ``in 8 days``."""
        return f"in {english.count(self.days_left, 'day')}" if self.days_left else "today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """What editors have before them: who is in the open edition, the drafts with the newest first, the days of
    reminders and their time, and the edition that opens when this one closes."""

    stands: Progress | None
    review_channel: str
    drafts: Sequence[DraftStands]
    reminders: Sequence[date]
    reminded_at: time
    opening: Opening


def drafts(view: Editing, *, clock: WallClock) -> Iterator[blocks.Block]:
    """The drafts that wait for editors: an open task, so near the top."""
    if not view.drafts:
        return
    yield blocks.header("Drafts to review")
    for draft in view.drafts[:MOST_DRAFTS]:
        edition = draft.edition
        covering = english.period(edition.starts, edition.ends)
        told = (
            f", covering {covering}. ",
            _approvals(draft, clock),
            " Its draft is in ",
            Where(view.review_channel),
            f". The checks have found {counted(draft.found)}.",
        )
        yield blocks.paragraph(*blocks.inlines(edition.title, bold=True), *blocks.inlines(told))
        yield blocks.actions(*decisions(draft), _preview(edition), open_findings(edition))
    if older := [draft.edition.title for draft in view.drafts[MOST_DRAFTS:]]:
        yield blocks.words(f"Older drafts that are not published: {english.listing(older)}.")


def _approvals(draft: DraftStands, clock: WallClock) -> Sentence:
    stand, publish_at = draft.approvals, draft.edition.publish_at
    by = ("Approved by ", people(stand.by), ".") if stand.by else ""
    if publish_at:
        return joined([f"Approved, and published at {clock.moment(publish_at)}.", by])
    if draft.edition.state is EditionState.PUBLISHING:
        return joined(["It is being published: its card says how far that is.", by])
    if draft.edition.state is EditionState.APPROVED:
        return joined(["Approved, ready to publish.", by])
    return joined([f"Waiting for {english.count(stand.missing, 'approval')}.", stand.conditions, by])


def window(view: WindowStands, stands: Progress, *, clock: WallClock) -> Iterator[blocks.Block]:
    """When the window closes, who is in, and who is missing."""
    edition = view.edition
    covering, closes = english.period(edition.starts, edition.ends), clock.moment(edition.closes_at)
    yield blocks.header(f"{edition.title} is open")
    yield blocks.words(f"Covering {covering}. Updates close at {closes}, {view.left}.")
    if not stands.expected:
        return
    yield blocks.titled(f"In ({len(stands.told)})", _names(stands.told) or "No update yet.")
    if stands.nothing:
        yield blocks.titled(f"Nothing to report ({len(stands.nothing)})", _names(stands.nothing))
    with_leads = [joined([project.name, blocks.people(project.leads)], ": ") for project in stands.missing]
    missing = f"Missing ({len(stands.missing)})"
    yield blocks.bullets(missing, with_leads) if with_leads else blocks.titled(missing, "Nobody is missing.")
    yield blocks.actions(_preview(edition), dates_button(edition))


def coming(view: Editing, window: WindowStands | None, *, clock: WallClock) -> Iterator[blocks.Block]:
    """The next dates: reminders, closing, the edition after; and the ways to what editors look after."""
    opening = view.opening
    days = english.listing([english.weekday(day) for day in view.reminders])
    lines = []
    if days:
        at = english.clock_time(datetime.combine(date.min, view.reminded_at))
        lines.append(f"Leads without an update are reminded at {at} by their own clocks, on {days}.")
    if window:
        closes = clock.moment(window.edition.closes_at)
        lines.append(f"{window.edition.title} closes at {closes}, and its draft is posted.")
    period = english.period(opening.period.starts, opening.period.ends)
    lines.append(f"Sprint Notes #{opening.number} comes after it, covering {period}.")
    yield blocks.bullets("What comes next", lines)
    yield blocks.actions(
        blocks.button("News from the team", Action.SHOW_NEWS, "home"),
        blocks.button("Projects", Action.SHOW_PROJECTS, "home"),
        blocks.button("People", Action.SHOW_PEOPLE, "home"),
    )


def _preview(edition: Edition) -> blocks.Block:
    return blocks.button(f"Preview edition {edition.number}", f"{Action.PREVIEW}:{edition.number}", edition.id)


def _names(projects: Sequence[Project]) -> str:
    return english.listing([project.name for project in projects])
