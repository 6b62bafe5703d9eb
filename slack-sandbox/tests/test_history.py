"""Reading conversations back, as a bot that looks for its own messages does."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError


def texts(answer: Any) -> list[str]:
    return [message["text"] for message in answer["messages"]]


@pytest.fixture
def stamps(web: WebClient, channel: Channel) -> list[str]:
    """Five messages, oldest first."""
    return [str(web.chat_postMessage(channel=channel.id, text=str(n))["ts"]) for n in range(5)]


def test_newest_first_and_page_by_page(web: WebClient, channel: Channel, stamps: list[str]) -> None:
    first = web.conversations_history(channel=channel.id, limit=2)
    assert (texts(first), first["has_more"]) == (["4", "3"], True)
    cursor = first["response_metadata"]["next_cursor"]
    second = web.conversations_history(channel=channel.id, limit=3, cursor=cursor)
    assert (texts(second), second["has_more"]) == (["2", "1", "0"], False)
    assert [page["messages"][0]["text"] for page in web.conversations_history(channel=channel.id, limit=2)] == [
        "4",
        "2",
        "0",
    ]


def test_windows(web: WebClient, channel: Channel, stamps: list[str]) -> None:
    def read(**window: Any) -> list[str]:
        return texts(web.conversations_history(channel=channel.id, **window))

    assert read(oldest=stamps[1], latest=stamps[3]) == ["2"]
    assert read(oldest=stamps[1], latest=stamps[3], inclusive=True) == ["3", "2", "1"]
    assert read(latest=stamps[2], inclusive=True, limit=1) == ["2"]


@pytest.mark.parametrize(
    ("window", "error"),
    [
        ({"oldest": "x"}, "invalid_ts_oldest"),
        ({"latest": "x"}, "invalid_ts_latest"),
        ({"cursor": "x"}, "invalid_cursor"),
        ({"limit": 1000}, "invalid_limit"),
    ],
)
def test_wrong_windows(web: WebClient, channel: Channel, stamps: list[str], window: Any, error: str) -> None:
    with pytest.raises(SlackApiError) as caught:
        web.conversations_history(channel=channel.id, **window)
    assert caught.value.response["error"] == error


def test_metadata_in_full_only_when_asked_for(web: WebClient, channel: Channel) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"key": "k1"}}
    web.chat_postMessage(channel=channel.id, text="x", metadata=metadata)
    without_it = web.conversations_history(channel=channel.id)
    assert without_it["messages"][0]["metadata"] == {"event_type": "delivery"}
    with_it = web.conversations_history(channel=channel.id, include_all_metadata=True)
    assert with_it["messages"][0]["metadata"] == metadata


@pytest.mark.parametrize("method", ["conversations.history", "conversations.replies"])
def test_metadata_may_come_stripped(slack: LocalSlack, web: WebClient, channel: Channel, method: str) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"key": "k1"}}
    top = web.chat_postMessage(channel=channel.id, text="x", metadata=metadata)["ts"]
    web.chat_postMessage(channel=channel.id, text="nothing to strip")
    slack.strips(method)

    def read() -> list[Any]:
        params = {"channel": channel.id, "ts": top, "include_all_metadata": "true"}
        messages = web.api_call(method, params=params)["messages"]
        return [message["metadata"] for message in messages if message["ts"] == top]

    assert [read(), read()] == [[{"event_type": "delivery"}], [metadata]]


def test_a_distributed_app_reads_fifteen_messages_once_a_minute() -> None:
    with LocalSlack(distributed=True, burst=50) as slack:
        web = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        channel = slack.adds_channel("notes", with_bot=True)
        top = web.chat_postMessage(channel=channel.id, text="top")["ts"]
        for n in range(20):
            web.chat_postMessage(channel=channel.id, text=str(n))
            web.chat_postMessage(channel=channel.id, text=str(n), thread_ts=top)
        first = web.conversations_history(channel=channel.id, limit=200)
        assert (len(first["messages"]), first["has_more"]) == (15, True)
        assert len(web.conversations_replies(channel=channel.id, ts=top)["messages"]) == 15  # each has its own minute
        with pytest.raises(SlackApiError) as caught:
            web.conversations_history(channel=channel.id)
        assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "60")
        slack.clock.advance(60)
        cursor = first["response_metadata"]["next_cursor"]
        assert len(web.conversations_history(channel=channel.id, limit=3, cursor=cursor)["messages"]) == 3
        slack.configures(distributed=False)
        for _ in range(3):
            assert len(web.conversations_history(channel=channel.id)["messages"]) == 21


def test_threads(web: WebClient, channel: Channel, ada: Person) -> None:
    parent = web.chat_postMessage(channel=channel.id, text="parent")["ts"]
    reply = web.chat_postMessage(channel=channel.id, text="reply", thread_ts=parent)["ts"]
    web.chat_postMessage(channel=channel.id, text="loud", thread_ts=reply, reply_broadcast=True)
    history = web.conversations_history(channel=channel.id)
    assert texts(history) == ["loud", "parent"]
    top = history["messages"][1]
    assert (top["reply_count"], top["thread_ts"]) == (2, parent)
    assert top["latest_reply"] == history["messages"][0]["ts"]
    replies = web.conversations_replies(channel=channel.id, ts=parent)
    assert texts(replies) == ["parent", "reply", "loud"]
    assert replies["messages"][1]["parent_user_id"] == replies["messages"][0]["user"]
    assert [str(message) for message in ada.thread(ada.messages(channel)[0])] == ["reply", "loud"]
    ada.says("from Ada", channel, thread=ada.messages(channel)[0])
    assert len(ada.thread(ada.messages(channel)[0])) == 3
    with pytest.raises(SlackApiError, match="thread_not_found"):
        web.conversations_replies(channel=channel.id, ts="1.000000")


def test_a_bot_reads_only_where_it_is(slack: LocalSlack, web: WebClient, ada: Person) -> None:
    public = slack.adds_channel("public", members=[ada])
    private = slack.adds_channel("private", members=[ada], private=True)
    for channel, error in ((public, "not_in_channel"), (private, "channel_not_found")):
        with pytest.raises(SlackApiError, match=error):
            web.conversations_history(channel=channel.id)


def test_channels_and_people(slack: LocalSlack, web: WebClient, ada: Person, channel: Channel) -> None:
    slack.adds_channel("secret", members=[ada], private=True)
    shared = slack.adds_channel("shared", members=[ada], private=True, with_bot=True)
    old = slack.adds_channel("old")
    slack.archives(old)
    every = web.conversations_list(types="public_channel,private_channel", exclude_archived=True)
    assert [found["name"] for found in every["channels"]] == ["notes", "shared"]
    assert web.conversations_info(channel=shared.id)["channel"]["is_private"] is True
    assert web.conversations_info(channel=channel.id, include_num_members=True)["channel"]["num_members"] == 2
    assert web.conversations_members(channel=channel.id)["members"] == [ada.id, slack.bot_user]
    assert web.conversations_join(channel=slack.adds_channel("open").id)["channel"]["is_member"] is True
    ben = slack.adds_person("Ben Ali", tz="America/New_York", is_admin=True)
    web.conversations_invite(channel=channel.id, users=ben.id)
    assert ben.id in web.conversations_members(channel=channel.id)["members"]
    shown = web.users_info(user=ben.id)["user"]
    assert (shown["real_name"], shown["tz"], shown["is_admin"]) == ("Ben Ali", "America/New_York", True)
    assert {user["id"] for user in web.users_list()["members"]} == {slack.bot_user, ada.id, ben.id}
    opened = web.conversations_open(users=ben.id)["channel"]["id"]
    assert web.conversations_info(channel=opened)["channel"]["user"] == ben.id
    assert web.team_info()["team"]["id"] == slack.team_id


def test_permalinks(web: WebClient, channel: Channel, stamps: list[str]) -> None:
    link = web.chat_getPermalink(channel=channel.id, message_ts=stamps[0])["permalink"]
    assert link.endswith(f"/archives/{channel.id}/p{stamps[0].replace('.', '')}")


def test_missing_fallback_text_shows(web: WebClient, channel: Channel) -> None:
    blocks = [{"type": "divider"}]
    posted = web.chat_postMessage(channel=channel.id, blocks=blocks)["message"]
    assert posted["text"] == "This content can't be displayed."
    assert posted["blocks"][0]["block_id"]


def test_a_table_ends_up_at_the_bottom(web: WebClient, channel: Channel, ada: Person) -> None:
    cells = [[{"type": "raw_text", "text": "a"}, {"type": "raw_text", "text": "b"}]]
    text = {"type": "section", "text": {"type": "plain_text", "text": "after"}}
    posted = web.chat_postMessage(channel=channel.id, text="x", blocks=[{"type": "table", "rows": cells}, text])
    assert [block["type"] for block in posted["message"]["blocks"]] == ["section"]
    assert posted["message"]["attachments"][0]["blocks"][0]["type"] == "table"
    assert str(ada.sees("after", channel)) == "after\na | b"
