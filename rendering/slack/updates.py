"""What is said to leads about updates: confirmations and reminders."""

from __future__ import annotations

from domain import words
from domain.delivery import Message
from domain.edition import Edition, EditionState
from domain.project import Project
from domain.update import Update
from rendering.slack import blocks
from rendering.slack.ids import Action


def confirmation(project: Project, edition: Edition, update: Update, *, timezone: str) -> Message:
    """What the lead is told after submitting: what happens next."""
    what = "is changed" if update.version > 1 else "is in"
    if edition.state is EditionState.OPEN:
        closes = words.moment(edition.closes_at, timezone)
        after = f"It will be in the draft that the editors get at {closes}. Until then you can change it."
    elif update.late:
        after = "It came after closing and is marked as late. The editors see it in their draft now."
    else:
        after = "The editors see the change in their draft now."
    text = f"Your update on {project.name} for {edition.title} {what}. {after}"
    label = f"Edit update on {blocks.shortened(project.name, 40)}"
    return Message(
        text=blocks.escape(text),
        blocks=(blocks.words(text), blocks.actions(blocks.button(label, Action.POST_UPDATE, project.id))),
    )


def told_lead(editor: str, project: Project, edition: Edition) -> Message:
    """What a lead is told when an editor has written on their behalf."""
    name = blocks.escape(project.name)
    text = f"<@{editor}> has written the update on {name} for {edition.title} on your behalf. You can still change it."
    button = blocks.button(f"Edit update on {blocks.shortened(project.name, 40)}", Action.POST_UPDATE, project.id)
    return Message(text=text, blocks=(blocks.mrkdwn(text), blocks.actions(button)))
