"""Installing and removing the app: the authorise page, and what the bot is told."""

from __future__ import annotations

import html
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from slack_sandbox.core import Sandbox
from slack_sandbox.errors import ControlError
from slack_sandbox.events import emit_later
from slack_sandbox.fill import find_user
from slack_sandbox.tokens import Code
from slack_sandbox.world import JSON

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Install {app}</title>
<h1>{app} asks for permission to access the {team} workspace</h1>
<p>What will it be able to do?</p><ul>{scopes}</ul>
<form method="post"><p><label>You are <select name="person">{people}</select></label></p>
<p><button name="answer" value="allow">Allow</button> <button name="answer" value="cancel">Cancel</button></p></form>"""
TROUBLE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Oh no</title><h1>{}</h1><p>{}</p>'


async def serve_authorize(request: Request) -> Response:
    """The page on which somebody allows the app, and what comes of it."""
    box: Sandbox = request.app.state.sandbox
    asked = dict(request.query_params)
    try:
        check_request(asked, box)
        if request.method == "GET":
            return HTMLResponse(_page(asked, box))
        async with request.form() as form:
            allowed, person = form.get("answer") == "allow", str(form.get("person", ""))
        return RedirectResponse(redirect(asked, person, box, allowed=allowed), 302)
    except ControlError as error:
        code, _, reason = str(error).partition(": ")
        return HTMLResponse(TROUBLE.format(html.escape(code), html.escape(reason)), 400)


def check_request(asked: dict[str, str], box: Sandbox) -> None:
    """Raises ControlError unless Slack would show the page."""
    app = box.world.app
    if asked.get("client_id") != app.client_id:
        raise ControlError("invalid_client_id: no app has this client_id")
    wanted = scopes_in(asked)
    if not wanted:
        raise ControlError("invalid_scope_requested: no scopes were asked for")
    if app.known_scopes is not None and not wanted <= app.known_scopes:
        unknown = ", ".join(sorted(wanted - app.known_scopes))
        raise ControlError(f"invalid_scope: not in the manifest: {unknown}")
    address = asked.get("redirect_uri", "")
    known = app.redirect_urls
    if known and address and not any(address.startswith(url) for url in known):
        raise ControlError("bad_redirect_uri: redirect_uri did not match any configured URIs")
    if not address and not known:
        raise ControlError("bad_redirect_uri: no redirect_uri")


def scopes_in(asked: dict[str, str]) -> frozenset[str]:
    """The bot scopes that are asked for."""
    return frozenset(scope for scope in asked.get("scope", "").replace(" ", ",").split(",") if scope)


def redirect(asked: dict[str, str], person: str, box: Sandbox, *, allowed: bool) -> str:
    """Where the person is sent: with a code, or with access_denied."""
    given = asked.get("redirect_uri", "")
    answer = {"error": "access_denied"}
    if allowed:
        user = find_user(person, box)
        answer = {"code": box.tokens.issue_code(Code(user, given, box.clock.now(), scopes_in(asked)))}
    address = given or box.world.app.redirect_urls[0]
    return f"{address}{'&' if '?' in address else '?'}{urlencode(answer | {'state': asked.get('state', '')})}"


def _page(asked: dict[str, str], box: Sandbox) -> str:
    people = [user for user in box.world.users.values() if not user.is_bot and not user.deleted]
    return PAGE.format(
        app=html.escape(box.world.app.name),
        team=html.escape(box.world.team_name),
        scopes="".join(f"<li>{html.escape(scope)}</li>" for scope in sorted(scopes_in(asked))),
        people="".join(f'<option value="{user.id}">{html.escape(user.real_name)}</option>' for user in people),
    )


def uninstall(box: Sandbox) -> None:
    """Removes the app: its bot tokens end, and it is told."""
    box.tokens.revoke_bots()
    revoked: JSON = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [box.world.app.bot_user]}}
    for event in (revoked, {"type": "app_uninstalled"}):
        emit_later(event | {"event_ts": box.clock.stamp()}, box)
