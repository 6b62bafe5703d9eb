"""The bytes of a file that somebody has given the app in Slack."""

from __future__ import annotations

from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import structlog
from slack_sdk.errors import SlackApiError

from domain.errors import Conflict
from handlers.call import Call
from services.setup.projects_file import too_large

SECONDS = 2  # as every call before an answer
UNREAD = "Slack does not hand out the file at the moment. Nothing was changed; press again."
log = structlog.get_logger("handlers")


class _NoRedirect(HTTPRedirectHandler):
    """Slack sends those who may not read a file to a page to sign in; our token must not follow."""

    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str) -> None:
        """Goes nowhere, so that the answer counts as refused."""


def fetch(call: Call, file_id: str, most: int) -> bytes:
    """What is in a file; raises ``WrongInput`` for one of more than ``most`` bytes, ``Conflict`` where Slack fails."""
    try:
        file = call.client.files_info(file=file_id)["file"]
        too_large(int(file.get("size") or 0), most)
        content = _read(call, str(file.get("url_private_download") or file["url_private"]), most)
    except (SlackApiError, HTTPError, OSError, KeyError) as error:
        log.warning("file not read", file=file_id, error=str(error))
        raise Conflict(UNREAD) from error
    too_large(len(content), most)
    return content


def _read(call: Call, address: str, most: int) -> bytes:
    there, home = urlsplit(address), urlsplit(call.client.base_url)
    if there.scheme != home.scheme or not f".{there.hostname}".endswith(f".{home.hostname}"):
        raise OSError(f"the file is not at Slack’s but at {there.scheme}://{there.hostname}")
    request = Request(address, headers={"Authorization": f"Bearer {call.client.token}"})  # noqa: S310 - looked at above
    with build_opener(_NoRedirect).open(request, timeout=SECONDS) as answer:
        return bytes(answer.read(most + 1))
