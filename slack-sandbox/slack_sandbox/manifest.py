"""Reads what Slack needs to know from an app manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from slack_sandbox.rules import judge_manifest
from slack_sandbox.world import App


class WrongManifest(ValueError):
    """Slack would make no app from this manifest; says where and why, a line each."""


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest in a YAML or JSON file; raises WrongManifest where Slack would not take it."""
    try:
        manifest = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise WrongManifest(f"{path} cannot be read: {error}") from None
    found = judge_manifest(manifest)
    if found:
        raise WrongManifest("\n".join([f"Slack would not take {path}:", *map(str, found)]))
    return dict(manifest)


def apply_manifest(app: App, manifest: dict[str, Any]) -> None:
    """Gives the app the name, scopes (optional ones too), events and commands of its manifest, and no others."""
    features = manifest.get("features") or {}
    settings = manifest.get("settings") or {}
    scopes = (manifest.get("oauth_config") or {}).get("scopes") or {}
    events = settings.get("event_subscriptions") or {}
    home = features.get("app_home") or {}
    app.name = (features.get("bot_user") or {}).get("display_name") or app.name
    app.scopes = app.known_scopes = frozenset([*scopes.get("bot", ()), *scopes.get("bot_optional", ())])
    app.events = frozenset(events.get("bot_events") or ())
    app.commands = frozenset(command["command"] for command in features.get("slash_commands") or ())
    shortcuts = features.get("shortcuts") or ()
    app.shortcuts = {item[key]: item["callback_id"] for item in shortcuts for key in ("name", "callback_id")}
    app.home_enabled = bool(home.get("home_tab_enabled", False))
    app.messages_tab = bool(home.get("messages_tab_enabled", True))
    app.messages_enabled = app.messages_tab and not home.get("messages_tab_read_only_enabled", False)
    app.features = {key: features.get(key) or [] for key in ("slash_commands", "shortcuts")}
    app.redirect_urls = tuple((manifest.get("oauth_config") or {}).get("redirect_urls") or ())
    app.rotates_tokens = bool(settings.get("token_rotation_enabled", False))
    app.interactive = bool((settings.get("interactivity") or {}).get("is_enabled", False))
