"""Slack's own error codes, asked for with Slack's own client."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx2
import pytest
from sandbox_support.answers import answer, code, refused_in_the_end
from slack_sandbox.core import ANSWER_SECONDS, ANSWER_VARIABLE, Sandbox, make_app
from slack_sandbox.limits import Limits
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel
from slack_sdk import WebClient

JSON = dict[str, Any]
DIVIDER = {"type": "divider"}


def plain(words: str = "a") -> JSON:
    return {"type": "plain_text", "text": words}


def section(words: str) -> JSON:
    return {"type": "section", "text": plain(words)}


def modal(**more: Any) -> JSON:
    return {"type": "modal", "title": plain(), "blocks": [DIVIDER], **more}


def home(**more: Any) -> JSON:
    return {"type": "home", "blocks": [DIVIDER], **more}


@pytest.fixture
def trigger(slack: LocalSlack, ada: Person, channel: Channel) -> str:
    """A trigger id nobody has used: Ada typed a command that no bot heard."""
    return trigger_of(slack, ada)


def trigger_of(slack: LocalSlack, person: Person) -> str:
    return slack.sandbox.issue_trigger(person.id)


def test_tokens(slack: LocalSlack) -> None:
    def client(token: str | None) -> WebClient:
        return WebClient(token, base_url=slack.api_url)

    assert code(client(None).auth_test) == "not_authed"
    assert code(client("xoxb-wrong").auth_test) == "invalid_auth"
    assert code(client(slack.app_token).auth_test) == "not_allowed_token_type"
    assert code(client(slack.bot_token).apps_connections_open, app_token=slack.bot_token) == "not_allowed_token_type"
    assert client(slack.bot_token).auth_test()["user_id"] == slack.bot_user
    opened = client(None).apps_connections_open(app_token=slack.app_token)
    assert str(opened["url"]).startswith("ws://127.0.0.1:")


def test_methods_and_bodies(slack: LocalSlack, web: WebClient) -> None:
    assert code(web.api_call, "chat.dance") == "unknown_method"
    head = {"Authorization": f"Bearer {slack.bot_token}"}
    with httpx2.Client(base_url=slack.api_url, headers=head, trust_env=False) as raw:

        def error(**request: Any) -> Any:
            return raw.post("api.test", **request).json().get("error")

        json_head = {"Content-Type": "application/json"}
        assert error(content="{", headers=json_head) == "invalid_json"
        assert error(content="[]", headers=json_head) == "json_not_object"
        assert error(content="x", headers={"Content-Type": "text/csv"}) == "invalid_post_type"
        assert error(data={"error": "boom"}) == "boom"
        assert raw.get("api.test?a=1").json() == {"ok": True, "args": {"a": "1"}}
        assert raw.get("auth.test").headers["x-oauth-scopes"]
    with httpx2.Client(base_url=slack.api_url, trust_env=False) as bare:
        assert bare.post("auth.test", data={"token": slack.bot_token}).json()["ok"]


def test_where_a_bot_may_post(slack: LocalSlack, web: WebClient, ada: Person, channel: Channel) -> None:
    public, private = slack.adds_channel("public"), slack.adds_channel("private", private=True, members=[ada])
    ghost = slack.adds_person("A Ghost", deleted=True)
    robot = slack.adds_person("A Robot", is_bot=True)
    post = web.chat_postMessage
    assert code(post, channel=public.id, text="x") == "not_in_channel"
    assert code(post, channel=private.id, text="x") == "channel_not_found"
    assert code(post, channel="C404", text="x") == "channel_not_found"
    assert code(post, channel="#notes", text="x") == "channel_not_found"
    assert code(post, channel=ghost.id, text="x") == "account_inactive"
    assert code(post, channel=robot.id, text="x") == "cannot_dm_bot"
    assert code(post, channel=channel.id, text="x", thread_ts="1.000000") == "thread_not_found"
    slack.archives(channel)
    assert code(post, channel=channel.id, text="x") == "is_archived"
    ada.invites_bot(private)
    assert post(channel=private.id, text="x")["ok"]
    assert post(channel=ada.id, text="x")["channel"] == ada.direct_channel.id


def test_what_a_bot_may_post(web: WebClient, channel: Channel) -> None:
    def post(**content: Any) -> str:
        return code(web.chat_postMessage, channel=channel.id, **content)

    assert post(text="") == "no_text"
    assert post(text="x", blocks="not JSON") == "invalid_blocks_format"
    assert post(text="x", blocks=[section("x" * 3001)]) == "invalid_blocks"
    assert post(text="x", blocks=[DIVIDER] * 51) == "invalid_blocks"
    assert post(text="x", blocks=[section("x" * 2500)] * 5) == "msg_blocks_too_long"
    assert post(text="x", attachments=[{}] * 101) == "too_many_attachments"
    assert post(text="x", metadata={"event_type": "x"}) == "invalid_metadata_schema"
    assert post(text="x", markdown_text="y") == "markdown_text_conflict"
    assert post(markdown_text="y" * 12_001) == "msg_too_long"
    cut = web.chat_postMessage(channel=channel.id, text="x" * 40_001)
    assert len(cut["message"]["text"]) == 40_000
    assert cut["warning"] == "message_truncated"


def test_refused_blocks_say_where(web: WebClient, channel: Channel) -> None:
    body = answer(web.chat_postMessage, channel=channel.id, text="x", blocks=[{"type": "sectoin"}])
    assert body["response_metadata"]["messages"] == ["[ERROR] unsupported type: sectoin [json-pointer:/blocks/0/type]"]
    assert body["errors"] == ["unsupported type: sectoin [json-pointer:/blocks/0/type]"]


def test_changing_messages(slack: LocalSlack, web: WebClient, ada: Person, channel: Channel) -> None:
    theirs = ada.says("mine", channel)
    blocks = [section("old")]
    ts = web.chat_postMessage(channel=channel.id, text="old", blocks=blocks)["ts"]
    update = web.chat_update
    assert code(update, channel=channel.id, ts=theirs.ts, text="x") == "cant_update_message"
    assert code(update, channel=channel.id, ts="1.000000", text="x") == "message_not_found"
    assert code(update, channel=channel.id, ts=ts, text="x" * 4001) == "msg_too_long"
    assert code(update, channel=channel.id, ts=ts) == "no_text"
    assert code(web.chat_delete, channel=channel.id, ts=theirs.ts) == "cant_delete_message"
    changed = update(channel=channel.id, ts=ts, text="new")
    assert "blocks" not in changed["message"]  # text without blocks takes them away
    assert changed["message"]["edited"]
    web.chat_delete(channel=channel.id, ts=ts)
    assert code(update, channel=channel.id, ts=ts, text="x") == "message_not_found"
    ts = web.chat_postMessage(channel=channel.id, text="x")["ts"]
    slack.archives(channel)
    assert code(update, channel=channel.id, ts=ts, text="y") == "is_inactive"


def test_ephemeral_messages(slack: LocalSlack, web: WebClient, ada: Person, channel: Channel) -> None:
    ben = slack.adds_person("Ben")
    private = web.chat_postEphemeral
    assert code(private, channel=channel.id, user=ben.id, text="x") == "user_not_in_channel"
    assert code(private, channel=channel.id, user="U404", text="x") == "user_not_found"
    ts = private(channel=channel.id, user=ada.id, text="only Ada")["message_ts"]
    assert ada.sees("only Ada", channel).is_ephemeral
    ben.sees_not("only Ada")
    assert code(web.chat_update, channel=channel.id, ts=ts, text="x") == "message_not_found"
    assert web.conversations_history(channel=channel.id)["messages"] == []


def test_triggers_work_once(web: WebClient, trigger: str) -> None:
    assert code(web.views_open, trigger_id="1.2.3", view=modal()) == "invalid_trigger_id"
    assert code(web.views_open, trigger_id=trigger, view=modal(title=plain("x" * 25))) == "invalid_arguments"
    assert web.views_open(trigger_id=trigger, view=modal())["ok"]
    assert code(web.views_open, trigger_id=trigger, view=modal()) == "exchanged_trigger_id"


@pytest.mark.parametrize("slack", [{"answer_seconds": ANSWER_SECONDS}], indirect=True)
def test_triggers_work_for_three_seconds_unless_told(slack: LocalSlack, web: WebClient, ada: Person) -> None:
    late, later = trigger_of(slack, ada), trigger_of(slack, ada)
    slack.clock.advance(3.1)
    assert code(web.views_open, trigger_id=late, view=modal()) == "expired_trigger_id"
    slack.configures(answer_seconds=600)
    assert web.views_open(trigger_id=later, view=modal())["ok"]


def test_a_bot_has_three_seconds_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Sandbox(make_app(), answer_seconds=7).courier.answer_seconds == 7
    monkeypatch.setenv(ANSWER_VARIABLE, "9.5")
    assert Sandbox(make_app()).courier.answer_seconds == 9.5
    monkeypatch.delenv(ANSWER_VARIABLE)
    assert Sandbox(make_app()).courier.answer_seconds == 3


def test_refused_views_say_where(web: WebClient, trigger: str) -> None:
    body = answer(web.views_open, trigger_id=trigger, view=modal(title=plain("x" * 25)))
    assert body["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]


def test_three_views_on_a_stack(slack: LocalSlack, web: WebClient, ada: Person, trigger: str) -> None:
    assert code(web.views_push, trigger_id=trigger, view=modal()) == "not_found"
    web.views_open(trigger_id=trigger, view=modal())
    for _ in range(2):
        web.views_push(trigger_id=trigger_of(slack, ada), view=modal())
    assert code(web.views_push, trigger_id=trigger_of(slack, ada), view=modal()) == "push_limit_reached"


def test_changing_views(web: WebClient, trigger: str) -> None:
    view = web.views_open(trigger_id=trigger, view=modal(external_id="mine"))["view"]
    update = web.views_update
    assert code(update, view_id="V404", view=modal()) == "not_found"
    assert code(update, view_id=view["id"], hash="1.x", view=modal()) == "hash_conflict"
    assert code(update, view_id=view["id"], view=home()) == "invalid_arguments"
    changed = update(external_id="mine", hash=view["hash"], view=modal())["view"]
    assert changed["hash"] != view["hash"]
    big = modal(blocks=[section("é" * 3000)] * 43)
    assert code(update, view_id=view["id"], view=big) == "view_too_large"


def test_a_form_that_asks_for_a_file_needs_files_read(slack: LocalSlack, web: WebClient, trigger: str) -> None:
    block = {"type": "input", "label": plain("File"), "element": {"type": "file_input"}}
    asking = modal(blocks=[block], submit=plain("Send"))
    slack.configures(scopes=["commands"])
    assert code(web.views_open, trigger_id=trigger, view=asking) == "missing_scope"
    slack.configures(scopes=["commands", "files:read"])
    assert web.views_open(trigger_id=trigger, view=asking)["ok"]


def test_publishing_home(web: WebClient, ada: Person) -> None:
    publish = web.views_publish
    assert code(publish, user_id="U404", view=home()) == "invalid_arguments"
    assert code(publish, user_id=ada.id, view=modal()) == "invalid_arguments"
    first = publish(user_id=ada.id, view=home())["view"]
    second = publish(user_id=ada.id, hash=first["hash"], view=home())["view"]
    assert second["id"] == first["id"]
    assert code(publish, user_id=ada.id, hash=first["hash"], view=home()) == "hash_conflict"


MANIFEST = """
display_information: {name: Notes}
features:
  bot_user: {display_name: Sprint Notes}
  app_home: {home_tab_enabled: false, messages_tab_enabled: false}
  slash_commands: [{command: /known, description: x}]
