"""Which pictures Slack means when it refuses a message, and what stands in their place."""

from __future__ import annotations

from typing import Any

import pytest

from domain.refused_pictures import described_in, refused, without

WORDS = {"type": "header", "text": {"type": "plain_text", "text": "The pier"}}
PIER = {"type": "image", "image_url": "https://intranet.example.org/pier.png", "alt_text": "The pier at dawn"}
CREW = {"type": "image", "slack_file": {"id": "F012AB3CD4"}, "alt_text": "The crew"}
BLOCKS: list[dict[str, Any]] = [WORDS, PIER, CREW]
BOTH = {"https://intranet.example.org/pier.png", "F012AB3CD4"}


def answer(error: str, *messages: str) -> dict[str, Any]:
    return {"ok": False, "error": error, "response_metadata": {"messages": [f"[ERROR] {each}" for each in messages]}}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (answer("invalid_blocks", "downloading image failed [json-pointer:/blocks/1/image_url]"), {PIER["image_url"]}),
        (answer("invalid_blocks", "invalid slack file [json-pointer:/blocks/2/slack_file]"), {"F012AB3CD4"}),
        (answer("invalid_arguments", "downloading image failed [json-pointer:/view/blocks/1/image_url]"),
         {PIER["image_url"]}),
        (answer("invalid_blocks", "downloading image failed [json-pointer:\\/blocks\\/1\\/image_url]"),
         {PIER["image_url"]}),
        ({"error": "invalid_blocks", "errors": ["invalid slack file [json-pointer:/blocks/2/slack_file]"]},
         {"F012AB3CD4"}),
        (answer("invalid_blocks", "downloading image failed"), BOTH),
        (answer("invalid_blocks"), BOTH),
        ({"error": "invalid_blocks"}, BOTH),
        ({"error": "file_deleted"}, BOTH),
        ({"error": "downloading image failed"}, BOTH),
        # these are about something else
        (answer("invalid_blocks", "must be less than 151 characters [json-pointer:/blocks/0/text/text]"), set()),
        (answer("invalid_blocks", "no more than 50 items allowed"), set()),
        (answer("invalid_blocks", "unsupported type [json-pointer:/blocks/9/type]"), set()),
        (answer("invalid_arguments"), set()),
        ({"error": "is_archived"}, set()),
    ],
)  # fmt: skip
def test_the_pictures_that_are_meant(said: dict[str, Any], expected: set[str]) -> None:
    assert set(refused(BLOCKS, said)) == expected
    assert refused([WORDS], said) == {}


def test_slacks_words_are_kept_without_the_place() -> None:
    said = answer("invalid_blocks", "downloading image failed [json-pointer:/blocks/1/image_url]")
    assert refused(BLOCKS, said) == {PIER["image_url"]: "downloading image failed"}


def test_descriptions_stand_in_the_place_of_pictures() -> None:
    message = {"text": "The pier", "blocks": BLOCKS}
    _, pier, crew = without(message, BOTH)["blocks"]
    assert pier["elements"][0]["elements"] == [
        {"type": "text", "text": "Image: "},
        {"type": "link", "url": PIER["image_url"], "text": "The pier at dawn"},
    ]
    assert crew["elements"][0]["elements"] == [
        {"type": "text", "text": "Image: "},
        {"type": "text", "text": "The crew"},
    ]
    assert without(message, ["F012AB3CD4"])["blocks"][:2] == [WORDS, PIER]
    assert without(message, ()) == message == {"text": "The pier", "blocks": BLOCKS}
    assert without({}, BOTH) == {}  # as it goes with a delete
    assert described_in(BLOCKS) == {PIER["image_url"]: "The pier at dawn", "F012AB3CD4": "The crew"}
