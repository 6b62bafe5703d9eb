"""What people can use is documented: settings, commands, and what Slack is told."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import yaml
from typer.main import get_command

from bot.cli import app
from bot.settings import Settings
from domain.arrangement import Arrangement, Held
from domain.document import Item
from domain.news import Question
from handlers import COMMANDS
from handlers.notes import WORDS
from rendering.slack.editions.draft import card
from rendering.slack.editions.draft_items import ItemControls
from rendering.slack.kit.blocks import Block
from rendering.slack.notes import help_text
from services.files.file_format import (
    EditionFile,
    EditionPart,
    EventPart,
    NewsPart,
    NominationPart,
    ProjectPart,
    UnitPart,
    UpdatePart,
)
from tests.unit.cards import CARDS, DRAFTED

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = " ".join((ROOT / "docs" / "editors.md").read_text(encoding="utf-8").split())
MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))


def test_every_setting_is_in_the_readme() -> None:
    missing = [name for name in Settings.model_fields if f"`{name.upper()}`" not in README]
    assert not missing


def test_every_setting_in_the_readme_exists() -> None:
    named = re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)
    assert {name.lower() for name in named} == set(Settings.model_fields)


def test_every_command_of_the_command_line_is_in_the_readme() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    assert [name for name in commands if f"sprint-notes {name}" not in README] == []


def test_slack_is_told_exactly_the_slash_commands_that_have_handlers() -> None:
    told = {command["command"] for command in MANIFEST["features"]["slash_commands"]}
    assert told == set(COMMANDS)


def test_help_names_every_command_and_every_word() -> None:
    text = str(help_text().blocks)
    wanted = [*(name for name in COMMANDS if name != "/sprint-notes"), *(f"/sprint-notes {word}" for word in WORDS)]
    assert [name for name in wanted if f"`{name}`" not in text] == []


def test_the_manifest_names_every_word_in_its_hint() -> None:
    hints = {command["command"]: command["usage_hint"] for command in MANIFEST["features"]["slash_commands"]}
    assert set(re.findall(r"\w+", hints["/sprint-notes"])) == set(WORDS)


def test_every_label_in_the_editors_guide_stands_in_slack() -> None:
    shown = [re.compile(label) for label in _labels()]
    named = re.findall(r"\*\*(.+?)\*\*", GUIDE)
    assert [label for label in named if not any(one.fullmatch(label) for one in shown)] == []


def _labels() -> Iterator[str]:
    """Patterns for the words that the app shows, and for those after whose beginning something is filled in."""
    yield from (re.escape(shortcut["name"]) for shortcut in MANIFEST["features"]["shortcuts"])
    for path in (ROOT / "rendering" / "slack").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            if isinstance(parts[0], ast.Constant):
                yield "".join(re.escape(str(one.value)) if isinstance(one, ast.Constant) else ".+" for one in parts)


def test_every_button_of_a_draft_is_in_the_editors_guide() -> None:
    trees = Item(key="project-trees", heading="Street Trees")
    held = Arrangement(held={trees.key: Held(by="U1", reason="Not yet.")}, featured=frozenset({trees.key}))
    items = [ItemControls(edition).after(trees)[0].block for edition in (DRAFTED, replace(DRAFTED, arrangement=held))]
    shown = [block for one in CARDS.values() for block in card(one).blocks] + items
    labels = {label for block in shown if block["type"] == "actions" for label in _labels_of(block["elements"])}
    assert [label for label in sorted(labels) if f"**{label}**" not in GUIDE] == []


def _labels_of(elements: Sequence[Block]) -> Iterator[str]:
    for element in elements:
        yield from (option["text"]["text"] for option in element.get("options", [element]))


def test_every_command_in_the_editors_guide_exists() -> None:
    named = re.findall(r"`(/[^`]+)`", GUIDE)
    assert [command for command in named if command.split()[0] not in COMMANDS or command.split()[1] not in WORDS] == []


def test_every_key_of_a_file_is_documented() -> None:
    text = (ROOT / "docs" / "file-format.md").read_text(encoding="utf-8")
    parts = (EditionFile, UnitPart, EditionPart, ProjectPart, NewsPart, EventPart, NominationPart, UpdatePart)
    keys = [*(key for part in parts for key in part.model_fields), *Question]
    missing = [key for key in keys if f"`{key}`" not in text and f'"{key}"' not in text]
    assert missing == []


def test_links_between_documents_lead_somewhere() -> None:
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        text = re.sub(r"`[^`]*`", "", path.read_text(encoding="utf-8"))
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_no_file_names_a_download_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert lock.count("--hash=sha256:") > lock.count("==")


def test_every_package_is_in_what_is_installed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    rooms = {name.partition(".")[0] for name in settings["packages"]}
    found = [path.parent.relative_to(ROOT) for room in rooms for path in (ROOT / room).rglob("__init__.py")]
    assert sorted(".".join(path.parts) for path in found) == settings["packages"]
