"""Documents as JSON: what was published comes back to the letter."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from domain.document import Document
from domain.document_json import as_json, from_json
from services.files.file_format import EditionPart
from services.files.files import WrongFile, read
from tests import strategies
from tests.unit.edition_sample import sample

PART = {"number": 7, "starts": "2024-04-22", "ends": "2024-05-05"}


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.documents())
def test_every_document_comes_back_as_it_was(document: Document) -> None:
    assert from_json(json.loads(json.dumps(as_json(document)))) == document


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
