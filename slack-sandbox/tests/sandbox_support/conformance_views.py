"""What the two Bolt for Python bots show and answer; node/bot.mjs shows the same."""

from __future__ import annotations

from typing import Any

JSON = dict[str, Any]


def plain(words: str) -> JSON:
    return {"type": "plain_text", "text": words}


def field(label: str, kind: str, *, optional: bool = False, **more: Any) -> JSON:
    element = {"type": kind, "action_id": "value", **more}
    return {"type": "input", "block_id": label.lower(), "label": plain(label), "element": element, "optional": optional}


def modal(callback_id: str, *blocks: JSON, **more: Any) -> JSON:
    view = {"type": "modal", "callback_id": callback_id, "title": plain("Conformance"), "submit": plain("Send")}
    return {**view, "blocks": list(blocks), **more}


def button(label: str, action: str, **more: Any) -> JSON:
    return {"type": "button", "action_id": action, "value": "7", "text": plain(label), **more}


WHAT = field("What", "plain_text_input")
PROJECT = field("Project", "external_select", min_query_length=0)
EVIDENCE = field("Evidence", "file_input", optional=True, max_files=2)
SURE = {"title": plain("Sure?"), "text": plain("Now"), "confirm": plain("Yes"), "deny": plain("No")}
MENU = {"type": "external_select", "action_id": "project", "placeholder": plain("Project"), "min_query_length": 0}
NAMED = modal("second", field("Name", "plain_text_input"))
HOME = {"type": "home", "blocks": [{"type": "actions", "elements": [button("Start", "start")]}]}
CARD: list[JSON] = [
    {"type": "section", "text": plain("A card")},
    {"type": "actions", "elements": [button("Approve", "approve", confirm=SURE), MENU]},
]
OPTIONS = [{"text": plain("Atlas project"), "value": "p1"}]


def first_form(channel: str) -> JSON:
    """The modal that /conform opens; what is sent is told in that channel."""
    return modal("first", WHAT, PROJECT, EVIDENCE, notify_on_close=True, private_metadata=channel)


def answers(view: JSON) -> JSON:
    """What was answered, by label."""
    return {label: entry["value"] for label, entry in view["state"]["values"].items()}


def ack_of(view: JSON) -> JSON:
    """How the submission of the first form is acknowledged; with nothing, it closes."""
    what = answers(view)["what"]["value"]
    if what == "wrong":
        return {"response_action": "errors", "errors": {"what": "Say it right"}}
    if what == "push":
        return {"response_action": "push", "view": modal("second", field("More", "plain_text_input"))}
    if what == "update":
        return {
            "response_action": "update",
            "view": modal("first", WHAT, private_metadata=view["private_metadata"]),
        }
    return {}


def files_in(view: JSON) -> list[JSON]:
    """The files that were given."""
    files: list[JSON] = answers(view).get("evidence", {}).get("files", [])
    return files


def summary(view: JSON, sizes: list[int]) -> str:
    """What is said of a submission, with the sizes of its files."""
    values = answers(view)
    project = values["project"]["selected_option"]["text"]["text"] if "project" in values else "none"
    return f"Got {values['what']['value']} for {project} with {','.join(map(str, sizes))}"
