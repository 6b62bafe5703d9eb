"""Tokens: whose they are, when they end, and the codes they are exchanged for."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from slack_sandbox.errors import SlackError

CODE_SECONDS = 10 * 60.0  # oauth
TOKEN_SECONDS = 43_200  # rotation
ACTIVE_TOKENS = 2  # rotation: bot tokens that expire


@dataclass
class Token:
    """One token: bot or app, and when it ends, if it does."""

    kind: str
    ends: float | None = None
    revoked: bool = False


@dataclass
class Code:
    """What the authorise page hands out: good once, for ten minutes."""

    user: str
    redirect_uri: str
    issued: float
    scopes: frozenset[str]


class Tokens:
    """Every token the app was ever given."""

    def __init__(self, bot_token: str, app_token: str) -> None:
        self._tokens = {bot_token: Token("bot"), app_token: Token("app")}
        self._codes: dict[str, Code] = {}
        self._refreshes: set[str] = set()

    def kind(self, token: str, now: float) -> str:
        """Whether it is a bot's or an app's; raises SlackError if it is good for nothing."""
        found = self._tokens.get(token)
        if found is None:
            raise SlackError("invalid_auth")
        if found.revoked:
            raise SlackError("token_revoked")
        if found.ends is not None and now >= found.ends:
            raise SlackError("token_expired")
        return found.kind

    def lasts(self, token: str) -> bool:
        """Whether a token never ends."""
        return self._tokens[token].ends is None

    def issue(self) -> str:
        """A bot token that never ends."""
        token = f"xoxb-sandbox-{secrets.token_hex(12)}"
        self._tokens[token] = Token("bot")
        return token

    def issue_rotating(self, now: float) -> tuple[str, str]:
        """A bot token of twelve hours and what it is refreshed with; a third one ends the oldest."""
        active = [token for token in self._tokens.values() if token.ends is not None and not token.revoked]
        for old in active[: max(0, len(active) - ACTIVE_TOKENS + 1)]:
            old.revoked = True
        token, refresh = f"xoxe.xoxb-1-{secrets.token_hex(12)}", f"xoxe-1-{secrets.token_hex(12)}"
        self._tokens[token] = Token("bot", now + TOKEN_SECONDS)
        self._refreshes.add(refresh)
        return token, refresh

    def take_refresh(self, refresh: str) -> None:
        """Uses a refresh token up."""
        if refresh not in self._refreshes:
            raise SlackError("invalid_refresh_token")
        self._refreshes.discard(refresh)

    def issue_code(self, code: Code) -> str:
        """A code for somebody who allowed the app."""
        name = secrets.token_hex(16)
        self._codes[name] = code
        return name

    def take_code(self, name: str, redirect_uri: str, now: float) -> Code:
        """Uses a code up."""
        code = self._codes.get(name)
        if code is None or now - code.issued > CODE_SECONDS:
            raise SlackError("invalid_code")
        if code.redirect_uri != redirect_uri:
            raise SlackError("bad_redirect_uri")
        del self._codes[name]
        return code

    def revoke(self, token: str) -> None:
        """Ends one token."""
        self._tokens[token].revoked = True

    def revoke_bots(self) -> None:
        """Ends every bot token, as removing the app does."""
        for token in self._tokens.values():
            token.revoked = token.revoked or token.kind == "bot"
        self._refreshes.clear()
