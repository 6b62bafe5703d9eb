"""The draft's card in the review channel, its preview, and what is said around approval and publishing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain import english
from domain.delivery import CANNOT_GO_ON, Act, Delivery, DeliveryState, Message
from domain.document import Document
from domain.edition import Approvals, Edition, EditionMove, EditionState
from domain.refusals import MAY_PASS
from domain.sentence import Sentence, Where, Who, people
from domain.text.rich_text import RichText
from domain.wall_clock import WallClock
from rendering.slack.editions.deciding import DraftStands, approve_button, decisions, publish_button
from rendering.slack.editions.draft_projects import Listed, Mark, counts, in_table, open_list, table
from rendering.slack.editions.edition import edition_messages
from rendering.slack.editions.story import EDITION
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback
from rendering.slack.kit.messages import Piece, heading, in_messages, message_of, pieces
from rendering.slack.kit.pages import paged
from rendering.slack.kit.remedies import ASKED_ONCE_MORE, remedy
from rendering.slack.kit.values import Undoing
from rendering.slack.review.findings import counted, open_findings
from rendering.slack.review.welcome import WELCOME
from rendering.slack.review.welcome import button as words_button
from rendering.slack.review.windows import dates_button, skip_button

POST_NOW = "Post draft now"
NOTES = "Notes to the editors (never published)"
TITLES = {EditionState.PUBLISHING: "Being published", EditionState.PUBLISHED: "Published"}
FOLLOWS = {EditionState.PUBLISHING: ".", EditionState.PUBLISHED: ", with its corrections."}
NOT_KNOWN = "Slack did not say whether it took it. The editors are asked in a message of their own."
MAY_BE_TRIED = " Each editor gets a direct message about it, with the way to try it again."
MOST_IN_PREVIEW = 2  # drafts that are told of above another edition: a modal holds 100 blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the card says. ``projects`` are those of the edition, and what else is held back; ``changes_asked_by`` is a
    Slack user id, ``content`` the hash of what the draft says, which is what editors approve; ``found`` counts what the
    checks noticed in it, ``last_change`` says when who did what last; ``posts`` are the messages of an edition that is
    being published, none while that is called off, ``stories`` the headings of what they tell; ``changes`` are what is
    still to be done to those that are there, ``lacking`` what Slack does not take of the draft's thread. It takes so
    many ``messages`` in the channel, and those ``below`` in their thread."""

    edition: Edition
    projects: Sequence[Listed]
    approvals: Approvals
    publish_channel: str
    clock: WallClock
    messages: int
    below: int = 0
    content: str
    found: Mapping[str, int]
    last_change: Sentence = ""
    changes_asked_by: str = ""
    to_undo: str = ""
    posts: Sequence[Delivery] = ()
    stories: Mapping[str, str] = field(default_factory=dict)
    changes: Sequence[Delivery] = ()
    lacking: Sequence[Delivery] = ()

    @property
    def name(self) -> str:
        """``edition 39``."""
        return f"edition {self.edition.number}"

    @property
    def objections(self) -> list[str]:
        """The names of the projects whose leads object to a change of their update."""
        return [one.name for one in self.projects if Mark.OBJECTION in one.marks]

    @property
    def stopped(self) -> Sequence[Delivery]:
        """The messages that do not go on by themselves: refused by Slack, or it is not known whether it took them."""
        return [post for post in self.posts if post.state in CANNOT_GO_ON]

    @property
    def tried_again(self) -> Sequence[Delivery]:
        """The messages that Slack has refused for a reason that may pass."""
        return [post for post in self.posts if post.state is DeliveryState.PENDING and post.error in MAY_PASS]


def card(view: Card) -> Message:
    """The card: what stands between now and publishing, what can be done, who is in and who is missing."""
    edition = view.edition
    period = english.period(edition.starts, edition.ends)
    title = f"{TITLES.get(edition.state, 'Draft')}: {edition.title}"
    follows = FOLLOWS.get(edition.state, ". It changes there when an update does.")
    return message_of(
        blocks.header(title, EDITION),
        blocks.context(f"Covering {period}"),
        blocks.bullets(_state(view), _before_publishing(view)),
        _controls(view),
        blocks.words(counts(view.projects)),
        *([blocks.words(("Last change, ", view.last_change, "."))] if view.last_change else []),
        blocks.context(f"The full text goes into this message’s thread{follows}"),
        *([table(view.projects)] if in_table(view.projects) else []),
    )


