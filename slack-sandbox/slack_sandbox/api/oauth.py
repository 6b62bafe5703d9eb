"""oauth.v2.*, auth.revoke and apps.uninstall: how tokens come and go."""

from __future__ import annotations

import hmac

from slack_sandbox.api.call import ApiCall, method
from slack_sandbox.errors import SlackError
from slack_sandbox.installs import uninstall
from slack_sandbox.tokens import TOKEN_SECONDS
from slack_sandbox.world import JSON


@method("oauth.v2.access", "t5", token="none")  # noqa: S106 - a kind of token
def oauth_v2_access(call: ApiCall) -> JSON:
    """Exchanges a code, or a refresh token, for a bot token."""
    _check_client(call)
    grant = call.get("grant_type") or "authorization_code"
    if grant == "refresh_token":
        call.box.tokens.take_refresh(call.get("refresh_token"))
        return _token(call)
    if grant != "authorization_code":
        raise SlackError("invalid_grant_type")
    code = call.box.tokens.take_code(call.get("code"), call.get("redirect_uri"), call.box.clock.now())
    call.box.world.app.scopes = code.scopes or call.box.world.app.scopes
    return _token(call) | {"authed_user": {"id": code.user}}


@method("oauth.v2.exchange", "t3", token="none")  # noqa: S106 - a kind of token
def oauth_v2_exchange(call: ApiCall) -> JSON:
    """Exchanges a token that never ends for one that does; there is no way back (rotation)."""
    _check_client(call)
    if not call.box.world.app.rotates_tokens:
        raise SlackError("token_rotation_not_enabled")
    tokens = call.box.tokens
    if tokens.kind(call.token, call.box.clock.now()) != "bot" or not tokens.lasts(call.token):
        raise SlackError("invalid_token")
    tokens.revoke(call.token)
    return _token(call)


def _check_client(call: ApiCall) -> None:
    app = call.box.world.app
    if call.get("client_id") != app.client_id:
        raise SlackError("invalid_client_id")
    if not hmac.compare_digest(call.get("client_secret"), app.client_secret):
        raise SlackError("bad_client_secret")


def _token(call: ApiCall) -> JSON:
    box, app = call.box, call.box.world.app
    body: JSON = {
        "app_id": app.id,
        "token_type": "bot",
        "scope": ",".join(sorted(app.scopes or ())),
        "bot_user_id": app.bot_user,
        "team": {"id": box.world.team_id, "name": box.world.team_name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    if not app.rotates_tokens:
        return body | {"access_token": box.tokens.issue()}
    token, refresh = box.tokens.issue_rotating(box.clock.now())
    return body | {"access_token": token, "refresh_token": refresh, "expires_in": TOKEN_SECONDS}


@method("auth.revoke", "t3")
def auth_revoke(call: ApiCall) -> JSON:
    """Ends the token it is called with."""
    if not call.flag("test"):
        call.box.tokens.revoke(call.token)
    return {"revoked": not call.flag("test")}


@method("apps.uninstall", "t1")
def apps_uninstall(call: ApiCall) -> JSON:
    """The app removes itself from the workspace."""
    _check_client(call)
    uninstall(call.box)
    return {}
