"""The HTTP side of the Web API: reading a request, judging who calls, meeting faults, answering."""

from __future__ import annotations

import asyncio
import base64
import json
from email.utils import formatdate
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from slack_sandbox.api import METHODS, ApiCall, Method
from slack_sandbox.core import Sandbox
from slack_sandbox.errors import SlackError
from slack_sandbox.faults import Fault
from slack_sandbox.posts import refusal
from slack_sandbox.rules import Refused, unheard
from slack_sandbox.shapes import type_of
from slack_sandbox.wire import drop
from slack_sandbox.world import JSON, Call

MOST_BYTES_IN_FIELD = 10_000_000  # ours: more than the longest text and the largest view
SAYING = ("chat.postMessage", "chat.update", "chat.postEphemeral", "chat.scheduleMessage")
JSON_TYPE = "application/json"
SECRETS = ("token", "client_secret", "code", "refresh_token", "access_token")


async def serve_api(request: Request) -> Response:
    """Serves one Web API call."""
    box: Sandbox = request.app.state.sandbox
    name = request.path_params["method"]
    try:
        arguments = await read_arguments(request)
    except SlackError as error:
        return _send(Call(name, {}, error.answer(), error.status, box.clock.now(), findings=error.findings), box)
    token = _token(request, arguments)
    shown = {key: value for key, value in arguments.items() if key not in SECRETS}
    given = {key: value for key, value in arguments.items() if key != "token"} | _client_in(request)
    fault = box.faults.take(name, shown)
    early = await _meet_before(fault, request, name, shown, box)
    if early is not None:
        return early
    if fault is not None and fault.kind == "late":
        box.spawn(_land_late(box, fault.seconds, name, shown, given, token))
        return drop(request)
    call = _carried_out(box, name, shown, given, token)
    if fault is not None and fault.kind == "strip":
        _strip(call.answer)
    response = _send(call, box)
    lie = await _meet_after(fault, request, response)
    return lie or response


def _carried_out(box: Sandbox, name: str, shown: JSON, given: JSON, token: str) -> Call:
    """A call with Slack's answer to it."""
    call = Call(name, shown, {}, 200, box.clock.now())
    try:
        call.answer = run_call(box, name, given, token)
        call.findings = unheard(shown, changes=name == "chat.update") if name in SAYING else ()
    except SlackError as error:
        call.status, call.answer, call.findings = error.status, error.answer(), error.findings
    return call


async def _land_late(box: Sandbox, seconds: float, name: str, shown: JSON, given: JSON, token: str) -> None:
    """Carries a call out when nobody waits for its answer any more."""
    await box.clock.until(box.clock.now() + seconds)
    call = _carried_out(box, name, shown, given, token)
    call.injected = True
    _send(call, box)


def run_call(box: Sandbox, name: str, arguments: JSON, token: str) -> JSON:
    """Carries a call out, or raises SlackError."""
    found = METHODS.get(name)
    if found is None:
        raise SlackError("unknown_method", req_method=name)
    call = ApiCall(box, name, arguments, token)
    _check_token(box, found, token)
    if found.token == "bot":  # noqa: S105 - a kind of token
        call.require_scope(*found.scopes)
    wait = box.limits.wait_for_method(name, found.tier_of(box))
    if wait:
        raise SlackError("ratelimited", status=429, retry_after=wait)
    try:
        return {"ok": True, **found.run(call)}
    except Refused as refused:
        raise refusal(refused) from refused


def _check_token(box: Sandbox, found: Method, token: str) -> None:
    if found.token == "none":  # noqa: S105 - a kind of token
        return
    if not token:
        raise SlackError("not_authed")
    if box.tokens.kind(token, box.clock.now()) != found.token:
        raise SlackError("not_allowed_token_type")


async def read_arguments(request: Request) -> JSON:
    """The arguments of a call: query, then form or JSON body; JSON carries no token."""
    arguments: JSON = dict(request.query_params)
    body = await request.body()
    if not body:
        return arguments
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind == "application/json":
        return arguments | {key: value for key, value in _json_object(body).items() if key != "token"}
    if kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        return arguments | await _form_fields(request)
    raise SlackError("invalid_post_type")


