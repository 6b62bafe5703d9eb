"""response_url: five answers in thirty minutes to the place where something was done."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from slack_sandbox.api.call import TRUE_WORDS
from slack_sandbox.core import Sandbox
from slack_sandbox.errors import SlackError
from slack_sandbox.posts import change, delete, post, read_content, refusal, require_something
from slack_sandbox.rules import Refused, unheard
from slack_sandbox.web import read_arguments
from slack_sandbox.world import JSON, Call, ResponseUrl

USES = 5  # java-guides
SECONDS = 30 * 60.0  # java-guides


async def serve_response_url(request: Request) -> Response:
    """Serves one POST to a response_url."""
    box: Sandbox = request.app.state.sandbox
    arguments: JSON = {}
    try:
        arguments = await _arguments(request)
        respond(_hook(request.path_params["token"], box), arguments, box)
    except (SlackError, Refused) as error:
        told = refusal(error) if isinstance(error, Refused) else error
        status = 404 if told.code.endswith("_url") else 400
        call = Call("response_url", arguments, told.answer(), status, box.clock.now(), findings=told.findings)
        box.world.calls.append(call)
        return JSONResponse(call.answer, status)
    heard = unheard(arguments)
    box.world.calls.append(Call("response_url", arguments, {"ok": True}, 200, box.clock.now(), findings=heard))
    return PlainTextResponse("ok")


async def _arguments(request: Request) -> JSON:
    arguments = await read_arguments(request)
    if "payload" in arguments:
        try:
            parsed: Any = json.loads(arguments["payload"])
        except ValueError as error:
            raise SlackError("invalid_payload") from error
        return parsed if isinstance(parsed, dict) else {}
    return arguments


def _hook(token: str, box: Sandbox) -> ResponseUrl:
    hook = box.world.response_urls.get(token)
    if hook is None:
        raise SlackError("invalid_url")
    if box.clock.now() - hook.issued > SECONDS:
        raise SlackError("expired_url")
    if hook.uses >= USES:
        raise SlackError("used_url")
    return hook


def respond(hook: ResponseUrl, arguments: JSON, box: Sandbox) -> None:
    """Answers at a response_url: a new message, or a change to the one it came from."""
    channel = box.world.channels[hook.channel]
    original = channel.find(hook.message_ts) if hook.message_ts else None
    if arguments.get("delete_original") in TRUE_WORDS:
        hook.uses += 1
        if original is not None:
            delete(original, box)
        return
    content = read_content(arguments, box, paced=False)
    require_something(content)
    hook.uses += 1
    if arguments.get("replace_original") in TRUE_WORDS and original is not None:
        change(original, content, box)
        return
    shared = arguments.get("response_type") == "in_channel"
    thread_ts = arguments.get("thread_ts") or hook.thread_ts
    visible_to = None if shared else hook.user
    post(channel, box.world.app.bot_user, content, box, thread_ts=thread_ts, visible_to=visible_to)
