"""What a new member of the team is asked and told, and the form with which editors invite them."""

from collections.abc import Sequence

from domain import english
from domain.delivery import Message
from domain.edition import Edition
from domain.sentence import Who
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback, Field
from rendering.slack.kit.messages import say

TAKE_DOWN = "Take it down"


def invitation_form(edition: Edition) -> blocks.Block:
    """Whom to invite."""
    text = (
        f"They get a direct message with a few questions, any of which they may leave out. What they answer joins "
        f"{edition.title} only if they agree to it, and they can take it down at any time."
    )
    element: blocks.Block = {"type": "users_select", "action_id": Field.MEMBER}
    return blocks.modal(
        "Invite a team member",
        [blocks.words(text), blocks.field("Team member", Field.MEMBER, element)],
        callback=Callback.INVITE_MEMBER,
        metadata=edition.id,
        submit="Invite them",
    )


def invited(news_id: str, *, by: str) -> Message:
    """What a new member of the team is asked."""
    text = (
        " would like to introduce you in the sprint notes. You write it yourself: a few questions, any of which you "
        "may leave out. Nothing is kept or published unless you agree to it."
    )
    return say((Who(by), text), blocks.actions(_introduce("Introduce yourself", news_id, style="primary")))


def introduced(edition: Edition, news_id: str) -> Message:
    """What a member is told once their introduction is in the news."""
    text = (
        f"What you have said about yourself is in the news of {edition.title}. The editors read it before it is "
        "published. You can take it down at any time, also later."
    )
    return say(text, blocks.actions(_introduce("Change what it says", news_id), _take_down(news_id)))


def changed(edition: Edition, news_id: str, *, by: str) -> Message:
    """What a member is told when an editor has changed their introduction."""
    text = f" has changed what {edition.title} says about you. Look at it, change it or take it down."
    look = _introduce("Look at it or change it", news_id)
    return say((Who(by), text), blocks.actions(look, _take_down(news_id)))


def removed(edition: Edition, news_id: str, *, by: str) -> Message:
    """What a member is told when an editor has removed their introduction."""
    again = _introduce("Introduce yourself again", news_id)
    return say((Who(by), f" has removed what {edition.title} said about you."), blocks.actions(again))


def taken_down(news_id: str, published: Sequence[Edition]) -> Message:
    """What a member is told when their introduction is gone, from what is published too."""
    text = "What you had said about yourself is taken down."
    if published:
        where = english.listing([edition.title for edition in published])
        text += f" It leaves {where} as well, where a line says that something was taken down."
    return say(text, blocks.actions(_introduce("Introduce yourself again", news_id)))


def _introduce(label: str, news_id: str, *, style: str = "") -> blocks.Block:
    return blocks.button(label, Action.INTRODUCE, news_id, style=style)


def _take_down(news_id: str) -> blocks.Block:
    return blocks.button(TAKE_DOWN, Action.TAKE_DOWN_MEMBER, news_id, style="danger")
