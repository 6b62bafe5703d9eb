"""A message of a channel on its way into an update or into the news."""

from __future__ import annotations

from typing import Any

import pytest

from domain.added import AddedMessage
from domain.text.markdown import parse
from domain.text.rich_text import Emoji, Image, Link, List, Mention, MentionKind, Paragraph, Quote, Style, Table, Text
from domain.text.rich_text_walk import plain_text
from domain.update_fields import PictureRow
from handlers.updates.added import content, quoted

RICH = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Boats & <crew>"}]}
FERRY = "https://example.org/ferry.png"
CREW = {"type": "image", "image_url": FERRY, "alt_text": "The crew on deck"}
REMOTE = "https://example.org/a"


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def plain(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, **more}


def in_blocks(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"text": "What the phone says", "blocks": list(blocks)}


def attached(**attachment: Any) -> dict[str, Any]:
    return {"text": "", "attachments": [attachment]}


SHAPES = {
    "text alone": ({"text": "from an app: 1 &lt; 2 &amp; 3"}, "from an app: 1 < 2 & 3"),
    "rich text": ({"text": "x", "blocks": [{"type": "rich_text", "elements": [RICH]}]}, "Boats & <crew>"),
    "blocks that say nothing": (in_blocks({"type": "divider"}), "What the phone says"),
    "nothing": ({"text": ""}, ""),
    "a section": (in_blocks({"type": "section", "text": mrkdwn("*Tide* is _high_")}), "Tide is high"),
    "fields": (
        in_blocks({"type": "section", "fields": [mrkdwn("*Berths*\n12"), plain("Free: 3")]}),
        "Berths\n12\nFree: 3",
    ),
    "a heading": (in_blocks({"type": "header", "text": plain("Weekly R&amp;D")}), "Weekly R&D"),
    "small print": (in_blocks({"type": "context", "elements": [CREW, mrkdwn("by *Ada*")]}), "The crew on deck by Ada"),
    "Markdown": (in_blocks({"type": "markdown", "text": "**Two** [boats](https://example.org)"}), "Two boats"),
    "an attachment": (
        attached(
            fallback="not this",
            pretext="Build",
            author_name="Harbour bot",
            title="Pier 3 &amp; 4",
            title_link="https://example.org/3",
            text="*Done* in 4 minutes",
            fields=[{"title": "Branch", "value": "main"}],
            footer="CI",
        ),
        "Build\nHarbour bot\nPier 3 & 4\nDone in 4 minutes\nBranch\nmain\nCI",
    ),
    "an attachment with blocks": (
        attached(fallback="[no preview]", blocks=[{"type": "section", "text": plain("Green")}]),
        "Green",
    ),
    "an attachment with nothing else": (attached(fallback="Plain words"), "Plain words"),
    "a message that was passed on": (
        attached(
            is_share=True,
            from_url="https://example.slack.com/archives/C1/p1",
            text="raw",
            message_blocks=[{"message": {"blocks": [{"type": "rich_text", "elements": [RICH]}]}}],
        ),
        "Boats & <crew>",
    ),
    "the preview of a link": (
        {"text": "See <https://example.org>", "attachments": [{"from_url": "https://example.org", "title": "Ads"}]},
        "See https://example.org",
    ),
    "a video": (
        in_blocks(
            {
                "type": "video",
                "title": plain("Launch day"),
                "video_url": "https://example.org/v",
                "alt_text": "x",
                "description": plain("Two minutes"),
            }
        ),
        "Launch day\nTwo minutes",
    ),
    "a card": (
        in_blocks({"type": "card", "title": mrkdwn("*Ferry*"), "body": mrkdwn("Sails at 9"), "subtitle": plain("A")}),
        "Ferry\nA\nSails at 9",
    ),
    "a container": (
        in_blocks({"type": "container", "child_blocks": [{"type": "section", "text": plain("Inside")}]}),
        "Inside",
    ),
    "a button with an address": (
        in_blocks({"type": "actions", "elements": [{"type": "button", "text": plain("Read it"), "url": REMOTE}]}),
        "Read it",
    ),
}


@pytest.mark.parametrize(("message", "words"), SHAPES.values(), ids=SHAPES)
def test_all_that_a_message_says_is_taken(message: dict[str, Any], words: str) -> None:
    said, pictures, left_out = content(message)
    assert (plain_text(said), pictures, left_out) == (words, (), ())


