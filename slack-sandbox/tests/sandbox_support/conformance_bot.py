"""A Bolt for Python bot that uses every surface once; the twin of conformance_async_bot.py and node/bot.mjs."""

from __future__ import annotations

import urllib.request

from sandbox_support.conformance_views import CARD, HOME, JSON, NAMED, OPTIONS, ack_of, files_in, first_form, summary
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient


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
            client.chat_postMessage(channel=command["channel_id"], text="A card", blocks=CARD)
        else:
            client.views_open(trigger_id=command["trigger_id"], view=first_form(command["channel_id"]))
            ack()

    @app.options("value")
    @app.options("project")
    def options(ack: Ack) -> None:
        ack(options=OPTIONS)


def _views(app: App) -> None:
    @app.view("first")
    def first(ack: Ack, view: JSON, client: WebClient) -> None:
        answer = ack_of(view)
        ack(**answer)
        if not answer:
            sizes = [_size(file, client) for file in files_in(view)]
            client.chat_postMessage(channel=view["private_metadata"], text=summary(view, sizes))

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
        client.views_publish(user_id=event["user"], view=HOME)

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
