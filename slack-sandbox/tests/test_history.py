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


def test_metadata_only_when_asked_for(web: WebClient, channel: Channel) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"key": "k1"}}
    web.chat_postMessage(channel=channel.id, text="x", metadata=metadata)
    assert "metadata" not in web.conversations_history(channel=channel.id)["messages"][0]
    with_it = web.conversations_history(channel=channel.id, include_all_metadata=True)
    assert with_it["messages"][0]["metadata"] == metadata


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
