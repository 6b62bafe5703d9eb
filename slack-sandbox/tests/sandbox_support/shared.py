"""What lies beside the repository, where it does: Slack's rules for programs, and their own checker.

`SHARED` in the environment names the folder, if it is elsewhere.
"""

from __future__ import annotations

import importlib.util
import json
import os
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sandbox_support.paths import PACKAGE

JSON = dict[str, Any]
SHARED = Path(os.environ.get("SHARED") or PACKAGE.parents[1] / "shared")
RULES = SHARED / "slack" / "blockkit_rules.json"
CHECKER = SHARED / "slack" / "check_blocks.py"
SCHEMA = SHARED / "slack" / "manifest.schema.json"


def rules_file() -> JSON:
    """The rules, or a skip that says why."""
    if not RULES.exists():
        pytest.skip(f"no {RULES.name} beside the repository")
    rules: JSON = json.loads(RULES.read_text(encoding="utf-8"))
    rules["blocks"]["container"]["fields"]["child_blocks"]["item"] = {"type": "block:divider"}
    return rules


def manifest_schema() -> JSON:
    """Slack's own schema of app manifests, or a skip that says why."""
    if not SCHEMA.exists():
        pytest.skip(f"no {SCHEMA.name} beside the repository")
    schema: JSON = json.loads(SCHEMA.read_text(encoding="utf-8"))
    directory = schema["definitions"]["app-manifests.v1.app_directory.schema"]["properties"]
    del directory["support_email"]["pattern"]  # fastjsonschema takes the dollar inside its brackets for the end
    return schema


def checker() -> Any:
    """check_blocks.py, or a skip that says why."""
    if not CHECKER.exists():
        pytest.skip(f"no {CHECKER.name} beside the repository")
    return _loaded()


@cache
def _loaded() -> Any:
    spec = importlib.util.spec_from_file_location("check_blocks", CHECKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):  # it leaves its rules open
        spec.loader.exec_module(module)
    return module


def errors(payload: JSON, **how: Any) -> list[JSON]:
    """What check_blocks.py calls an error in a message or a view; nothing where it is not there.

    `how` is what its `check` takes besides: `surface`, `method`, and `inbound` for what Slack has already shown.
    """
    found = _loaded().check(payload, **how) if CHECKER.exists() else []
    return [fault for fault in found if fault["severity"] == "error"]
