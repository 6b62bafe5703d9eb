"""The dates of editions: the forms in which editors stretch, skip and reopen them, and what is said about it."""

from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from domain import english
from domain.delivery import Message
from domain.edition import Edition
from domain.inputs import Kind
from domain.sentence import Who, joined
from domain.wall_clock import WallClock
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback, Field
from rendering.slack.kit.inputs import entry, on_clock
from rendering.slack.kit.messages import say
from rendering.slack.kit.values import WindowSeen

LONGEST_REASON = 500  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowForm:
    """What the forms about a window know: ``updates`` counts those that are in, ``first_day`` is the first on
    which a window can still close at the usual time."""

    edition: Edition
    timezone: str
    first_day: date
    closing: time
    updates: int = 0


def dates_button(edition: Edition) -> blocks.Block:
    """“Change dates of edition 7”."""
    label = f"Change dates of edition {edition.number}"
    return blocks.button(label, f"{Action.CHANGE_DATES}:{edition.number}", edition.id)


def skip_button(edition: Edition) -> blocks.Block:
    """“Skip edition 7”."""
    return blocks.button(f"Skip edition {edition.number}", Action.SKIP_EDITION, edition.id)


def dates_form(view: WindowForm) -> blocks.Block:
    """The modal in which an editor moves the end of an open edition."""
    edition = view.edition
    closes = edition.closes_at.astimezone(ZoneInfo(view.timezone))
    if edition.reopened:
        about = f"{edition.title} is open again. It goes on covering {english.period(edition.starts, edition.ends)}."
        day, what = closes.date(), "Updates close on"
    else:
        about = f"{edition.title} starts on {english.day(edition.starts)}. One that was opened early follows it."
        day, what = edition.ends, "Last day"
    return blocks.modal(
        f"Dates of edition {edition.number}",
        [
            blocks.words(f"{about} Reminders follow the closing time, and leads who owe an update hear of it."),
            entry(Field.LAST_DAY, what, Kind.DAY, day),
            _closing_time(closes.time(), view.timezone),
        ],
        callback=Callback.DATES,
        metadata=WindowSeen(edition.id, edition.closes_at.isoformat()),
        submit="Change dates",
    )


def reopen_form(view: WindowForm) -> blocks.Block:
    """The modal in which an editor opens the window of an edition in review once more."""
    edition = view.edition
    about = (
        f"Leads can post updates for {edition.title} again; those who owe one hear of it. Approvals and a time "
        "set for publishing are cancelled. At the new closing time the draft is brought up to date in its place."
    )
    return blocks.modal(
        f"Reopen edition {edition.number}",
        [
            blocks.words(about),
            entry(Field.LAST_DAY, "Updates close on", Kind.DAY, view.first_day),
            _closing_time(view.closing, view.timezone),
        ],
        callback=Callback.REOPEN,
        metadata=edition.id,
        submit=f"Reopen edition {edition.number}",
    )


def _closing_time(at: time, timezone: str) -> blocks.Block:
    return entry(Field.CLOSING_TIME, "Closing time", Kind.TIME, at, hint=on_clock(timezone))


def skip_form(view: WindowForm) -> blocks.Block:
    """The modal in which an editor skips an open edition, and says why if they like."""
    edition = view.edition
    about = (
        f"There will be no edition that covers {english.period(edition.starts, edition.ends)}. What is in so far "
        f"({english.count(view.updates, 'update')} and its news) goes into the next one. Reminders stop, and leads who "
        "have posted are told."
    )
    hint = "They read it."
    reason = entry(Field.REASON, "Reason", Kind.LINE, hint=hint, optional=True, max_length=LONGEST_REASON)
    return blocks.modal(
        f"Skip edition {edition.number}",
        [blocks.words(about), reason],
        callback=Callback.SKIP,
        metadata=edition.id,
        submit=f"Skip edition {edition.number}",
    )


def dates_changed(edition: Edition, *, by: str, clock: WallClock) -> Message:
    """What the editors hear where another of them has moved the end of an edition."""
    return say((Who(by), f" has changed the dates of {edition.title}. {_window(edition, clock)}"))


def dates_changed_since(edition: Edition) -> Message:
    """What takes the place of that once the dates have moved again."""
    return say(f"The dates of {edition.title} have changed again since. The newest message about them is further down.")


def skipped(edition: Edition, following: Edition, *, by: str, reason: str, clock: WallClock) -> Message:
    """What the editors hear where another of them has skipped an edition."""
    told = (
        f" has skipped the edition that covers {english.period(edition.starts, edition.ends)}. The next one is "
        f"{following.title}. {_window(following, clock)}"
    )
    return say(joined([(Who(by), told), f"The reason: {reason}" if reason else ""], "\n"))


def _window(edition: Edition, clock: WallClock) -> str:
    covers = english.period(edition.starts, edition.ends)
    return f"It covers {covers}; updates close at {clock.moment(edition.closes_at)}."
