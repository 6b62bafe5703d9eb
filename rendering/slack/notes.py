"""Answers of ``/sprint-notes`` and the small messages around it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from domain import english
from domain.delivery import Act, Delivery, Message
from domain.edition import Edition
from domain.errors import NO_PROJECTS
from domain.project import Project
from domain.refusals import AppRefusal
from domain.sentence import Command, Sentence, joined, listing
from domain.wall_clock import WallClock
from rendering.slack.kit import blocks, buttons
from rendering.slack.kit.ids import Action, Callback
from rendering.slack.kit.messages import message_of, say
from rendering.slack.kit.remedies import remedy

COMMANDS: Sequence[tuple[str, str, Sentence]] = (
    (
        "/sprint-update",
        "post or change your project’s update",
        ("also: ", Command("/sprint-update"), " and a project’s name"),
    ),
    (
        "/sprint-status",
        "see how every project stands",
        ("or one: ", Command("/sprint-status"), " and a few letters of its name"),
    ),
    ("/sprint-notes next", "see when updates close and what is missing", ""),
    ("/sprint-notes draft", "see the edition so far and post its draft early", "for editors"),
    ("/sprint-notes news", "see and change the news from the team", "for editors; you find there what it says of you"),
    ("/sprint-notes nominate", "nominate a council, a colleague or a project for the spotlight", ""),
    ("/sprint-notes template", "change what frames every edition: title, sections, welcome, thank-you", "for editors"),
    ("/sprint-notes setup", "say where, when and how often the notes appear", "for editors"),
    ("/sprint-notes projects", "see all projects", "and some words find one; editors add and change them"),
    ("/sprint-notes people", "see and change who edits, and who leads what", "for editors"),
    ("/sprint-notes checks", "see what is checked, what became of it, and the glossary", "for editors"),
    ("/sprint-notes history", "see who did what", "for editors; and a number: about that edition"),
    ("/sprint-notes following", "see what you follow, and stop it", ""),
    ("/sprint-notes help", "see this list", ""),
)


def said(sentence: Sentence, title: str = "Sprint Notes") -> blocks.Block:
    """What is said to somebody who has their Home or a form in front of them; that stays as it is underneath."""
    return blocks.modal(title, [blocks.words(sentence)], callback=Callback.NOTICE)


def help_text(unknown: str = "", nearest: str = "", limits: str = "") -> Message:
    """Every command; for an unknown word the nearest one first, for a guest what Slack does not let them do."""
    lines: list[Sentence] = [
        ("• ", Command(command), f": {does}", (" (", more, ")") if more else "") for command, does, more in COMMANDS
    ]
    if not unknown:
        told, title = joined([limits, *lines], "\n"), "What you can do"
        return message_of(blocks.titled(title, told))
    meant = (" The nearest is ", Command(nearest), ".") if nearest else ""
    return say(joined([("There is no ", Command(f"/sprint-notes {unknown[:40]}"), ".", meant), *lines], "\n"))


def help_modal() -> blocks.Block:
    """Every command, for somebody who has their Home in front of them."""
    return blocks.modal("What you can do", list(help_text().blocks), callback=Callback.NOTICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextWindow:
    """What ``/sprint-notes next`` tells: the window, and how the asker's own projects stand in it."""

    edition: Edition
    clock: WallClock
    days_left: int
    told: int
    nothing: int
    expected: int
    yours_missing: Sequence[Project]
    yours_told: Sequence[Project]
    drafts: Sequence[Edition]


def next_edition(view: NextWindow) -> Message:
    """When updates close, how many are in, and what the asker still owes."""
    edition = view.edition
    left = "today" if not view.days_left else f"in {english.count(view.days_left, 'day')}"
    lines = [
        f"{edition.title} covers {english.period(edition.starts, edition.ends)}.",
        f"Updates close at {view.clock.moment(edition.closes_at)}, {left}.",
        f"{view.told} of {english.count(view.expected, 'project')} have an update." if view.expected else NO_PROJECTS,
    ]
    if view.nothing:
        lines.append(f"{english.count(view.nothing, 'project')} said that there is nothing to report.")
    yours = len(view.yours_missing) + len(view.yours_told)
    if view.yours_missing:
        lines.append(f"Yours without one: {blocks.names([project.name for project in view.yours_missing], yours)}.")
    if view.yours_told:
        lines.append(f"Yours with one: {blocks.names([project.name for project in view.yours_told], yours)}.")
    lines += [f"{draft.title} is {draft.state} and not published yet." for draft in view.drafts]
    posts = [
        buttons.update("Post", project) | {"action_id": f"{Action.POST_UPDATE}:{place}"}
        for place, project in enumerate(view.yours_missing[:5])
    ]
    return say("\n".join(lines), *([blocks.actions(*posts)] if posts else []))


def pick_project(typed: str, candidates: Sequence[Project], button: Callable[[Project], blocks.Block]) -> Message:
    """Which project is meant? With a button for each that could be; those whose names begin alike have their keys on
    them."""
    quoted, begun = english.quoted(typed), Counter(blocks.shortened(project.name) for project in candidates)
    told = f"No project is called {quoted}. Do you mean this one?"
    if len(candidates) > 1:
        told = f"Several projects are like {quoted}. Pick one."
    alike = [one for one in candidates if begun[blocks.shortened(one.name)] > 1]
    called = [replace(one, name=f"{one.key}, {one.name}") if one in alike else one for one in candidates]
    shown = [button(one) for one in called]
    return say(told, blocks.actions(*(one | {"action_id": f"{one['action_id']}:{n}"} for n, one in enumerate(shown))))


def failed_delivery(delivery: Delivery, where: Sentence) -> Message:
    """A message that could not be posted, or may or may not have been; an editor decides."""
    what = " ".join(blocks.unescape(str(delivery.payload.get("text", "A message")))[:150].split())
    if delivery.state == "asked":
        yes = blocks.button("Yes, it is there", Action.CONFIRM_DELIVERY, delivery.id)
        no = blocks.button("No, post it", Action.RETRY_DELIVERY, delivery.id)
        unsure = f"and it may not be looked up there ({delivery.error}): “{what}”. Was it posted?"
        return say(("Slack did not say whether this was posted in ", where, ", ", unsure), blocks.actions(yes, no))
    again = blocks.button("Try again", Action.RETRY_DELIVERY, delivery.id)
    if delivery.act is Act.JOIN:
        cannot = ("Nothing can be published in ", where, " yet. ", remedy(delivery.error))
        return say(cannot, blocks.actions(again))
    return say(("This could not be posted in ", where, f": “{what}”. ", remedy(delivery.error)), blocks.actions(again))


def accepted_again(refusal: AppRefusal, late: Sequence[Sentence], lapsed: int, clock: WallClock) -> Message:
    """Slack did not accept the app for a while; what had to wait goes out, but for ``lapsed`` reminders."""
    since, until = clock.moment(refusal.since), clock.moment(refusal.accepted_at or refusal.since)
    why = (f"Slack took nothing from Sprint Notes from {since} to {until}: it said ", Command(refusal.error), ". ")
    waited = ("What had to wait goes out now, late and in its order: ", listing(late), ". ") if late else ()
    reminders = english.count(lapsed, "reminder")
    lost = f"{reminders} came to nothing: by now it is too late for them." if lapsed else ""
    return say((why, *waited, lost))
