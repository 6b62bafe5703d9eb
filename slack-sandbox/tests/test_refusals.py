"""Every refusal names its rule and where that was read: in the log, in the controls, in the Python client."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import slack_sandbox
from sandbox_support.answers import refused_in_the_end
from slack_bolt import Ack, App
from slack_sandbox.controls import WAIT_SECONDS
from slack_sandbox.person import Person
from slack_sandbox.rules import SOURCES, Finding
from slack_sandbox.rules.blocks import ALL_BLOCKS
from slack_sandbox.rules.codes import RULES
from slack_sandbox.rules.elements import ELEMENTS
from slack_sandbox.rules.kinds import Items, Rule
from slack_sandbox.rules.objects import OBJECTS, TEXTS
from slack_sandbox.rules.payloads import OPTIONS_ANSWER, VIEWS
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Call, Channel
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

JSON = dict[str, Any]
PARTS = list(Path(slack_sandbox.__path__[0]).rglob("*.py"))
LATE = {"view": "VIEW", "trigger_id": "LATE"}
LONG = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]


def every_rule() -> Iterator[Rule]:
    shapes = [*ALL_BLOCKS.values(), *ELEMENTS.values(), *OBJECTS.values(), *TEXTS.values(), *VIEWS.values()]
    for shape in [*shapes, OPTIONS_ANSWER]:
        for rule in shape.fields.values():
            yield rule
            if isinstance(rule, Items) and rule.of is not None:
                yield rule.of


def sources_in_code() -> Iterator[str]:
    """The sources written out where something is objected to."""
    for path in PARTS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) not in ("judge.add", "self.add", "Finding"):
                continue
            if len(node.args) == 4 and isinstance(node.args[3], ast.Constant):
                yield str(node.args[3].value)


def test_every_source_is_explained() -> None:
    used = {rule.source for rule in every_rule()} | {source for _, source, _ in RULES.values()} | {"observed"}
    said = set(sources_in_code())
    assert "modal_view" in said
    assert used | said == set(SOURCES)


def test_every_code_with_a_rule_is_one_that_is_answered() -> None:
    elsewhere = "".join(path.read_text(encoding="utf-8") for path in PARTS if path.name != "codes.py")
    assert [code for code in RULES if f'"{code}"' not in elsewhere] == []


def last(slack: LocalSlack) -> Call:
    return slack.refusals()[-1]


def test_a_broken_rule_of_block_kit(slack: LocalSlack, web: WebClient, channel: Channel) -> None:
    with pytest.raises(SlackApiError) as refused:
        web.chat_postMessage(channel=channel.id, text="a", blocks=LONG)
    words = "must be less than 151 characters"
    assert last(slack).findings == (Finding("/blocks/0/text/text", "too-long", words, "header"),)
    assert slack.asks("calls")[-1]["findings"] == [asdict(last(slack).findings[0])]
    told = refused.value.response.data
    assert told == {
        "ok": False,
        "error": "invalid_blocks",
        "errors": [f"{words} [json-pointer:/blocks/0/text/text]"],
        "response_metadata": {"messages": [f"[ERROR] {words} [json-pointer:/blocks/0/text/text]"]},
    }


@pytest.mark.parametrize(
    ("method", "arguments", "code", "rule", "source"),
    [
        ("chat.postMessage", {"channel": "C0NONE", "text": "a"}, "channel_not_found", "membership", "apiref"),
        ("chat.postMessage", {"channel": "ELSEWHERE", "text": "a"}, "not_in_channel", "membership", "apiref"),
        ("users.info", {"user": "U1"}, "missing_scope", "scope", "apiref"),
        (
            "views.open",
            LATE,
            "expired_trigger_id",
            "trigger_id_seconds",
            "bolt_modals",
        ),
        ("conversations.info", {}, "channel_not_found", "required", "apiref"),
    ],
)
def test_an_error_code_names_its_rule(
    slack: LocalSlack, web: WebClient, ada: Person, method: str, arguments: JSON, code: str, rule: str, source: str
) -> None:
    slack.configures(scopes=["chat:write", "channels:read"])
    elsewhere = slack.adds_channel("elsewhere", private=False, members=[ada])
    trigger = slack.sandbox.issue_trigger(ada.id)
    slack.clock.advance(3600)
    view = {"type": "modal", "title": {"type": "plain_text", "text": "a"}, "blocks": [{"type": "divider"}]}
    known = {"ELSEWHERE": elsewhere.id, "LATE": trigger, "VIEW": view}
    given = {key: known.get(value, value) for key, value in arguments.items()}
    with pytest.raises(SlackApiError):
        web.api_call(method, json=given)
    (finding,) = last(slack).findings
    assert (last(slack).error, finding.rule, finding.source) == (code, rule, source)
    assert "response_metadata" not in last(slack).answer or finding.pointer


@pytest.mark.parametrize("slack", [{"rate_limits": True}], indirect=True)
def test_pacing_names_its_rule(slack: LocalSlack, web: WebClient, channel: Channel) -> None:
    refused_in_the_end(web.chat_postMessage, channel=channel.id, text="a")
    assert [(found.rule, found.source) for found in last(slack).findings] == [("rate", "ratelimits")]


def test_acks_name_their_rules(
    slack: LocalSlack, app: App, socket_bots: Callable[[App], None], ada: Person, channel: Channel
) -> None:
    @app.command("/silent")
    def silent() -> None:
        return

    @app.command("/broken")
    def broken(ack: Ack) -> None:
        ack(blocks=LONG)

    @app.command("/empty")
    def empty(ack: Ack) -> None:
        ack(text="", response_type="ephemeral")

    socket_bots(app)
    slack.configures(answer_seconds=0.2)
    assert ada.types("/silent", in_channel=channel).error == "operation_timeout"
    slack.configures(answer_seconds=WAIT_SECONDS)
    told = slack.asks("deliveries")[-1]
    assert [(one["rule"], one["source"]) for one in told["findings"]] == [("ack_seconds", "events")]
    assert slack.asks("screen")["refusals"] == 1
    ada.types("/broken", in_channel=channel)
    assert (last(slack).method, last(slack).findings[0].source) == ("slash_command_ack", "header")
    ada.types("/empty", in_channel=channel)
    assert (last(slack).findings[0].rule, last(slack).answer["response_metadata"]) == ("text", {"messages": []})


def test_the_sources_are_told(slack: LocalSlack) -> None:
    assert slack.asks("sources") == SOURCES


def test_calls_are_numbered_and_faults_name_no_rule(slack: LocalSlack, web: WebClient) -> None:
    slack.fails("auth.test", status=429)
    for _ in range(2):
        web.api_call("api.test")
    with pytest.raises(SlackApiError):
        web.auth_test()
    assert [call.number for call in slack.calls()] == [0, 1, 2]
    assert slack.calls()[-1].findings == ()
    assert slack.refusals() == []
