"""What is stored about one person, handed over and erased at the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.forked import sprint_notes

FILE = {
    "format": "sprint-notes/1",
    "unit": {"name": "Harbour Unit", "timezone": "Europe/London", "sprint_days": 14},
    "projects": [{"key": "ferry", "name": "Ferry Tickets", "leads": ["U0ADA1", "U0BOLA"]}],
}


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    settings = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'notes.db'}"}
    file = tmp_path / "notes.json"
    file.write_text(json.dumps(FILE), encoding="utf-8")
    assert sprint_notes("import", str(file), environment=settings).returncode == 0
    return settings


def test_somebody_is_handed_what_names_them_and_erased(environment: dict[str, str]) -> None:
    told = json.loads(sprint_notes("person", "export", "U0ADA1", environment=environment).stdout)
    assert told["person"] == "U0ADA1"
    assert [row["key"] for row in told["rows"]["projects"]] == ["ferry"]
    erased = sprint_notes("person", "erase", "U0ADA1", given="U0ADA1\n", environment=environment)
    assert erased.returncode == 0
    assert "Editions and updates keep their words" in erased.stdout
    assert json.loads(sprint_notes("person", "export", "U0ADA1", environment=environment).stdout)["rows"] == {}
    left = json.loads(sprint_notes("person", "export", "U0BOLA", environment=environment).stdout)["rows"]
    assert [row["leads"] for row in left["projects"]] == [["U0BOLA"]]


@pytest.mark.parametrize("typed", ["", "yes\n", "U0BOLA\n"])
def test_nobody_is_erased_whose_id_is_not_typed_again(typed: str, environment: dict[str, str]) -> None:
    done = sprint_notes("person", "erase", "U0ADA1", given=typed, environment=environment)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Nobody was erased: what was typed is not U0ADA1." in done.stderr
    assert json.loads(sprint_notes("person", "export", "U0ADA1", environment=environment).stdout)["rows"] != {}


def test_a_script_says_yes(environment: dict[str, str]) -> None:
    assert sprint_notes("person", "erase", "U0ADA1", "--yes", environment=environment).returncode == 0
    assert json.loads(sprint_notes("person", "export", "U0ADA1", environment=environment).stdout)["rows"] == {}


def test_what_is_no_member_id_is_refused(environment: dict[str, str]) -> None:
    done = sprint_notes("person", "erase", "ada", environment=environment)
    assert done.returncode == 1
    assert "“ada” is no Slack member ID." in done.stderr