def _state(view: Card) -> str:
    edition = view.edition
    match edition.state:
        case EditionState.PUBLISHED:
            return _published(view)
        case EditionState.PUBLISHING:
            return _on_its_way(view)
        case EditionState.OPEN:
            return f"Open again until {view.clock.moment(edition.closes_at)}."
        case EditionState.APPROVED:
            return "Approved, ready to publish."
        case _:
            return f"Waiting for {english.count(view.approvals.missing, 'approval')}."


def _published(view: Card) -> str:
    stopped = sum(one.state in CANNOT_GO_ON for one in view.changes)
    if stopped:
        return f"It is published. Not corrected yet: {english.count(stopped, 'message')} could not be changed."
    if view.changes:
        return f"It is published. It is being corrected: {english.count(len(view.changes), 'message')} on the way."
    return "It is published."


def _on_its_way(view: Card) -> str:
    if not view.posts:
        return "Its publishing is called off. It is a draft again once none of it is in the channel any more."
    if view.stopped:
        return f"Not published: {len(view.stopped)} of {english.count(len(view.posts), 'message')} did not arrive."
    if all(post.state is DeliveryState.SENT for post in view.posts):
        return "Being published: all of it is in the channel but the links to its stories."
    return f"Being published: {english.count(len(view.posts), 'message')} on the way."


def _before_publishing(view: Card) -> Iterator[Sentence]:
    """What stands between now and publishing, and who has decided what so far, a line each."""
    edition, stand = view.edition, view.approvals
    if edition.state is EditionState.DRAFTED and stand.conditions:
        yield stand.conditions
    if view.changes_asked_by:
        yield Who(view.changes_asked_by), " asks for changes: the thread says which"
    if objections := view.objections:
        yield f"Leads object to changes of their updates: {blocks.names(objections, of=len(view.projects))}"
    yield from _in_slack(view)
    yield f"The checks have found {counted(view.found)}."
    if stand.by:
        yield "Approved by ", people(stand.by)
    if edition.publish_at:
        when = view.clock.moment(edition.publish_at)
        by = (", as ", Who(edition.scheduled_by), " has set")
        yield "It is published in ", Where(view.publish_channel), f" at {when}", by


def _in_slack(view: Card) -> Iterator[Sentence]:
    """What Slack has not taken of it, or not yet, and what can be done about it."""
    for post in view.stopped:
        yield f"{_name(view, post)}: ", _why(post)
    for post in view.tried_again:
        yield f"{_name(view, post)} is tried again: ", remedy(post.error)
    for one in view.changes:
        if one.state in CANNOT_GO_ON:
            yield _of_change(view, one)
    for one in view.lacking:
        yield "A message is not in this thread as it should be: ", _why(one), MAY_BE_TRIED


def _name(view: Card, post: Delivery) -> str:
    """What a message of the edition is called."""
    if post.story:
        return f"“{view.stories.get(post.story, 'A story')}”"
    return "The front page" if any(one.story for one in view.posts) else f"Message {view.posts.index(post) + 1}"


def _of_change(view: Card, change: Delivery) -> Sentence:
    """Why what is in the channel is not as it should be, and what can be done about it."""
    if change.act is not Act.LINK:
        return "A message in the channel: ", _why(change), MAY_BE_TRIED
    story = next((post for post in view.posts if post.key == change.target), None)
    name = _name(view, story) if story else "a story"
    return f"Where {name} is to be read is not known: ", _why(change), f" {ASKED_ONCE_MORE}"


def _why(post: Delivery) -> Sentence:
    return remedy(post.error) if post.state is DeliveryState.FAILED else NOT_KNOWN


def _controls(view: Card) -> blocks.Block:
    """The next step, then what is looked at most, then a menu of all else that can be done now."""
    edition = view.edition
    looking = [blocks.button("Preview", Action.PREVIEW, edition.id, called=f"Preview {view.name}")]
    if edition.state is EditionState.PUBLISHED:
        looking.append(blocks.button(f"Correct {view.name}", Action.CORRECT_EDITION, edition.id))
    elif edition.state is EditionState.PUBLISHING:
        return blocks.actions(*_while_it_goes_out(view), *looking)
    else:
        looking.append(open_findings(edition, "Findings"))
    more = list(_more(view))
    return blocks.actions(*_next_step(view), *looking, *([blocks.menu(f"More for {view.name}", more)] if more else []))


def _next_step(view: Card) -> Iterator[blocks.Block]:
    if view.edition.state is EditionState.DRAFTED:
        yield approve_button(view.edition, view.content, view.objections)
    if view.edition.state is EditionState.APPROVED:
        yield publish_button(view.edition, view.messages, view.below)


