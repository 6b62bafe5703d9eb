"""Data tables: what the local Slack refuses of them."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sandbox.rules import Refused, judge_blocks

CELL = {"type": "raw_text", "text": "cell"}
RICH = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}]}


def table(*rows: list[Any], **more: Any) -> list[dict[str, Any]]:
    return [{"type": "data_table", "caption": "How they stand", "rows": list(rows), **more}]


GOOD = {
    "two rows": table([CELL, CELL], [CELL, CELL]),
    "101 rows": table(*([[CELL]] * 101)),
    "rich text below the header": table([CELL], [RICH], page_size=10),
}
WRONG = {
    "a header alone": (table([CELL]), "no less than 2 items"),
    "102 rows": (table(*([[CELL]] * 102)), "no more than 101 items"),
    "rows of different lengths": (table([CELL, CELL], [CELL]), "same number of cells"),
    "rich text in the header": (table([RICH], [CELL]), "no rich text in the header"),
    "too many characters": (table([CELL], *([[{**CELL, "text": "x" * 5_000}]] * 2)), "no more than 10000 characters"),
    "no caption": ([{"type": "data_table", "rows": [[CELL], [CELL]]}], "missing required field: caption"),
    "an empty cell": (table([CELL], [{**CELL, "text": ""}]), "more than 0 characters"),
    "something unknown": (table([CELL], [CELL], colour="red"), "invalid additional property"),
}


@pytest.mark.parametrize("blocks", GOOD.values(), ids=GOOD)
def test_good_ones_are_taken(blocks: list[dict[str, Any]]) -> None:
    judge_blocks(blocks)


@pytest.mark.parametrize(("blocks", "words"), WRONG.values(), ids=WRONG)
def test_wrong_ones_are_refused(blocks: list[dict[str, Any]], words: str) -> None:
    with pytest.raises(Refused) as refused:
        judge_blocks(blocks, sum_limited=False)
    assert refused.value.code == "invalid_blocks"
    assert words in str(refused.value)
