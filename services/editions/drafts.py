"""The draft in the review channel: its card, and the edition's full text in the card's thread."""

from collections.abc import Container, Mapping, Sequence
from itertools import accumulate, chain

from domain.audit import changes_asked_by, last_change, to_undo, who_did_what
from domain.checks import tally
from domain.compile import item_key
from domain.delivery import CANNOT_GO_ON, Act, Delivery, DeliveryState, Message
from domain.edition import Edition, EditionState, in_channel, posted_of
from domain.names import in_reading_order
from domain.objection import still_open
from domain.ports import UnitOfWork
from domain.wall_clock import clock_of
from rendering.slack.editions.draft import Card, card, note_messages
from rendering.slack.editions.draft_items import ItemControls
from rendering.slack.editions.draft_projects import Listed, Mark
from rendering.slack.editions.edition import draft_parts, message_counts
from services.common import access
from services.common.actor import Actor
from services.common.snapshot import Snapshot, snapshot
from services.common.unit import unit_of
from services.editions.run_checks import Checked, run_checks

IN_REVIEW = (EditionState.DRAFTED, EditionState.APPROVED)
CARD = "card "  # how the keys of the cards begin
UNDER_WAY = (*IN_REVIEW, EditionState.PUBLISHING)


def has_draft(edition: Edition) -> bool:
    """Whether there is a draft of it in the review channel that must say what is so."""
    return edition.state in IN_REVIEW or edition.reopened


def refresh(work: UnitOfWork, now: Snapshot, checked: Checked | None = None) -> None:
    """Makes the draft in Slack say what the database says, where there is a draft; ``checked`` may be known already."""
    if has_draft(now.edition):
        show(work, now, checked)


def renew(work: UnitOfWork, now: Snapshot) -> None:
    """Makes the draft of a published edition say what that says now; what came from a file has none."""
    if len(work.posts.in_group(_group(now.edition))) > 1:
        show(work, now)
    else:
        renew_card(work, now, run_checks(work, now))


def renew_card(work: UnitOfWork, now: Snapshot, checked: Checked | None = None) -> None:
    """Makes the card say what is so, where there is one."""
    if work.posts.in_group(_group(now.edition)):
        refresh_card(work, now, checked)


def show(work: UnitOfWork, now: Snapshot, checked: Checked | None = None) -> None:
    """Makes the draft in Slack say what the database says, in whatever state the edition is."""
    featured = frozenset(item_key(one) for one in now.projects if one.featured)
    controls = ItemControls(now.edition, featured)
    notes = {update.project_id: update.content.note for update in now.updates}
    told = [(one.name, notes[one.id]) for one in in_reading_order(now.projects) if notes.get(one.id)]
    front, stories = draft_parts(now.reviewed, controls)
    notes_below = note_messages(now.edition, told)  # they are in nothing else
    checked = checked or run_checks(work, now)
    work.posts.show_group(
        _group(now.edition),
        [*front, *chain.from_iterable(stories.values()), *notes_below],
        channel=now.unit.review_channel,
        thread=card_key(now.edition),
        first=1,
        begins=_begins(1 + len(front), stories),
    )
    _show_card(work, now, checked)  # which says what of that is not in the thread


def _begins(first: int, stories: Mapping[str, Sequence[Message]]) -> dict[int, str]:
    """At which places in the thread the stories begin, from the ``first`` on."""
    lengths = [len(messages) for messages in stories.values()]
    return dict(zip(accumulate(lengths, initial=first), stories, strict=False))


def links(work: UnitOfWork, now: Snapshot) -> dict[str, str]:
    """Where in the draft's thread its items are to be read, by their keys."""
    known = work.posts.links(_group(now.edition))
    return {item.key: known[item.ref] for item in now.reviewed.items if item.ref in known} if known else {}


def fill_in(work: UnitOfWork, edition: Edition, done: Delivery) -> None:
    """Makes the card lead to the stories, once all are there and none is asked any more where it is. An address that
    Slack refuses is done without: the story stands below the card."""
    after = work.posts.get(done.id)
    if after and after.act is Act.LINK and after.state is DeliveryState.FAILED:
        work.posts.leave(done.id)
    waits = (one for one in work.posts.outstanding([_group(edition)]) if one.act in (Act.POST, Act.LINK))
    if all(one.state in CANNOT_GO_ON for one in waits):
        renew_card(work, snapshot(work, edition))


