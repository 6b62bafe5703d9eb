"""The package stands alone: it needs what it declares, and the example in its README runs as it stands there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import packages_distributions, requires
from pathlib import Path

from packaging.requirements import Requirement
from sandbox_support.paths import README

IMPORTS_EVERYTHING = """
import sys
before = set(sys.modules)
import importlib, json, pkgutil, slack_sandbox
for module in pkgutil.walk_packages(slack_sandbox.__path__, "slack_sandbox."):
    importlib.import_module(module.name)
print(json.dumps(sorted({name.partition(".")[0] for name in set(sys.modules) - before})))
"""


def needed(distribution: str, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """A distribution and all that it needs, by name in lower case."""
    if distribution in known:
        return known
    known |= {distribution}
    for line in requires(distribution) or []:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            known = needed(plain(requirement.name), known)
    return known


def plain(name: str) -> str:
    """The name of a distribution as the index has it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_it_imports_only_what_it_declares() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORTS_EVERYTHING], capture_output=True, text=True, check=True)
    providers = packages_distributions()
    used = {plain(one) for name in json.loads(done.stdout) for one in providers.get(name, [])}
    assert "slack-sandbox" in used
    assert used <= needed("slack-sandbox")


def test_the_example_in_the_readme(tmp_path: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "test_example.py").write_text(example, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "1 passed" in done.stdout, done.stdout + done.stderr
