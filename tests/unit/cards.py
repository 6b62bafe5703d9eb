"""The draft's card in every state that an edition with a card can be in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from domain.delivery import Act, Delivery, DeliveryState
from domain.edition import Approvals, Edition, EditionState
from domain.wall_clock import WallClock
from rendering.slack.editions.draft import Card
from rendering.slack.editions.draft_projects import Listed, Mark

EDIE, OTTO = "U0EDITOR01", "U0EDITOR02"
NAMES = (
    "Tŷ Cynnes a Dŵr Glân",
    "A Missed Bin Reporting Service",
    "Allotment Waiting Lists 🥕",
    "‘Ask Me Once’ for Pupils’ Free School Meals",
    "Blue Badge Renewals",
    "Blue Badge Reviews",
    "Damp & Mould <Early Warning>",
    "Flood Warden Messages",
    "Foster Carer Enquiries",
    "Getting Planning Enforcement Complaints, Photographs, Site Visits and Appeals into One Shared Case Record",
    "Open Burial Records",
    "Payment Kiosk Switch-off",
    "Plain Council Tax Letters",
    "Winter Gritting Routes",
)
SENT, FAILED, ASKED = DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.ASKED
NONE, ONE, ALL = Approvals(by=(), needed=1, others=2), Approvals(by=(EDIE,), needed=2, others=1), (EDIE, OTTO)
DONE = Approvals(by=(EDIE,), needed=1, others=1)
FOUND = {"error": 1, "warning": 5, "hint": 2}
DRAFTED = Edition(
    id="01JCVWYB3X5N7E9ZT0H6Q8RAAA",
    number=12,
    starts=date(2025, 11, 6),
    ends=date(2025, 11, 19),
    closes_at=datetime(2025, 11, 19, 17, tzinfo=UTC),
    state=EditionState.DRAFTED,
)
APPROVED = replace(DRAFTED, state=EditionState.APPROVED)
PUBLISHING = replace(DRAFTED, state=EditionState.PUBLISHING)
PUBLISHED = replace(DRAFTED, state=EditionState.PUBLISHED)
REOPENED = replace(DRAFTED, state=EditionState.OPEN, reopened=True, closes_at=datetime(2025, 11, 24, 12, tzinfo=UTC))
TIMED = replace(APPROVED, publish_at=datetime(2025, 11, 21, 9, 30, tzinfo=UTC), scheduled_by=OTTO)


def listed(
    *, told: Sequence[str] = NAMES[:10], nothing: Sequence[str] = NAMES[10:12], missing: Sequence[str] = NAMES[12:],
    **more: Sequence[str],
) -> list[Listed]:  # fmt: skip
    """Projects as the card lists them: who has told, and of whom there is ``late`` and the like to say."""
    marks = {"late": Mark.LATE, "on_behalf": Mark.BY_EDITOR, "held": Mark.HELD, "objections": Mark.OBJECTION}
    answers = ((Mark.IN, told), (Mark.NOTHING, nothing), (Mark.MISSING, missing))
    return [
        Listed(name, [answer, *(mark for word, mark in marks.items() if name in more.get(word, ()))])
        for answer, names in answers
        for name in names
    ]


LISTS = ("told", "nothing", "missing", "late", "on_behalf", "held", "objections")


def a_card(edition: Edition = DRAFTED, **more: Any) -> Card:
    lists = {word: more.pop(word) for word in LISTS if word in more}
    fields: dict[str, Any] = {
        "projects": listed(**lists),
        "approvals": NONE, "publish_channel": "C0NOTES", "messages": 3,
        "clock": WallClock("Europe/London", "Europe/London"), "content": "3f2a", "found": {}, **more,
    }  # fmt: skip
    return Card(edition=edition, **fields)


def a_post(state: DeliveryState = DeliveryState.PENDING, error: str = "", story: str = "") -> Delivery:
    """A message of the edition in the publish channel, or in the thread there."""
    return Delivery(
        id=f"{state}{error}{story}",
        workspace="T1",
        key=f"edition E1 {story} 0" if story else "edition E1 0",
        story=story,
        group="edition E1",
        place=0,
        act=Act.POST,
        channel="C2",
        payload={},
        state=state,
        error=error,
    )


STORIES = {"s1": NAMES[0], "s2": NAMES[1]}


def did(what: str) -> dict[str, Any]:
    """The last change, as it reads on the card."""
    return {"last_change": f"10:45am on Thursday 20 November 2025: <@{OTTO}> {what}"}


CARDS = {
    "new": a_card(),
    "nobody has told": a_card(told=(), nothing=(), missing=NAMES, messages=1),
    "all have told, some late, some written by editors": a_card(
        told=NAMES, nothing=(), missing=(), late=NAMES[3:5], on_behalf=NAMES[4:5]
    ),
    "findings": a_card(found=FOUND),
    "held back": a_card(held=NAMES[7:8], **did("held “Flood Warden Messages” back"), to_undo="D3"),
    "a change that can be undone": a_card(**did("moved “Winter Gritting Routes” to the top"), to_undo="D3"),
    "a change that can not": a_card(**did("saved the update ty-cynnes 12")),
    "leads object": a_card(objections=NAMES[8:10], **did("saved the update gritting 12"), to_undo="D3"),
    "one of two approvals": a_card(approvals=ONE),
    "approved by its last editor alone": a_card(approvals=replace(DONE, last_editor=EDIE)),
    "too few editors": a_card(approvals=Approvals(by=(EDIE,), needed=2)),
    "approved": a_card(APPROVED, approvals=Approvals(by=ALL, needed=2)),
    "approved, published at a time": a_card(TIMED, approvals=DONE),
    "changes requested": a_card(changes_asked_by=OTTO),
    "reopened": a_card(REOPENED),
    "reopened, and closed again": a_card(replace(DRAFTED, reopened=True), missing=(), nothing=NAMES[10:]),
    "being published": a_card(PUBLISHING, approvals=DONE, posts=[a_post(), a_post(SENT), a_post()]),
    "refused by Slack": a_card(
        PUBLISHING,
        approvals=DONE,
        posts=[a_post(SENT), a_post(FAILED, "not_in_channel"), a_post(FAILED, "posting_to_channel_denied"), a_post()],
    ),
    "a story is refused by Slack": a_card(
        PUBLISHING,
        approvals=DONE,
        posts=[a_post(SENT), a_post(FAILED, "invalid_blocks", "s1"), a_post(SENT, story="s2")],
        stories=STORIES,
    ),
    "the links are still to come": a_card(
        PUBLISHING, approvals=DONE, posts=[a_post(SENT), a_post(SENT, story="s1")], stories=STORIES
    ),
    "the address of a story is refused by Slack": a_card(
        PUBLISHING,
        approvals=DONE,
        posts=[a_post(SENT), a_post(SENT, story="s1")],
        changes=[replace(a_post(FAILED, "missing_scope"), act=Act.LINK, target="edition E1 s1 0")],
        stories=STORIES,
    ),
    "the links are refused by Slack": a_card(
        PUBLISHING,
        approvals=DONE,
        posts=[a_post(SENT), a_post(SENT, story="s1")],
        changes=[replace(a_post(FAILED, "edit_window_closed"), act=Act.UPDATE, target="edition E1 0")],
        stories=STORIES,
    ),
    "approved, with its stories in a thread": a_card(APPROVED, approvals=DONE, messages=1, below=14),
    "nobody knows whether Slack took it": a_card(PUBLISHING, approvals=DONE, posts=[a_post(ASKED, "missing_scope")]),
    "its publishing is called off": a_card(PUBLISHING, approvals=DONE),
    "names that lead to their stories": a_card(
        projects=[replace(one, link="https://acme.slack.com/archives/C1/p1?thread_ts=1.2&cid=C1") for one in listed()]
    ),
    "more than a table holds": a_card(told=[f"Project {n}" for n in range(98)]),
    "published": a_card(PUBLISHED, approvals=DONE, **did("moved “Winter Gritting Routes” to the top")),
    "corrected": a_card(PUBLISHED, approvals=DONE, **did("corrected “Blue Badge Renewals”: the number of visits")),
    "an item is taken down": a_card(
        PUBLISHED, approvals=DONE, **did("took an item of Sprint Notes #12 down for good: she asked us to")
    ),
}
