"""What is drafted for editors: the welcome from the facts, and the introduction of a project's first update."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.arrangement import Arrangement, Held
from domain.compile import compile_edition, without_held
from domain.document import Document
from domain.edition import Edition
from domain.facts import Facts, Past, PhaseChange, facts_of
from domain.news import NewsItem, NewsKind
from domain.project import Phase, Project, ProjectState
from domain.text.normal_form import paragraph
from domain.text.rich_text import RichText
from domain.text.rich_text_walk import plain_text
from domain.unit import Template, Unit
from domain.update import UpdateContent
from domain.welcome import drafted, introduction

EDITION = Edition(
    id="E7",
    number=7,
    starts=date(2026, 3, 5),
    ends=date(2026, 3, 18),
    closes_at=datetime(2026, 3, 18, 17, tzinfo=UTC),
)
SAID = UpdateContent(body=paragraph("It went well."))
IN_BETA = replace(SAID, phase=Phase.BETA)


def project(name: str, **more: Any) -> Project:
    return Project(id=name, key=name.lower(), name=name, **more)


FERRY, LAMPS, TIDES = project("Ferry", phase=Phase.ALPHA), project("Lamps"), project("Tides")
OPEN_DAY = NewsItem(kind=NewsKind.EVENT, title="Open day", body=())


# The facts


def test_what_is_new_is_held_against_what_was_said_before() -> None:
    quay = project("Quay", added=date(2026, 3, 18))
    past = Past({"Ferry": Phase.DISCOVERY, "Lamps": None, "Dock": Phase.BETA})
    told = [(FERRY, SAID), (LAMPS, IN_BETA), (TIDES, SAID), (quay, SAID)]
    dock = [project("Dock"), project("Mute", added=date(2026, 3, 18))]  # a new one of which nothing is said
    hiring = NewsItem(kind=NewsKind.ANNOUNCEMENT, title="We hire", body=())
    assert facts_of("Harbour Unit", EDITION, told, dock, [OPEN_DAY, hiring], past) == Facts(
        number=7,
        period="5 – 18 March 2026",
        unit="Harbour Unit",
        updates=4,
        projects=6,
        missing=["Dock", "Mute"],
        events=["Open day"],
        new_projects=["Quay"],
        first_updates=["Tides", "Quay"],
        phase_changes=[PhaseChange("Ferry", Phase.DISCOVERY, Phase.ALPHA)],
    )


@pytest.mark.parametrize("added", [None, date(2026, 3, 4), date(2026, 3, 19)])
def test_a_project_that_was_not_added_in_the_period_is_not_new(added: date | None) -> None:
    assert facts_of("U", EDITION, [(replace(TIDES, added=added), SAID)], [], [], Past({})).new_projects == []


def test_what_an_update_says_of_its_phase_counts_more_than_the_project() -> None:
    past = Past({"Ferry": Phase.BETA})
    assert facts_of("U", EDITION, [(FERRY, IN_BETA)], [], [], past).phase_changes == []


def test_without_a_past_nobody_knows_what_is_new() -> None:
    told = [(replace(FERRY, added=EDITION.starts), IN_BETA)]
    facts = facts_of("U", EDITION, told, [], [], None)
    assert (facts.new_projects, facts.first_updates, facts.phase_changes) == ([], [], [])
    assert facts.updates == 1


# The welcome

NOTHING = Facts(number=7, period="", unit="")
MOVES = [PhaseChange("Ferry", Phase.ALPHA, Phase.BETA), PhaseChange("Lamps", Phase.BETA, Phase.LIVE)]
MANY = [f"P{n}" for n in range(6)]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, ""),
        ({"updates": 1}, "This edition has 1 update."),
        ({"updates": 12}, "This edition has 12 updates."),
        ({"new_projects": ["Quay"]}, "Quay is new."),
        ({"new_projects": ["Quay", "Tides"]}, "Quay and Tides are new."),
        ({"new_projects": MANY}, "6 projects are new."),
        ({"updates": 3, "first_updates": ["Tides"]}, "This edition has 3 updates. Tides reports for the first time."),
        ({"updates": 9, "first_updates": MANY},
         "This edition has 9 updates. 6 projects report for the first time."),
        ({"updates": 2, "first_updates": ["Ferry", "Tides"]}, "This edition has 2 updates."),
        ({"updates": 2, "first_updates": ["Tides"], "new_projects": ["Tides"]},
         "This edition has 2 updates. Tides is new."),
        ({"phase_changes": MOVES[:1]}, "Ferry has moved from alpha to beta."),
        ({"phase_changes": MOVES}, "Ferry has moved from alpha to beta and Lamps from beta to live."),
        ({"phase_changes": MOVES * 3}, "6 projects have moved to another phase."),
        ({"events": ["Open day"]}, "The news has 1 event: Open day."),
        ({"events": ["Open day", "Show and tell"]}, "The news has 2 events: Open day and Show and tell."),
        ({"events": MANY}, "The news has 6 events."),
        ({"updates": 2, "new_projects": ["**Quay** {number}"], "events": ["Open day"]},
         "This edition has 2 updates. **Quay** {number} is new. The news has 1 event: Open day."),
    ],
)  # fmt: skip
def test_a_sentence_for_each_fact_and_none_without_one(more: dict[str, Any], said: str) -> None:
    assert drafted(replace(NOTHING, **more)) == paragraph(said)


# Introductions


@pytest.mark.parametrize(
    ("more", "update", "said"),
    [
        ({"lead_organisation": "Quay Council", "phase": Phase.ALPHA, "aims": "It tells boats when to leave."}, SAID,
         "New in these notes: Tides is led by Quay Council and is in alpha. It tells boats when to leave."),
        ({"lead_organisation": "Quay Council"}, SAID, "New in these notes: Tides is led by Quay Council."),
        ({"lead_organisation": "Quay Co."}, SAID, "New in these notes: Tides is led by Quay Co."),
        ({"lead_organisation": "Quay Council"}, IN_BETA,
         "New in these notes: Tides is led by Quay Council and is in beta."),
        ({"aims": "It tells boats when to leave."}, SAID, "New in these notes: Tides. It tells boats when to leave."),
        ({"aims": "Fewer queues.", "phase": Phase.LIVE}, SAID, "New in these notes: Tides is live. Fewer queues."),
        ({"phase": Phase.ALPHA}, SAID, ""),
    ],
)  # fmt: skip
def test_a_first_update_is_introduced_with_what_is_known(
    more: dict[str, Any], update: UpdateContent, said: str
) -> None:
    tides = replace(TIDES, **more)
    assert introduction(tides, update, Past({})) == paragraph(said)
    assert introduction(tides, update, Past({"Tides": None})) == introduction(tides, update, None) == ()


# In the edition


def compiled(past: Past | None, edition: Edition = EDITION, template: Template | None = None) -> Document:
    unit = Unit(name="Harbour Unit", template=template or Template())
    led = replace(TIDES, lead_organisation="Quay Council")
    paused = project("Old Pier", state=ProjectState.PAUSED, added=EDITION.starts)
    updates = {FERRY.id: SAID, led.id: SAID}
    return compile_edition(unit, edition, [FERRY, LAMPS, led, paused], updates, [OPEN_DAY], past=past)


def bodies(document: Document) -> list[RichText]:
    return [item.body for item in document.sections[1].items]


def test_an_edition_from_the_database_introduces_and_has_a_drafted_welcome() -> None:
    document = compiled(Past({"Ferry": Phase.DISCOVERY}))
    assert plain_text(document.intro) == (
        "This edition has 2 updates. Tides reports for the first time. Ferry has moved from discovery to alpha. "
        "The news has 1 event: Open day."
    )
    assert list(map(plain_text, bodies(document))) == [
        "It went well.",
        "New in these notes: Tides is led by Quay Council.\nIt went well.",
    ]


def test_a_file_says_all_by_itself() -> None:
    document = compiled(None)
    assert document.intro == ()
    assert bodies(document) == [SAID.body, SAID.body]


def test_own_words_come_before_the_template_and_that_before_a_draft() -> None:
    template = Template(
        title="{unit}: edition {number}", news="What is on", updates="{count_updates}",
        intro="Missing: **{missing}**.", closing="Bye, {period}.",
    )  # fmt: skip
    framed = compiled(Past({"Ferry": None}), template=template)
    assert (framed.title, [section.heading for section in framed.sections]) == (
        "Harbour Unit: edition 7", ["What is on", "2 updates"],
    )  # fmt: skip
    assert (plain_text(framed.intro), plain_text(framed.closing)) == ("Missing: Lamps.", "Bye, 5 – 18 March 2026.")
    own = replace(EDITION, intro=paragraph("Of {count_projects}."))
    said = compiled(Past({}), own, template)
    assert (plain_text(said.intro), plain_text(said.closing)) == ("Of 3 projects.", "Bye, 5 – 18 March 2026.")


def test_what_is_held_back_is_no_fact_even_in_the_draft() -> None:
    held = Arrangement(held={"project-tides": Held("Not yet.", "U1"), "news-1": Held("Not yet.", "U1")})
    edition = replace(EDITION, arrangement=held)
    unit = Unit(name="U", template=Template(intro="{count_updates}; {first_updates}; {events}"))
    updates = dict.fromkeys(["Ferry", "Tides"], SAID)
    whole = compile_edition(unit, edition, [FERRY, TIDES], updates, [OPEN_DAY], past=Past({"Ferry": None}))
    assert {item.key for item in whole.items} == {"project-ferry", "project-tides", "news-1"}
    published = without_held(whole, held)
    assert [item.key for item in published.items] == ["project-ferry"]
    for document in (whole, published):
        assert plain_text(document.intro) == "1 update; no first updates; no events"