def _more(view: Card) -> Iterator[blocks.Block]:
    """What can be done now beside that, the most usual first."""
    edition = view.edition
    if edition.may(EditionMove.SET_TIME):
        yield blocks.choice(f"Publish {view.name} at a time", Action.PUBLISH_LATER, edition.id)
    if edition.publish_at:
        yield blocks.choice(f"Cancel timed publishing of {view.name}", Action.CANCEL_PUBLISHING, edition.id)
    if not edition.is_decided:
        yield blocks.choice("Put in order", Action.ORDER, edition.id)
        yield blocks.choice(WELCOME, Action.EDIT_WELCOME, edition.id)
        if view.to_undo:
            yield blocks.choice("Undo last change", Action.UNDO, Undoing(edition.id, view.to_undo))
    if edition.may(EditionMove.REQUEST_CHANGES):
        yield blocks.choice("Request changes", Action.REQUEST_CHANGES, edition.id)
    if edition.may(EditionMove.REOPEN):
        yield blocks.choice("Reopen for updates", Action.REOPEN, edition.id)
    if edition.may(EditionMove.MOVE_DATES):
        yield blocks.choice("Change dates", Action.CHANGE_DATES, edition.id)
    if view.projects and not in_table(view.projects):
        yield open_list(edition)


def _while_it_goes_out(view: Card) -> Iterator[blocks.Block]:
    edition_id = view.edition.id
    if any(one.state is DeliveryState.FAILED for one in (*view.stopped, *view.changes)):
        yield blocks.button(f"Post {view.name} again", Action.TRY_PUBLISHING_AGAIN, edition_id, style="primary")
    if view.posts:
        sure = blocks.confirmation(
            f"Call {view.name} off?",
            "What of it is in the channel is deleted there. Then it is a draft again, which nobody has approved.",
            f"Call {view.name} off",
            "Go on publishing",
        )
        yield blocks.button(f"Call {view.name} off", Action.CALL_PUBLISHING_OFF, edition_id, confirm=sure)


def preview(document: Document, edition: Edition, page: int = 0, drafts: Sequence[DraftStands] = ()) -> blocks.Block:
    """The edition as its readers will see it, page by page; an open one can be drafted from here, and about the
    ``drafts`` that are in review can be decided."""
    shown = paged((message.blocks for message in edition_messages(document)), page, Action.PREVIEW_PAGE, edition.id)
    shown.append(blocks.actions(open_findings(edition)))
    shown = [*_in_review(edition, drafts[:MOST_IN_PREVIEW]), *shown]
    if edition.state is not EditionState.OPEN:
        return blocks.modal(f"Preview of edition {edition.number}", shown, callback=Callback.PREVIEW)
    so_far = blocks.words("This is what is in so far.")
    skip = [skip_button(edition)] if edition.is_new else []
    doing = blocks.actions(words_button(edition), dates_button(edition), *skip, _post_now(edition))
    title = f"Edition {edition.number} so far"
    return blocks.modal(title, [so_far, doing, blocks.divider(), *shown], callback=Callback.PREVIEW)


def _post_now(edition: Edition) -> blocks.Block:
    sure = blocks.confirmation(
        f"Post the draft of edition {edition.number} now?",
        "That ends the collecting. The draft goes to the review channel; updates that come later are marked as late.",
        POST_NOW,
        "Not yet",
    )
    called = f"{POST_NOW}, of edition {edition.number}"
    return blocks.button(POST_NOW, Action.POST_DRAFT, edition.id, called=called, confirm=sure)


def _in_review(edition: Edition, drafts: Sequence[DraftStands]) -> Iterator[blocks.Block]:
    for draft in drafts:
        other, buttons = draft.edition, list(decisions(draft))
        if other.id != edition.id:
            yield blocks.words(f"{other.title} is in review.")
            looking = f"{Action.PREVIEW}:{other.number}"
            buttons.append(blocks.button(f"Preview edition {other.number}", looking, other.id))
        if buttons:
            yield blocks.actions(*buttons)


def note_messages(edition: Edition, notes: Sequence[tuple[str, RichText]]) -> list[Message]:
    """``notes`` are ``(name of the project, its note)``. None without any; as many messages as they need."""
    if not notes:
        return []
    said = f"{NOTES}, {edition.title}"
    parts: list[Piece] = [*heading(said)]
    for name, note in notes:
        parts += [Piece(blocks.words(name, bold=True), keeps=True), *pieces(note)]
    return in_messages(said, parts)
