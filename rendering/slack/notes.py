"""Answers of ``/sprint-notes`` and the small messages around it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from domain import english
from domain.delivery import Act, Delivery, Message
from domain.edition import Edition
from domain.errors import NO_PROJECTS
from domain.project import Project
from domain.refusals import AppRefusal
from domain.roles import Role
from domain.sentence import Command, Sentence, joined, listing, people
from domain.wall_clock import WallClock
from rendering.slack.kit import blocks, buttons
from rendering.slack.kit.ids import Action, Callback
from rendering.slack.kit.messages import message_of, say
from rendering.slack.kit.remedies import ASKED_ONCE_MORE, remedy

COMMANDS: Sequence[tuple[str, str, Sentence, Role]] = (
    (
        "/sprint-update",
        "post or change your project’s update",
        ("also: ", Command("/sprint-update"), " and a project’s name"),
        Role.LEAD,
    ),
    (
        "/sprint-status",
        "see how every project stands",
        ("or one: ", Command("/sprint-status"), " and a few letters of its name"),
        Role.MEMBER,
    ),
    ("/sprint-notes next", "see when updates close and what is missing", "", Role.MEMBER),
    ("/sprint-notes draft", "see the edition so far and post its draft early", "", Role.EDITOR),
    ("/sprint-notes news", "see and change the news from the team", "", Role.EDITOR),
    ("/sprint-notes nominate", "nominate a council, a colleague or a project for the spotlight", "", Role.MEMBER),
    (
        "/sprint-notes template",
        "change the title, the sections, the welcome and the thank-you of every edition",
        "",
        Role.EDITOR,
    ),
    ("/sprint-notes setup", "say where, when and how often the notes appear", "", Role.EDITOR),
    ("/sprint-notes projects", "see all projects", "add a few words to find one", Role.MEMBER),
    ("/sprint-notes people", "see and change who edits, and who leads what", "", Role.EDITOR),
    ("/sprint-notes checks", "see the checks, what was done about their findings, and the glossary", "", Role.EDITOR),
    ("/sprint-notes history", "see who did what", "add a number for one edition", Role.EDITOR),
    ("/sprint-notes following", "see what you follow, and stop it", "", Role.MEMBER),
    ("/sprint-notes help", "see this list", "", Role.MEMBER),
)
HEADINGS = {Role.MEMBER: "Everybody", Role.LEAD: "Leads of a project", Role.EDITOR: "Editors"}


def said(sentence: Sentence, title: str = "Sprint Notes") -> blocks.Block:
    """What is said to somebody who has their Home or a form in front of them; that stays as it is underneath."""
    return blocks.modal(title, [blocks.words(sentence)], callback=Callback.NOTICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom the list of commands is: their role, the ``editors``, and what Slack does not let them do."""

    role: Role = Role.EDITOR
    editors: Sequence[str] = ()
    limits: str = ""


def help_text(unknown: str = "", nearest: str = "", reader: Reader = Reader()) -> Message:
    """The commands that somebody can use; for an unknown word the nearest one first."""
    lines = joined([reader.limits, *_by_role(reader.role), _whom_to_ask(reader)], "\n")
    if not unknown:
        return message_of(blocks.titled("What you can do", lines))
    meant = (" The nearest is ", Command(nearest), ".") if nearest else ""
    return say(joined([("There is no ", Command(f"/sprint-notes {unknown[:40]}"), ".", meant), lines], "\n"))


def _by_role(role: Role) -> Iterator[Sentence]:
    """What this role can do more than others, then what everybody can; a member's list needs no headings."""
    for one in (one for one in reversed(Role) if one <= role):
        if role > Role.MEMBER:
            yield f"{HEADINGS[one]}:"
        for command, does, more, needed in COMMANDS:
            if needed is one:
                yield "• ", Command(command), f": {does}", (" (", more, ")") if more else ""


def _whom_to_ask(reader: Reader) -> Sentence:
    if reader.role is Role.EDITOR or not reader.editors:
        return ""
    told = ("The editors are ", people(reader.editors), ".")
    return told if reader.role is Role.LEAD else ("You do not lead a project. An editor can add you as a lead. ", *told)


def help_modal(reader: Reader = Reader()) -> blocks.Block:
    """The commands that somebody can use, for when they have their Home in front of them."""
    shown = list(help_text(reader=reader).blocks)
    return blocks.modal("What you can do", shown, callback=Callback.NOTICE)


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
    if delivery.act is Act.LINK:
        unknown = ("Slack does not say where stories in ", where, " are to be read, so nothing leads to them. ")
        return say((unknown, remedy(delivery.error), f" {ASKED_ONCE_MORE}"), blocks.actions(again))
    return say(("This could not be posted in ", where, f": “{what}”. ", remedy(delivery.error)), blocks.actions(again))


def accepted_again(refusal: AppRefusal, late: Sequence[Sentence], lapsed: int, clock: WallClock) -> Message:
    """Slack did not accept the app for a while; what had to wait goes out, but for ``lapsed`` reminders."""
    since, until = clock.moment(refusal.since), clock.moment(refusal.accepted_at or refusal.since)
    why = (f"Slack took nothing from Sprint Notes from {since} to {until}: it said ", Command(refusal.error), ". ")
    waited = ("What had to wait goes out now, late and in its order: ", listing(late), ". ") if late else ()
    reminders = english.count(lapsed, "reminder")
    lost = f"{reminders} came to nothing: it is too late for them now." if lapsed else ""
    return say((why, *waited, lost))
