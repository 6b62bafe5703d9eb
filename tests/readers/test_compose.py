"""The compose file is one by the schema of the Compose Specification."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[2]
SCHEMA = Path(__file__).parent / "node_modules" / "dclint" / "schemas" / "compose.schema.json"
DURATION = r"^([0-9]+(us|ms|s|m|h))+$"  # the specification’s own, where JSON Schema has another one of that name
COMPOSE = yaml.safe_load((ROOT / "deploy" / "compose.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def judge() -> Any:
    """What raises ``JsonSchemaException`` about anything else."""
    assert SCHEMA.exists(), "scripts/browser-tools installs the schema"
    return fastjsonschema.compile(json.loads(SCHEMA.read_text(encoding="utf-8")), formats={"duration": DURATION})


def test_the_compose_file_is_one_by_the_schema(judge: Any) -> None:
    judge(COMPOSE)


@pytest.mark.parametrize(
    ("key", "value"), [("read_onyl", True), ("ports", "8080:8080"), ("deploy", {"replicas": [2]}), ("restart", [])]
)
def test_the_schema_refuses_what_is_none(key: str, value: Any, judge: Any) -> None:
    wrong = copy.deepcopy(COMPOSE)
    wrong["services"]["bot"][key] = value
    with pytest.raises(fastjsonschema.JsonSchemaException):
        judge(wrong)
