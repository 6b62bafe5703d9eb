"""Sentences with people, channels and commands in them: how each surface writes them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.errors import NotSetUp
from domain.roles import may_edit
from domain.sentence import Command, Sentence, Where, Who, joined, people, plain
from rendering.slack.kit.blocks import markup

ROOT = Path(__file__).parents[2]
# Slack's mentions, but neither HTML nor a pattern's look-behind; and a command in code
MARKUP = re.compile(r"(?<!\?)<[@#!](?!--|\\?b?doctype)|`/")
DANGER = "<!channel> <@U1> & *bold*"
ALL: Sentence = (Who("U012"), " posts ", (DANGER, " to ", Where("C012")), ": type ", Command("/sprint-notes next"), ".")


def test_slack_reads_people_channels_and_commands_and_words_stay_words() -> None:
    assert markup(ALL) == (
        "<@U012> posts &lt;!channel&gt; &lt;@U1&gt; &amp; *bold* to <#C012>: type `/sprint-notes next`."
    )


def test_elsewhere_they_are_plain() -> None:
    assert plain(ALL) == f"@U012 posts {DANGER} to #C012: type /sprint-notes next."


@pytest.mark.parametrize(
    ("ids", "said"),
    [([], ""), (["U1"], "@U1"), (["U1", "U2"], "@U1 and @U2"), (["U1", "U2", "U3"], "@U1, @U2 and @U3")],
)
def test_people_in_a_row(ids: tuple[str, ...], said: str) -> None:
    assert plain(people(ids)) == said
    assert bool(people(ids)) is bool(said)


def test_what_says_nothing_leaves_no_gap() -> None:
    assert plain(joined(["", "One.", "", ("Two", "."), ""])) == "One. Two."
    assert joined([]) == ""


def test_an_error_reads_plainly_and_keeps_its_parts() -> None:
    with pytest.raises(NotSetUp) as told:
        raise NotSetUp
    assert "with /sprint-notes setup." in str(told.value)
    assert "with `/sprint-notes setup`." in markup(told.value.message)
    with pytest.raises(Exception, match="@U8, @U9") as refused:
        may_edit("U1", {"U9", "U8"}, "approve an edition")
    assert "The editors are <@U8>, <@U9>." in markup(refused.value.message)  # type: ignore[attr-defined]


@pytest.mark.parametrize("room", ["domain", "services"])
def test_no_room_below_rendering_writes_slacks_markup(room: str) -> None:
    modules = sorted((ROOT / room).rglob("*.py"))
    assert [f"{module}:{line}: {text}" for module in modules for line, text in _marked_up(module)] == []


def test_the_search_finds_markup_and_passes_docstrings(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text('"""Says `/x` to <@U1>."""\ndef f(who):\n    """Of <!here>."""\n    return f"<@{who}>", "`/x`"\n')
    assert {text for _, text in _marked_up(path)} == {"<@", "`/x`"}


def _marked_up(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from ((node.lineno, node.value) for _ in MARKUP.findall(node.value))
