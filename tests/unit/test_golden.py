"""The messages and views that the doctor puts before Slack are those that the bot sends, and none is left out.

``--snapshot-update`` writes them afresh; read the change as the people would who get them.
"""

from __future__ import annotations

import json
import re

import pytest

from bot.doctor.blocks import FOLDER
from rendering.slack.kit.ids import Action, Callback
from rendering.slack.kit.values import Chosen
from tests.unit.golden import as_written, golden, write_files
from tests.unit.judges import JUDGES, Judge

GOLDEN = golden()


def test_the_files_are_what_is_sent(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("update_snapshots"):
        write_files()
    stored = {file.stem: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.json")}
    assert stored == {name: as_written(payload) for name, payload in GOLDEN.items()}


def test_every_view_is_among_them() -> None:
    assert {payload.get("callback_id") for payload in GOLDEN.values()} >= set(Callback)


def test_every_button_and_menu_is_among_them() -> None:
    written = json.dumps(list(GOLDEN.values()))
    chosen = [Chosen.read(value).action for value in re.findall(r'"value": "([^"]* \w+)"', written)]
    shown = {*re.findall(r'"action_id": "(\w+)', written), *chosen}
    assert [action for action in Action if action not in shown] == []


@pytest.mark.parametrize("judge", JUDGES)
def test_slack_takes_them(judge: Judge) -> None:
    assert {name: judge(payload) for name, payload in GOLDEN.items() if judge(payload)} == {}
