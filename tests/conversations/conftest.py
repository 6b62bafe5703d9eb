"""A fresh stage for each conversation, and a judge who reads everything that the bot said in it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conversations.judge import faults_in, refused
from tests.stage import DATABASE, MODE, Stage, stage


@pytest.fixture
def expected_refusals() -> set[str]:
    """What Slack may refuse the bot in any story; one that means to provoke more adds it."""
    return {"ratelimited", "not_in_channel"}


@pytest.fixture(params=[MODE])
def staged(
    tmp_path: Path, request: pytest.FixtureRequest, expected_refusals: set[str], sqlite_template: Path
) -> Iterator[Stage]:
    """The bot beside a local Slack. The key stories play in both modes each time, all others in ``MODE``."""
    shutil.copy(sqlite_template, tmp_path / DATABASE)
    with stage(tmp_path, mode=request.param) as made:
        yield made
        made.bot.kill()
        sys.stdout.write(f"The bot's last words:\n{made.bot.log()[-4000:]}")
        assert refused(made.slack, expected_refusals) == []
        assert faults_in(made.slack) == []
        assert made.slack.remarks() == []


@pytest.fixture
def ready(staged: Stage) -> Stage:
    """The usual three projects, set up by the editor; edition 7 is open from 5 to 18 March 2026."""
    staged.imports_the_usual()
    staged.sets_up()
    return staged