async def _form_fields(request: Request) -> JSON:
    try:
        async with request.form(max_part_size=MOST_BYTES_IN_FIELD) as form:
            return {name: value for name, value in form.items() if isinstance(value, str)}
    except HTTPException as error:
        raise SlackError("invalid_form_data") from error


def _json_object(body: bytes) -> JSON:
    try:
        parsed: Any = json.loads(body)
    except ValueError as error:
        raise SlackError("invalid_json") from error
    if not isinstance(parsed, dict):
        raise SlackError("json_not_object")
    return {key: value for key, value in parsed.items() if value is not None}


def _client_in(request: Request) -> JSON:
    """The client's id and secret in a Basic header, as oauth.v2.access takes them."""
    scheme, _, coded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        client_id, _, secret = base64.b64decode(coded, validate=True).decode().partition(":")
    except ValueError:
        return {}
    return {"client_id": client_id, "client_secret": secret}


def _token(request: Request, arguments: JSON) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(arguments.get("token") or "")


def _send(call: Call, box: Sandbox) -> Response:
    """Logs a call and makes its HTTP answer."""
    answer = call.answer
    headers = {"Cache-Control": "no-store", "Date": formatdate(box.clock.now(), usegmt=True)}
    wait = answer.pop("retry_after", None)
    if wait is not None:
        headers["Retry-After"] = str(wait)
    app, found = box.world.app, METHODS.get(call.method)
    if found is not None and found.token == "bot":  # noqa: S105 - a kind of token
        granted = {scope for method in METHODS.values() for scope in method.scopes}
        headers["X-OAuth-Scopes"] = ",".join(sorted(granted if app.scopes is None else app.scopes))
        headers["X-Accepted-OAuth-Scopes"] = ",".join(found.scopes)
    call.answer = {key: value for key, value in answer.items() if key not in SECRETS}
    box.world.calls.append(call)
    return JSONResponse(answer, call.status, headers)


async def _meet_before(fault: Fault | None, request: Request, name: str, shown: JSON, box: Sandbox) -> Response | None:
    """What happens before the call takes effect."""
    if fault is None or fault.when != "before":
        return None
    if fault.kind == "hold":
        await _hold(fault)
        if not await request.is_disconnected():
            return None  # a call whose caller died meanwhile never takes effect
    if fault.kind in ("drop", "hold"):
        _send(Call(name, shown, {"ok": False, "error": "dropped"}, 0, box.clock.now(), injected=True), box)
        return drop(request)
    if fault.kind == "answer":
        return _send(Call(name, shown, _injected_answer(fault), fault.status, box.clock.now(), injected=True), box)
    return None


def _injected_answer(fault: Fault) -> JSON:
    error = fault.error or {429: "ratelimited"}.get(fault.status, "internal_error")
    answer: JSON = {"ok": False, "error": error}
    if fault.messages:
        said = [f"[ERROR] {message}" for message in fault.messages]
        answer |= {"errors": fault.messages, "response_metadata": {"messages": said}}
    wait = fault.retry_after if fault.retry_after is not None else (1 if fault.status == 429 else None)
    return answer | ({"retry_after": wait} if wait is not None else {})


async def _meet_after(fault: Fault | None, request: Request, response: Response) -> Response | None:
    """What happens once the call has taken effect and before it is answered; what is answered instead."""
    if fault is None or fault.when != "after":
        return None
    if fault.kind == "hold":
        await _hold(fault)
    elif fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
    elif fault.kind == "drop":
        drop(request)
    elif fault.kind == "answer":
        return JSONResponse(_injected_answer(fault), fault.status)
    elif fault.kind == "tear":
        return Response(bytes(response.body)[: len(response.body) // 2], response.status_code, media_type=JSON_TYPE)
    return None


def _strip(answer: JSON) -> None:
    """Leaves of the metadata of each message its type only."""
    for message in answer.get("messages", ()):
        if "metadata" in message:
            message["metadata"] = type_of(message["metadata"])


async def _hold(fault: Fault) -> None:
    fault.reached.set()
    await fault.released.wait()
