"""Who judges what is sent to Slack: the local Slack, and the contract's own checker where it is at hand."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from slack_sandbox.rules import Refused, judge_blocks, judge_view

Payload = dict[str, Any]
Judge = Callable[[Payload], list[str]]

CONTRACT = Path(__file__).parents[3] / "shared" / "slack" / "check_blocks.py"


def local_slack(payload: Payload) -> list[str]:
    """The objections of ``slack_sandbox.rules``."""
    try:
        if payload.get("type") in ("modal", "home"):
            judge_view(payload, payload["type"])
        else:
            judge_blocks(payload["blocks"])
    except Refused as refused:
        return [str(finding) for finding in refused.findings] or [refused.code]
    return []


def contract(payload: Payload) -> list[str]:
    """The errors of ``check_blocks.py``, for a message as ``chat.update`` takes it, for a modal and for a Home."""
    view = "views.publish" if payload.get("type") == "home" else "views.open"
    method = "chat.update" if "text" in payload else view
    found = _checker().check(payload, method=method)
    return [f"{fault['pointer']}: {fault['message']}" for fault in found if fault["severity"] == "error"]


def _checker() -> Any:
    if "checker" not in _LOADED:
        spec = importlib.util.spec_from_file_location("check_blocks", CONTRACT)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        with warnings.catch_warnings(action="ignore", category=ResourceWarning):  # it leaves its rules open
            spec.loader.exec_module(module)
        _LOADED["checker"] = module
    return _LOADED["checker"]


_LOADED: dict[str, Any] = {}

JUDGES = [
    pytest.param(local_slack, id="the local Slack"),
    pytest.param(
        contract,
        id="the contract",
        marks=pytest.mark.skipif(not CONTRACT.exists(), reason="../shared/slack/check_blocks.py is not here"),
    ),
]


def everybody(payload: Payload) -> list[str]:
    """The objections of all judges that are here."""
    return local_slack(payload) + (contract(payload) if CONTRACT.exists() else [])
