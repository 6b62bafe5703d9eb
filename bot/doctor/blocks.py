"""``doctor --blocks``: one of every message and view that the bot sends, put before Slack's own ``blocks.validate``."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.doctor.said import Told, ok, slack_error, wrong
from domain.tables import TableKind, has_data_table, shown_as

FOLDER = Path(__file__).with_name("golden")
LONGEST_WAIT = 60  # seconds that Slack may want to be left alone between two of them


def check_blocks(client: WebClient, folder: Path = FOLDER) -> Iterator[Told]:
    """Says what Slack would refuse of what is in a folder, and where."""
    refused = 0
    files = sorted(folder.glob("*.json"))
    for file in files:
        payload = json.loads(file.read_text(encoding="utf-8"))
        found = _objections(client, payload)
        if found and has_data_table(payload["blocks"]):  # some workspaces have none: then this is what is shown
            found = _objections(client, shown_as(payload, TableKind.LINES))
        for objection in found:
            refused += 1
            yield wrong("Blocks", f"{file.stem}: {objection}. Report it: this release sends what Slack does not take.")
    if not refused:
        yield ok("Blocks", f"Slack takes all {len(files)} messages and views.")


def _objections(client: WebClient, payload: dict[str, Any]) -> list[str]:
    kind = "view" if payload.get("type") in ("modal", "home") else "message"
    try:
        client.api_call("blocks.validate", params={kind: json.dumps(payload)})
    except SlackApiError as error:
        if error.response.status_code == 429:
            headers = {name.lower(): value for name, value in error.response.headers.items()}
            time.sleep(min(float(headers.get("retry-after", 1)), LONGEST_WAIT))
            return _objections(client, payload)
        if slack_error(error) != f"invalid_{kind}":
            raise
        faults = error.response.get("errors") or [{"pointer": "", "message": "refused"}]
        return [f"{fault['pointer']}: {fault['message']}" for fault in faults]
    return []
