"""Block elements: buttons, menus, inputs and images."""

from __future__ import annotations

from slack_sandbox.rules import checks
from slack_sandbox.rules.kinds import (
    MODAL,
    Anything,
    Flag,
    Items,
    RichTextBlock,
    Rule,
    Shape,
    String,
    Thing,
    Whole,
    choice,
    form,
    plain,
    string,
)

ACTION: dict[str, Rule] = {"action_id": string(255, "types")}
CONFIRM: dict[str, Rule] = {"confirm": Thing("types", "confirm")}
FOCUS: dict[str, Rule] = {"focus_on_load": Flag("types")}
PLACEHOLDER: dict[str, Rule] = {"placeholder": plain(150, "types")}
MENU = {**ACTION, **PLACEHOLDER, **FOCUS, **CONFIRM}
SEVERAL: dict[str, Rule] = {"max_selected_items": Whole("types", 1)}
TYPED = {
    **ACTION,
    **PLACEHOLDER,
    **FOCUS,
    "dispatch_action_config": Thing("types", "dispatch_action_config"),
}
CHOICES: dict[str, Rule] = {
    "options": Items("types", Thing("types", "option"), most=100),
    "option_groups": Items("types", Thing("types", "option_group"), most=100),
}
CHANNEL_ID = String("tk", pattern=r"^[CG][A-Z0-9]+$")
USER_ID = String("tk", pattern=r"^[UW][A-Z0-9]+$")
CONVERSATION_ID = string(None, "types")
RESPONSE_URL: dict[str, Rule] = {"response_url_enabled": Flag("types")}
CONVERSATIONS: dict[str, Rule] = {
    "default_to_current_conversation": Flag("types"),
    "filter": Thing("types", "conversation_filter"),
}
STYLE = choice("types", "primary", "danger")

BUTTONS = {
    "button": Shape(
        {
            **ACTION,
            **CONFIRM,
            "text": plain(75, "types"),
            "url": form("url", "types", 3000),
            "value": string(2000, "types"),
            "style": STYLE,
            "accessibility_label": string(75, "types"),
            "agent_prompt": string(4000, "pysdk", 0),
        },
        ("text",),
    ),
    "workflow_button": Shape(
        {
            **ACTION,
            **CONFIRM,
            "text": plain(75, "types"),
            "workflow": Anything("types"),
            "style": STYLE,
            "accessibility_label": string(75, "types", 0),
        },
        ("text", "workflow", "action_id"),
    ),
    "overflow": Shape(
        {
            **ACTION,
            **CONFIRM,
            "options": Items("slackblocks", Thing("slackblocks", "option_overflow"), most=5),
        },
        ("options",),
    ),
}

MENUS = {
    "static_select": Shape(
        {**MENU, **CHOICES, "initial_option": Thing("types", "option")},
        one_of=("options", "option_groups"),
        checks=(checks.initial_options_exist,),
    ),
    "multi_static_select": Shape(
        {**MENU, **CHOICES, **SEVERAL, "initial_options": Items("types", Thing("types", "option"))},
        one_of=("options", "option_groups"),
        checks=(checks.initial_options_exist, checks.not_too_many_initial),
    ),
    "external_select": Shape(
        {**MENU, "initial_option": Thing("types", "option"), "min_query_length": Whole("types", 0)}
    ),
    "multi_external_select": Shape(
        {
            **MENU,
            **SEVERAL,
            "initial_options": Items("types", Thing("types", "option")),
            "min_query_length": Whole("types", 0),
        },
        checks=(checks.not_too_many_initial,),
    ),
    "users_select": Shape({**MENU, "initial_user": USER_ID}),
    "multi_users_select": Shape(
        {**MENU, **SEVERAL, "initial_users": Items("types", USER_ID)}, checks=(checks.not_too_many_initial,)
    ),
    "conversations_select": Shape(
        {**MENU, **CONVERSATIONS, **RESPONSE_URL, "initial_conversation": CONVERSATION_ID},
        checks=(checks.response_url_in_modal_input,),
    ),
    "multi_conversations_select": Shape(
        {**MENU, **CONVERSATIONS, **SEVERAL, "initial_conversations": Items("types", CONVERSATION_ID)},
        checks=(checks.not_too_many_initial,),
    ),
    "channels_select": Shape(
        {**MENU, **RESPONSE_URL, "initial_channel": CHANNEL_ID}, checks=(checks.response_url_in_modal_input,)
    ),
    "multi_channels_select": Shape(
        {**MENU, **SEVERAL, "initial_channels": Items("types", CHANNEL_ID)},
        checks=(checks.not_too_many_initial,),
    ),
}

INPUTS = {
    "plain_text_input": Shape(
        {
            **TYPED,
            "initial_value": string(None, "types", 0),
            "multiline": Flag("types"),
            "min_length": Whole("types", 0, 3000),
            "max_length": Whole("tk", 1, 3000),
        },
        checks=(checks.text_lengths,),
    ),
    "email_text_input": Shape({**TYPED, "initial_value": string(None, "types", 0)}),
    "url_text_input": Shape({**TYPED, "initial_value": string(None, "types", 0)}),
    "number_input": Shape(
        {
            **TYPED,
            "is_decimal_allowed": Flag("types"),
            "initial_value": form("number", "types"),
            "min_value": form("number", "types"),
            "max_value": form("number", "types"),
        },
        ("is_decimal_allowed",),
        checks=(checks.number_range,),
    ),
    "rich_text_input": Shape(
        {
            **TYPED,
            "initial_value": RichTextBlock("types"),
            "min_lines": Whole("types", 1, 100),
            "max_lines": Whole("types", 1, 100),
        },
        ("action_id",),
    ),
    "file_input": Shape(
        {
            **ACTION,
            "filetypes": Items("types", string(None, "types")),
            "max_files": Whole("types", 1, 10),
        },
        where=(MODAL,),  # types
    ),
    "datepicker": Shape({**MENU, "initial_date": form("date", "types")}),
    "timepicker": Shape({**MENU, "initial_time": form("time", "types"), "timezone": string(None, "types")}),
    "datetimepicker": Shape(
        {
            **ACTION,
            **CONFIRM,
            **FOCUS,
            "initial_date_time": Whole("types", 1_000_000_000, 9_999_999_999),
        }
    ),
    "checkboxes": Shape(
        {
            **ACTION,
            **CONFIRM,
            **FOCUS,
            "options": Items("checkboxes", Thing("checkboxes", "option_mrkdwn"), most=10),
            "initial_options": Items("checkboxes", Thing("checkboxes", "option_mrkdwn")),
        },
        ("options",),
        checks=(checks.initial_options_exist,),
    ),
    "radio_buttons": Shape(
        {
            **ACTION,
            **CONFIRM,
            **FOCUS,
            "options": Items("types", Thing("types", "option_mrkdwn"), most=10),
            "initial_option": Thing("types", "option_mrkdwn"),
        },
        ("options",),
        checks=(checks.initial_options_exist,),
    ),
}

IMAGE = Shape(
    {
        "alt_text": string(2000, "pysdk"),
        "image_url": form("web", "pysdk", 3000),
        "slack_file": Thing("types", "slack_file"),
    },
    ("alt_text",),
    one_of=("image_url", "slack_file"),
)

ELEMENTS = {**BUTTONS, **MENUS, **INPUTS, "image": IMAGE}
