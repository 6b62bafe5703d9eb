"""How the tests are built: what several need stands in a module of its own, and none imports another's tests."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]


def test_no_module_imports_tests_of_another() -> None:
    found = {(path.name, name) for path in TESTS.rglob("*.py") for name in imported(path)}
    assert ("conftest.py", "tests.databases") in found  # it does look
    assert [(path, name) for path, name in sorted(found) if ".test_" in name] == []


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, wherever it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_what_the_bots_of_tests_are_forked_from_can_be_imported() -> None:
    importlib.import_module("tests.preloaded")  # the fork server says nothing where it cannot, and is slow for ever
