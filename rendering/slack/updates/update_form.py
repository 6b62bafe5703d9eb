"""The form for an update: three things at first sight, the rest on demand; and its preview on top of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain import english
from domain.checks import Finding
from domain.compile import compile_edition, item_key
from domain.document import ref_of
from domain.edition import Edition, EditionState
from domain.inputs import Input, InputRows, has_passed
from domain.project import Project
from domain.text.difference import difference
from domain.text.rich_text import Paragraph
from domain.text.rich_text_walk import plain_text
from domain.unit import Unit
from domain.update import HEADLINE_LENGTH, Outcome, UpdateContent
from domain.update_fields import BY_NAME, FIELDS, OUTCOME, ROWS, SINGLE, Part, PictureRow
from domain.update_form import FormValues, Theirs
from domain.wall_clock import WallClock
from rendering.slack.corrections.corrections import PUBLISHED, take_down_button, what_was_corrected
from rendering.slack.editions.edition import story_messages
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback, Field
from rendering.slack.kit.inputs import Inputs, keep_picture, numbered
from rendering.slack.kit.messages import Piece, as_blocks, heading, pack, pieces
from rendering.slack.kit.pages import paged
from rendering.slack.kit.values import PreviewOf, UpdateOpened
from rendering.slack.review.findings import suggestions
from rendering.slack.updates.history import LEGEND, as_text, changes

ROOM = 70  # blocks for parts on demand, of the 100 of a modal
LONG = 3_000  # characters after which readers of a list of forty updates give up
SHORTEST_TEXT = 60
OUTCOMES = {
    Outcome.DONE: "Done",
    Outcome.MOVED: "Moved to another day: I picked it above",
    Outcome.DROPPED: "Dropped",
}
AGAINST_YOURS = "Words of yours that are not in it are struck through, words that only it has are bold."
NEXT_EDITION = "next"  # stands for an edition that will only be opened when somebody writes for it


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a project from one edition."""

    edition: Edition
    content: UpdateContent


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateForm:
    """``base`` is the version of the update that the form was filled from, 0 for none; ``token`` makes one submission
    one update; ``fill`` counts how often the open form was filled with something else; ``notice`` stands above the
    form; ``other`` is the edition for which the update may be written instead. ``corrects``: an editor corrects what is
    published, for the ``request`` of a lead where there is one."""

    edition: Edition
    projects: Sequence[Project]
    chosen: Project | None
    values: FormValues
    base: int
    token: str
    clock: WallClock
    today: date
    fill: int = 0
    notice: str = ""
    other: Edition | None = None
    last: Told | None = None
    on_behalf: bool = False
    is_unsent: bool = False
    was_overtaken: bool = False
    corrects: bool = False
    request: str = ""
    theirs: Theirs | None = None


def form(view: UpdateForm) -> blocks.Block:
    project_id = view.chosen.id if view.chosen else ""
    undecided = " ".join(sorted(view.theirs.undecided)) if view.theirs else ""
    about = UpdateOpened(project_id, view.edition.id, view.base, view.token, view.fill, view.request, undecided)
    inputs = Inputs(view.fill, tells=True)
    made = blocks.modal(
        f"{'Correct' if view.corrects else 'Update for'} edition {view.edition.number}",
        [
            *_notice(view),
            blocks.words(_window(view)),
            _project_field(view),
            *_for_reference(view),
            *_first_sight(inputs, view),
            *_on_demand(inputs, view),
            *_more(view),
            *_correction(view),
            blocks.context(_what_happens_next(view)),
        ],
        callback=Callback.CORRECT_UPDATE if view.corrects else Callback.UPDATE,
        metadata=about,
        submit=_submit(view),
    )
    return made if view.corrects else made | {"notify_on_close": True}  # what corrects is not kept as a draft


def _submit(view: UpdateForm) -> str:
    if view.corrects:
        return "Save correction"
    if view.theirs is None:
        return "Save update" if view.base else "Post update"
    whose = f"{view.theirs.who.split()[0]}’s" if view.theirs.who.strip() else "theirs"
    label = f"Save over {whose} version"
    fits = view.theirs.who and len(label) <= blocks.SUBMIT_LENGTH
    return label if fits else blocks.shortened(f"Save over {whose}", blocks.SUBMIT_LENGTH)


def fits(typed: FormValues, today: date) -> bool:
    """Whether the form can show all rows."""
    return not any(left for _, left in _rows(Inputs(0), typed, today))


def _notice(view: UpdateForm) -> Iterator[blocks.Block]:
    yield from blocks.notice(view.notice)
    buttons = []
    if view.was_overtaken:
        buttons.append(blocks.button("See what was saved", Action.SEE_SAVED, view.edition.id))
    if view.is_unsent:
        buttons.append(blocks.button("Throw away what I typed", Action.FORGET_UNSENT, view.edition.id))
    if buttons:
        yield blocks.actions(*buttons)


