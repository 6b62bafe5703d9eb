"""The form for an item of news: each kind has its own, and a new member of the team fills in theirs."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from domain import news_form as fields
from domain.edition import Edition, EditionState
from domain.inputs import Input, Kind
from domain.news import QUESTIONS, NewsKind, Question
from domain.news_form import LINKS, MOST_ROWS, PICTURES, ROWS, NewsFormValues
from domain.sentence import Sentence
from domain.update_fields import Part
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback, Field
from rendering.slack.kit.inputs import Inputs, keep_picture, numbered
from rendering.slack.kit.values import ItemIn, NewsOpened

NAMES = {
    NewsKind.ANNOUNCEMENT: "an announcement",
    NewsKind.EVENT: "an event",
    NewsKind.TEAM_MEMBER: "a team member",
    NewsKind.SPOTLIGHT: "a council spotlight",
}
LONG_ANSWERS = (Question.WORK, Question.BACKGROUND, Question.RELAX, Question.RETIREMENT)
CONSENT = "I agree that this is published. I can take it down at any time."
MORE = "more"  # the id of the block with the buttons that add rows


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsForm:
    """``base`` is the fingerprint of what the form was filled from, or ``NEW``; ``id`` is the item's, or will be.
    ``notice`` stands above the form, ``changed`` what its writer had changed when the form was shown again.
    ``by_member``: the member of the team fills it in."""

    edition: Edition
    kind: NewsKind
    id: str
    base: str
    typed: NewsFormValues
    notice: Sentence = ""
    was_overtaken: bool = False
    changed: Collection[str] = ()
    nomination: str = ""
    by_member: bool = False


def form(view: NewsForm) -> blocks.Block:
    """The modal. Block ids carry the fingerprint: what others changed meanwhile is shown, not what Slack kept."""
    changed = tuple(sorted(view.changed))
    about = NewsOpened(view.edition.id, view.kind, view.id, view.base, changed, view.nomination)
    inputs = Inputs(view.base)
    shown = [*_notice(view), *_fields(inputs, view), *_rows(inputs, view), *_closing(inputs, view)]
    if view.by_member:
        title, callback, submit = "Introduce yourself", Callback.INTRODUCE, "Introduce me"
    else:
        is_new = view.base == fields.NEW
        title, callback = f"{'Add' if is_new else 'Edit'} {NAMES[view.kind]}", Callback.NEWS_ITEM
        submit = "Add to the news" if is_new else "Save changes"
    return blocks.modal(title, shown, callback=callback, metadata=about, submit=submit)


def with_row(shown: blocks.Block, part: Part) -> blocks.Block:
    """The open form, everything typed in it kept, with one more row."""
    inputs = Inputs(NewsOpened.read(shown["private_metadata"]).base)
    by_member = shown["callback_id"] == Callback.INTRODUCE
    ids = [block["block_id"] for block in shown["blocks"]]
    counts = {one: len(rows.numbers(ids)) for one, rows in ROWS.items()}
    added = list(_row(inputs, part, counts[part], ROWS[part].row()))
    counts[part] += 1
    kept: list[blocks.Block] = []
    for block in shown["blocks"]:
        kept += [*added, *_more(counts, by_member=by_member)] if block["block_id"] == MORE else [block]
    return blocks.with_blocks(shown, kept)


def _notice(view: NewsForm) -> Iterator[blocks.Block]:
    if view.notice:
        yield blocks.words(view.notice)
    if view.was_overtaken:
        saved = blocks.button("See what was saved", Action.SEE_SAVED_NEWS, ItemIn(view.edition.id, view.id))
        yield blocks.actions(saved)
    where = f"This is for {view.edition.title}."
    if view.edition.state is EditionState.APPROVED:
        where += " It is approved: if you change what it says, it must be approved again."
    yield blocks.context(where)


def _fields(inputs: Inputs, view: NewsForm) -> Iterator[blocks.Block]:
    typed, is_member = view.typed, view.kind is NewsKind.TEAM_MEMBER
    yield inputs.of(replace(fields.TITLE, label="Name") if is_member else fields.TITLE, typed.title)
    if typed.lead_in or (is_member and not view.by_member):
        lead_in = replace(fields.LEAD_IN, label="Words of welcome") if is_member else fields.LEAD_IN
        yield inputs.of(lead_in, typed.lead_in)
    if view.kind is NewsKind.EVENT:
        yield from (inputs.of(one, getattr(typed, one.name)) for one in fields.EVENT)
    if typed.body or not is_member:
        yield inputs.of(replace(fields.BODY, needed=not is_member), typed.body)
    if is_member:
        for question, label in QUESTIONS.items():
            more: dict[str, Any] = {"multiline": True} if question in LONG_ANSWERS else {}
            yield inputs.of(Input(question, label, Kind.LINE), typed.answers.get(question, ""), **more)


def _rows(inputs: Inputs, view: NewsForm) -> Iterator[blocks.Block]:
    counts = {part: len(getattr(view.typed, part)) for part in ROWS}
    for part in ROWS:
        for n, row in enumerate(getattr(view.typed, part)[:MOST_ROWS]):
            yield from _row(inputs, part, n, row)
    left = sum(max(0, count - MOST_ROWS) for count in counts.values())
    if left:
        yield blocks.context(f"There is no room for {left} more here: they stay as they are.")
    yield from _more(counts, by_member=view.by_member)


def _more(counts: Mapping[Part, int], *, by_member: bool) -> Iterator[blocks.Block]:
    """Buttons for rows that there is room for."""
    wanted = [Part.PICTURES] if by_member else list(ROWS)
    room = [part for part in wanted if counts[part] < MOST_ROWS]
    if room:
        row = blocks.actions(*(blocks.button(ROWS[part].add, f"{Action.ADD_NEWS_ROW}:{part}", part) for part in room))
        yield row | {"block_id": MORE}


def _row(inputs: Inputs, part: Part, n: int, row: Any) -> Iterator[blocks.Block]:
    """A link; or a picture, which is a file, or stands at an address."""
    if part is Part.LINKS:
        yield from (inputs.row(LINKS, n, one, row) for one in LINKS.inputs)
        return
    described, address = PICTURES.inputs
    if row.file:
        yield inputs.box(numbered("Picture", n), f"{Field.PICTURE_KEEP}:{n}", keep_picture(row), ticked=True)
    elif not row.url:
        yield inputs.picture(numbered("Picture", n), f"{Field.PICTURE_FILE}:{n}")
    if not row.file:
        yield inputs.row(PICTURES, n, address, row)
    yield inputs.row(PICTURES, n, described, row)


def _closing(inputs: Inputs, view: NewsForm) -> Iterator[blocks.Block]:
    """What becomes of it: editors say for how long it stands, a member whether it may."""
    if view.by_member:
        agreed = blocks.option(CONSENT, "yes")
        yield inputs.box("Your consent", Field.CONSENT, agreed, ticked=False, optional=False)
        return
    again = blocks.option("Carry it to the next edition", "yes")
    yield inputs.box("Next edition", Field.CARRIED, again, ticked=view.typed.carried)
    yield inputs.of(fields.EXPIRES, view.typed.expires)
    yield blocks.actions(blocks.button("Back to all news", f"{Action.NEWS_PAGE}:back", "0"))
