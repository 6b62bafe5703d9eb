"""What `/piece NAME` opens or posts: one thing the page must show, at a time."""

from __future__ import annotations

import json
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

JSON = dict[str, Any]
PIXEL = "https://example.org/pixel.png"


def plain(words: str) -> JSON:
    return {"type": "plain_text", "text": words}


def option(words: str, **more: Any) -> JSON:
    return {"text": plain(words), "value": words.lower(), **more}


def field(label: str, kind: str, **more: Any) -> JSON:
    keys = ("optional", "hint", "dispatch_action")
    block: JSON = {key: more.pop(key) for key in keys if key in more}
    element = {"type": kind, "action_id": "value", **more}
    return {"type": "input", "block_id": label.lower(), "label": plain(label), "element": element, **block}


def said(words: str) -> JSON:
    return {"type": "section", "text": plain(words)}


def actions(block_id: str, *elements: JSON) -> JSON:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def button(words: str, action_id: str) -> JSON:
    return {"type": "button", "action_id": action_id, "text": plain(words)}


def modal(title: str, *blocks: JSON, **more: Any) -> JSON:
    view = {"type": "modal", "title": plain(title), "submit": plain("Send"), "callback_id": "piece", **more}
    return {**view, "blocks": list(blocks)}


SURE = {"title": plain("Sure?"), "text": plain("Everybody will see it"), "confirm": plain("Yes"), "deny": plain("No")}
COLOURS = [option("Red"), option("Green", description=plain("as grass"))]
GROUPS: list[JSON] = [
    {"label": plain("Colours"), "options": COLOURS},
    {"label": plain("Shapes"), "options": [option("Circle"), option("Square")]},
]
RICH: JSON = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Dŵr glân 💧 "},
                {"type": "link", "url": "https://example.org/notes", "text": "the notes"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "indent": 0,
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "one boat"}]},
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "two tickets"}]},
            ],
        },
    ],
}


def initials(person: str, channel: str) -> list[JSON]:
    """Every input with what it holds at first."""
    return [
        field("Line", "plain_text_input", initial_value="Llinell"),
        field("Lines", "plain_text_input", multiline=True, initial_value="a\nb"),
        field("Mail", "email_text_input", initial_value="ada@example.org"),
        field("Site", "url_text_input", initial_value="https://example.org/"),
        field("Number", "number_input", is_decimal_allowed=True, initial_value="4.5"),
        field("Story", "rich_text_input", initial_value=RICH),
        field("One", "static_select", option_groups=GROUPS, initial_option=GROUPS[1]["options"][0]),
        field("Several", "multi_static_select", options=COLOURS, initial_options=COLOURS),
        field("Outside", "external_select", initial_option=option("Atlas")),
        field("Outsiders", "multi_external_select", initial_options=[option("Atlas"), option("Boat")]),
        field("Editor", "users_select", initial_user=person),
        field("Editors", "multi_users_select", initial_users=[person]),
        field("Room", "channels_select", initial_channel=channel),
        field("Rooms", "multi_channels_select", initial_channels=[channel]),
        field("Talk", "conversations_select", initial_conversation=channel),
        field("Talks", "multi_conversations_select", initial_conversations=[channel]),
        field("Day", "datepicker", initial_date="2025-11-14"),
        field("Time", "timepicker", initial_time="17:30"),
        field("Moment", "datetimepicker", initial_date_time=1763114400),
        field("Ticks", "checkboxes", options=COLOURS, initial_options=COLOURS[1:]),
        field("Choice", "radio_buttons", options=COLOURS, initial_option=COLOURS[1]),
    ]


def grown(links: int, channel: str) -> JSON:
    """A form with so many links; its button adds one, and goes once there are three."""
    more = [button("Add a link", "grow")] if links < 3 else []
    return modal(
        "Grow",
        field("Headline", "plain_text_input", hint=plain(f"{links} links")),
        field("Story", "rich_text_input", hint=plain(f"above {links} links. " * (1 + 12 * links))),
        field("Papers", "file_input", optional=True, hint=plain(f"{links}")),
        *[said(f"Paragraph {number}. " + "Geiriau. " * 20) for number in range(4)],
        *[field(f"Link {number + 1}", "plain_text_input", optional=True) for number in range(links)],
        *([actions("keys", *more)] if more else []),
        *[said(f"Below {number}. " + "Geiriau. " * 20) for number in range(4)],
        field("Thanks", "plain_text_input", optional=True, hint=plain(f"after {links} links")),
        private_metadata=json.dumps({"links": links, "channel": channel}),
    )


def stacked(depth: int, channel: str, *, clears: bool = False) -> JSON:
    return modal(
        f"Level {depth}",
        field(f"Words {depth}", "plain_text_input"),
        actions("keys", button("Deeper", "deeper"), button("Deepest", "deepest")),
        notify_on_close=True,
        clear_on_close=clears,
        private_metadata=json.dumps({"depth": depth, "channel": channel}),
    )


