"""A small Bolt app that uses everything the page must show."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from sandbox_support import pieces_bot
from slack_bolt import Ack, App, Respond
from slack_sandbox.client import Slack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

JSON = dict[str, Any]
MANIFEST = """
display_information: {name: Notes}
features:
  app_home: {home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false}
  bot_user: {display_name: Notes}
  slash_commands:
    - {command: /update, description: Post an update, usage_hint: "[project]"}
    - {command: /upset, description: Fails}
    - {command: /piece, description: Opens or posts one thing, usage_hint: "[name]"}
  shortcuts:
    - {name: Save for the notes, type: message, callback_id: save, description: Keeps a message}
oauth_config: {scopes: {bot: [chat:write, commands, im:write, im:history, channels:history, files:read]}}
settings:
  event_subscriptions: {bot_events: [app_home_opened]}
  interactivity: {is_enabled: true}
"""


def plain(words: str) -> JSON:
    return {"type": "plain_text", "text": words}


def option(words: str) -> JSON:
    return {"text": plain(words), "value": words.lower()}


def field(label: str, kind: str, **more: Any) -> JSON:
    block: JSON = {key: more.pop(key) for key in ("optional", "hint", "dispatch_action") if key in more}
    element = {"type": kind, "action_id": "value", **more}
    return {"type": "input", "block_id": label.lower(), "label": plain(label), "element": element, **block}


OPTIONS = [option("Alpha"), option("Beta"), option("Live")]
FIELDS = [
    field("Headline", "plain_text_input", hint=plain("One line"), focus_on_load=True),
    field("Story", "rich_text_input"),
    field("Notes", "plain_text_input", multiline=True, optional=True),
    field("Phase", "static_select", options=OPTIONS),
    field("Places", "multi_static_select", options=OPTIONS),
    field("Project", "external_select", min_query_length=2),
    field("Editor", "users_select"),
    field("Team", "multi_users_select"),
    field("Room", "conversations_select", filter={"include": ["public"]}),
    field("Day", "datepicker"),
    field("Time", "timepicker"),
    field("Moment", "datetimepicker"),
    field("Status", "radio_buttons", options=OPTIONS),
    field("Risks", "checkboxes", options=OPTIONS),
    field("Councils", "number_input", is_decimal_allowed=False),
    field("Mail", "email_text_input"),
    field("Site", "url_text_input"),
    field("File", "file_input", optional=True),
]
FORM: JSON = {
    "type": "modal",
    "callback_id": "update",
    "title": plain("Update"),
    "submit": plain("Send"),
    "close": plain("Leave"),
    "blocks": FIELDS,
}
HOME_BLOCKS = [
    {"type": "header", "text": plain("Your tasks")},
    {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "*Nothing* to do"},
        "accessory": {"type": "button", "action_id": "more", "text": plain("More")},
    },
]
BUTTONS = [
    {"type": "button", "action_id": "approve", "style": "primary", "text": plain("Approve")},
    {
        "type": "button",
        "action_id": "drop",
        "style": "danger",
        "text": plain("Drop"),
        "confirm": {
            "title": plain("Drop it?"),
            "text": plain("It is gone then"),
            "confirm": plain("Drop it"),
            "deny": plain("Keep it"),
        },
    },
]


def new_app(slack: Slack) -> App:
    """The app; what is submitted is kept in `app.seen`."""
    client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    app = App(client=client, signing_secret=slack.signing_secret, process_before_response=True)
    _forms(app)
    _messages(app)
    pieces_bot.register(app)
    return app


def _forms(app: App) -> None:
    @app.command("/update")
    def opens(ack: Ack, body: JSON, client: WebClient) -> None:
        view = FORM | {"private_metadata": body["channel_id"]}
        if body["text"] == "short":
            view["blocks"] = FIELDS[:2]
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    @app.command("/upset")
    def fails(ack: Ack, body: JSON, client: WebClient) -> None:
        ack()
        blocks = [{"type": "header", "text": plain("x" * 151)}]
        with suppress(SlackApiError):
            client.chat_postMessage(channel=body["channel_id"], text="Too long", blocks=blocks)

    @app.options("value")
    def projects(ack: Ack, body: JSON) -> None:
        ack(options=[option(f"{body['value']} {name}") for name in ("one", "two")])

    @app.view("update")
    def submitted(ack: Ack, view: JSON, body: JSON, client: WebClient) -> None:
        values = {block: entry["value"] for block, entry in view["state"]["values"].items()}
        if values["headline"]["value"] == "Wrong":
            ack(response_action="errors", errors={"headline": "Say what happened"})
            return
        if values["headline"]["value"] == "Silent":
            return  # no ack: trouble connecting, after three seconds
        ack()
        channel, user = view["private_metadata"], body["user"]["id"]
        story = values["story"]["rich_text_value"]
        blocks = [{"type": "header", "text": plain(values["headline"]["value"])}, story]
        actions = {"type": "actions", "elements": BUTTONS}
        client.chat_postMessage(channel=channel, text=values["headline"]["value"], blocks=[*blocks, actions])
        client.chat_postEphemeral(channel=channel, user=user, text="Thank you for *this*")


def _messages(app: App) -> None:
    @app.action("approve")
    def approved(ack: Ack, body: JSON, client: WebClient, respond: Respond) -> None:
        ack()
        ts, channel = body["message"]["ts"], body["channel"]["id"]
        client.chat_postMessage(channel=channel, thread_ts=ts, text="Approved in the thread")
        text = body["message"]["text"]
        client.chat_update(channel=channel, ts=ts, text=text, blocks=body["message"]["blocks"][:-1])

    @app.action("drop")
    def dropped(ack: Ack, respond: Respond) -> None:
        ack()
        respond(delete_original=True)

    @app.action("more")
    def more(ack: Ack, body: JSON, client: WebClient) -> None:
        ack()
        told = {"type": "section", "text": plain("You asked for more")}
        client.views_publish(user_id=body["user"]["id"], view={"type": "home", "blocks": [*HOME_BLOCKS, told]})

    @app.event("app_home_opened")
    def opened(event: JSON, client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": HOME_BLOCKS})

    @app.shortcut("save")
    def saved(ack: Ack, respond: Respond) -> None:
        ack()
        respond("Saved for the notes")
