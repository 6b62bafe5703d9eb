"""What people can use is documented: settings, commands, and what Slack is told."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import fastjsonschema
import pytest
import yaml
from pydantic import BaseModel
from sandbox_support.shared import manifest_schema
from slack_sandbox.rules import judge_manifest
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


def test_the_readme_names_exactly_the_commands_of_the_command_line() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    assert set(re.findall(r"`sprint-notes ([\w-]+)", README)) == set(commands)


def test_slack_is_told_exactly_the_slash_commands_that_have_handlers() -> None:
    told = {command["command"] for command in MANIFEST["features"]["slash_commands"]}
    assert told == set(COMMANDS)


def test_help_names_every_command_and_every_word() -> None:
    wanted = {*(name for name in COMMANDS if name != "/sprint-notes"), *(f"/sprint-notes {word}" for word in WORDS)}
    assert wanted - set(_code_in(help_text().blocks)) == set()


def _code_in(part: object) -> Iterator[str]:
    """The words that a message sets as code."""
    if isinstance(part, dict):
        if part.get("style") == {"code": True}:
            yield part["text"]
        part = list(part.values())
    if isinstance(part, list | tuple):
        yield from (text for one in part for text in _code_in(one))


def test_slack_makes_an_app_from_the_manifest() -> None:
    assert judge_manifest(MANIFEST) == []


def test_slacks_own_schema_takes_the_manifest() -> None:
    fastjsonschema.validate(manifest_schema(), MANIFEST)


def test_what_may_be_refused_is_among_what_is_asked_for() -> None:
    scopes = MANIFEST["oauth_config"]["scopes"]
    optional = set(scopes["bot_optional"])
    assert optional <= set(scopes["bot"])
    assert {scope for scope in scopes["bot"] if scope.endswith(":history")} <= optional


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


FILE_FORMAT = (ROOT / "docs" / "file-format.md").read_text(encoding="utf-8").partition("## Importing")[0]
PARTS: dict[str, type[BaseModel]] = {
    "unit": UnitPart,
    "edition": EditionPart,
    "project": ProjectPart,
    "news item": NewsPart,
    "nomination": NominationPart,
    "update": UpdatePart,
}
SECTIONS = dict(re.findall(r"^\*\*(.+?)\*\*: (.+?)\n\n", FILE_FORMAT, re.MULTILINE | re.DOTALL))


def test_the_keys_of_a_whole_file_are_the_rows_of_its_table() -> None:
    assert re.findall(r"^\| `(\w+)` \|", FILE_FORMAT, re.MULTILINE) == list(EditionFile.model_fields)
    assert list(SECTIONS) == list(PARTS)


@pytest.mark.parametrize("name", PARTS)
def test_every_key_of_a_part_stands_in_its_own_paragraph(name: str) -> None:
    named = _words_in_code(_without_brackets(SECTIONS[name]))
    assert [key for key in PARTS[name].model_fields if key not in named] == []


def _within(part: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """The parts that stand in a part, with the keys that hold them."""
    for key, field in part.model_fields.items():
        for inner in _models(field.annotation):
            yield key, inner
            yield from _within(inner)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for one in get_args(annotation):
        yield from _models(one)


WITHIN = dict(found for part in PARTS.values() for found in _within(part))


@pytest.mark.parametrize("key", WITHIN)
def test_every_key_of_a_part_within_a_part_stands_behind_its_name(key: str) -> None:
    sketches = re.findall(rf"`{key}`(?=.*?`{{([^}}]*)}}`)", FILE_FORMAT, re.DOTALL)  # the next after each mention
    keys = [f'"{name}"' if field.is_required() else f'"{name}"?' for name, field in WITHIN[key].model_fields.items()]
    assert sorted(keys) in [sorted(re.split(r",\s+", sketch)) for sketch in sketches]


def test_every_customary_question_stands_behind_answers() -> None:
    (asked,) = re.findall(r"`answers` to[^(]*\(([^)]*)\)", FILE_FORMAT)
    assert _words_in_code(asked) == set(Question)


def _words_in_code(text: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", text))


def _without_brackets(text: str) -> str:
    """The text without what stands in brackets: what a key can hold, and how that is built."""
    shorter = re.sub(r"\([^()]*\)", "", text)
    return shorter if shorter == text else _without_brackets(shorter)


def test_links_between_documents_lead_somewhere() -> None:
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        text = re.sub(r"`[^`]*`", "", path.read_text(encoding="utf-8"))
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_rooms_on_the_page_are_those_of_the_contracts() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    rooms = [contract for contract in tools["importlinter"]["contracts"] if "containers" in contract]
    assert len(rooms) == 3
    for contract in rooms:
        room = contract["containers"][0].replace(".", "/")
        assert "\n".join([f"`{room}/`\n\n```", *contract["layers"], "```"]) in page


def test_no_file_names_a_download_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert lock.count("--hash=sha256:") > lock.count("==")


def test_every_package_is_in_what_is_installed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    rooms = {name.partition(".")[0] for name in settings["packages"]}
    found = [path.parent.relative_to(ROOT) for room in rooms for path in (ROOT / room).rglob("__init__.py")]
    assert sorted(".".join(path.parts) for path in found) == settings["packages"]
