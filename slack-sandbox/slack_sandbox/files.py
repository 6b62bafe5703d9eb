"""Files: taking bytes at an upload address, and handing them out at `url_private`."""

from __future__ import annotations

import hmac
import mimetypes
import secrets
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from slack_sandbox.core import Sandbox
from slack_sandbox.errors import SlackError
from slack_sandbox.world import JSON, File

MOST_BYTES_IN_FORM = 10_000_000  # types: 10 MB a file in a file_input
MOST_FILES_IN_FORM = 10  # types


def new_file(name: str, user: str, size: int, box: Sandbox, content: bytes | None = None) -> File:
    """A file that somebody has or will have uploaded."""
    made = File(box.world.fresh_id("F"), name, user, int(box.clock.now()), size, title=name, content=content)
    made.shared = content is not None
    box.world.files[made.id] = made
    return made


def file_json(file: File, box: Sandbox) -> JSON:
    """A file object."""
    kind = file.name.rpartition(".")[2].lower() if "." in file.name else "text"
    address = f"{box.base_url}/files-pri/{box.world.team_id}-{file.id}"
    body: JSON = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": mimetypes.guess_type(file.name)[0] or "text/plain",
        "filetype": kind,
        "pretty_type": kind.upper(),
        "user": file.user,
        "user_team": box.world.team_id,
        "editable": False,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "url_private": f"{address}/{quote(file.name)}",
        "url_private_download": f"{address}/download/{quote(file.name)}",
        "permalink": f"https://{box.world.domain}.slack.com/files/{file.user}/{file.id}/{quote(file.name)}",
        "channels": [c for c in file.channels if box.world.channels[c].kind == "public"],
        "groups": [c for c in file.channels if box.world.channels[c].kind == "private"],
        "ims": [c for c in file.channels if box.world.channels[c].kind == "im"],
    }
    return body | ({"alt_txt": file.alt_text} if file.alt_text else {})


def upload_address(file: File, box: Sandbox) -> str:
    """Where the bytes of a file are sent, once."""
    ticket = secrets.token_urlsafe(16)
    box.uploads[ticket] = file.id
    return f"{box.base_url}/upload/v1/{ticket}"


async def serve_upload(request: Request) -> Response:
    """Takes the bytes of a file: the body itself, or the first file of a form."""
    box: Sandbox = request.app.state.sandbox
    file = box.world.files.get(box.uploads.pop(request.path_params["ticket"], ""))
    if file is None:
        return PlainTextResponse("invalid upload ticket", 404)
    content = await _uploaded(request)
    if len(content) != file.size:
        return PlainTextResponse(f"expected {file.size} bytes and got {len(content)}", 400)
    file.content = content
    return PlainTextResponse(f"OK - {file.size}")


async def _uploaded(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        files = [part for part in form.values() if isinstance(part, UploadFile)]
        return await files[0].read() if files else b""


async def serve_file(request: Request) -> Response:
    """Hands out a file to whoever has a bot token with files:read."""
    box: Sandbox = request.app.state.sandbox
    team, _, file_id = request.path_params["file"].partition("-")
    file = box.world.files.get(file_id)
    if file is None or file.content is None or not hmac.compare_digest(team, box.world.team_id):
        return PlainTextResponse("There is no such file.", 404)
    if not _may_read(request, box):
        return Response(status_code=302, headers={"Location": f"https://{box.world.domain}.slack.com/"})
    kind = mimetypes.guess_type(file.name)[0] or "text/plain"
    return Response(file.content, media_type=kind, headers={"X-Content-Type-Options": "nosniff"})


async def serve_to_page(request: Request) -> Response:
    """Hands a file out to the page in the browser, which shows it to people; nothing in it may run."""
    box: Sandbox = request.app.state.sandbox
    file = box.world.files.get(request.path_params["file"])
    if file is None or file.content is None:
        return PlainTextResponse("There is no such file.", 404)
    kind = mimetypes.guess_type(file.name)[0] or "text/plain"
    safe = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
    return Response(file.content, media_type=kind, headers=safe | {"Cache-Control": "no-store"})


def _may_read(request: Request, box: Sandbox) -> bool:
    """Slack sends whoever may not read a file to a page to sign in, not to an error."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    scopes = box.world.app.scopes
    try:
        known = scheme.lower() == "bearer" and box.tokens.kind(token.strip(), box.clock.now()) == "bot"
    except SlackError:
        return False
    return known and (scopes is None or "files:read" in scopes)
