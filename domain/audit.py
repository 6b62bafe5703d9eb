"""What people did: the audit log's rows, in words, and which of them change what an edition says."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.sentence import Sentence, Who


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A row of the audit log: who did what to what, when. ``item`` is the key of an item of the edition."""

    id: str
    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, Any]
    edition_id: str = ""
    item: str = ""


UNDO, REFUSED, APPLY = "undo", "refused", "apply finding"
APPROVE, REQUEST_CHANGES = "approve", "request changes"
SHOW_PICTURE, SPARE_COPY = "show picture", "delete spare copy"
POST_GONE, LEAVE_GONE = "post gone", "leave gone"
CHANGE = "change"  # of something outside an edition that has changed what it says, or by a file
ARRANGING = ("move", "feature", "stop featuring", "hold back", "put back", "order")
CHANGES = (  # of what an edition says
    *ARRANGING,
    CHANGE,
    "update",
    "withdraw",
    "news",
    "words",
    APPLY,
    "correct",
    "take down",
    UNDO,
)
ABOUT_PEOPLE = ("add editor", "remove editor", "left")  # their subject is the id of a person
ABOUT_PROJECTS = ("add project", "change project")  # their subject is a project's key
CLOCK, IMPORT, COMMAND_LINE, SLACK = "clock", "import", "command line", "Slack"
EARLIER = "changing a project, the set-up or the template, or bringing in a file"  # an older version kept no reason
NO_PEOPLE = {  # who did what nobody did in Slack
    CLOCK: "The clock",
    IMPORT: "An import",
    COMMAND_LINE: "The command line",
    SLACK: "Slack",
}
IN_WORDS = {  # each goes on after a name
    "open": "opened {subject}",
    "close": "closed {subject}",
    APPROVE: "approved {subject}",
    REQUEST_CHANGES: "asked for changes to {subject}",
    CHANGE: "changed {subject} by {because}",
    "show on the web": "chose what of {subject} is on the web",
    "take off the web": "took {subject} off the web",
    "publish": "had {subject} published",
    "arrive": "saw the whole of {subject} in Slack: it is published",
    "try again": "had what Slack had refused of {subject} posted again",
    "call off": "called off the publishing of {subject}",
    "take back": "saw nothing of {subject} in Slack any more: it is a draft again",
    "set publishing time": "set the time at which {subject} is published",
    "cancel publishing time": "took back the time at which {subject} is published",
    "change dates": "changed the dates of {subject}: updates close at {day}",
    "reopen": "reopened {subject}: updates close at {day}",
    "skip": "skipped {subject}",
    "move": "moved “{subject}” {to}",
    "feature": "featured “{subject}”",
    "stop featuring": "stopped featuring “{subject}”",
    "hold back": "held “{subject}” back",
    "put back": "put “{subject}” back",
    "order": "put the items of {subject} in another order",
    UNDO: "undid a change: {what}",
    "update": "saved the update on {project} for {edition}",
    "withdraw": "withdrew the update on {project} for {edition}",
    "news": "changed the news “{subject}”",
    "carry news": "carried news on to {subject}",
    "invite team member": "invited somebody to introduce themselves in {subject}",
    "consent": "agreed to what {subject} says about them",
    "nominate": "nominated “{subject}” for the spotlight",
    "picked nomination": "picked “{subject}” for the spotlight",
    "dismissed nomination": "dismissed the nomination of “{subject}”",
    "words": "changed the welcome or thank-you of {subject}",
    "change template": "changed the template of {subject}",
    APPLY: "put right what the check “{check}” found in {where}",
    "ignore finding": "ignored “{found}” ({check}) in {subject}",
    "ignore finding no more": "took back ignoring “{found}” ({check}) in {subject}",
    "switch off check": "switched the check “{subject}” off",
    "switch on check": "switched the check “{subject}” on",
    "pass over word": "had the check “{check}” pass over “{subject}”",
    "look for word": "had the check “{check}” look for “{subject}” again",
    "add to glossary": "put {subject} into the glossary: {meaning}",
    "remove from glossary": "took {subject} out of the glossary",
    "ask the lead": "asked the lead about “{subject}”",
    "answer": "answered about “{subject}”",
    "correct": "had “{subject}” corrected: {note}",
    "take down": "had an item of {subject} taken down for good: {reason}",
    "arrive again": "saw all corrections of {subject} in Slack",
    "ask for a correction": "asked for a correction of the update on {project} for {edition}",
    "object": "objected to an editor’s change of the update on {project} for {edition}",
    "take back objection": "took back the objection to a change of the update on {project} for {edition}",
    "nothing to report": "said that there is nothing to report on {project} for {edition}",
    "take back nothing to report": "took back that there is nothing to report on {project} for {edition}",
    "ask somebody": "asked somebody else to write the update on {project} for {edition}",
    "decline": "cannot write the update on {project} for {edition}",
    "nudge": "nudged the leads of {project} for {edition}",
    "become first editor": "became the first editor of {subject}",
    "set up": "set up the notes of {subject}",
    "add editor": "made {subject} an editor",
    "remove editor": "removed {subject} from the editors",
    "erase person": "erased what was stored about somebody",
    "left": "told that {subject} has left the workspace",
    "add project": "added the project {subject}",
    "change project": "changed the project {subject}",
    "import projects": "brought in projects from a file: {new} new, {changed} changed",
    "import": "brought in a file",
    "retry delivery": "had a message posted again",
    "confirm delivery": "said that a message is there",
    SPARE_COPY: "deleted what Slack had posted twice ({copies} too many): “{begins}”",
    POST_GONE: "had a published message that was gone posted again",
    LEAVE_GONE: "left a published message that is gone as it is",
    SHOW_PICTURE: "had a picture that Slack had refused shown again",
    REFUSED: "was refused: {subject}",
}


