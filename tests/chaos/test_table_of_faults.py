"""Every row of the table of faults names tests that there are, and that run."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
TABLE = PAGE[PAGE.index("| fault | promise | mechanism | test |") :].splitlines()[2:]
ROWS = {cells[0]: cells for line in TABLE if not line.startswith("| **") for cells in [line.strip("| ").split(" | ")]}
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
RUN = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]["testpaths"]
RUN += ["tests/chaos", "tests/crash"]  # by ``make chaos``, which begins with ``make test-faults``


@pytest.mark.parametrize("cells", ROWS.values(), ids=ROWS.keys())
def test_a_row_says_what_holds_by_what_and_which_test_sees_it(cells: list[str]) -> None:
    assert len(cells) == 4
    assert all(cells)
    named = TEST.findall(cells[3])
    assert named
    assert TEST.sub("", cells[3]).strip(" ,") == ""
    for path, name in named:
        assert name in names_in(path), f"{path} has no {name}"
        assert any(path.startswith(f"{folder}/") for folder in RUN), f"{path} is run by no make test nor chaos"


def test_the_table_is_there() -> None:
    assert len(ROWS) > 40


@cache
def names_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