oauth_config:
  scopes:
    bot: [chat:write, channels:history, channels:read, users:read]
settings:
  interactivity: {is_enabled: false}
  event_subscriptions: {bot_events: [message.channels]}
"""


def test_the_manifest_is_what_is_granted(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(MANIFEST)
    with LocalSlack(manifest=manifest, rate_limits=False) as slack:
        web = WebClient(slack.bot_token, base_url=slack.api_url)
        ada = slack.adds_person("Ada", email="ada@example.org")
        private = slack.adds_channel("private", private=True, members=[ada], with_bot=True)
        public = slack.adds_channel("public", members=[ada], with_bot=True)
        body = answer(web.conversations_history, channel=private.id)
        assert (body["error"], body["needed"]) == ("missing_scope", "groups:history")
        assert body["provided"] == "channels:history,channels:read,chat:write,users:read"
        assert web.conversations_history(channel=public.id)["ok"]
        assert code(web.conversations_list, types="public_channel,private_channel") == "missing_scope"
        assert code(web.conversations_open, users=ada.id) == "missing_scope"
        assert code(web.team_info) == "missing_scope"
        assert code(web.views_publish, user_id=ada.id, view=home()) == "not_enabled"
        assert code(web.chat_postMessage, channel=ada.id, text="x") == "messages_tab_disabled"
        assert "email" not in web.users_info(user=ada.id)["user"]["profile"]
        assert ada.types("/unknown", public).error == "invalid_command"
        with pytest.raises(AssertionError, match="turned off"):
            ada.says("hello")
        with pytest.raises(AssertionError, match="no Home tab"):
            ada.opens_home()


def test_one_message_a_second_a_channel() -> None:
    with LocalSlack() as slack:
        web = WebClient(slack.bot_token, base_url=slack.api_url)
        ada = slack.adds_person("Ada")
        channel = slack.adds_channel("x", members=[ada], with_bot=True)
        response = refused_in_the_end(web.chat_postMessage, channel=channel.id, text="1")
        assert (response.status_code, response["error"]) == (429, "ratelimited")
        assert response.headers["Retry-After"] == "1"
        web.chat_postMessage(channel=ada.id, text="another channel")
        slack.clock.advance(1)
        web.chat_postMessage(channel=channel.id, text="2")
        assert [call.error for call in slack.refusals()] == ["ratelimited"]


@pytest.mark.parametrize("burst", [1, 3])
def test_pacing_to_the_half_second(burst: int) -> None:
    now = 0.0
    limits = Limits(lambda: now, burst=burst)
    assert [limits.wait_for_channel("C1") for _ in range(burst)] == [0] * burst
    assert (limits.wait_for_channel("C1"), limits.wait_for_channel("C2")) == (1, 0)
    now = 0.5
    assert limits.wait_for_channel("C1") == 1
    now = 1.0
    assert [limits.wait_for_channel("C1") for _ in range(2)] == [0, 1]
    assert [limits.wait_for_method("users.list", "t2") for _ in range(21)] == [0] * 20 + [60]
    now = 31.0
    assert limits.wait_for_method("users.list", "t2") == 30
    now = 61.0
    assert limits.wait_for_method("users.list", "t2") == 0


def test_calls_a_minute() -> None:
    with LocalSlack() as slack:
        web = WebClient(slack.bot_token, base_url=slack.api_url)
        response = refused_in_the_end(web.users_list)
        assert response.status_code == 429
        assert 1 <= int(response.headers["Retry-After"]) <= 60
        assert len(slack.calls("users.list")) > 20
        slack.clock.advance(60)
        web.users_list()


def test_response_urls_wear_out(slack: LocalSlack, ada: Person, channel: Channel) -> None:
    box = slack.sandbox
    urls = [payload_url(box, ada, channel) for _ in range(2)]
    with httpx2.Client(trust_env=False) as raw:

        def post(url: str, **body: Any) -> Any:
            answered = raw.post(url, json=body)
            return answered.status_code, answered.text if answered.status_code == 200 else answered.json()["error"]

        assert post(urls[0]) == (400, "no_text")
        assert post(urls[0], blocks=[{"type": "x"}]) == (400, "invalid_blocks")
        assert [post(urls[0], text=str(n)) for n in range(5)] == [(200, "ok")] * 5
        assert post(urls[0], text="6") == (404, "used_url")
        slack.clock.advance(30 * 60 + 1)
        assert post(urls[1], text="late") == (404, "expired_url")
        assert post(urls[1] + "x", text="x") == (404, "invalid_url")
        form = {"payload": '{"text": "in a form"}'}
        assert raw.post(payload_url(box, ada, channel), data=form).text == "ok"
    assert len(ada.ephemerals(channel)) == 6


def payload_url(box: Any, person: Person, channel: Channel) -> str:
    from slack_sandbox.world import ResponseUrl

    return str(box.issue_response_url(ResponseUrl(person.id, channel.id, box.clock.now())))
