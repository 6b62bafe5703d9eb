"""Importing projects from a file, and exporting them.

Reading a file takes calls to Slack, and none may stand between a submit and its answer: so the submit only
takes the file, and the buttons read it, each time anew; see docs/decisions/0007.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx2
import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from domain.errors import Conflict
from domain.slack_person import person_from
from handlers.call import Call
from handlers.state import needed
from rendering.slack.kit.ids import Field
from rendering.slack.kit.values import FileChosen, one
from rendering.slack.setup import projects_file as views
from rendering.slack.setup.projects import project_list
from services.setup import projects, projects_file
from services.setup.projects_file import Listed

MOST_BYTES = 3_000_000
SECONDS = 2  # as every call before an answer
UNREAD = "Slack does not hand out the file at the moment. Nothing was changed; press again."
PEOPLE = 1_000  # in one answer of Slack’s
MOST_PAGES = 3  # of people
CHANGED = "The projects or the file have changed since the last page: this is the first page anew."
log = structlog.get_logger("handlers")


def show(call: Call) -> None:
    """“Import projects from a file”, or “Use another file”."""
    projects_file.may(call.actor)
    call.change(views.choose())


def chosen(call: Call) -> None:
    """“Use this file”."""
    file, *_ = needed(call.given.files(Field.FILE), Field.FILE, "Choose a CSV file.")
    projects_file.may(call.actor)
    projects_file.too_large(int(file.get("size") or 0), MOST_BYTES)
    call.go_on(views.chosen(file["id"], str(file.get("name") or "The file")))


def check(call: Call) -> None:
    """“Check the file” and “Show next page”, which carry the page, in a modal that carries a ``FileChosen``."""
    chosen, page = FileChosen.read(call.metadata), one(int, call.pressed)
    plan, limits = projects_file.check(call.actor, fetch(call.client, chosen.file), _everybody(call))
    moved_on = chosen.mark not in ("", plan.mark)
    notice = CHANGED if moved_on else ""
    call.change(views.report(plan, chosen.file, 0 if moved_on else page, limits=limits, notice=notice))


def apply(call: Call) -> None:
    """“Apply these changes”, once confirmed, which carries the plan's mark, in a modal with a ``FileChosen``."""
    file = FileChosen.read(call.metadata).file
    content, everybody = fetch(call.client, file), _everybody(call)
    try:
        done = projects_file.apply(call.actor, content, everybody, call.pressed)
    except Conflict as error:
        plan, limits = projects_file.check(call.actor, content, everybody)
        call.change(views.report(plan, file, limits=limits, notice=str(error)))
    else:
        _list(call, f"Done: {views.counted(done)}.")


def export(call: Call) -> None:
    """“Export projects as a file”: the table comes as direct messages."""
    text = projects_file.export(call.actor)
    call.services.send_privately(call.actor, views.table(text))
    _list(call, "The table is on its way to your direct messages with me.")


def _list(call: Call, notice: str) -> None:
    call.change(project_list(projects.listing(call.actor, notice=notice)))


def fetch(client: WebClient, file_id: str, most: int = MOST_BYTES) -> bytes:
    """What is in a file; raises ``WrongInput`` for one of more than ``most`` bytes, ``Conflict`` where Slack fails."""
    try:
        file = client.files_info(file=file_id)["file"]
        projects_file.too_large(int(file.get("size") or 0), most)
        content = _read(client, str(file.get("url_private_download") or file["url_private"]), most)
    except (SlackApiError, httpx2.HTTPError, OSError, KeyError) as error:
        log.warning("file not read", file=file_id, error=str(error))
        raise Conflict(UNREAD) from error
    projects_file.too_large(len(content), most)
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


def _everybody(call: Call) -> list[Listed]:
    """The people of the workspace, apps left out."""
    try:
        users = [user for user in _users(call) if not user.get("is_bot") and user["id"] != "USLACKBOT"]
    except (SlackApiError, OSError) as error:
        raise Conflict("Slack does not say at the moment who is here. Nothing was changed; press again.") from error
    return [Listed(person_from(user, call.workspace), _names(user)) for user in users]


def _users(call: Call) -> Iterator[dict[str, Any]]:
    cursor = ""
    for _ in range(MOST_PAGES):
        answer = call.client.users_list(limit=PEOPLE, cursor=cursor)
        yield from answer["members"]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def _names(user: dict[str, Any]) -> tuple[str, ...]:
    profile = user.get("profile") or {}
    named = (user.get("name"), user.get("real_name"), profile.get("display_name"), profile.get("real_name"))
    return tuple({str(name) for name in named if name})