def _window(view: UpdateForm) -> str:
    edition = view.edition
    if view.corrects:
        return PUBLISHED.format(edition=edition.title)
    period = f"{edition.title} covers {english.period(edition.starts, edition.ends)}."
    behalf = " You write on behalf of its leads, and they are told." if view.on_behalf else ""
    if edition.state is EditionState.OPEN:
        return f"{period} You can change your update until {view.clock.moment(edition.closes_at)}.{behalf}"
    if edition.state is EditionState.APPROVED:
        return f"{period} It is approved: any change cancels the approvals, and it must be approved again.{behalf}"
    if view.base:
        return f"{period} It has closed, but is not approved yet: the draft follows your changes.{behalf}"
    return f"{period} It has closed, but is not approved yet: your update still gets in, marked as late.{behalf}"


def _for_reference(view: UpdateForm) -> Iterator[blocks.Block]:
    """What was said last, in short, and what stays as it is unless somebody changes it."""
    known = []
    if view.last is not None:
        said, edition = view.last.content, view.last.edition
        status = f" Status: {said.status}." if said.status else ""
        words = said.headline or blocks.shortened(" ".join(plain_text(said.body).split()), HEADLINE_LENGTH)
        known.append(f"Last time, in {edition.title}: “{words}”{status}")
    if view.values.phase and not view.values.shows(Part.PHASE):
        known.append(f"Phase: {view.values.phase}.")
    if known:
        yield blocks.context("\n".join(known))


def _first_sight(inputs: Inputs, view: UpdateForm) -> Iterator[blocks.Block]:
    for one in SINGLE:
        if not one.add:
            focus: dict[str, Any] = {"focus_on_load": view.chosen is not None} if one.name == Field.HEADLINE else {}
            yield inputs.of(one, getattr(view.values, one.name), **focus)
            yield from _theirs(view, one)
        if one.name == Field.BODY and (size := len(plain_text(view.values.body))) > LONG:
            said = f"“{one.label}” has {size:,} characters. Nothing is cut; most readers stop at {LONG:,}."
            yield blocks.context(said)


def _theirs(view: UpdateForm, one: Input) -> Iterator[blocks.Block]:
    """Below an input: what somebody else has saved there, how it differs, and whose it is to be."""
    theirs = view.theirs
    if theirs is None or one.name not in theirs.undecided:
        return
    mine, other = (as_text(one, getattr(values, one.name)) for values in (view.values, theirs.values))
    yield blocks.words(f"{theirs.who or 'Somebody else'} has saved:", bold=True)
    if len(plain_text(mine)) + len(plain_text(other)) > LONG:
        yield blocks.context("It is long: “See what was saved” shows it, and what differs, word by word.")
    else:
        yield from as_blocks(pieces((Paragraph(difference(mine, other).inlines),)))
        yield blocks.context(AGAINST_YOURS)
    named = one.label.lower()
    mine_key = blocks.button("Keep mine", f"{Action.KEEP_MINE}:{one.name}", one.name)
    theirs_key = blocks.button("Take theirs", f"{Action.TAKE_THEIRS}:{one.name}", one.name)
    yield blocks.actions(
        mine_key | {"accessibility_label": f"Keep mine: {named}"},
        theirs_key | {"accessibility_label": f"Take theirs: {named}"},
    )


def _on_demand(inputs: Inputs, view: UpdateForm) -> Iterator[blocks.Block]:
    rows = _rows(inputs, view.values, view.today)
    phase = view.chosen.phase if view.chosen else None
    for field in FIELDS:
        if isinstance(field, InputRows):
            shown, left = next(rows)
            yield from shown
            if left:
                yield blocks.context(f"There is no room for {left} more here: they stay as they are.")
        elif field.add and view.values.shows(Part(field.name)):
            value = getattr(view.values, field.name)
            yield inputs.of(field, value or (phase if field.name == Part.PHASE else value))
            yield from _theirs(view, field)


def _rows(inputs: Inputs, typed: FormValues, today: date) -> Iterator[tuple[list[blocks.Block], int]]:
    """For each kind of row: the blocks of its rows, and how many rows there is no room for."""
    room = ROOM
    for part, rows in ROWS.items():
        shown: list[blocks.Block] = []
        left = len(getattr(typed, part))
        for n, row in enumerate(getattr(typed, part)):
            made = list(_row(inputs, rows, n, row, today))
            if len(made) > room:
                break
            room -= len(made)
            left -= 1
            shown += made
        yield shown, left


