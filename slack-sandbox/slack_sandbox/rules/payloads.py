"""Whole payloads: messages and views, with the error code Slack answers for each objection."""

from __future__ import annotations

import json
from typing import Any

from slack_sandbox.rules.finding import Finding
from slack_sandbox.rules.judge import Judge
from slack_sandbox.rules.kinds import Flag, Items, Rule, Shape, Thing, plain, string

MOST_BLOCKS_IN_MESSAGE = 50  # blocks
MOST_BLOCKS_IN_VIEW = 100  # types
MOST_ATTACHMENTS = 100  # apiref
MOST_TEXT = 40_000  # postMessage: longer text is cut
MOST_TEXT_IN_UPDATE = 4_000  # update
MOST_MARKDOWN_TEXT = 12_000  # postMessage
MOST_TEXT_IN_BLOCKS = 12_000  # bolt-js#2509, undocumented
MOST_MARKDOWN = 12_000  # markdown: over all markdown blocks together
MOST_TABLES = 1  # table
MOST_CHARTS = 2  # tk
MOST_VIEW_BYTES = 256_000  # views.open

VIEW: dict[str, Rule] = {
    "private_metadata": string(3000, "types", 0),
    "callback_id": string(255, "types", 0),
    "external_id": string(255, "tk", 0),
}
MODAL_VIEW = Shape(
    {
        **VIEW,
        "title": plain(24, "modal_view"),
        "close": plain(24, "types"),
        "submit": plain(24, "types"),
        "clear_on_close": Flag("types"),
        "notify_on_close": Flag("types"),
        "submit_disabled": Flag("tk"),
    },
    ("title",),
)
HOME_VIEW = Shape(VIEW)
OPTIONS_ANSWER = Shape(
    {
        "options": Items("types", Thing("types", "option"), most=100, least=0),
        "option_groups": Items("types", Thing("types", "option_group"), most=100, least=0),
    },
    one_of=("options", "option_groups"),
)
VIEWS = {"modal": MODAL_VIEW, "home": HOME_VIEW}


class Refused(Exception):
    """Slack would answer `code`, with these objections."""

    def __init__(self, code: str, findings: list[Finding] | None = None) -> None:
        self.code = code
        self.findings = findings or []
        super().__init__(f"{code}: {'; '.join(map(str, self.findings))}")


def judge_blocks(blocks: object, *, sum_limited: bool = True, at: str = "/blocks") -> None:
    """Raises Refused unless these blocks may stand in a message."""
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    judge = Judge("message")
    judge.blocks(blocks, at, MOST_BLOCKS_IN_MESSAGE)
    if len(judge.charts) > MOST_CHARTS:
        judge.add(judge.charts[MOST_CHARTS], "too-many", "at most two data_visualization blocks", "tk")
    if judge.findings:
        raise Refused("invalid_blocks", judge.findings)
    if len(judge.tables) > MOST_TABLES:
        finding = Finding(judge.tables[1], "too-many", "only one table is allowed in a message", "table")
        raise Refused("only_one_table_allowed", [finding])
    _judge_sums(judge, at, sum_limited=sum_limited)


def _judge_sums(judge: Judge, at: str, *, sum_limited: bool) -> None:
    if judge.markdown_sum > MOST_MARKDOWN:
        message = f"markdown blocks together must be less than {MOST_MARKDOWN + 1} characters"
        raise Refused("msg_blocks_too_long", [Finding(at, "too-long", message, "markdown")])
    if sum_limited and judge.text_sum > MOST_TEXT_IN_BLOCKS:
        message = f"block text together must be less than {MOST_TEXT_IN_BLOCKS + 1} characters"
        raise Refused("msg_blocks_too_long", [Finding(at, "blocks-too-long", message, "bolt-js#2509")])


def judge_attachments(attachments: object) -> None:
    """Raises Refused unless these attachments may stand in a message."""
    if not isinstance(attachments, list) or not all(isinstance(item, dict) for item in attachments):
        raise Refused("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise Refused("too_many_attachments")
    judge = Judge("message")
    for index, attachment in enumerate(attachments):
        if attachment.get("blocks"):
            judge.blocks(attachment["blocks"], f"/attachments/{index}/blocks", MOST_BLOCKS_IN_MESSAGE)
    if judge.findings:
        raise Refused("invalid_blocks", judge.findings)


def judge_metadata(metadata: object) -> None:
    """Raises Refused unless this may be a message's metadata; an empty object is fine."""
    if not isinstance(metadata, dict):
        raise Refused("invalid_metadata_format")
    known = {"event_type", "event_payload", "entities"}
    named = isinstance(metadata.get("event_type"), str) and isinstance(metadata.get("event_payload"), dict)
    if metadata and not (named and set(metadata) <= known):
        raise Refused("invalid_metadata_schema")


def judge_options(answer: dict[str, Any]) -> None:
    """Raises Refused unless these may be the options of an external menu."""
    judge = Judge("modal")
    judge.shape(answer, "", OPTIONS_ANSWER, "options")
    if judge.findings:
        raise Refused("invalid_options", judge.findings)


def judge_view(view: object, surface: str, at: str = "/view") -> None:
    """Raises Refused unless this may be a view on that surface (modal or home)."""
    judge = Judge(surface)
    if not isinstance(view, dict):
        judge.add(at, "type", "must provide an object")
    elif view.get("type") != surface:
        judge.add(f"{at}/type", "view-type", f"must be {surface}", "modal_view")
    else:
        _judge_view_fields(judge, view, at)
    if judge.findings:
        raise Refused("invalid_arguments", judge.findings)
    if len(json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode()) > MOST_VIEW_BYTES:
        raise Refused("view_too_large")


def _judge_view_fields(judge: Judge, view: dict[str, Any], at: str) -> None:
    shape = VIEWS[judge.surface]
    fields = {key: value for key, value in view.items() if key != "blocks"}
    judge.shape(fields, at, shape, "view")
    blocks = view.get("blocks")
    if blocks is None:
        judge.add(f"{at}/blocks", "required", "missing required field: blocks", "modal_view")
        return
    judge.blocks(blocks, f"{at}/blocks", MOST_BLOCKS_IN_VIEW)
    if blocks == []:
        judge.add(f"{at}/blocks", "too-few", "no less than 1 items allowed", "types")
    if len(judge.focused) > 1:
        judge.add(judge.focused[1], "focus", "only one element may set focus_on_load", "types")
    kinds = [block.get("type") for block in blocks if isinstance(block, dict)] if isinstance(blocks, list) else []
    if judge.surface == "modal" and not view.get("submit") and "input" in kinds:
        message = "missing required field: submit (there is an input block)"
        judge.add(f"{at}/submit", "required", message, "types")
