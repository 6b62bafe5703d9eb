"""blocks.validate: what Slack would object to, without sending anything."""

from collections.abc import Callable, Sequence
from typing import Any

from slack_sandbox.api.call import ApiCall, method
from slack_sandbox.core import Sandbox
from slack_sandbox.errors import SlackError
from slack_sandbox.posts import read_content, require_something
from slack_sandbox.rules import Finding, Refused, judge_blocks, judge_view
from slack_sandbox.world import JSON


@method("blocks.validate", "t5")
def blocks_validate(call: ApiCall) -> JSON:
    """Judges blocks, a message or a view by the rules by which they would be posted or opened."""
    given = [kind for kind in JUDGES if call.arguments.get(kind) is not None]
    if len(given) != 1:
        words = "must provide exactly one of blocks, message or view"
        raise SlackError("invalid_arguments", Finding("", "exclusive", words, "blocks.validate"))
    (kind,) = given
    payload = call.parsed(kind)
    try:
        JUDGES[kind](payload, call.box)
    except (Refused, SlackError) as refused:
        found = refused.findings or [Finding("", refused.code, refused.code, "blocks.validate")]
        raise SlackError(f"invalid_{kind}", errors=_errors(found)) from refused
    return {}


def _message(message: Any, box: Sandbox) -> None:
    if not isinstance(message, dict):
        raise Refused("type", [Finding("", "type", "must be an object", "blocks.validate")])
    require_something(read_content(message, box, fetches=False))


def _view(view: Any, _box: Sandbox) -> None:
    kind = view.get("type") if isinstance(view, dict) else ""
    judge_view(view, "home" if kind == "home" else "modal", at="")


JUDGES: dict[str, Callable[[Any, Sandbox], None]] = {
    "blocks": lambda blocks, _box: judge_blocks(blocks),
    "message": _message,
    "view": _view,
}


def _errors(found: Sequence[Finding]) -> list[JSON]:
    return [
        {
            "pointer": finding.pointer,
            "code": finding.rule,
            "message": finding.message,
            "constraint": {"type": finding.rule},
            "field": finding.pointer.rpartition("/")[2],
        }
        for finding in found
    ]