def _row(inputs: Inputs, rows: InputRows, n: int, row: Any, today: date) -> Iterator[blocks.Block]:
    """The inputs of one row; whether it is still true is asked of what is overdue only."""
    if isinstance(row, PictureRow):
        yield _picture(inputs, n, row)
    for one in rows.inputs:
        if one is not OUTCOME:
            yield inputs.row(rows, n, one, row)
        elif row.outcome or has_passed(getattr(row, rows.due), today):
            yield inputs.row(rows, n, _still_true(rows, row), row, options=OUTCOMES)


def _picture(inputs: Inputs, n: int, row: PictureRow) -> blocks.Block:
    """One that is there can be left out, a new one is added."""
    label = numbered("Picture", n)
    if row.url or (row.file and not row.new):
        return inputs.box(label, f"{Field.PICTURE_KEEP}:{n}", keep_picture(row), ticked=True)
    return inputs.picture(label, f"{Field.PICTURE_FILE}:{n}")


def _still_true(rows: InputRows, row: Any) -> Input:
    what, day = getattr(row, rows.inputs[0].name), getattr(row, rows.due)
    due = f" was due on {english.day(date.fromisoformat(day))}" if day else ""
    return replace(OUTCOME, label=f"{OUTCOME.label} “{blocks.shortened(what, SHORTEST_TEXT)}”{due}")


def _more(view: UpdateForm) -> Iterator[blocks.Block]:
    """Buttons for what is not shown yet."""
    repeatable = [part for part in Part if part in ROWS or not view.values.shows(part)]
    adding = [blocks.button(BY_NAME[part].add, f"{Action.ADD_PART}:{part}", part) for part in repeatable]
    yield blocks.actions(*adding)
    if view.corrects:
        return
    buttons = [blocks.button("Preview update", Action.PREVIEW_UPDATE, view.edition.id)] if view.chosen else []
    if view.other:
        label = f"Write for edition {view.other.number} instead"
        buttons.append(blocks.button(label, Action.OTHER_EDITION, view.other.id))
    if buttons:
        yield blocks.actions(*buttons)


def _correction(view: UpdateForm) -> Iterator[blocks.Block]:
    if view.corrects and view.chosen:
        yield what_was_corrected()
        yield take_down_button(view.edition, ref_of(item_key(view.chosen)), view.chosen.name)


def _what_happens_next(view: UpdateForm) -> str:
    if view.corrects:
        return "What happens next: the edition changes wherever it was posted. The leads are told what you wrote."
    if view.edition.state is EditionState.OPEN:
        when = view.clock.moment(view.edition.closes_at)
        draft = f"At {when} the editors get a draft with all updates."
    else:
        draft = "The editors see it in their draft at once."
    you = "What happens next: you get a message from which you can edit or withdraw it."
    return f"{you} {draft} They read it before anything is published."


def _project_field(view: UpdateForm) -> blocks.Block:
    if view.corrects and view.chosen:
        return blocks.words(view.chosen.name, bold=True)
    options = [blocks.option(project.name, project.id) for project in view.projects]
    chosen = view.chosen.id if view.chosen else ""
    element = blocks.select(Action.PICK_PROJECT, options, chosen=chosen, placeholder="Pick a project")
    return blocks.field("Project", Field.PROJECT, element) | {"dispatch_action": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What is previewed: what somebody types, with the ``suggestions`` of the checks, or, with ``saved``, what is
    stored. Then ``typed`` is what they would put in its place, so that they see the difference first."""

    project: Project
    edition: Edition
    content: UpdateContent
    saved: bool = False
    typed: UpdateContent | None = None
    suggestions: Sequence[Finding] = ()


def preview(view: Preview, page: int = 0) -> blocks.Block:
    """The update as its edition will show it."""
    edition = replace(view.edition, intro=(), closing=())
    document = compile_edition(Unit(name=""), edition, [view.project], {view.project.id: view.content}, [])
    about = PreviewOf(view.project.id, edition.id, "saved" if view.saved else "typed")
    opening = "This is saved." if view.saved else "Readers will see this. Nothing is posted yet."
    text = (message.blocks for message in story_messages(document))
    shown = [*_difference(view), *suggestions(view.suggestions), *text]
    return blocks.modal(
        "What was saved" if view.saved else "Preview of your update",
        [blocks.context(opening), *paged(shown, page, Action.PREVIEW_UPDATE_PAGE, about)],
        callback=Callback.UPDATE_PREVIEW,
    )


def _difference(view: Preview) -> list[list[blocks.Block]]:
    """What the text that somebody has typed would change in the one that is saved, word by word."""
    changed = list(changes(view.content, view.typed)) if view.typed else []
    if not changed:
        return []
    parts = [*heading("What your text would change"), Piece(blocks.context(LEGEND)), *changed]
    saved = heading("What is saved, in full")
    return list(map(as_blocks, pack([*parts, *saved])))