def post_below(work: UnitOfWork, edition: Edition, group: str, messages: Sequence[Message]) -> None:
    """Posts something that is not the draft's text in its thread; ``group`` names it."""
    work.posts.show_group(group, messages, channel=unit_of(work).review_channel, thread=card_key(edition))


def refresh_card(work: UnitOfWork, now: Snapshot, checked: Checked | None = None) -> None:
    """Makes the card say how the edition stands; the checks run where that says something else than last time."""
    if checked is None and now.shown != now.content_hash:
        checked = run_checks(work, now)
    _show_card(work, now, checked)


def _show_card(work: UnitOfWork, now: Snapshot, checked: Checked | None) -> None:
    """``checked`` is what the checks notice, None where that is what they noticed when the draft was last shown."""
    published = now.edition.is_decided  # corrections change nothing about who approved what
    content = now.shown if published and now.shown else now.content_hash
    found = tally(checked.found) if checked else now.found
    work.editions.keep_content(now.edition.id, content, found)
    group, channel = _group(now.edition), now.unit.review_channel
    outstanding = work.posts.outstanding([group, in_channel(now.edition.id)])
    message = card(_card(now, content, found, outstanding, links(work, now)))
    work.posts.show(card_key(now.edition), message, channel=channel, group=group, place=0)


def _card(
    now: Snapshot, content: str, found: Mapping[str, int], outstanding: Sequence[Delivery], links: Mapping[str, str]
) -> Card:
    last, last_undoable, clock = last_change(now.log), to_undo(now.log), clock_of(None, now.unit)
    messages, below = message_counts(now.document, all_in_channel=now.unit.all_in_channel)
    return Card(
        edition=now.edition,
        projects=_listed(now, links),
        approvals=now.stand_of(content),
        changes_asked_by=changes_asked_by(now.log),
        publish_channel=now.unit.publish_channel,
        clock=clock,
        messages=messages,
        below=below,
        stories={item.ref: item.heading for item in now.document.items},
        content=content,
        found=found,
        last_change=(f"{clock.moment(last.at)}: ", who_did_what(last)) if last else "",
        to_undo=last_undoable.id if last_undoable else "",
        posts=now.posts,
        changes=[one for one in outstanding if _is_change(now.edition, one)],
        lacking=[one for one in outstanding if one.state in CANNOT_GO_ON and drafted_in(one.target or one.key)],
    )


def projects(actor: Actor, edition_id: str) -> tuple[Sequence[Listed], Edition]:
    """Who is in and who is missing, for editors."""
    with actor.reading_as_editor("see a draft") as work:
        now = snapshot(work, access.edition(work, edition_id))
        return _listed(now, links(work, now)), now.edition


def _listed(now: Snapshot, links: Mapping[str, str]) -> list[Listed]:
    """The projects of the edition with what there is to say of each, and the news that is held back."""
    held, stands = now.edition.arrangement.held, now.progress
    answers = ((Mark.IN, stands.told), (Mark.NOTHING, stands.nothing), (Mark.MISSING, stands.missing))
    of_projects: dict[Mark, Container[str]] = {
        Mark.LATE: {update.project_id for update in now.updates if update.late},
        Mark.BY_EDITOR: {update.project_id for update in now.updates if update.on_behalf},
        Mark.HELD: {project.id for project in now.projects if item_key(project) in held},
        Mark.OBJECTION: {one.project_id for one in still_open(now.objections, now.updates)},
    }
    projects = [
        Listed(
            project.name,
            [answer, *(mark for mark, ids in of_projects.items() if project.id in ids)],
            links.get(item_key(project), ""),
        )
        for answer, those in answers
        for project in those
    ]
    news = (item for item in now.reviewed.items if item.key in held and not item.is_project)
    return [*projects, *(Listed(item.heading, [Mark.HELD], links.get(item.key, "")) for item in news)]


def _is_change(edition: Edition, one: Delivery) -> bool:
    """Whether it is still to happen to what is posted of an edition."""
    return bool(posted_of(one.target or one.key)) and (bool(one.target) or edition.state is EditionState.PUBLISHED)


def _group(edition: Edition) -> str:
    return f"draft {edition.id}"


def drafted_in(key: str) -> str:
    """The id of the edition in whose draft's thread the post with this key stands; else nothing."""
    kind, _, rest = key.partition(" ")
    edition_id, _, place = rest.partition(" ")
    return edition_id if kind == "draft" and place else ""


def card_key(edition: Edition) -> str:
    """What the card is called among the posts: replies in its thread name it."""
    return f"{CARD}{edition.id}"