def test_markup_becomes_what_it_means() -> None:
    text = (
        "*Berth 4* is open: <https://example.org/b/4|map>, ~soon~ `a*b*c` 2*3*4 snake_case :tada: <@U012ABC|ada> "
        "<#C012ABC|general> <!subteam^S012ABC> <!subteam^S012ABC|@leads> <!here> <!date^1^{date}|8 May> https://example.org/_x_"
    )
    said, _, _ = content({"text": text})
    assert said == (
        Paragraph(
            (
                Text("Berth 4", Style(bold=True)),
                Text(" is open: "),
                Link("https://example.org/b/4", "map"),
                Text(", "),
                Text("soon", Style(strike=True)),
                Text(" "),
                Text("a*b*c", Style(code=True)),
                Text(" 2*3*4 snake_case "),
                Emoji("tada", "🎉"),
                Text(" "),
                Mention(MentionKind.USER, "U012ABC"),
                Text(" "),
                Mention(MentionKind.CHANNEL, "C012ABC"),
                Text(" "),
                Mention(MentionKind.USERGROUP, "S012ABC"),
                Text(" @leads @here 8 May "),
                Link("https://example.org/_x_", "https://example.org/_x_"),
            )
        ),
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("_*both*_ and *_both_*", "<i><b>both</b></i> and <b><i>both</i></b>"),
        ("a * b * c and *a b", "a \\* b \\* c and \\*a b"),
        ("• one\n  ◦ inner\n• two", "- one\n  - inner\n- two"),
        ("3. three\n4. four", "3. three\n4. four"),
        ("&gt; quoted\n&gt; on\nafter", "> quoted<br>on\n\nafter"),
        ("&gt;&gt;&gt; all\nof it", "> all<br>of it"),
        ("so:\n```\nx = &lt;1&gt;\n```", "so:\n\n```\nx = <1>\n```"),
    ],
)
def test_markup_is_read_as_slack_shows_it(typed: str, meant: str) -> None:
    assert content({"text": typed})[0] == parse(meant)


def test_words_without_markup_keep_their_stars_but_not_their_emoji_codes() -> None:
    said, _, _ = content(in_blocks({"type": "section", "text": plain("*so* :tada:")}))
    assert said == (Paragraph((Text("*so* "), Emoji("tada", "🎉"))),)
    off = in_blocks({"type": "section", "text": plain("*so* :tada:", emoji=False)})
    assert content(off)[0] == (Paragraph((Text("*so* :tada:"),)),)


def test_a_quote_takes_no_list_apart() -> None:
    words = parse("Two boats\n\nand a **crew**")
    assert quoted(words) == (Quote(words),)
    listed = parse("Two boats:\n\n- one\n- two")
    assert quoted(listed) == listed
    assert quoted(()) == ()


def test_a_table_stays_one_wherever_slack_puts_it() -> None:
    cells = [
        [{"type": "raw_text", "text": "Berth"}, {"type": "raw_text", "text": "Boats"}],
        [{"type": "rich_text", "elements": [RICH]}, {"type": "raw_number", "value": 3, "text": "3"}],
    ]
    table = {"type": "table", "rows": cells, "column_settings": [{"align": "left"}, {"align": "right"}]}
    made = Table((((Text("Berth"),), (Text("Boats"),)), ((Text("Boats & <crew>"),), (Text("3"),))), ("left", "right"))
    assert content(in_blocks(table))[0] == content(attached(blocks=[table]))[0] == (made,)


def test_pictures_are_offered_and_other_files_are_links() -> None:
    files = [
        {"id": "F0PIER001", "title": "The pier", "filetype": "png", "permalink": f"{REMOTE}/1"},
        {"id": "F0PLAN001", "title": "Plan", "filetype": "pdf", "permalink": f"{REMOTE}/2"},
        {"id": "F0CREW001", "name": "crew.jpg", "filetype": "jpg", "alt_txt": "The crew", "permalink": REMOTE},
    ]
    beside = {"type": "section", "text": plain("Look"), "accessory": {**CREW, "alt_text": "A boat"}}
    said, pictures, _ = content({**in_blocks(beside, CREW), "files": files})
    assert said == (Paragraph((Text("Look"),)), Paragraph((Link(f"{REMOTE}/2", "Plan"),)))
    assert pictures == (
        PictureRow(url=FERRY, alt="A boat"),
        PictureRow(url=FERRY, alt="The crew on deck"),
        PictureRow(file="F0PIER001"),
        PictureRow(file="F0CREW001", alt="The crew"),
    )


def test_pictures_that_the_form_has_no_room_for_are_links() -> None:
    blocks = [{**CREW, "image_url": f"{FERRY}?{n}"} for n in range(11)]
    said, pictures, _ = content(in_blocks(*blocks))
    assert len(pictures) == 10
    assert said == (Paragraph((Link(f"{FERRY}?10", "The crew on deck"),)),)


def test_pictures_in_markdown_are_offered_too() -> None:
    said, pictures, _ = content(in_blocks({"type": "markdown", "text": f"Look\n\n![A boat]({FERRY})"}))
    assert (plain_text(said), pictures) == ("Look", (PictureRow(url=FERRY, alt="A boat"),))
    assert not [block for block in said if isinstance(block, Image | List | Quote)]


def test_what_cannot_come_is_named() -> None:
    poll = {
        "type": "actions",
        "elements": [
            {"type": "button", "text": plain("Yes"), "action_id": "yes"},
            {"type": "static_select", "placeholder": plain("Pick a day"), "options": [], "action_id": "day"},
        ],
    }
    chart = {"type": "data_visualization", "title": "Boats a day", "chart": {"type": "pie", "segments": []}}
    gone = {"id": "F0GONE001", "mode": "tombstone", "title": "Old plan"}
    message = {**in_blocks(poll, chart, {"type": "hologram"}), "files": [gone]}
    said, _, left_out = content(message)
    assert plain_text(said) == "What the phone says"
    assert AddedMessage(words=said, left_out=left_out).notice == (
        "Not taken from the message: the button “Yes”, the menu “Pick a day”, "
        "the chart “Boats a day”, a hologram and the file “Old plan”. "
        "Describe in words what readers need of it."
    )
    assert AddedMessage(words=said).notice == ""
