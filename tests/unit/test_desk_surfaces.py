"""What editors see of their desk, at the sizes of a large unit, is what Slack takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from slack_sandbox.text import as_text

from domain.arrangement import Arrangement, Held
from domain.audit import AuditEntry
from domain.delivery import Message
from domain.edition import EditionState
from rendering.slack.editions import draft_items
from rendering.slack.editions.draft_items import ItemControls
from rendering.slack.editions.edition import draft_messages
from rendering.slack.kit.values import ItemIn
from rendering.slack.review import audit_log, order, questions
from rendering.slack.review.order import OrderForm, OrderSection
from rendering.slack.updates import update_form
from tests.unit.judges import JUDGES, Judge, read_as_markup
from tests.unit.surfaces import CLOCK, EDITION, LONG_BODY, PROJECTS, an_update_form, buttons, edition_of, fine, in_menus

WELSH = replace(PROJECTS[0], name="Gwasanaethau Dwyieithog i Drigolion Sir Gaerfyrddin 🏴󠁧󠁢󠁷󠁬󠁳󠁿 <!channel>")
LEADS = [f"U{n:010}" for n in range(20)]
REASON = "Not <!here> & not now. " * 20


@pytest.mark.parametrize("judge", JUDGES)
def test_the_draft_with_every_item_held_back_or_featured(judge: Judge) -> None:
    document = edition_of(100)
    keys = [item.key for item in document.items]
    arrangement = Arrangement(
        order=tuple(reversed(keys)), featured=frozenset(keys[:50]), held={key: Held(REASON, "U1") for key in keys[50:]}
    )
    messages = draft_messages(document, ItemControls(replace(EDITION, arrangement=arrangement), frozenset(keys[:10])))
    fine(judge, *messages)
    assert len(messages) == 1 + 100


def test_what_can_be_done_with_an_item() -> None:
    document = edition_of(2)
    first, second = (item.key for item in document.items)
    held = Arrangement(held={second: Held("Not yet.", "U1")})
    services = ItemControls(replace(EDITION, arrangement=held), frozenset([first]))
    plain, held_back = draft_messages(document, services)[-2:]
    name = "Project 000: R&D <of> Waste & Recycling…"
    assert buttons(plain.blocks) == ["Edit", f"More for {name}"]
    assert plain.blocks[-1]["elements"][0]["accessibility_label"] == f"Edit {name}"
    assert in_menus(plain.blocks) == ["Ask the lead", "History", "Move down", "Hold back …"]
    assert "Held back by <@U1>, so it will not be published: Not yet." in as_text(held_back.as_payload())
    assert in_menus(held_back.blocks) == [
        "Ask the lead", "History", "Move up", "Move to the top", "Feature in this edition", "Put back",
    ]  # fmt: skip


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("count", [1, 40, 100])
def test_the_order_of_many_items(judge: Judge, count: int) -> None:
    names = {project.key: project.name for project in PROJECTS[:count]}
    sections = [OrderSection("News", {"news-1": "A"}), OrderSection("Updates " * 40, names)]
    view = OrderForm(edition=EDITION, sections=sections)
    again = replace(view, typed=[["A"], [*reversed(names.values())][1:]], notice="Changed.")
    for form in (view, again):
        assert judge(order.form(form)) == []
    inputs = [block for block in order.form(view)["blocks"] if block["type"] == "input"]
    lines = [line for block in inputs for line in block["element"]["initial_value"].splitlines()]
    assert lines == ["A", *names.values()]
    assert again.lines[1] == [*list(reversed(names.values()))[1:], list(names.values())[-1]]
    assert view.base == again.base
    assert view.base != replace(view, sections=sections[:1]).base


@pytest.mark.parametrize("judge", JUDGES)
def test_questions_and_answers(judge: Judge) -> None:
    asked = questions.asked(WELSH, EDITION, by="U1", words=LONG_BODY)
    said: list[Message] = [
        *asked,
        *questions.was_asked(WELSH, LEADS, by="U1", words=LONG_BODY),
        *questions.answer(WELSH, EDITION, by="U1", words=LONG_BODY),
        questions.received(WELSH, EDITION),
        draft_items.held_back("U1", WELSH, EDITION, REASON),
        draft_items.put_back("U1", WELSH, EDITION),
    ]
    fine(judge, *said)
    assert "[Answer about" in as_text(asked[-1].as_payload())
    assert all("<!channel>" not in message.text for message in said)
    about = ItemIn("E1", "0123456789abcdef")
    for view in (
        questions.question_form(WELSH, EDITION, LEADS, about=about, token="T1"),
        questions.answer_form(WELSH, EDITION, token="T1"),
        draft_items.hold_form(EDITION, edition_of(1).items[0]),
    ):
        assert judge(view) == []


@pytest.mark.parametrize("judge", JUDGES)
def test_who_did_what(judge: Judge) -> None:
    at = datetime(2021, 12, 8, 17, tzinfo=UTC)
    done = [AuditEntry(f"D{n}", at, "U1234567", "move", WELSH.name * 9, {"to": "up"}) for n in range(31)]
    view = audit_log.entries(audit_log.AuditView(entries=done, clock=CLOCK, number="39", about=WELSH.name))
    assert judge(view) == []
    assert "Show older" in as_text(view)
    assert "<!" not in read_as_markup(view)
    few = as_text(audit_log.entries(audit_log.AuditView(entries=[replace(done[0], actor="clock")], clock=CLOCK)))
    assert "The clock moved “Gwasanaethau" in few
    assert "Show older" not in few
    assert "Nothing has been done yet." in as_text(audit_log.entries(audit_log.AuditView(entries=[], clock=CLOCK)))


@pytest.mark.parametrize(
    ("state", "base", "said"),
    [
        (EditionState.DRAFTED, 0, "your update still gets in, marked as late. You write on behalf of its leads"),
        (EditionState.DRAFTED, 2, "It has closed, but is not approved yet: the draft follows your changes."),
        (EditionState.APPROVED, 2, "any change cancels the approvals, and it must be approved again."),
    ],
)
def test_the_form_says_what_a_change_leads_to(state: EditionState, base: int, said: str) -> None:
    view = an_update_form(edition=replace(EDITION, state=state), base=base, on_behalf=True)
    assert said in as_text(update_form.form(view))
