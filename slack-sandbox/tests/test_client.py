"""What the Python client does: filling in forms, seeing, and saying clearly what is not there."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from subprocess import PIPE
from typing import Any

import pytest
from slack_sandbox.client import Slack
from slack_sandbox.controls import WAIT_SECONDS
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.text import as_text
from slack_sandbox.things import Channel
from slack_sdk import WebClient

JSON = dict[str, Any]
LATE = timedelta(seconds=60)  # what a busy machine may be


def plain(words: str) -> JSON:
    return {"type": "plain_text", "text": words}


def options(*names: str) -> list[JSON]:
    return [{"text": plain(name), "value": name.lower()} for name in names]


def field(label: str, kind: str, *, optional: bool = True, **more: Any) -> JSON:
    element = {"type": kind, "action_id": "value", **more}
    return {"type": "input", "block_id": label.lower(), "label": plain(label), "element": element, "optional": optional}


def shows(slack: LocalSlack, web: WebClient, ada: Person, *blocks: JSON) -> None:
    """Puts a modal in front of Ada."""
    view = {"type": "modal", "title": plain("Form"), "submit": plain("Send"), "blocks": list(blocks)}
    web.views_open(trigger_id=slack.sandbox.issue_trigger(ada.id), view=view)


def held(ada: Person) -> JSON:
    """What the modal holds, by label."""
    values = ada.sees_modal()["state"]["values"]
    return {block_id: entry["value"] for block_id, entry in values.items()}


CONVERSIONS: dict[str, tuple[JSON, Any, JSON]] = {
    "plain_text_input": ({}, "words", {"value": "words"}),
    "email_text_input": ({}, "a@b.org", {"value": "a@b.org"}),
    "url_text_input": ({}, "https://a.b", {"value": "https://a.b"}),
    "number_input": ({"is_decimal_allowed": False}, 7, {"value": "7"}),
    "static_select": ({"options": options("Alpha", "Beta")}, "Beta", {"selected_option": "beta"}),
    "radio_buttons": ({"options": options("Yes", "No")}, "no", {"selected_option": "no"}),
    "checkboxes": ({"options": options("A", "B", "C")}, ["A", "C"], {"selected_options": ["a", "c"]}),
    "multi_static_select": ({"options": options("A", "B")}, ["B"], {"selected_options": ["b"]}),
    "datepicker": ({}, date(2021, 12, 8), {"selected_date": "2021-12-08"}),
    "timepicker": ({"timezone": "Europe/London"}, "17:30", {"selected_time": "17:30", "timezone": "Europe/London"}),
    "datetimepicker": ({}, "2021-12-08T17:30", {"selected_date_time": 1_638_984_600}),
}
EMPTY: dict[str, Any] = {"selected_options": [], "timezone": "Europe/London"}


@pytest.mark.parametrize("kind", CONVERSIONS)
def test_what_is_typed_becomes_slacks_own_value(slack: LocalSlack, web: WebClient, ada: Person, kind: str) -> None:
    more, typed, expected = CONVERSIONS[kind]
    shows(slack, web, ada, field("Thing", kind, **more))
    assert held(ada)["thing"] == {"type": kind} | {key: EMPTY.get(key) for key in expected}
    ada.fills(Thing=typed)
    assert {key: values_only(value) for key, value in held(ada)["thing"].items()} == {"type": kind} | expected
    ada.fills(Thing=None)
    assert held(ada)["thing"] == {"type": kind} | {key: EMPTY.get(key) for key in expected}


def values_only(value: Any) -> Any:
    """Options reduced to their values."""
    if isinstance(value, dict):
        return value["value"]
    return [option["value"] for option in value] if isinstance(value, list) else value


def test_people_and_channels_are_chosen_by_themselves_or_by_name(
    slack: LocalSlack, web: WebClient, ada: Person, channel: Channel
) -> None:
    ben = slack.adds_person("Ben Ali")
    kinds = (
        "users_select",
        "multi_users_select",
        "channels_select",
        "conversations_select",
        "multi_conversations_select",
    )
    shows(slack, web, ada, *[field(kind, kind) for kind in kinds])
    ada.fills(
        {
            "users_select": ben,
            "multi_users_select": [ada, "Ben Ali"],
            "channels_select": "#notes",
            "conversations_select": channel,
            "multi_conversations_select": [channel],
        }
    )
    values = held(ada)
    assert values["users_select"]["selected_user"] == ben.id
    assert values["multi_users_select"]["selected_users"] == [ada.id, ben.id]
    assert values["channels_select"]["selected_channel"] == channel.id
    assert values["conversations_select"]["selected_conversation"] == channel.id
    assert values["multi_conversations_select"]["selected_conversations"] == [channel.id]


def test_rich_text_is_typed_or_given(slack: LocalSlack, web: WebClient, ada: Person) -> None:
    shows(slack, web, ada, field("Body", "rich_text_input"))
    block = {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": []}]}
    ada.fills(Body="typed")
    assert as_text([held(ada)["body"]["rich_text_value"]]) == "typed"
    ada.fills(Body=block)
    assert held(ada)["body"]["rich_text_value"] == block


def test_initial_values_count_as_filled_in(slack: LocalSlack, web: WebClient, ada: Person) -> None:
    shows(slack, web, ada, field("Name", "plain_text_input", optional=False, initial_value="Ada"))
    assert held(ada)["name"]["value"] == "Ada"
    assert ada.submits().connection_error  # it was sent, though nobody listens
    assert slack.refusals() == []


@pytest.mark.parametrize(
    ("kind", "more", "typed", "complaint"),
    [
        ("plain_text_input", {}, " ", "complete this required field"),
        ("rich_text_input", {}, " ", "complete this required field"),
        ("plain_text_input", {"min_length": 3}, "ab", "at least 3"),
        ("plain_text_input", {"max_length": 3}, "abcd", "no more than 3"),
        ("plain_text_input", {}, "x" * 3001, "no more than 3000"),
        ("number_input", {"is_decimal_allowed": False}, "1.5", "whole number"),
        ("number_input", {"is_decimal_allowed": True}, "many", "Enter a number"),
        ("number_input", {"is_decimal_allowed": True, "min_value": "2"}, "1.5", "at least 2"),
        ("number_input", {"is_decimal_allowed": True, "max_value": "2"}, "2.5", "at most 2"),
        ("email_text_input", {}, "nobody", "valid email"),
        ("url_text_input", {}, "example.org", "valid URL"),
        ("multi_static_select", {"options": options("A", "B"), "max_selected_items": 1}, ["A", "B"], "no more than 1"),
    ],
)
def test_slacks_own_form_refuses(
    slack: LocalSlack, web: WebClient, ada: Person, kind: str, more: JSON, typed: Any, complaint: str
) -> None:
    shows(slack, web, ada, field("Thing", kind, optional=False, **more))
    ada.fills(Thing=typed)
    result = ada.submits()
    assert result.outcome == "refused"
    assert complaint in result.errors["Thing"]
    assert complaint in ada.screen()


def test_what_is_not_there_is_said_with_what_is(
    slack: LocalSlack, web: WebClient, ada: Person, channel: Channel
) -> None:
    with pytest.raises(AssertionError, match="no modal open"):
        ada.submits()
    shows(slack, web, ada, field("Phase", "static_select", options=options("Alpha")))
    with pytest.raises(AssertionError, match="there are 'Phase'"):
        ada.fills(Status="x")
    with pytest.raises(AssertionError, match="there are 'Alpha'"):
        ada.fills(Phase="Beta")
    ada.says("what there is", channel)
    with pytest.raises(AssertionError, match="what there is"):
        ada.sees("something else", channel, within=0.05)
    with pytest.raises(AssertionError, match="sees 'what there is'"):
        ada.sees_not("what there is")
    with pytest.raises(AssertionError, match="no button reads 'Go'"):
        ada.clicks("Go")
    with pytest.raises(AssertionError, match=r"nothing is labelled|no field is labelled"):
        ada.chooses("Nowhere", "x")
    with pytest.raises(AssertionError, match="no verb"):
        slack.asks("dances")
    with pytest.raises(AssertionError, match="needs 'person'"):
        slack.asks("submits")
    elsewhere = slack.adds_channel("elsewhere")
    with pytest.raises(AssertionError, match="is not in #elsewhere"):
        ada.types("/x", in_channel=elsewhere)


def test_who_is_there_already(slack: LocalSlack, ada: Person, channel: Channel) -> None:
    assert slack.person("Ada Lovelace").id == ada.id
    assert slack.channel("notes") == channel
    with pytest.raises(AssertionError, match="nobody here"):
        slack.person("Ben")
    with pytest.raises(AssertionError, match="no channel"):
        slack.channel("other")
    slack.changes_person(ada, real_name="Ada King")
    assert slack.person("Ada King").id == ada.id


def test_people_see_only_what_is_theirs(slack: LocalSlack, web: WebClient, ada: Person) -> None:
    ben = slack.adds_person("Ben")
    private = slack.adds_channel("private", private=True, members=[ada], with_bot=True)
    web.chat_postMessage(channel=private.id, text="secret")
    web.chat_postMessage(channel=ben.id, text="for Ben")
    assert ada.sees("secret")
    ben.sees_not("secret")
    assert [message.text for message in ben.direct_messages()] == ["for Ben"]
    ada.sees_not("for Ben")


def test_the_clock_moves_forward(slack: LocalSlack, web: WebClient, channel: Channel) -> None:
    before = slack.clock.now
    assert abs(before - datetime.now(UTC)) < LATE
    slack.clock.moves_to(before + timedelta(days=14))
    assert timedelta(0) <= slack.clock.now - before - timedelta(days=14) < LATE
    ts = float(web.chat_postMessage(channel=channel.id, text="x")["ts"])
    assert ts == pytest.approx(slack.clock.timestamp, abs=LATE.seconds)
    with pytest.raises(AssertionError, match="only moves forward"):
        slack.clock.advance(-1)


def test_a_story_may_start_in_another_year() -> None:
    start = datetime(2021, 12, 8, 9, tzinfo=UTC)
    with LocalSlack(starts_at=start) as slack:
        ada = slack.adds_person("Ada")
        assert timedelta(0) <= slack.clock.now - start < LATE
        assert float(ada.says("hello").ts) == pytest.approx(start.timestamp(), abs=LATE.seconds)
        slack.clock.advance(60)
        assert slack.clock.now >= start + timedelta(seconds=60)


def test_calls_are_logged_without_tokens(slack: LocalSlack, web: WebClient, channel: Channel) -> None:
    web.api_call("chat.postMessage", data={"token": slack.bot_token, "channel": channel.id, "text": "x"})
    call = slack.waits_for_call("chat.postMessage")
    assert call.arguments == {"channel": channel.id, "text": "x"}
    assert call.ok
    assert slack.bot_token not in str(slack.calls())
    with pytest.raises(AssertionError, match="1 calls"):
        slack.waits_for_call("chat.postMessage", count=2, within=0.05)


def test_text_of_everything() -> None:
    message = {
        "text": "fallback",
        "blocks": [
            {"type": "header", "text": plain("Sprint 40")},
            {"type": "section", "text": {"type": "mrkdwn", "text": "R&amp;D &lt;b&gt;"}, "fields": [plain("one")]},
            {"type": "divider"},
            {"type": "image", "image_url": "https://a.b", "alt_text": "a chart", "title": plain("Chart")},
            {"type": "context", "elements": [plain("by Ada"), {"type": "image", "alt_text": "face"}]},
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [
                            {"type": "text", "text": "See "},
                            {"type": "link", "url": "https://a.b", "text": "this"},
                            {"type": "emoji", "name": "tada"},
                            {"type": "user", "user_id": "U1"},
                        ],
                    },
                    bullets("one", "two"),
                    bullets("inner", indent=1, style="ordered"),
                    {"type": "rich_text_quote", "elements": [{"type": "text", "text": "a\nb"}]},
                    {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "code"}]},
                ],
            },
            {"type": "actions", "elements": [{"type": "button", "text": plain("Approve")}]},
        ],
    }
    assert as_text(message) == EXPECTED
    assert as_text({"text": "only &lt;text&gt;"}) == "only <text>"


def bullets(*items: str, indent: int = 0, style: str = "bullet") -> JSON:
    sections = [{"type": "rich_text_section", "elements": [{"type": "text", "text": item}]} for item in items]
    return {"type": "rich_text_list", "style": style, "indent": indent, "elements": sections}


EXPECTED = """\
Sprint 40
=========
R&D <b>
one
────
Chart
(image: a chart)
by Ada (image: face)
See this (https://a.b):tada:<@U1>
• one
• two
  1. inner
> a
> b
```
code
```
[Approve]"""


def test_time_flies_for_whoever_waits_in_haste(
    slack: LocalSlack, web: WebClient, ada: Person, channel: Channel
) -> None:
    slack.clock.haste = 600.0
    web.chat_scheduleMessage(channel=channel.id, text="in an hour", post_at=int(slack.clock.timestamp) + 3600)
    ada.sees_not("in an hour", channel)  # who does not wait makes no haste
    ada.sees("in an hour", channel)


def test_a_slack_in_another_process() -> None:
    command = [sys.executable, "-W", "error", "-m", "slack_sandbox", "--port", "0", "--bot-token", "xoxb-fixed"]
    with subprocess.Popen(command, stdout=PIPE, stderr=PIPE, text=True) as process:
        assert process.stdout
        assert "http://127.0.0.1:" in process.stdout.readline()
        lines = dict(process.stdout.readline().strip().split("=", 1) for _ in range(4))
        assert lines["SLACK_BOT_TOKEN"] == "xoxb-fixed"
        slack = Slack(lines["SLACK_API_URL"].removesuffix("/api/")).connect()
        ada = slack.adds_person("Ada")
        WebClient(slack.bot_token, base_url=slack.api_url).chat_postMessage(channel=ada.id, text="hello")
        assert ada.sees("hello")
        slack.close()
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=WAIT_SECONDS)
    assert (process.returncode, errors) == (0, "")
