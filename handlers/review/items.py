"""What stands below the items of a draft, which carries an ``ItemIn``; and order, undo and the audit log."""

from handlers.call import Call, opening
from handlers.news import news
from rendering.slack.editions.draft_items import FEATURE, HOLD, MOVES, hold_form
from rendering.slack.kit.ids import Field
from rendering.slack.kit.values import Arranging, InEdition, ItemIn, OlderEntries, Opened, QuestionAbout, Undoing, one
from rendering.slack.review import questions as ask_views
from rendering.slack.review.audit_log import entries as audit_view
from rendering.slack.review.order import form as order_view
from rendering.slack.updates.history import history
from rendering.slack.updates.update_form import form as update_form
from services.review import audit_log, items, questions, undo
from services.updates import update_forms
from services.updates.history import of_update

open_order = opening(items.order_form, order_view)  # “Put edition … in order”, which carries the edition's id


def edit(call: Call) -> None:
    """“Edit …” opens the form that the item was written in."""
    about = ItemIn.read(call.pressed)
    project_id, news_id = items.to_edit(call.actor, about.edition, about.ref)
    if news_id:
        news.open_edit(call, ItemIn(about.edition, news_id))
        return
    view = update_forms.open_form(call.actor, token=call.token, project_id=project_id, edition_id=about.edition)
    call.open(update_form(view))


def arrange(call: Call) -> None:
    """“Move up”, “Hold back …” and the like, which carry an ``Arranging``."""
    about = _arranging(call)
    if about.how == HOLD:
        place = items.look(call.actor, about.edition, about.ref)
        call.open(hold_form(place.edition, place.item))
    elif about.how == FEATURE:
        items.feature(call.actor, about.edition, about.ref)
    else:
        items.move(call.actor, about.edition, about.ref, one(MOVES.__getitem__, about.how))


def _arranging(call: Call) -> Arranging:
    """The menus of an earlier release have the item in their block, and in their options what becomes of it."""
    if call.was_pressed:
        return Arranging.read(call.pressed)
    about = ItemIn.read(call.payload["block_id"])
    return Arranging(about.edition, about.ref, call.picked)


def hold_back(call: Call) -> None:
    """The form with the reason was submitted; it carries an ``ItemIn``."""
    about = ItemIn.read(call.metadata)
    items.hold_back(call.actor, about.edition, about.ref, call.given.text(Field.REASON))


def put_back(call: Call) -> None:
    """“Put … back”."""
    about = ItemIn.read(call.pressed)
    items.put_back(call.actor, about.edition, about.ref)


def ask(call: Call) -> None:
    """“Ask about …” opens the form for a question."""
    about = ItemIn.read(call.pressed)
    asking = questions.form(call.actor, about.edition, about.ref)
    call.open(ask_views.question_form(*asking, about=about, token=call.token))


def asked(call: Call) -> None:
    """The question was submitted; its form carries a ``QuestionAbout``."""
    question = QuestionAbout.read(call.metadata)
    about = ItemIn.read(question.about)
    questions.ask(call.actor, about.edition, about.ref, call.given.words(Field.QUESTION), question.token)


def open_answer(call: Call) -> None:
    """“Answer about …” in the question that a lead got, which carries an ``InEdition``."""
    about = InEdition.read(call.pressed)
    answering = questions.answer_form(call.actor, about.project, about.edition)
    call.open(ask_views.answer_form(*answering, token=call.token))


def answer(call: Call) -> None:
    """The answer was submitted; its form carries an ``InEdition``."""
    about = InEdition.read(call.metadata)
    questions.answer(call.actor, about.project, about.edition, call.given.words(Field.ANSWER), about.token)


def show_history(call: Call) -> None:
    """“History of …”: every version of an update, or all that was done to an item of news."""
    about = ItemIn.read(call.pressed)
    update_id = audit_log.update_of(call.actor, about.edition, about.ref)
    if update_id:
        call.open(history(of_update(call.actor, update_id)))
    else:
        call.open(audit_view(audit_log.of_item(call.actor, about.edition, about.ref)))


def order(call: Call) -> None:
    """The list was submitted; its form carries an ``Opened``."""
    about = Opened.read(call.metadata)
    items.order(call.actor, about.edition, _lines(call), about.base)


def _lines(call: Call) -> list[list[str]]:
    """What stands in the inputs: the lines of each section, whose inputs are numbered ``order:section:part``."""
    given = call.given
    sections: dict[int, list[str]] = {}
    for section, part in sorted(one(_place, name) for name in given.by_action):
        sections.setdefault(section, []).extend(given.text(f"{Field.ORDER}:{section}:{part}").splitlines())
    return list(sections.values())


def _place(name: str) -> tuple[int, int]:
    _, section, part = name.split(":")
    return int(section), int(part)


def undo_last(call: Call) -> None:
    """“Undo last change”, which carries an ``Undoing``."""
    about = Undoing.read(call.pressed)
    call.tell(undo.undo(call.actor, about.edition, about.change))


def who_did_what(call: Call) -> None:
    """``/sprint-notes history [number]``."""
    number = " ".join(call.words[1:])
    call.open(audit_view(audit_log.latest(call.actor, number)))


def older_entries(call: Call) -> None:
    """“Show older”, which carries ``OlderEntries``."""
    older = OlderEntries.read(call.pressed)
    call.change(audit_view(audit_log.latest(call.actor, older.number, older.before)))
