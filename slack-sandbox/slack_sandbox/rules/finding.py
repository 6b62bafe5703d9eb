"""One objection of Slack's, and where each rule was read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One objection: where, which rule, in Slack's words, and the key of the source where the rule was read."""

    pointer: str
    rule: str
    message: str
    source: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]" if self.pointer else self.message


DOCS = "docs.slack.dev"
BLOCKS = f"{DOCS}, Block Kit blocks"
UNREAD = "the number is that of Slack's own SDKs"

# What stands behind each key; "copy" is a copy of the page, the page itself was not reached.
SOURCES = {
    "blocks.json": f"{DOCS}/blocks.json: which block may hold what, and where it may stand (copy)",
    "types": "Slack's Node SDK, packages/types: limits in its comments",
    "pysdk": "Slack's Python SDK 3.47.0, models/blocks: limits it enforces",
    "tk": "TightknitAI/slack-block-kit-validator, a third party's schema made from docs.slack.dev",
    "slackblocks": "slackblocks 3.0.0, a third party's package",
    "section": f"{BLOCKS}: section (quoted elsewhere)",
    "header": f"{BLOCKS}: header ({UNREAD})",
    "image": f"{BLOCKS}: image (copy)",
    "context": f"{BLOCKS}: context ({UNREAD})",
    "actions": f"{BLOCKS}: actions ({UNREAD})",
    "input": f"{BLOCKS}: input ({UNREAD})",
    "video": f"{BLOCKS}: video (copy)",
    "markdown": f"{BLOCKS}: markdown (copy)",
    "table": f"{BLOCKS}: table (copy)",
    "data-table": f"{BLOCKS}: data-table-block",
    "rich_text": f"{BLOCKS}: rich text (copy)",
    "file": f"{BLOCKS}: file ({UNREAD})",
    "blocks": f"{BLOCKS}: overview, 50 in a message and 100 in a view",
    "checkboxes": f"{DOCS}, Block Kit elements: checkboxes (copy)",
    "option": f"{DOCS}, composition objects: option (copy)",
    "text": f"{DOCS}, composition objects: text ({UNREAD})",
    "modal_view": f"{DOCS}, views: modal (excerpt)",
    "views.open": "the errors of views.open, push, update and publish (slack-api-ref, a copy of docs.slack.dev)",
    "postMessage": f"{DOCS}, chat.postMessage (copy)",
    "update": f"{DOCS}, chat.update (copy)",
    "schedule": f"{DOCS}, chat.scheduleMessage (copy)",
    "ratelimits": f"{DOCS}, rate limits (copy)",
    "accessibility": f"{DOCS}, chat.postMessage, on accessibility: screen readers read the text, not the blocks (copy)",
    "apiref": "the method's own list of errors and scopes (slack-api-ref, a copy of docs.slack.dev)",
    "events": f"{DOCS}, Events API (copy)",
    "oauth": f"{DOCS}, installing with OAuth (copy)",
    "rotation": f"{DOCS}, token rotation (copy)",
    "bolt-js#2509": "slackapi/bolt-js issue 2509: what the server did, undocumented",
    "pysdk#1521": "slackapi/python-slack-sdk issue 1521: the pattern in the server's own error",
    "java-guides": "Slack's Java SDK, guides on shortcuts and interactive components",
    "bolt_modals": "Bolt for Python, the page on opening modals",
    "blocks.validate": f"{DOCS}, blocks.validate (quoted elsewhere)",
    "manifest": "Slack's own schema of app manifests (slackapi/manifest-schema, July 2026)",
    "observed": "Slack's own words in public issues",
}
