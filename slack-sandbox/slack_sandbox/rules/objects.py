"""Composition objects: the small parts that blocks and elements share."""

from __future__ import annotations

from slack_sandbox.rules.kinds import Flag, Items, Shape, String, Thing, choice, form, plain, string, text

TEXTS = {
    "plain_text": Shape({"text": string(3000, "types"), "emoji": Flag("types")}, ("text",)),
    "mrkdwn": Shape({"text": string(3000, "types"), "verbatim": Flag("types")}, ("text",)),
}

OPTION = {
    "text": plain(75, "option"),
    "value": string(150, "option"),
    "description": plain(75, "option"),
}

OBJECTS = {
    "confirm": Shape(
        {
            "title": plain(100, "types"),
            "text": text(300, "types"),
            "confirm": plain(30, "types"),
            "deny": plain(30, "types"),
            "style": choice("types", "primary", "danger"),
        },
        ("title", "text", "confirm", "deny"),
    ),
    "option": Shape(OPTION, ("text", "value")),
    "option_overflow": Shape({**OPTION, "url": form("url", "option", 3000)}, ("text", "value")),
    "option_mrkdwn": Shape(
        {**OPTION, "text": text(75, "option"), "description": text(75, "option")}, ("text", "value")
    ),
    "option_group": Shape(
        {"label": plain(75, "types"), "options": Items("types", Thing("types", "option"), most=100)},
        ("label", "options"),
    ),
    "slack_file": Shape(
        {"id": String("pysdk#1521", pattern=r"^F[A-Z0-9]{8,}$"), "url": form("url", "types")},
        one_of=("id", "url"),
    ),
    "dispatch_action_config": Shape(
        {
            "trigger_actions_on": Items(
                "types", choice("types", "on_enter_pressed", "on_character_entered"), most=2, unique=True
            )
        }
    ),
    "conversation_filter": Shape(
        {
            "include": Items("types", choice("types", "im", "mpim", "private", "public"), unique=True),
            "exclude_external_shared_channels": Flag("types"),
            "exclude_bot_users": Flag("types"),
        },
        not_empty=True,  # tk
    ),
    "column_setting": Shape({"align": choice("table", "left", "center", "right"), "is_wrapped": Flag("table")}),
}
