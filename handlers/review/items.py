"""The buttons below the items of a draft: edit, move, feature, hold back, ask, history; and order and undo."""

from __future__ import annotations

import json

from domain.arrangement import Move
from handlers import rich_text
from handlers.call import Call
from handlers.news import news
from handlers.state import values
from rendering.slack.editions.draft_items import FEATURE, HOLD, MENU, hold_form
from rendering.slack.kit.ids import Field
from rendering.slack.review import questions as ask_views
from rendering.slack.review.audit_log import entries as audit_view
from rendering.slack.review.order import form as order_view
from rendering.slack.updates.history import history
from rendering.slack.updates.update_form import form as update_form
from services.review import audit_log, items, questions, undo
from services.updates import update_forms
from services.updates.history import of_update

MOVES = dict(zip(MENU, Move, strict=True))


def edit(call: Call) -> None:
    """“Edit …” opens the form that the item was written in."""
    edition_id, ref = call.payload["value"].split(" ")
    project_id, news_id = items.to_edit(call.actor, edition_id, ref)
    if news_id:
        news.open_edit(call, edition_id, news_id)
        return
    token = call.services.new_id()
    view = update_forms.open_form(call.actor, token=token, project_id=project_id, edition_id=edition_id)
    call.open(update_form(view))
    call.ack()


def arrange(call: Call) -> None:
    """A choice from the menu beside the buttons."""
    edition_id, ref = call.payload["block_id"].split(" ")
    choice = call.payload["selected_option"]["value"]
    if choice == HOLD:
        place = items.look(call.actor, edition_id, ref)
        call.open(hold_form(place.edition, place.item, call.payload["block_id"]))
    elif choice == FEATURE:
        items.feature(call.actor, edition_id, ref)
    else:
        items.move(call.actor, edition_id, ref, MOVES[choice])
    call.ack()


def hold_back(call: Call) -> None:
    """The form with the reason was submitted."""
    edition_id, ref = call.body["view"]["private_metadata"].split(" ")
    reason = values(call.body["view"]).text(Field.REASON)
    items.hold_back(call.actor, edition_id, ref, reason)
    call.ack()


def put_back(call: Call) -> None:
    """“Put … back”."""
    edition_id, ref = call.payload["value"].split(" ")
    items.put_back(call.actor, edition_id, ref)
    call.ack()


def ask(call: Call) -> None:
    """“Ask about …” opens the form for a question."""
    edition_id, ref = call.payload["value"].split(" ")
    view = questions.form(call.actor, edition_id, ref)
    call.open(ask_views.question_form(view, token=call.services.new_id()))
    call.ack()


def asked(call: Call) -> None:
    """The question was submitted."""
    about = json.loads(call.body["view"]["private_metadata"])
    edition_id, ref = about["about"].split(" ")
    words = rich_text.read(values(call.body["view"]).rich_text(Field.QUESTION))
    questions.ask(call.actor, edition_id, ref, words, about["token"])
    call.ack()


def open_answer(call: Call) -> None:
    """“Answer about …” in the question that a lead got."""
    project_id, _, edition_id = call.payload["value"].partition(" ")
    view = questions.answer_form(call.actor, project_id, edition_id)
    call.open(ask_views.answer_form(view, token=call.services.new_id()))
    call.ack()


def answer(call: Call) -> None:
    """The answer was submitted."""
    about = json.loads(call.body["view"]["private_metadata"])
    words = rich_text.read(values(call.body["view"]).rich_text(Field.ANSWER))
    questions.answer(call.actor, about["project"], about["edition"], words, about["token"])
    call.ack()


def show_history(call: Call) -> None:
    """“History of …”: every version of an update, or all that was done to an item of news."""
    edition_id, ref = call.payload["value"].split(" ")
    update_id = audit_log.update_of(call.actor, edition_id, ref)
    if update_id:
        call.open(history(of_update(call.actor, update_id)))
    else:
        call.open(audit_view(audit_log.of_item(call.actor, edition_id, ref)))
    call.ack()


def open_order(call: Call) -> None:
    """“Put edition … in order”."""
    call.open(order_view(items.order_form(call.actor, call.payload["value"])))
    call.ack()


def order(call: Call) -> None:
    """The list was submitted; where somebody else was faster it is shown again, with theirs."""
    about = json.loads(call.body["view"]["private_metadata"])
    items.order(call.actor, about["edition"], _lines(call), about["base"])
    call.ack()


def _lines(call: Call) -> list[list[str]]:
    """What stands in the inputs: the lines of each section, whose inputs are numbered ``order:section:part``."""
    given = values(call.body["view"])
    sections: dict[int, list[str]] = {}
    for name in sorted(given.by_action, key=lambda name: [int(n) for n in name.split(":")[1:]]):
        sections.setdefault(int(name.split(":")[1]), []).extend(given.text(name).splitlines())
    return [sections[n] for n in sorted(sections)]


def undo_last(call: Call) -> None:
    """“Undo last change”."""
    said = undo.undo(call.actor, call.payload["value"])
    call.ack()
    call.tell(said)


def who_did_what(call: Call) -> None:
    """``/sprint-notes history [number]``."""
    number = call.typed.split(" ")[1] if " " in call.typed else ""
    call.open(audit_view(audit_log.latest(call.actor, number)))
    call.ack()


def older_entries(call: Call) -> None:
    """“Show older”."""
    number, _, before = call.payload["value"].partition(":")
    call.change(audit_view(audit_log.latest(call.actor, number, before)))
    call.ack()
