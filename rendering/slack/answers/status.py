"""Answers in a modal, and the menu of projects."""

import json
from collections.abc import Sequence

from domain.delivery import Message
from domain.project import Project
from domain.tables import TableKind, shown_as
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback
from rendering.slack.kit.pages import PAGE_BYTES

IN_CHANNELS = (Action.SHARE_ANSWER,)  # a modal is in none


def in_modal(messages: Sequence[Message]) -> blocks.Block | None:
    """The answer in a modal; None for one that no modal can hold."""
    lines = [shown_as(message.as_payload(), TableKind.LINES)["blocks"] for message in messages]
    shown = [block for listed in lines for block in map(_in_no_channel, listed) if block]
    view = blocks.modal("How it stands", shown, callback=Callback.NOTICE)
    fits = len(shown) <= blocks.MODAL_BLOCKS and len(json.dumps(view)) <= PAGE_BYTES
    return view if fits else None


def _in_no_channel(block: blocks.Block) -> blocks.Block:
    """A row of buttons without those that are about a channel; nothing where no other is in it."""
    if block["type"] != "actions":
        return block
    kept = [one for one in block["elements"] if one["action_id"] not in IN_CHANNELS]
    return {**block, "elements": kept} if kept else {}


def project_options(projects: Sequence[Project]) -> list[blocks.Block]:
    """Projects to choose from; more are found by typing."""
    return [blocks.option(project.name, project.id) for project in projects[: blocks.OPTIONS]]
