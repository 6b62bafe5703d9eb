"""Importing projects from a file, and exporting them.

Reading a file takes calls to Slack, and none may stand between a submit and its answer: so the submit only
takes the file, and the buttons read it, each time anew; see docs/decisions/0007.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from slack_sdk.errors import SlackApiError

from domain.errors import Conflict, WrongInput
from domain.slack_person import person_from
from handlers.call import Call
from handlers.slack_files import fetch
from handlers.state import values
from rendering.slack.kit.ids import ProjectField
from rendering.slack.setup import projects_file as views
from rendering.slack.setup.projects import project_list
from services.setup import projects, projects_file
from services.setup.projects_file import Listed

MOST_BYTES = 3_000_000
PEOPLE = 1_000  # in one answer of Slack’s
MOST_PAGES = 3  # of people
CHANGED = "The projects or the file have changed since the last page: this is the first page anew."


def show(call: Call) -> None:
    """“Import projects from a file”, or “Use another file”."""
    projects_file.may(call.actor)
    call.change(views.choose())
    call.ack()


def chosen(call: Call) -> None:
    """“Use this file”."""
    files = values(call.body["view"]).files(ProjectField.FILE)
    if not files:
        raise WrongInput(ProjectField.FILE, "Choose a CSV file.")
    projects_file.may(call.actor)
    projects_file.too_large(int(files[0].get("size") or 0), MOST_BYTES)
    call.ack(response_action="update", view=views.chosen(files[0]["id"], str(files[0].get("name") or "The file")))


def check(call: Call) -> None:
    """“Check the file”, and turning the pages of what it would change."""
    about, page = _about(call), int(call.payload["value"])
    plan, limits = projects_file.check(call.actor, fetch(call.client, about["file"], MOST_BYTES), _everybody(call))
    moved_on = about["mark"] not in ("", plan.mark)
    notice = CHANGED if moved_on else ""
    call.change(views.report(plan, about["file"], 0 if moved_on else page, limits=limits, notice=notice))
    call.ack()


def apply(call: Call) -> None:
    """“Apply these changes”, after Slack has asked to confirm."""
    content, everybody = fetch(call.client, _about(call)["file"], MOST_BYTES), _everybody(call)
    mark = call.payload["value"]
    try:
        done = projects_file.apply(call.actor, content, everybody, mark)
    except Conflict as error:
        plan, limits = projects_file.check(call.actor, content, everybody)
        call.change(views.report(plan, _about(call)["file"], limits=limits, notice=str(error)))
    else:
        _list(call, f"Done: {views.counted(done)}.")
    call.ack()


def export(call: Call) -> None:
    """“Export projects as a file”: the table comes as direct messages."""
    text = projects_file.export(call.actor)
    call.services.send_privately(call.workspace, call.person, views.table(text))
    _list(call, "The table is on its way to your direct messages with me.")
    call.ack()


def _list(call: Call, notice: str) -> None:
    call.change(project_list(projects.listing(call.actor, notice=notice)))


def _about(call: Call) -> dict[str, Any]:
    return dict(json.loads(call.body["view"]["private_metadata"]))


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
