"""``docs/security.md`` names every scope of the manifest and no other, and tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
SCOPES = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))["oauth_config"]["scopes"]


def test_every_scope_has_its_reason() -> None:
    reasons = dict(re.findall(r"^\| `([a-z_]+(?::[a-z]+)?)` \| (.+) \|$", PAGE, re.MULTILINE))
    assert list(reasons) == SCOPES["bot"]
    assert all(reasons.values())


def test_every_row_of_the_standard_has_a_test_that_exists() -> None:
    rows = re.findall(r"^\| (\d+\.\d+\.\d+) \| .+ \| `([^`]+)::([^`]+)` \|$", PAGE, re.MULTILINE)
    assert len(rows) == PAGE.count("::")
    assert [name for _, file, name in rows if name not in names_in(ROOT / file)] == []
    numbers = [tuple(map(int, row.split("."))) for row, _, _ in rows]
    assert numbers == sorted(numbers)


def names_in(file: Path) -> set[str]:
    """The names of the tests of a module."""
    found = ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if file.exists() else ()
    return {node.name for node in found if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}
