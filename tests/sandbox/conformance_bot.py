"""A Bolt for Python bot that uses every surface once; the twin of tests/node/bot.mjs.

Bolt's AsyncApp and slack_sdk's AsyncWebClient import aiohttp, which is not among the dependencies, so only the
synchronous half of the SDK is tried here; what goes over the wire is the same.
"""

from __future__ import annotations

import urllib.request
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

JSON = dict[str, Any]


def plain(words: str) -> JSON:
    return {"type": "plain_text", "text": words}


def field(label: str, kind: str, *, optional: bool = False, **more: Any) -> JSON:
    element = {"type": kind, "action_id": "value", **more}
    return {"type": "input", "block_id": label.lower(), "label": plain(label), "element": element, "optional": optional}


def modal(callback_id: str, *blocks: JSON, **more: Any) -> JSON:
    view = {"type": "modal", "callback_id": callback_id, "title": plain("Conformance"), "submit": plain("Send")}
    return {**view, "blocks": list(blocks), **more}


def button(label: str, action: str, **more: Any) -> JSON:
    return {"type": "button", "action_id": action, "value": "7", "text": plain(label), **more}


WHAT = field("What", "plain_text_input")
PROJECT = field("Project", "external_select", min_query_length=0)
EVIDENCE = field("Evidence", "file_input", optional=True, max_files=2)
SURE = {"title": plain("Sure?"), "text": plain("Now"), "confirm": plain("Yes"), "deny": plain("No")}
NAMED = modal("second", field("Name", "plain_text_input"))


def register(app: App) -> None:
    """Registers every listener."""
    _commands(app)
    _views(app)
    _actions(app)
    _events(app)
    _shortcuts(app)


def _commands(app: App) -> None:
    @app.command("/conform")
    def conform(ack: Ack, command: JSON, client: WebClient, respond: Respond) -> None:
        if command["text"] == "later":
            ack()
            respond("Said later")
        elif command["text"] == "card":
            ack("A card follows")
            menu = {"type": "external_select", "action_id": "project", "placeholder": plain("Project")}
            keys = [button("Approve", "approve", confirm=SURE), menu | {"min_query_length": 0}]
            blocks: list[JSON] = [{"type": "section", "text": plain("A card")}, {"type": "actions", "elements": keys}]
            client.chat_postMessage(channel=command["channel_id"], text="A card", blocks=blocks)
        else:
            view = modal("first", WHAT, PROJECT, EVIDENCE, notify_on_close=True, private_metadata=command["channel_id"])
            client.views_open(trigger_id=command["trigger_id"], view=view)
            ack()

    @app.options("value")
    @app.options("project")
    def options(ack: Ack) -> None:
        ack(options=[{"text": plain("Atlas project"), "value": "p1"}])


def _views(app: App) -> None:
    @app.view("first")
    def first(ack: Ack, view: JSON, client: WebClient) -> None:
        values = {label: entry["value"] for label, entry in view["state"]["values"].items()}
        what, metadata = values["what"]["value"], view["private_metadata"]
        if what == "wrong":
            ack(response_action="errors", errors={"what": "Say it right"})
        elif what == "push":
            ack(response_action="push", view=modal("second", field("More", "plain_text_input")))
        elif what == "update":
            ack(response_action="update", view=modal("first", WHAT, private_metadata=metadata))
        else:
            ack()
            project = values["project"]["selected_option"]["text"]["text"] if "project" in values else "none"
            sizes = [_size(file, client) for file in values.get("evidence", {}).get("files", [])]
            text = f"Got {what} for {project} with {','.join(map(str, sizes))}"
            client.chat_postMessage(channel=metadata, text=text)

    @app.view("second")
    def second(ack: Ack) -> None:
        ack(response_action="clear")

    @app.view_closed("first")
    def closed(ack: Ack, body: JSON, client: WebClient) -> None:
        ack()
        client.chat_postMessage(channel=body["user"]["id"], text="You closed it")


def _size(file: JSON, client: WebClient) -> int:
    """Reads a file as bots do: its address from files.info, then the bytes with the token."""
    told: JSON = client.files_info(file=file["id"])["file"]
    request = urllib.request.Request(told["url_private"], headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - the local Slack's own address
        return len(answer.read())


def _actions(app: App) -> None:
    @app.action("approve")
    def approve(ack: Ack, action: JSON, respond: Respond) -> None:
        ack()
        respond(f"Approved {action['value']}", replace_original=True)

    @app.action("project")
    def project(ack: Ack, action: JSON, respond: Respond) -> None:
        ack()
        respond(f"Chose {action['selected_option']['value']}", replace_original=False)

    @app.action("start")
    def start(ack: Ack, body: JSON, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=NAMED)


def _events(app: App) -> None:
    @app.event("app_home_opened")
    def home(event: JSON, client: WebClient) -> None:
        keys = {"type": "actions", "elements": [button("Start", "start")]}
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [keys]})

    @app.event("app_mention")
    def mention(event: JSON, client: WebClient) -> None:
        client.reactions_add(channel=event["channel"], timestamp=event["ts"], name="eyes")

    @app.event("member_joined_channel")
    def joined(event: JSON, client: WebClient) -> None:
        client.chat_postEphemeral(channel=event["channel"], user=event["user"], text="Welcome")

    @app.message("file please")
    def file_please(message: JSON, client: WebClient) -> None:
        client.files_upload_v2(
            channel=message["channel"], filename="notes.txt", content="Sprint 40", initial_comment="Here it is"
        )

    for name in ("message", "reaction_added", "file_shared"):
        app.event(name)(lambda: None)


def _shortcuts(app: App) -> None:
    @app.global_shortcut("anywhere")
    def anywhere(ack: Ack, body: JSON, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=NAMED)

    @app.message_shortcut("here")
    def here(ack: Ack, body: JSON, respond: Respond) -> None:
        ack()
        respond(f"About {body['message']['text']}")
