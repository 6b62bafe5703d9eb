"""What Slack accepts: Block Kit as tables, a small interpreter, and the judgement of whole payloads."""

from slack_sandbox.rules.codes import rule_of
from slack_sandbox.rules.finding import SOURCES, Finding
from slack_sandbox.rules.heard import unheard
from slack_sandbox.rules.judge import Judge
from slack_sandbox.rules.manifest import judge_manifest
from slack_sandbox.rules.payloads import (
    Refused,
    judge_attachments,
    judge_blocks,
    judge_metadata,
    judge_options,
    judge_view,
)

__all__ = [
    "SOURCES",
    "Finding",
    "Judge",
    "Refused",
    "judge_attachments",
    "judge_blocks",
    "judge_manifest",
    "judge_metadata",
    "judge_options",
    "judge_view",
    "rule_of",
    "unheard",
]
