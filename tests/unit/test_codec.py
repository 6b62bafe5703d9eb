"""Domain values as JSON: what was stored or published comes back to the letter, and so does what was stored earlier."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings

from domain.codec import as_json, as_json_unless_usual, from_json
from domain.document import Document
from domain.project import Phase, Status
from domain.text.normal_form import paragraph
from domain.unit import ReminderRules, Template
from domain.update import Ask, Figure, Outcome, Picture, PlannedDate, UpdateContent, WebLink
from services.files.file_format import EditionPart
from services.files.files import WrongFile, read
from tests import strategies
from tests.unit.edition_sample import sample

PART = {"number": 7, "starts": "2024-04-22", "ends": "2024-05-05"}


@settings(max_examples=20)
@given(strategies.documents())
def test_every_document_comes_back_as_it_was(document: Document) -> None:
    assert from_json(Document, json.loads(json.dumps(as_json(document)))) == document


def test_a_file_carries_what_was_published() -> None:
    part = EditionPart.model_validate({**PART, "document": as_json(sample())})
    assert part.document == sample()
    assert EditionPart.model_validate(part.model_dump(mode="json")) == part


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        [],
        {**as_json(sample()), "more": 1},
        {**as_json(sample()), "starts": "yesterday"},
        {**as_json(sample()), "number": "7"},
        {**as_json(sample()), "intro": [{"type": "video"}]},
        {**as_json(sample()), "closing": [{"type": "image", "alt": "x", "url": "javascript:alert(1)"}]},
        as_json(replace(sample(), title="x")) | {"sections": [{"heading": "News"}]},
    ],
)
def test_what_no_edition_can_be_is_refused_with_its_place(wrong: object) -> None:
    with pytest.raises(WrongFile) as told:
        read(json.dumps({"format": "sprint-notes/1", "edition": {**PART, "document": wrong}}))
    assert told.value.problems == [
        "edition.document: write it as “sprint-notes compile --to json” does, or leave it out"
    ]


FULL = UpdateContent(
    headline="Croeso “nôl” 😀",
    body=paragraph("Forty tenants."),
    status=Status.AT_RISK,
    phase=Phase.BETA,
    asks=(Ask("A boat", date(2026, 4, 1), "ada@harbour.example", Outcome.MOVED), Ask("A crew")),
    figures=(Figure("councils", Decimal("60.10"), "%"),),
    images=(Picture("A quay", file="F12345678"),),
    links=(WebLink("https://harbour.example"),),
    dates=(PlannedDate("Show and tell", date(2026, 3, 20), time(14, 30)),),
)


def test_an_update_is_stored_without_what_is_empty() -> None:
    stored = as_json(FULL)
    assert list(stored) == ["headline", "body", "status", "phase", "asks", "figures", "images", "links", "dates"]
    ask = {"text": "A boat", "last_day": "2026-04-01", "contact": "ada@harbour.example", "outcome": "moved"}
    assert stored["asks"] == [ask, {"text": "A crew", "last_day": None, "contact": "", "outcome": None}]
    assert stored["figures"] == [{"label": "councils", "number": "60.10", "unit": "%"}]
    planned = {"event": "Show and tell", "day": "2026-03-20", "at": "14:30", "url": "", "outcome": None}
    assert stored["dates"] == [planned]
    assert from_json(UpdateContent, json.loads(json.dumps(stored))) == FULL


def test_what_was_stored_before_a_field_was_there_is_read() -> None:
    stored = as_json(FULL) | {"since": "gone"}
    del stored["asks"][1]["outcome"], stored["images"][0]["file"], stored["dates"][0]["outcome"]
    assert from_json(UpdateContent, stored) == replace(FULL, images=(Picture("A quay"),))
    assert from_json(UpdateContent, {}) == UpdateContent()
    assert from_json(UpdateContent, {"status": None, "phase": None}) == UpdateContent()


def test_of_what_is_as_usual_nothing_is_stored() -> None:
    assert as_json_unless_usual(Template()) is None
    assert from_json(Template, None) == Template()
    own = Template(title="Notes {number}")
    assert from_json(Template, as_json_unless_usual(own)) == own
    assert as_json(ReminderRules())["at"] == "10:00"
    assert from_json(ReminderRules, as_json(ReminderRules(days_before=(9, 1)))) == ReminderRules(days_before=(9, 1))