def who_did_what(entry: AuditEntry) -> Sentence:
    """``@U1A moved “Ferry Tickets” up``."""
    return NO_PEOPLE.get(entry.actor, Who(entry.actor)), " ", in_words(entry)


def in_words(entry: AuditEntry) -> Sentence:
    """``moved “Ferry Tickets” up``; an action without a wording of its own is said as it is."""
    wording = IN_WORDS.get(entry.action, f"{entry.action}: {{subject}}")
    if entry.action in ABOUT_PEOPLE:
        before, _, after = wording.partition("{subject}")
        return before, Who(entry.subject), after
    return wording.format_map(defaultdict(str, {**_named(entry), **entry.detail, "subject": entry.subject}))


def _named(entry: AuditEntry) -> dict[str, str]:
    """What it is about, by name; an older version kept of a project in an edition its key and number only."""
    project, _, number = entry.subject.rpartition(" ")
    named = {"project": project, "edition": f"edition {number}", "because": EARLIER, "begins": "…"}
    where = f"the update on {entry.detail['project']}" if "project" in entry.detail else entry.subject
    return named | {"where": where}


def last_change(entries: Sequence[AuditEntry]) -> AuditEntry | None:
    """The last entry that changed what the edition says; ``entries`` are oldest first."""
    return next((entry for entry in reversed(entries) if entry.action in CHANGES), None)


def changes_asked_by(entries: Sequence[AuditEntry]) -> str:
    """Who has asked for changes, until somebody changes what the edition says or approves it; else empty."""
    telling = (REQUEST_CHANGES, APPROVE, *CHANGES)
    last = next((entry for entry in reversed(entries) if entry.action in telling), None)
    return last.actor if last and last.action == REQUEST_CHANGES else ""


def to_undo(entries: Sequence[AuditEntry]) -> AuditEntry | None:
    """The last of the entries, oldest first, that kept what was ``before`` it and has not been undone."""
    gone = undone(entries)
    return next((entry for entry in reversed(entries) if "before" in entry.detail and entry.id not in gone), None)


def undone(entries: Sequence[AuditEntry]) -> set[str]:
    """The ids of the entries that others undid."""
    return {entry.detail["of"] for entry in entries if entry.action == UNDO}
