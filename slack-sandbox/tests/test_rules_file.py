"""Every rule of blockkit_rules.json: just inside is accepted, just outside refused with code and place."""

from __future__ import annotations

from typing import Any

import pytest
from sandbox_support.rule_cases import Case, Cases
from sandbox_support.shared import rules_file
from slack_sandbox import core, courier, events, hooks, limits, quota, sockets, tokens
from slack_sandbox.api import METHODS, files, scheduled
from slack_sandbox.api.views import STACK_DEPTH
from slack_sandbox.core import Sandbox, make_app
from slack_sandbox.errors import SlackError
from slack_sandbox.posts import read_content
from slack_sandbox.rules import Refused, judge_view, payloads

JSON = dict[str, Any]


def verdict(payload: JSON, surface: str) -> tuple[str | None, list[tuple[str, str]]]:
    """Slack's error code, or None, and the rule and place of each objection."""
    try:
        if surface == "message":
            read_content({"text": "a", **payload}, Sandbox(make_app()), fetches=False)
        else:
            judge_view(payload, surface)
    except Refused as refused:
        return refused.code, [(found.rule, found.pointer) for found in refused.findings]
    except SlackError as error:
        return error.code, []
    return None, []


def test_every_rule_has_its_two_sides() -> None:
    cases = list(Cases(rules_file()).every())
    assert len(cases) > 600
    wrong = [trouble for case in cases for trouble in troubles(case)]
    assert not wrong, "\n".join(wrong)


def troubles(case: Case) -> list[str]:
    """What is wrong with the sandbox's judgement of a case."""
    found = []
    code, objections = verdict(case.inside, case.inside.get("type", "message"))
    if code is not None and not never_sent(case):
        found.append(f"{case.name}: inside is refused: {code} {objections[:2]}")
    code, objections = verdict(case.outside, case.surface)
    expected = "invalid_blocks" if case.surface == "message" else "invalid_arguments"
    if code != expected:
        found.append(f"{case.name}: outside gets {code}, not {expected}")
    elif (case.rule, case.pointer) not in objections:
        found.append(f"{case.name}: {(case.rule, case.pointer)} is not in {objections[:3]}")
    return found


def never_sent(case: Case) -> bool:
    """A file block comes from Slack only: no payload with one is accepted."""
    kind: str = case.inside["blocks"][0]["type"]
    return kind == "file"


MESSAGE: dict[str, tuple[JSON, JSON, str]] = {
    "max_blocks": ({"blocks": [{"type": "divider"}] * 50}, {"blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
    "max_attachments": ({"attachments": [{}] * 100}, {"attachments": [{}] * 101}, "too_many_attachments"),
    "markdown_text": ({"markdown_text": "a" * 12_000}, {"markdown_text": "a" * 12_001}, "msg_too_long"),
    "markdown_text conflicts": ({"markdown_text": "a"}, {"markdown_text": "a", "text": "a"}, "markdown_text_conflict"),
    "markdown_cumulative": (
        {"blocks": [{"type": "markdown", "text": "a" * 6000}] * 2},
        {"blocks": [{"type": "markdown", "text": "a" * 6001}] * 2},
        "msg_blocks_too_long",
    ),
    "tables_per_message": (
        {"blocks": [{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}]},
        {"blocks": [{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}] * 2},
        "only_one_table_allowed",
    ),
    "data_visualizations_per_message": (
        {"blocks": [{"type": "data_visualization", "title": "a", "chart": {}}] * 2},
        {"blocks": [{"type": "data_visualization", "title": "a", "chart": {}}] * 3},
        "invalid_blocks",
    ),
    "blocks_text_sum": (
        {"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "a" * 3000}}] * 4},
        {"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "a" * 2500}}] * 5},
        "msg_blocks_too_long",
    ),
    "metadata": (
        {"metadata": {"event_type": "a", "event_payload": {}}},
        {"metadata": {"event_type": "a"}},
        "invalid_metadata_schema",
    ),
}


@pytest.mark.parametrize("name", MESSAGE)
def test_the_numbers_of_a_whole_message(name: str) -> None:
    inside, outside, code = MESSAGE[name]
    for payload, expected in ((inside, None), (outside, code)):
        try:
            read_content(payload, Sandbox(make_app()))
            found = None
        except (Refused, SlackError) as error:
            found = error.code
        assert found == expected


def test_the_same_numbers_as_in_the_file() -> None:
    rules = rules_file()
    messages, platform, views = rules["messages"], rules["platform"], rules["views"]["common"]
    assert set(messages) - set(MESSAGE) == ELSEWHERE
    assert messages["max_blocks"]["value"] == payloads.MOST_BLOCKS_IN_MESSAGE
    assert messages["text"]["truncated_at"] == payloads.MOST_TEXT
    assert messages["text_update_max"]["value"] == payloads.MOST_TEXT_IN_UPDATE
    assert messages["schedule"]["max_days"] == scheduled.MOST_DAYS
    assert messages["schedule"]["per_channel_5min"] == scheduled.MOST_IN_WINDOW
    assert (messages["response_url"]["uses"], messages["response_url"]["minutes"] * 60) == (hooks.USES, hooks.SECONDS)
    assert views["max_json_bytes"]["value"] == payloads.MOST_VIEW_BYTES
    assert views["stack_depth"]["value"] == STACK_DEPTH
    assert views["trigger_id_seconds"]["value"] == core.ANSWER_SECONDS
    assert {name: platform[name]["value"] for name in PLATFORM} == PLATFORM
    assert platform["events_retries"]["count"] == len(events.RETRY_DELAYS)
    assert platform["events_disable"]["fail_rate"] == quota.FAIL_RATE
    assert platform["events_disable"]["window_min"] * 60 == quota.HOUR
    assert platform["events_disable"]["exempt_below_per_hour"] == quota.EXEMPT_BELOW
    assert platform["token_rotation"]["expires_s"] == tokens.TOKEN_SECONDS
    assert platform["token_rotation"]["active_tokens"] == tokens.ACTIVE_TOKENS
    tiers = platform["tiers_per_min"]
    assert {tier: tiers[tier] for tier in limits.PER_MINUTE} == limits.PER_MINUTE
    for name, found in METHODS.items():
        if name in rules["methods"]:
            assert found.tier == rules["methods"][name]["tier"], name
            assert set(found.scopes) == set(rules["methods"][name]["scope"].get("bot") or ()), name


ELSEWHERE = {"text", "text_update_max", "schedule", "response_url", "contact_cards", "table_text_sum"}
PLATFORM = {
    "ack_seconds": core.ANSWER_SECONDS,
    "redirects": courier.REDIRECTS,
    "signature_window_s": courier.SIGNATURE_SECONDS,
    "events_max_per_hour": quota.MOST_AN_HOUR,
    "socket_connections": sockets.MOST_CONNECTIONS,
    "oauth_code_minutes": tokens.CODE_SECONDS / 60,
    "alt_txt": files.MOST_ALT_TEXT,
    "snippet_bytes": files.MOST_SNIPPET,
    "share_channels": files.MOST_CHANNELS,
}
