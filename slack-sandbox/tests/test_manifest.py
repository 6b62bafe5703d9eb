"""Which manifests the local Slack takes: those that Slack's own schema takes."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from sandbox_support.shared import manifest_schema
from slack_sandbox.manifest import WrongManifest
from slack_sandbox.rules import judge_manifest
from slack_sandbox.server import LocalSlack

JSON = dict[str, Any]
PROMPT = {"title": "What is due?", "message": "Tell me what is due."}
PARAMETERS = {"properties": {"boat": {"type": "string", "title": "Boat"}}, "required": ["boat"]}
CUSTOM = {
    "client_id": "1",
    "provider_name": "Tide",
    "authorization_url": "https://tide.example.org/a",
    "token_url": "https://tide.example.org/t",
    "scope": ["read"],
    "authorization_url_extras": {},
    "identity_config": {"url": "https://tide.example.org/me", "account_identifier": "$.user.mail", "headers": {}},
    "use_pkce": True,
    "token_url_config": {"use_basic_auth_scheme": False},
}
WHOLE: JSON = {
    "_metadata": {"schema_version": 1, "min_version": 1, "major_version": 2, "minor_version": 1},
    "app_directory": {
        "app_directory_categories": ["boats"],
        "use_direct_install": False,
        "direct_install_url": "https://boats.example.org/install",
        "installation_landing_page": "https://boats.example.org",
        "privacy_policy_url": "https://boats.example.org/privacy",
        "support_url": "https://boats.example.org/help",
        "support_email": "help@boats.example.org",
        "supported_languages": ["en", "cy"],
        "pricing": "free",
    },
    "display_information": {
        "name": "Boats",
        "description": "Which boat sails when",
        "background_color": "#1d3557",
        "long_description": "Boats that sail. " * 12,
    },
    "features": {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Boats", "always_online": True},
        "functions": [
            {
                "callback_id": "sail",
                "title": "Sail",
                "description": "Sails",
                "input_parameters": [{"type": "string", "name": "boat", "hint": "Which?"}],
                "output_parameters": [],
            }
        ],
        "shortcuts": [
            {"name": "Book a boat", "type": "global", "callback_id": "book", "description": "Books a boat"},
            {"name": "Take along", "type": "message", "callback_id": "take", "description": "Takes it along"},
        ],
        "slash_commands": [
            {
                "command": "/boats",
                "url": "https://boats.example.org/slack",
                "description": "Lists boats",
                "usage_hint": "[pier]",
                "should_escape": True,
            }
        ],
        "workflow_steps": [{"name": "Sail", "callback_id": "sail"}],
        "unfurl_domains": ["boats.example.org"],
        "assistant_view": {"assistant_description": "Knows boats", "suggested_prompts": [PROMPT]},
        "agent_view": {
            "agent_description": "Knows boats",
            "suggested_prompts": [PROMPT],
            "actions": [{"name": "Sail", "description": "Sails"}],
        },
    },
    "oauth_config": {
        "redirect_urls": ["https://boats.example.org/oauth"],
        "scopes": {
            "user": ["users:read"],
            "bot": ["commands", "dnd:read"],
            "user_optional": ["users:read"],
            "bot_optional": ["dnd:read"],
        },
        "token_management_enabled": True,
        "pkce_enabled": False,
    },
    "settings": {
        "allowed_ip_address_ranges": ["192.0.2.0/24", "198.51.100.7"],
        "event_subscriptions": {
            "request_url": "https://boats.example.org/events",
            "user_events": ["user_change"],
            "bot_events": ["app_home_opened"],
            "metadata_subscriptions": [{"app_id": "A1", "event_type": "boat_sailed"}],
        },
        "incoming_webhooks": {"incoming_webhooks_enabled": False},
        "interactivity": {
            "is_enabled": True,
            "request_url": "https://boats.example.org/act",
            "message_menu_options_url": "https://boats.example.org/menu",
        },
        "org_deploy_enabled": False,
        "socket_mode_enabled": True,
        "is_hosted": False,
        "token_rotation_enabled": False,
        "siws_links": {"initiate_uri": "https://boats.example.org/sign-in"},
        "hermes_app_type": "remote",
        "function_runtime": "remote",
        "is_mcp_enabled": False,
    },
    "functions": {
        "sail": {
            "title": "Sail",
            "description": "Sails",
            "input_parameters": PARAMETERS,
            "output_parameters": PARAMETERS,
        }
    },
    "workflows": {
        "day": {
            "title": "Day",
            "description": "A day",
            "input_parameters": PARAMETERS,
            "steps": [{"id": "0", "function_id": "#/functions/sail", "inputs": {"boat": "b"}, "type": "function"}],
            "suggested_triggers": [
                {"name": "Go", "description": "Goes", "type": "shortcut", "inputs": {"boat": {"value": None}}}
            ],
        }
    },
    "datastores": {
        "piers": {"primary_key": "id", "attributes": {"id": {"type": "array", "items": {"type": "string"}}}}
    },
    "outgoing_domains": ["tide.example.org"],
    "types": {"boat": {"type": "string", "is_hidden": False}},
    "external_auth_providers": {
        "oauth2": {
            "tide": {"provider_type": "CUSTOM", "options": CUSTOM},
            "post": {"provider_type": "SLACK_PROVIDED", "options": {"client_id": "1", "scope": ["read"]}},
        }
    },
    "mcp_servers": {
        "tide": {"url": "https://tide.example.org", "headers": {"a": "b"}, "auth_type": "no_auth"},
    },
}

REFUSED = {
    "a shortcut of 25 characters": ("features/shortcuts/0/name", "Book a boat for a morning", "at most 24"),
    "a shortcut described at length": ("features/shortcuts/1/description", "x" * 151, "at most 150"),
    "a command without a slash": ("features/slash_commands/0/command", "boats", "match pattern"),
    "a long command": ("features/slash_commands/0/command", "/" + "b" * 32, "at most 32"),
    "an empty hint": ("features/slash_commands/0/usage_hint", "", "at least 1"),
    "no value": ("display_information/description", None, "valid string"),
    "a number for a word": ("display_information/name", 7, "valid string"),
    "a word for yes": ("settings/interactivity/is_enabled", "yes", "valid boolean"),
    "a colour by name": ("display_information/background_color", "blue", "match pattern"),
    "a short long description": ("display_information/long_description", "Boats.", "at least 175"),
    "a key of nobody's": ("oauth_config/scopes/bots", ["commands"], "not permitted"),
    "an event twice": ("settings/event_subscriptions/bot_events", ["a", "b", "a"], "unique"),
    "no shortcut in a list of them": ("features/shortcuts", [], "at least 1"),
    "too many shortcuts": ("features/shortcuts", WHOLE["features"]["shortcuts"] * 6, "at most 10"),
}


def changed(place: str, value: object) -> JSON:
    manifest = copy.deepcopy(WHOLE)
    *path, last = [int(step) if step.isdigit() else step for step in place.split("/")]
    part: Any = manifest
    for step in path:
        part = part[step]
    part[last] = value
    return manifest


def test_a_manifest_with_everything_is_taken() -> None:
    assert judge_manifest(WHOLE) == []


@pytest.mark.parametrize("case", REFUSED)
def test_what_slack_would_not_take_is_refused_with_its_place(case: str, tmp_path: Path) -> None:
    place, value, why = REFUSED[case]
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(changed(place, value)))
    with pytest.raises(WrongManifest, match=why) as refused:
        LocalSlack(manifest=path)
    assert f"[json-pointer:/{place}" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"), [("", "valid dictionary"), ("a: [", "cannot be read"), ("[1]", "valid dict")]
)
def test_the_command_says_why_it_does_not_start(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "manifest.yml"
    path.write_text(text)
    command = [sys.executable, "-m", "slack_sandbox", "--port", "0", "--manifest", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert str(path) in done.stderr
    assert said in done.stderr


ODD: list[Any] = [
    None,
    "",
    "x",
    7,
    1.5,
    True,
    [],
    {},
    [None],
    ["x", "x"],
    [{}],
    {"x": 1},
    "https://x.example.org",
    "/x",
]
ODD += ["x" * size for size in (2, 24, 25, 35, 36, 50, 51, 80, 81, 140, 141, 150, 151, 174, 175, 300, 301, 4001)]
OURS = ("/display_information/background_color", "/app_directory/support_email")  # the schema says it in a note only


def places(part: Any, at: str = "") -> Iterator[tuple[Any, Any, str]]:
    """Every place of a manifest: what holds it, its key there, and its pointer."""
    keys = list(part) if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else []
    for key in keys:
        yield part, key, f"{at}/{key}"
        yield from places(part[key], f"{at}/{key}")


def variants() -> Iterator[tuple[str, JSON]]:
    """The whole manifest with one place of it gone, doubled, longer or odd."""
    for pointer in [pointer for *_, pointer in places(WHOLE) if pointer not in OURS]:
        for odd in ["gone", "more", "twice", *ODD]:
            manifest = copy.deepcopy(WHOLE)
            part, key = next((part, key) for part, key, at in places(manifest) if at == pointer)
            if odd == "gone":
                del part[key]
            elif odd == "more" and isinstance(part[key], dict):
                part[key]["one more"] = "x"
            elif odd == "twice" and isinstance(part[key], list):
                part[key] *= 2
            else:
                part[key] = odd
            yield f"{pointer} {odd!r:.20}", manifest


def test_slacks_own_schema_judges_every_change_of_a_manifest_alike() -> None:
    schema = fastjsonschema.compile(manifest_schema())
    assert [what for what, manifest in variants() if bool(judge_manifest(manifest)) == _taken(schema, manifest)] == []


def _taken(schema: Any, manifest: JSON) -> bool:
    try:
        schema(manifest)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True
