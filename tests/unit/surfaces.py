"""A unit of a hundred projects with long names, its edition, and what the views of both are judged by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from slack_sandbox.rules import unheard

from delivery.text import fitting
from domain.compile import compile_edition, content_hash
from domain.delivery import Act, Message
from domain.document import Document
from domain.edition import Approvals, Edition, EditionState
from domain.project import Phase, Project, Status
from domain.text.markdown import parse
from domain.text.normal_form import paragraph
from domain.text.rich_text import List
from domain.unit import Unit
from domain.update import Revision, UpdateContent
from domain.update_fields import Part
from domain.update_form import FormValues, values_from, with_more
from domain.wall_clock import WallClock
from rendering.slack.editions.draft import Card
from rendering.slack.kit.messages import MOST_BLOCKS, text_size
from rendering.slack.updates.history import History
from rendering.slack.updates.update_form import UpdateForm
from tests.unit.cards import LISTS, listed
from tests.unit.edition_sample import sample
from tests.unit.judges import Judge

LONDON = "Europe/London"
CLOCK = WallClock(LONDON, LONDON)
SOCKET = 65_535  # bytes of an answer over Socket Mode
CROWD = [f"U{n:010}" for n in range(150)]


def long_name(number: int) -> str:
    """110 characters, with what must be escaped."""
    return f"Project {number:03}: R&D <of> Waste & Recycling ".ljust(110, "x")


PROJECTS = [
    Project(
        id=f"01JCVWYB3X5N7E9ZT0H6Q8R{number:03}",
        key=f"project-{number:03}",
        name=long_name(number),
        lead_organisation="Ambleford Borough Council",
        contact="hello@example.org",
        leads=("U1",),
    )
    for number in range(100)
]
NAMES = [project.name for project in PROJECTS]
WELSH = replace(
    PROJECTS[0], name="Cŷn-gynllunio’r gwasanaethau 🚢 <ar-lein> & mwy", leads=tuple(f"U{n}" for n in range(30))
)
EDITION = Edition(
    id="01JCVWYB3X5N7E9ZT0H6Q8RAAA",
    number=39,
    starts=date(2021, 11, 25),
    ends=date(2021, 12, 8),
    closes_at=datetime(2021, 12, 8, 17, tzinfo=UTC),
)
BODY = parse(("We met **12** councils & they said *yes* to it. " * 40 + "\n\n- one\n- two\n\n> quote\n\n") * 11)
LONG_BODY = (*paragraph("We did a lot of things in very many places. " * 300), List((paragraph("A thing. "),) * 400))
CONTENT = UpdateContent(
    headline="h" * 150, body=parse("We did **things**.\n\n- a\n- b"), status=Status.ON_TRACK, phase=Phase.BETA
)


def edition_of(count: int) -> Document:
    told = {project.id: CONTENT for project in PROJECTS[:count]}
    return compile_edition(Unit(name="The Unit"), EDITION, PROJECTS, told, [])


def fine(judge: Judge, *messages: Message) -> None:
    """Slack takes these messages, as new ones and as changes of others, and whoever hears their text hears them all."""
    assert messages
    for message in messages:
        posted, changed = (fitting(message.as_payload(), act) for act in (Act.POST, Act.UPDATE))
        assert judge(posted) == judge(changed) == []
        assert 0 < len(posted["text"]) <= 40_000
        assert len(changed["text"]) <= 4_000
        assert unheard(posted) == unheard(changed, changes=True) == ()
        assert sum(map(text_size, message.blocks)) <= 11_000  # refused from 11,341 on
        assert len(message.blocks) <= MOST_BLOCKS


def a_card(**more: Any) -> Card:
    names: dict[str, Sequence[str]] = {"told": NAMES[:60], "nothing": (), "missing": NAMES[60:]}
    names |= {word: more.pop(word) for word in LISTS if word in more}
    fields: dict[str, Any] = {
        "edition": replace(EDITION, state=EditionState.DRAFTED), "projects": listed(**names),
        "approvals": Approvals(by=(), needed=1, others=2),
        "publish_channel": "C012", "clock": CLOCK, "messages": 3, "content": content_hash(sample()),
        "found": {"warning": 12, "error": 1}, **more,
    }  # fmt: skip
    return Card(**fields)


def buttons(blocks: Sequence[dict[str, Any]]) -> list[str]:
    """What the buttons read, a menu by its placeholder."""
    shown = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    return [element.get("text", element.get("placeholder"))["text"] for element in shown]


def in_menus(blocks: Sequence[dict[str, Any]]) -> list[str]:
    """What can be chosen in the menus among the buttons."""
    shown = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    return [option["text"]["text"] for element in shown for option in element.get("options", [])]


def an_update_form(**more: Any) -> UpdateForm:
    fields: dict[str, Any] = {
        "edition": EDITION, "projects": PROJECTS, "chosen": PROJECTS[1], "values": values_from(CONTENT), "base": 0,
        "token": "01JCVWYB3X5N7E9ZT0H6Q8RBBB", "clock": CLOCK, "today": date(2026, 3, 9), **more,
    }  # fmt: skip
    return UpdateForm(**fields)


def opened(rows: int) -> FormValues:
    """Everything on demand, with so many rows of each kind."""
    typed = FormValues()
    for part in Part:
        for _ in range(rows):
            typed = with_more(typed, part)
    return typed


def versions(*contents: UpdateContent, by: str = "U012ABC") -> History:
    revisions = [
        Revision(f"R{place}", "UP1", place, content, by, "", datetime(2021, 12, place, 17, 30, tzinfo=UTC))
        for place, content in enumerate(contents, 1)
    ]
    return History(project=PROJECTS[0], edition=EDITION, update_id="UP1", revisions=revisions, clock=CLOCK)
