"""The authorise page, codes, tokens that end, and the app's removal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from sandbox_support.answers import code
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sdk import WebClient

MANIFEST = """
display_information: {name: Notes}
oauth_config:
  redirect_urls: ["https://notes.example.org/slack/oauth"]
  scopes: {bot: [chat:write, commands]}
settings: {token_rotation_enabled: true}
"""
BACK = "https://notes.example.org/slack/oauth"


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[LocalSlack]:
    """A Slack whose app rotates its tokens."""
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(MANIFEST)
    with LocalSlack(manifest=manifest, rate_limits=False) as running:
        yield running


def query(address: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}


def exchange(slack: LocalSlack, **more: Any) -> Any:
    known = {"client_id": slack.client_id, "client_secret": slack.client_secret}
    return WebClient(base_url=slack.api_url).oauth_v2_access(**(known | more))


def test_from_the_page_to_a_token(slack: LocalSlack, ada: Person) -> None:
    asked = {"client_id": slack.client_id, "scope": "chat:write,commands", "redirect_uri": BACK, "state": "s1"}
    with httpx2.Client(base_url=slack.base_url, trust_env=False) as browser:
        page = browser.get("/oauth/v2/authorize", params=asked)
        assert "Ada Lovelace" in page.text
        assert "chat:write" in page.text
        sent = browser.post("/oauth/v2/authorize", params=asked, data={"person": ada.id, "answer": "allow"})
        told = query(sent.headers["location"])
        assert told["state"] == "s1"
        cancelled = browser.post("/oauth/v2/authorize", params=asked, data={"person": ada.id, "answer": "cancel"})
        assert query(cancelled.headers["location"]) == {"error": "access_denied", "state": "s1"}
        for wrong, error in (
            ({"client_id": "1"}, "invalid_client_id"),
            ({"scope": "admin"}, "invalid_scope"),
            ({"scope": ""}, "invalid_scope_requested"),
            ({"redirect_uri": "https://elsewhere.example.org"}, "bad_redirect_uri"),
        ):
            assert error in browser.get("/oauth/v2/authorize", params=asked | wrong).text
    answer = exchange(slack, code=told["code"], redirect_uri=BACK)
    assert (answer["authed_user"]["id"], answer["team"]["id"]) == (ada.id, slack.team_id)
    assert (answer["bot_user_id"], answer["scope"]) == (slack.bot_user, "chat:write,commands")
    assert WebClient(answer["access_token"], base_url=slack.api_url).auth_test()["ok"]
    assert answer["access_token"] not in str(slack.calls())


def test_who_installs_with_fewer_scopes_may_install_with_more(slack: LocalSlack, ada: Person) -> None:
    for scope in ("commands", "chat:write,commands"):
        granted = query(ada.installs_app(redirect_uri=BACK, scope=scope))["code"]
        answer = exchange(slack, code=granted, redirect_uri=BACK)
        web = WebClient(answer["access_token"], base_url=slack.api_url)
        wanted = "missing_scope" if scope == "commands" else "channel_not_found"
        assert code(web.chat_postMessage, channel="C404", text="x") == wanted


def test_a_code_is_good_once_for_ten_minutes(slack: LocalSlack, ada: Person) -> None:
    fresh = query(ada.installs_app(redirect_uri=BACK))["code"]
    assert code(exchange, slack, code=fresh, redirect_uri=BACK, client_id="1") == "invalid_client_id"
    assert code(exchange, slack, code=fresh, redirect_uri=BACK, client_secret="x") == "bad_client_secret"
    assert code(exchange, slack, code=fresh, redirect_uri=BACK + "/other") == "bad_redirect_uri"
    assert code(exchange, slack, code=fresh, redirect_uri=BACK, grant_type="password") == "invalid_grant_type"
    assert exchange(slack, code=fresh, redirect_uri=BACK)["ok"]
    assert code(exchange, slack, code=fresh, redirect_uri=BACK) == "invalid_code"
    late = query(ada.installs_app(redirect_uri=BACK))["code"]
    slack.clock.advance(601)
    assert code(exchange, slack, code=late, redirect_uri=BACK) == "invalid_code"
    assert query(ada.installs_app(allows=False)) == {"error": "access_denied"}


def test_tokens_that_end_are_refreshed(slack: LocalSlack) -> None:
    old = WebClient(slack.bot_token, base_url=slack.api_url)
    secrets = {"client_id": slack.client_id, "client_secret": slack.client_secret}
    first = old.oauth_v2_exchange(token=slack.bot_token, **secrets)
    assert first["expires_in"] == 43_200
    assert code(old.auth_test) == "token_revoked"
    second = exchange(slack, grant_type="refresh_token", refresh_token=first["refresh_token"])
    spent = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    assert code(exchange, slack, **spent) == "invalid_refresh_token"
    clients = [WebClient(answer["access_token"], base_url=slack.api_url) for answer in (first, second)]
    assert all(client.auth_test()["ok"] for client in clients)  # two are active at a time
    third = exchange(slack, grant_type="refresh_token", refresh_token=second["refresh_token"])
    assert code(clients[0].auth_test) == "token_revoked"
    slack.clock.advance(43_200)
    assert code(clients[1].auth_test) == "token_expired"
    assert third["ok"]


def test_an_app_that_is_removed_can_do_nothing(slack: LocalSlack) -> None:
    slack.configures(events=["app_uninstalled", "tokens_revoked"])
    web = WebClient(slack.bot_token, base_url=slack.api_url)
    slack.uninstalls_app()
    assert code(web.auth_test) == "token_revoked"


def test_a_token_may_revoke_itself(slack: LocalSlack) -> None:
    web = WebClient(slack.bot_token, base_url=slack.api_url)
    assert web.auth_revoke(test=True)["revoked"] is False
    assert web.auth_revoke()["revoked"] is True
    assert code(web.auth_test) == "token_revoked"
