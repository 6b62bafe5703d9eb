"""Scheduled messages, reactions, pins, bookmarks, groups, files and look-ups, with Slack's own client and errors."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from sandbox_support.answers import code
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel, Upload
from slack_sdk import WebClient

JSON = dict[str, Any]
DAY = 86_400


def soon(slack: LocalSlack, seconds: float) -> int:
    return int(slack.clock.timestamp + seconds)


def test_a_scheduled_message_is_posted_when_the_clock_gets_there(
    slack: LocalSlack, web: WebClient, ada: Person, channel: Channel
) -> None:
    later = web.chat_scheduleMessage(channel=channel.id, text="later", post_at=soon(slack, 3600))
    never = web.chat_scheduleMessage(channel=channel.id, text="never", post_at=soon(slack, 3600))
    listed = web.chat_scheduledMessages_list(channel=channel.id)["scheduled_messages"]
    assert [entry["text"] for entry in listed] == ["later", "never"]
    assert later["message"]["type"] == "delayed_message"
    gone = {"channel": channel.id, "scheduled_message_id": never["scheduled_message_id"]}
    web.chat_deleteScheduledMessage(**gone)
    assert code(web.chat_deleteScheduledMessage, **gone) == "invalid_scheduled_message_id"
    ada.sees_not("later")
    slack.clock.advance(3601)
    ada.sees("later", channel)
    ada.sees_not("never")
    assert web.chat_scheduledMessages_list()["scheduled_messages"] == []


def test_when_a_message_may_be_scheduled(slack: LocalSlack, web: WebClient, channel: Channel) -> None:
    plan = web.chat_scheduleMessage
    assert code(plan, channel=channel.id, text="x", post_at="tomorrow") == "invalid_time"
    assert code(plan, channel=channel.id, text="x", post_at=soon(slack, -5)) == "time_in_past"
    assert code(plan, channel=channel.id, text="x", post_at=soon(slack, 120 * DAY + 60)) == "time_too_far"
    assert code(plan, channel=channel.id, text="", post_at=soon(slack, 60)) == "no_text"
    assert plan(channel=channel.id, text="x", post_at=soon(slack, 120 * DAY - 60))["ok"]
    for place in range(30):
        plan(channel=channel.id, text="x", post_at=soon(slack, 1000) + place)
    assert code(plan, channel=channel.id, text="x", post_at=soon(slack, 1100)) == "restricted_too_many"
    assert plan(channel=channel.id, text="x", post_at=soon(slack, 1700))["ok"]


def test_a_scheduled_message_with_metadata_never_posts(
    slack: LocalSlack, web: WebClient, ada: Person, channel: Channel
) -> None:
    metadata = {"event_type": "x", "event_payload": {}}
    assert web.chat_scheduleMessage(channel=channel.id, text="lost", post_at=soon(slack, 60), metadata=metadata)["ok"]
    slack.clock.advance(3600)
    slack.waits_for_peace()
    ada.sees_not("lost")


def test_reactions(slack: LocalSlack, web: WebClient, ada: Person, channel: Channel) -> None:
    said = ada.says("rain", channel)
    where = {"channel": channel.id, "timestamp": said.ts}
    assert code(web.reactions_add, **where, name="no such") == "invalid_name"
    assert code(web.reactions_add, channel=channel.id, timestamp="1.000000", name="eyes") == "message_not_found"
    assert code(web.reactions_remove, **where, name="eyes") == "no_reaction"
    web.reactions_add(**where, name="eyes")
    assert code(web.reactions_add, **where, name=":eyes:") == "already_reacted"
    ada.reacts("eyes", said)
    both = web.reactions_get(channel=channel.id, timestamp=said.ts)["message"]["reactions"]
    assert both == [{"name": "eyes", "users": [slack.bot_user, ada.id], "count": 2}]
    for number in range(22):
        web.reactions_add(**where, name=f"n{number}")
    assert code(web.reactions_add, **where, name="one_more") == "too_many_reactions"
    ada.reacts("eyes", said)
    web.reactions_remove(**where, name="eyes")
    assert "eyes" not in str(ada.messages(channel)[0].raw["reactions"])


def test_pins_and_bookmarks(web: WebClient, ada: Person, channel: Channel) -> None:
    where = {"channel": channel.id, "timestamp": ada.says("keep", channel).ts}
    web.pins_add(**where)
    assert code(web.pins_add, **where) == "already_pinned"
    assert [item["message"]["text"] for item in web.pins_list(channel=channel.id)["items"]] == ["keep"]
    web.pins_remove(**where)
    assert code(web.pins_remove, **where) == "no_pin"
    mark = {"channel_id": channel.id, "title": "Notes", "type": "link"}
    assert code(web.bookmarks_add, **mark, link="ftp://a.b") == "invalid_link"
    assert code(web.bookmarks_add, **(mark | {"title": "x" * 257}), link="https://a.b") == "invalid_arguments"
    assert code(web.bookmarks_add, **(mark | {"type": "message"}), link="https://a.b") == "invalid_bookmark_type"
    made = web.bookmarks_add(**mark, link="https://a.b")["bookmark"]
    web.bookmarks_edit(bookmark_id=made["id"], channel_id=channel.id, title="Sprint notes")
    assert web.bookmarks_list(channel_id=channel.id)["bookmarks"][0]["title"] == "Sprint notes"
    web.bookmarks_remove(bookmark_id=made["id"], channel_id=channel.id)
    assert code(web.bookmarks_remove, bookmark_id=made["id"], channel_id=channel.id) == "not_found"


def test_who_is_who(slack: LocalSlack, web: WebClient, ada: Person, channel: Channel) -> None:
    assert web.users_lookupByEmail(email="ADA.lovelace@example.org")["user"]["id"] == ada.id
    assert code(web.users_lookupByEmail, email="nobody@example.org") == "users_not_found"
    group = slack.adds_usergroup("Editors", [ada])
    assert web.usergroups_users_list(usergroup=group)["users"] == [ada.id]
    assert web.usergroups_list()["usergroups"][0]["handle"] == "editors"
    assert code(web.usergroups_users_list, usergroup="S404") == "no_such_subteam"
    bot = web.bots_info(bot=web.auth_test()["bot_id"])["bot"]
    assert bot["user_id"] == slack.bot_user
    assert code(web.bots_info, bot="B404") == "bot_not_found"
    assert [found["id"] for found in web.users_conversations()["channels"]] == [channel.id]


def test_a_conversation_with_several(slack: LocalSlack, web: WebClient, ada: Person) -> None:
    ben = slack.adds_person("Ben")
    opened = web.conversations_open(users=[ada.id, ben.id])["channel"]["id"]
    assert web.conversations_open(users=[ben.id, ada.id])["already_open"] is True
    web.chat_postMessage(channel=opened, text="for two")
    assert ada.sees("for two").channel == opened
    slack.adds_person("Cay").sees_not("for two")
    assert code(web.conversations_open, users=["U1"] * 9) == "too_many_users"


def test_files_go_up_in_three_steps(slack: LocalSlack, web: WebClient, ada: Person, channel: Channel) -> None:
    asks = web.files_getUploadURLExternal
    assert code(asks, filename="a.txt", length=0) == "missing_argument"
    assert code(asks, filename="a.txt", length=1, alt_txt="x" * 1001) == "alt_txt_too_large"
    assert code(asks, filename="a.py", length=1_048_577, snippet_type="python") == "snippet_too_large"
    told = asks(filename="a.txt", length=5, alt_txt="words")
    complete = web.files_completeUploadExternal
    listed = [{"id": told["file_id"], "title": "Words"}]
    assert code(complete, files=listed) == "file_not_found"
    with httpx2.Client(trust_env=False) as raw:
        assert raw.post(told["upload_url"], content=b"12").status_code == 400
        again = asks(filename="a.txt", length=5)
        form = {"file": ("a.txt", b"1\r\n\r\n")}
        assert raw.post(again["upload_url"], files=form).status_code == 200
        assert raw.post(again["upload_url"], content=b"12345").status_code == 404
        listed = [{"id": again["file_id"], "title": "Words"}]
        assert code(complete, files=listed, channels=",".join(["C1"] * 101)) == "channels_limit_exceeded"
        assert code(complete, files=listed, channel_id="C404") == "channel_not_found"
        assert code(web.files_info, file=again["file_id"]) == "file_not_found"
        complete(files=listed, channel_id=channel.id, initial_comment="Here")
        shared = ada.sees("Here", channel).raw["files"][0]
        head = {"Authorization": f"Bearer {slack.bot_token}"}
        assert raw.get(shared["url_private"], headers=head).content == b"1\r\n\r\n"
        assert raw.get(shared["url_private"]).status_code == 302
        assert raw.get(f"{shared['url_private'].rpartition('-')[0]}-F404/a.txt", headers=head).status_code == 404
    assert web.files_info(file=shared["id"])["file"]["channels"] == [channel.id]
    assert code(web.files_delete, file=ada.shares(Upload("b.txt"), in_channel=channel).raw["files"][0]["id"]) == (
        "cant_delete_file"
    )
    web.files_delete(file=shared["id"])


def test_files_in_a_form(slack: LocalSlack, web: WebClient, ada: Person) -> None:
    element = {"type": "file_input", "action_id": "value", "max_files": 2, "filetypes": ["txt"]}
    words = {"type": "plain_text", "text": "Files"}
    block = {"type": "input", "block_id": "files", "label": words, "element": element}
    view = {"type": "modal", "title": words, "submit": words, "blocks": [block]}
    web.views_open(trigger_id=slack.sandbox.issue_trigger(ada.id), view=view)
    with pytest.raises(AssertionError, match="no more than 2 files"):
        ada.fills(Files=[Upload("a.txt")] * 3)
    with pytest.raises(AssertionError, match="only txt"):
        ada.fills(Files=[Upload("a.pdf")])
    with pytest.raises(AssertionError, match="larger than 10 MB"):
        slack.asks("fills", person=ada.id, values={"Files": [{"name": "a.txt", "size": 10_000_001}]})
    assert ada.submits().outcome == "refused"
    ada.fills(Files=[Upload("a.txt", b"123")])
    (file,) = ada.sees_modal()["state"]["values"]["files"]["value"]["files"]
    assert (file["size"], web.files_info(file=file["id"])["file"]["name"]) == (3, "a.txt")