def message() -> list[JSON]:
    """What a message can hold that a person uses or looks at."""
    picture = {"type": "image", "image_url": PIXEL, "alt_text": "A boat on the water", "title": plain("The ferry")}
    film = {
        "type": "video",
        "title": plain("How it sails"),
        "alt_text": "A film of a boat",
        "thumbnail_url": PIXEL,
        "video_url": "https://example.org/film",
        "author_name": "Ada",
        "description": plain("Two minutes"),
    }
    cells = [["Council", "Users"], ["Ynys Môn", "12"]]
    table = {
        "type": "table",
        "column_settings": [{"align": "left"}, {"align": "right"}],
        "rows": [[{"type": "raw_text", "text": words} for words in row] for row in cells],
    }
    words = "## Heading\n\n**Bold** and [a link](https://example.org/m)\n\n- one\n- two\n\n`code`"
    more = {"type": "overflow", "action_id": "row", "options": [option("Rename"), option("Delete")]}
    menu = {"type": "static_select", "action_id": "menu", "placeholder": plain("Kind"), "option_groups": GROUPS}
    day = {"type": "datepicker", "action_id": "day", "placeholder": plain("Closing day")}
    clock = {"type": "timepicker", "action_id": "clock", "placeholder": plain("Closing time")}
    return [
        picture,
        film,
        {"type": "markdown", "text": words},
        actions("use", more, menu | {"confirm": SURE}, day, clock),
        table,
    ]


def register(app: App) -> None:
    """Registers every listener."""
    _opens(app)
    _modals(app)

    @app.action("row")
    @app.action("menu")
    @app.action("day")
    @app.action("clock")
    def told(ack: Ack, action: JSON, body: JSON, client: WebClient) -> None:
        ack()
        kind = {"day": "selected_date", "clock": "selected_time"}.get(action["action_id"])
        chosen = action[kind] if kind else action["selected_option"]["value"]
        client.chat_postMessage(channel=body["channel"]["id"], text=f"{action['action_id']} is {chosen}")


def _opens(app: App) -> None:
    @app.command("/piece")
    def opens(ack: Ack, command: JSON, client: WebClient) -> None:
        channel, person = command["channel_id"], command["user_id"]
        views = {
            "stack": stacked(1, channel),
            "grow": grown(0, channel),
            "initial": modal("Initial", *initials(person, channel), private_metadata=channel),
            "dispatch": modal("Dispatch", *dispatching("")),
            "menus": modal("Menus", *menus()),
            "words": modal("Words", field("Story", "rich_text_input"), private_metadata=channel),
            "long": modal("Long", *[field(f"Field {number}", "plain_text_input") for number in range(60)]),
        }
        ack()
        if command["text"] == "message":
            client.chat_postMessage(channel=channel, text="Pieces", blocks=message())
        else:
            client.views_open(trigger_id=command["trigger_id"], view=views[command["text"]])


def menus() -> list[JSON]:
    """Menus as a section has them and as a form has them."""
    chosen = {"type": "static_select", "action_id": "pick", "options": COLOURS, "confirm": SURE}
    return [
        {"type": "section", "block_id": "pick", "text": plain("Colour of the boat"), "accessory": chosen},
        field("Places", "multi_static_select", option_groups=GROUPS, max_selected_items=3),
        {"type": "section", "block_id": "over", "text": plain("The boat"), "accessory": _overflow()},
        actions("silent", button("Not heard", "silent")),
    ]


def _overflow() -> JSON:
    return {"type": "overflow", "action_id": "sail", "options": [option("Sail"), option("Sink")], "confirm": SURE}


def dispatching(heard: str) -> list[JSON]:
    """A form that tells the bot of Enter in one field and of every pause in another."""
    typed = {"trigger_actions_on": ["on_character_entered"]}
    return [
        said(f"Heard: {heard}"),
        field("Search", "plain_text_input", dispatch_action=True, hint=plain(f"last {heard}")),
        field("Live", "plain_text_input", dispatch_action=True, dispatch_action_config=typed),
        field("Free", "plain_text_input", optional=True),
    ]


def _modals(app: App) -> None:
    @app.action("grow")
    def grows(ack: Ack, body: JSON, client: WebClient) -> None:
        ack()
        known = json.loads(body["view"]["private_metadata"])
        values = body["view"]["state"]["values"]
        client.chat_postMessage(channel=known["channel"], text=f"Held: {values['headline']['value']['value']}")
        client.views_update(view_id=body["view"]["id"], view=grown(known["links"] + 1, known["channel"]))

    @app.action("deeper")
    @app.action("deepest")
    def deeper(ack: Ack, action: JSON, body: JSON, client: WebClient) -> None:
        ack()
        known = json.loads(body["view"]["private_metadata"])
        view = stacked(known["depth"] + 1, known["channel"], clears=action["action_id"] == "deepest")
        client.views_push(trigger_id=body["trigger_id"], view=view)

    @app.action("silent")
    def silent() -> None:
        return

    @app.action("pick")
    @app.action("sail")
    def picked(ack: Ack, action: JSON, body: JSON, client: WebClient) -> None:
        ack()
        blocks = [said(f"Chosen: {action['selected_option']['value']}"), *menus()]
        client.views_update(view_id=body["view"]["id"], view=modal("Menus", *blocks))

    @app.action({"block_id": "search"})
    @app.action({"block_id": "live"})
    def heard(ack: Ack, action: JSON, body: JSON, client: WebClient) -> None:
        ack()
        client.views_update(view_id=body["view"]["id"], view=modal("Dispatch", *dispatching(action["value"] or "")))

    @app.view_closed("piece")
    def closed(ack: Ack, body: JSON, client: WebClient) -> None:
        ack()
        known = json.loads(body["view"]["private_metadata"])
        text = f"Closed {known['depth']}, {'all' if body['is_cleared'] else 'one'}"
        client.chat_postMessage(channel=known["channel"], text=text)

    @app.view("piece")
    def submitted(ack: Ack) -> None:
        ack()
