"""A set-up that works, for the doctor to look at after something was broken in it."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

import pytest
import yaml
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel

from bot.app import open_store
from bot.settings import Settings
from services.common.actor import Actor
from services.setup.setup import UnitSettings, save
from tests.forked import sprint_notes

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
SCOPES = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))["oauth_config"]["scopes"]
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "SPRINT_", "DATABASE"))}


@dataclass
class Clinic:
    """A set-up that works, for the doctor; ``settings`` are its environment, ``arguments`` what it is told besides."""

    slack: LocalSlack
    folder: Path
    editor: Person
    review: Channel
    notes: Channel
    settings: dict[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    holds: socket.socket | None = None

    def examines(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**CLEAN, **{name: value for name, value in self.settings.items() if value}}
        return sprint_notes("doctor", *self.arguments, *arguments, folder=self.folder, environment=environment)

    def runs_sql(self, statement: str) -> None:
        with sqlite3.connect(self.folder / "notes.db") as connection:
            connection.execute(statement)
        connection.close()

    def grants(self, *, without: str) -> None:
        self.slack.configures(scopes=[scope for scope in SCOPES["bot"] if scope != without])


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    with LocalSlack(manifest=MANIFEST, rate_limits=False) as slack:
        editor = slack.adds_person("Edie Quill")
        review = slack.adds_channel("review", private=True, members=[editor], with_bot=True)
        notes = slack.adds_channel("notes", members=[editor], with_bot=True)
        settings = {
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "PORT": "0",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'notes.db'}",
        }
        made = Clinic(slack, tmp_path, editor, review, notes, settings)
        _set_up(made)
        yield made
        if made.holds:
            made.holds.close()


def _set_up(clinic: Clinic) -> None:
    engines, _, store = open_store(Settings(database_url=clinic.settings["DATABASE_URL"]))
    store.meet(clinic.slack.team_id, "Sandbox", "B0SANDBOX1", clinic.slack.bot_user)
    unit = UnitSettings(
        name="Harbour Unit", review_channel=clinic.review.id, publish_channel=clinic.notes.id,
        timezone="Europe/London", first_day=date(2026, 3, 5), days=14, closing=time(17), next_number=7,
    )  # fmt: skip
    save(Actor(store, clinic.slack.team_id, clinic.editor.id), unit)
    engines.dispose()
