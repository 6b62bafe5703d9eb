"""What people write goes from a file into the database, into the form and back, and out in every format: it reads the
same everywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from slack_sandbox.state import initial, stateful

from domain.text.rich_text import RichText
from handlers.updates import update_form as submitted
from rendering.slack.updates.update_form import form
from services.common.actor import Actor
from services.files.exchange import export, import_file
from services.files.files import read, write
from services.updates.update_forms import open_form
from services.updates.updates import submit
from storage.unit_of_work import SqlStore
from tests.bodies import Body, bodies
from tests.unit.seen import Seen, besides, everywhere, only_decoration

BODIES = {f"project-{number:03}": body for number, body in enumerate(bodies(200))}
EXACT = ("markdown", "html", "json")  # set nothing beside the words


def file_of(bodies: Mapping[str, Body]) -> str:
    edition = {"number": 7, "starts": "2026-03-05", "ends": "2026-03-18"}
    return json.dumps(
        {
            "format": "sprint-notes/1",
            "unit": {"name": "Harbour Unit", "review_channel": "C1", "publish_channel": "C2"},
            "edition": edition,
            "projects": [{"key": key, "name": key, "leads": ["U_ADA"]} for key in bodies],
            "updates": [
                {"project": key, "headline": "News", "status": "on track", "body": body.source}
                for key, body in bodies.items()
            ],
        }
    )


def stored(store: SqlStore) -> dict[str, RichText]:
    """The body of each project's update, by its key."""
    with store.reading("T1") as work:
        keys = {project.id: project.key for project in work.projects.all()}
        edition = work.editions.all()[-1]
        return {keys[one.project_id]: one.content.body for one in work.updates.of_edition(edition.id)}


def saves_as_it_opens(ada: Actor, project_id: str, token: str) -> None:
    """Somebody opens the form of a project, changes nothing and saves it."""
    view: dict[str, Any] = json.loads(json.dumps(form(open_form(ada, token=token, project_id=project_id))))
    values: dict[str, Any] = {}
    for block, element in stateful(view["blocks"]):
        values.setdefault(block["block_id"], {})[element["action_id"]] = initial(element)
    submit(ada, submitted.read(view | {"state": {"values": values}}))


def looks_wrong(text: RichText, body: Body, *, was_saved: bool) -> dict[str, object]:
    """The formats in which something else is seen than was written."""
    wrong: dict[str, object] = {}
    for name, seen in everywhere(text, body.leads_to).items():
        more = besides(seen.characters, body.shows)
        is_same = more is not None and (only_decoration(more) if was_saved or name not in EXACT else not more)
        if not is_same or seen.leads_to != Seen.of("", iter(body.leads_to)).leads_to:
            wrong[name] = seen
    return wrong


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_two_hundred_bodies_read_the_same_everywhere(store: SqlStore) -> None:
    import_file(store, "T1", read(file_of(BODIES)))
    texts = stored(store)
    for key, body in BODIES.items():
        assert not looks_wrong(texts[key], body, was_saved=False), (key, body)

    ada = Actor(store, "T1", "U_ADA")
    with store.reading("T1") as work:
        projects = {project.key: project.id for project in work.projects.all()}
    for key, project_id in projects.items():
        saves_as_it_opens(ada, project_id, token=f"first {key}")
    saved = stored(store)
    for key, body in BODIES.items():
        assert not looks_wrong(saved[key], body, was_saved=True), (key, body)

    for key in list(projects)[:20]:
        saves_as_it_opens(ada, projects[key], token=f"second {key}")
    assert stored(store) == saved
    import_file(store, "T2", read(write(export(store, "T1"))))
    with store.reading("T2") as work:
        keys = {project.id: project.key for project in work.projects.all()}
        updates = work.updates.of_edition(work.editions.all()[-1].id)
        assert {keys[one.project_id]: one.content.body for one in updates} == saved
