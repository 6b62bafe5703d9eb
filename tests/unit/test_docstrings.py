"""What a docstring says, it says by itself: nobody reads the one before it first."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "services", "domain", "rendering", "storage", "delivery")
NAMED = ast.ClassDef | ast.FunctionDef


@pytest.mark.parametrize("room", ROOMS)
def test_no_docstring_begins_with_the_same(room: str) -> None:
    found = [
        f"{module.relative_to(ROOT)}:{node.lineno}"
        for module in sorted((ROOT / room).rglob("*.py"))
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, NAMED) and (ast.get_docstring(node) or "").startswith("The same")
    ]
    assert found == []
