"""The bytes of a file that somebody has given the app in Slack."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx2
import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from domain.errors import Conflict
from services.setup.projects_file import too_large

SECONDS = 2  # as every call before an answer
UNREAD = "Slack does not hand out the file at the moment. Nothing was changed; press again."
log = structlog.get_logger("handlers")


def fetch(client: WebClient, file_id: str, most: int) -> bytes:
    """What is in a file; raises ``WrongInput`` for one of more than ``most`` bytes, ``Conflict`` where Slack fails."""
    try:
        file = client.files_info(file=file_id)["file"]
        too_large(int(file.get("size") or 0), most)
        content = _read(client, str(file.get("url_private_download") or file["url_private"]), most)
    except (SlackApiError, httpx2.HTTPError, OSError, KeyError) as error:
        log.warning("file not read", file=file_id, error=str(error))
        raise Conflict(UNREAD) from error
    too_large(len(content), most)
    return content


def _read(client: WebClient, address: str, most: int) -> bytes:
    there, home = urlsplit(address), urlsplit(client.base_url)
    if there.scheme != home.scheme or not f".{there.hostname}".endswith(f".{home.hostname}"):
        raise OSError(f"the file is not at Slack’s but at {there.scheme}://{there.hostname}")
    content, token = b"", {"Authorization": f"Bearer {client.token}"}
    # Slack sends those who may not read a file to a page to sign in; our token must not follow
    with httpx2.stream("GET", address, headers=token, timeout=SECONDS, follow_redirects=False) as answer:
        answer.raise_for_status()
        for piece in answer.iter_bytes():
            content += piece
            if len(content) > most:
                break
    return content
