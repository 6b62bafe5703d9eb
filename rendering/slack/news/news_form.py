"""The form for an item of news: each kind has its own, and a new member of the team fills in theirs."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.edition import Edition, EditionState
from domain.news import QUESTIONS, NewsKind, Question
from domain.news_form import MOST_ROWS, NEW, NewsFormValues
from domain.sentence import Sentence
from domain.text.rich_text import RichText
from domain.update_form import ROWS as EMPTY_ROWS
from domain.update_form import LinkRow, Part, PictureRow
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback, NewsField
from rendering.slack.kit.rich_text import form_value
from rendering.slack.updates.update_rows import PICTURE_TYPES

NAMES = {
    NewsKind.ANNOUNCEMENT: "an announcement",
    NewsKind.EVENT: "an event",
    NewsKind.TEAM_MEMBER: "a team member",
    NewsKind.SPOTLIGHT: "a council spotlight",
}
LONG_ANSWERS = (Question.WORK, Question.BACKGROUND, Question.RELAX, Question.RETIREMENT)
CONSENT = "I agree that this is published. I can take it down at any time."
MORE = "more"  # the id of the block with the buttons that add rows
ADD = {Part.LINKS: "Add a link", Part.PICTURES: "Add a picture"}
FIRST = {Part.LINKS: NewsField.LINK_URL, Part.PICTURES: NewsField.PICTURE_ALT}  # each row has one


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsForm:
    """What the form is about; ``base`` is the fingerprint of what it was filled from, or ``NEW``.

    ``id`` is the item's, or will be. ``notice`` stands above the form, ``changed`` what its writer
    had changed when the form was shown again. ``by_member``: the member of the team fills it in.
    """

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
    about: blocks.Block = {"edition": view.edition.id, "kind": view.kind, "id": view.id, "base": view.base}
    about |= {"changed": sorted(view.changed)} if view.changed else {}
    about |= {"nomination": view.nomination} if view.nomination else {}
    inputs = _Inputs(view.base)
    shown = [*_notice(view), *_fields(inputs, view), *_rows(inputs, view), *_closing(inputs, view)]
    if view.by_member:
        title, callback, submit = "Introduce yourself", Callback.INTRODUCE, "Introduce me"
    else:
        is_new = view.base == NEW
        title, callback = f"{'Add' if is_new else 'Edit'} {NAMES[view.kind]}", Callback.NEWS_ITEM
        submit = "Add to the news" if is_new else "Save changes"
    return blocks.modal(title, shown, callback=callback, metadata=json.dumps(about), submit=submit)


def with_row(shown: blocks.Block, part: Part) -> blocks.Block:
    """The open form, everything typed in it kept, with one more row."""
    inputs = _Inputs(json.loads(shown["private_metadata"])["base"])
    by_member = shown["callback_id"] == Callback.INTRODUCE
    counts = {one: sum(block["block_id"].startswith(f"{FIRST[one]}:") for block in shown["blocks"]) for one in ADD}
    added = ROWS[part](inputs, counts[part], EMPTY_ROWS[part]())
    counts[part] += 1
    kept: list[blocks.Block] = []
    for block in shown["blocks"]:
        kept += [*added, *_more(counts, by_member=by_member)] if block["block_id"] == MORE else [block]
    same = ("type", "callback_id", "title", "submit", "close", "private_metadata")
    return {name: shown[name] for name in same} | {"blocks": kept}


class _Inputs:
    """Makes the inputs of one form."""

    def __init__(self, base: str) -> None:
        self._base = base

    def line(self, label: str, name: str, value: str, *, several: bool = False, **more: Any) -> blocks.Block:
        """A line of text, or with ``several`` some lines."""
        element: blocks.Block = {"type": "plain_text_input"} | ({"multiline": True} if several else {})
        return self._input(label, name, element, value and {"initial_value": value}, **more)

    def text(self, label: str, name: str, value: RichText, **more: Any) -> blocks.Block:
        """A text in Slack's editor."""
        shown = form_value(value)
        return self._input(label, name, {"type": "rich_text_input"}, shown and {"initial_value": shown}, **more)

    def day(self, label: str, name: str, value: str, **more: Any) -> blocks.Block:
        """A date."""
        return self._input(label, name, {"type": "datepicker"}, value and {"initial_date": value}, **more)

    def time(self, label: str, name: str, value: str) -> blocks.Block:
        """A time of day."""
        return self._input(label, name, {"type": "timepicker"}, value and {"initial_time": value})

    def address(self, label: str, name: str, value: str, **more: Any) -> blocks.Block:
        """A web address."""
        return self._input(label, name, {"type": "url_text_input"}, value and {"initial_value": value}, **more)

    def box(self, label: str, name: str, option: blocks.Block, *, ticked: bool, **more: Any) -> blocks.Block:
        """One box to tick."""
        element: blocks.Block = {"type": "checkboxes", "options": [option]}
        return self._input(label, name, element, ticked and {"initial_options": [option]}, **more)

    def picture(self, label: str, name: str) -> blocks.Block:
        """A place for one picture."""
        element: blocks.Block = {"type": "file_input", "filetypes": PICTURE_TYPES, "max_files": 1}
        return self._input(label, name, element, None, hint="A PNG, JPG or GIF, up to 10 MB.")

    def _input(
        self, label: str, name: str, element: blocks.Block, initial: Any, *, hint: str = "", needed: bool = False
    ) -> blocks.Block:
        whole = {**element, "action_id": name, **(initial or {})}
        return blocks.field(label, f"{name}:{self._base}", whole, hint=hint, optional=not needed)


