"""The bot of conformance_bot.py on Bolt's AsyncApp, with AsyncWebClient, AsyncAck and AsyncRespond."""

from __future__ import annotations

import aiohttp
from sandbox_support.conformance_views import CARD, HOME, JSON, NAMED, OPTIONS, ack_of, files_in, first_form, summary
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient


def register(app: AsyncApp) -> None:
    """Registers every listener."""
    _commands(app)
    _views(app)
    _actions(app)
    _events(app)
    _shortcuts(app)


def _commands(app: AsyncApp) -> None:
    @app.command("/conform")
    async def conform(ack: AsyncAck, command: JSON, client: AsyncWebClient, respond: AsyncRespond) -> None:
        if command["text"] == "later":
            await ack()
            await respond("Said later")
        elif command["text"] == "card":
            await ack("A card follows")
            await client.chat_postMessage(channel=command["channel_id"], text="A card", blocks=CARD)
        else:
            await client.views_open(trigger_id=command["trigger_id"], view=first_form(command["channel_id"]))
            await ack()

    @app.options("value")
    @app.options("project")
    async def options(ack: AsyncAck) -> None:
        await ack(options=OPTIONS)


def _views(app: AsyncApp) -> None:
    @app.view("first")
    async def first(ack: AsyncAck, view: JSON, client: AsyncWebClient) -> None:
        answer = ack_of(view)
        await ack(**answer)
        if not answer:
            sizes = [await _size(file, client) for file in files_in(view)]
            await client.chat_postMessage(channel=view["private_metadata"], text=summary(view, sizes))

    @app.view("second")
    async def second(ack: AsyncAck) -> None:
        await ack(response_action="clear")

    @app.view_closed("first")
    async def closed(ack: AsyncAck, body: JSON, client: AsyncWebClient) -> None:
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text="You closed it")


async def _size(file: JSON, client: AsyncWebClient) -> int:
    """Reads a file as bots do: its address from files.info, then the bytes with the token."""
    told: JSON = (await client.files_info(file=file["id"]))["file"]
    headers = {"Authorization": f"Bearer {client.token}"}
    async with aiohttp.ClientSession() as session, session.get(told["url_private"], headers=headers) as answer:
        return len(await answer.read())


def _actions(app: AsyncApp) -> None:
    @app.action("approve")
    async def approve(ack: AsyncAck, action: JSON, respond: AsyncRespond) -> None:
        await ack()
        await respond(f"Approved {action['value']}", replace_original=True)

    @app.action("project")
    async def project(ack: AsyncAck, action: JSON, respond: AsyncRespond) -> None:
        await ack()
        await respond(f"Chose {action['selected_option']['value']}", replace_original=False)

    @app.action("start")
    async def start(ack: AsyncAck, body: JSON, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=NAMED)


def _events(app: AsyncApp) -> None:
    @app.event("app_home_opened")
    async def home(event: JSON, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view=HOME)

    @app.event("app_mention")
    async def mention(event: JSON, client: AsyncWebClient) -> None:
        await client.reactions_add(channel=event["channel"], timestamp=event["ts"], name="eyes")

    @app.event("member_joined_channel")
    async def joined(event: JSON, client: AsyncWebClient) -> None:
        await client.chat_postEphemeral(channel=event["channel"], user=event["user"], text="Welcome")

    @app.message("file please")
    async def file_please(message: JSON, client: AsyncWebClient) -> None:
        await client.files_upload_v2(
            channel=message["channel"], filename="notes.txt", content="Sprint 40", initial_comment="Here it is"
        )

    async def nothing() -> None:
        return

    for name in ("message", "reaction_added", "file_shared"):
        app.event(name)(nothing)


def _shortcuts(app: AsyncApp) -> None:
    @app.global_shortcut("anywhere")
    async def anywhere(ack: AsyncAck, body: JSON, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=NAMED)

    @app.message_shortcut("here")
    async def here(ack: AsyncAck, body: JSON, respond: AsyncRespond) -> None:
        await ack()
        await respond(f"About {body['message']['text']}")