def _notice(view: NewsForm) -> Iterator[blocks.Block]:
    if view.notice:
        yield blocks.words(view.notice)
    if view.was_overtaken:
        saved = blocks.button("See what was saved", Action.SEE_SAVED_NEWS, f"{view.edition.id} {view.id}")
        yield blocks.actions(saved)
    where = f"This is for {view.edition.title}."
    if view.edition.state is EditionState.APPROVED:
        where += " It is approved: if you change what it says, it must be approved again."
    yield blocks.context(where)


def _fields(inputs: _Inputs, view: NewsForm) -> Iterator[blocks.Block]:
    typed, is_member = view.typed, view.kind is NewsKind.TEAM_MEMBER
    yield inputs.line("Name" if is_member else "Title", NewsField.TITLE, typed.title, needed=True)
    if typed.lead_in or (is_member and not view.by_member):
        yield inputs.text("Words of welcome" if is_member else "Opening words", NewsField.LEAD_IN, typed.lead_in)
    if view.kind is NewsKind.EVENT:
        yield from _event(inputs, typed)
    if typed.body or not is_member:
        yield inputs.text("Text", NewsField.BODY, typed.body, needed=not is_member)
    if is_member:
        for question, label in QUESTIONS.items():
            answer = typed.answers.get(question, "")
            yield inputs.line(label, question, answer, several=question in LONG_ANSWERS)


def _event(inputs: _Inputs, typed: NewsFormValues) -> Iterator[blocks.Block]:
    yield inputs.day("First day", NewsField.STARTS, typed.starts, needed=True)
    yield inputs.time("Starts at", NewsField.STARTS_AT, typed.starts_at)
    yield inputs.day("Last day", NewsField.ENDS, typed.ends, hint="Empty for an event of one day.")
    yield inputs.time("Ends at", NewsField.ENDS_AT, typed.ends_at)
    yield inputs.line("Place", NewsField.PLACE, typed.place, hint="A room and a town, or “online”.")
    told = "Shown while the event is to come."
    yield inputs.address("Link to join or sign up", NewsField.LINK, typed.link, hint=told)
    yield inputs.address("Recording", NewsField.RECORDING, typed.recording, hint="Shown once the event is over.")


def _rows(inputs: _Inputs, view: NewsForm) -> Iterator[blocks.Block]:
    typed = view.typed
    for n, link in enumerate(typed.links[:MOST_ROWS]):
        yield from _link_row(inputs, n, link)
    for n, picture in enumerate(typed.pictures[:MOST_ROWS]):
        yield from _picture_row(inputs, n, picture)
    counts = {Part.LINKS: len(typed.links), Part.PICTURES: len(typed.pictures)}
    left = sum(max(0, count - MOST_ROWS) for count in counts.values())
    if left:
        yield blocks.context(f"There is no room for {left} more here: they stay as they are.")
    yield from _more(counts, by_member=view.by_member)


def _more(counts: Mapping[Part, int], *, by_member: bool) -> Iterator[blocks.Block]:
    """Buttons for rows that there is room for."""
    wanted = [Part.PICTURES] if by_member else list(ADD)
    room = [part for part in wanted if counts[part] < MOST_ROWS]
    if room:
        row = blocks.actions(*(blocks.button(ADD[part], f"{Action.ADD_NEWS_ROW}:{part}", part) for part in room))
        yield row | {"block_id": MORE}


def _link_row(inputs: _Inputs, n: int, row: LinkRow) -> list[blocks.Block]:
    hint = "What readers find there, such as “Our research report”."
    return [
        inputs.address(_numbered("Link", n), f"{NewsField.LINK_URL}:{n}", row.url),
        inputs.line(_numbered("Words for the link", n), f"{NewsField.LINK_TEXT}:{n}", row.text, hint=hint),
    ]


def _picture_row(inputs: _Inputs, n: int, row: PictureRow) -> list[blocks.Block]:
    hint = "Say what it shows to somebody on the telephone. Readers who cannot see it hear this."
    alt = inputs.line(_numbered("What the picture shows", n), f"{NewsField.PICTURE_ALT}:{n}", row.alt, hint=hint)
    if row.file:
        option = blocks.option("Keep this picture", row.file)
        return [inputs.box(_numbered("Picture", n), f"{NewsField.PICTURE_KEEP}:{n}", option, ticked=True), alt]
    label = _numbered("Address of the picture", n)
    address = inputs.address(label, f"{NewsField.PICTURE_URL}:{n}", row.url, hint="It begins with https://.")
    if row.url:
        return [address, alt]
    return [inputs.picture(_numbered("Picture", n), f"{NewsField.PICTURE_FILE}:{n}"), address, alt]


def _numbered(label: str, n: int) -> str:
    return f"{label} ({n + 1})" if n else label


def _closing(inputs: _Inputs, view: NewsForm) -> Iterator[blocks.Block]:
    """What becomes of it: editors say for how long it stands, a member whether it may."""
    if view.by_member:
        agreed = blocks.option(CONSENT, "yes")
        yield inputs.box("Your consent", NewsField.CONSENT, agreed, ticked=False, needed=True)
        return
    again = blocks.option("Carry it to the next edition", "yes")
    yield inputs.box("Next edition", NewsField.CARRIED, again, ticked=view.typed.carried)
    hint = "From the next edition on it is left out after this day."
    yield inputs.day("Last day to show it", NewsField.EXPIRES, view.typed.expires, hint=hint)
    yield blocks.actions(blocks.button("Back to all news", f"{Action.NEWS_PAGE}:back", "0"))


ROWS: Mapping[Part, Callable[[_Inputs, int, Any], list[blocks.Block]]] = {
    Part.LINKS: _link_row,
    Part.PICTURES: _picture_row,
}
