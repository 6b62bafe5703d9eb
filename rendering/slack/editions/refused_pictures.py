"""What editors are told of a picture that Slack does not show."""

from collections.abc import Sequence

from domain.delivery import Message
from domain.english import listing
from domain.refused_pictures import digest_of
from domain.sentence import Command, Sentence
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action
from rendering.slack.kit.messages import say

WHY: Sequence[tuple[str, str]] = (  # what Slack says holds, and in plain words
    ("download", "Slack could not download it."),
    ("file", "It is no file that Slack has any more, or none that it may show there."),
)


def not_shown(name: str, alt: str, said: str, items: Sequence[str]) -> Message:
    """Which picture, of what, why, and what to do; ``said`` are Slack's words, ``items`` the headings of
    what shows it."""
    which: Sentence = (
        f"Slack does not show a picture{' of ' if items else ''}{listing(items)}: “{alt}” (",
        Command(name),
    )
    stands = " Its description stands in its place, with the link to it where it has one. That is the same content, so "
    remedy = (
        "approvals stay. Either put it right where it is and have it shown again, or put another picture in its place: "
        "that changes what the edition says."
    )
    again = blocks.button("Show this picture again", Action.SHOW_PICTURE, digest_of(name))
    return say((which, "). ", _why(said), stands, remedy), blocks.actions(again))


def _why(said: str) -> Sentence:
    known = next((why for words, why in WHY if words in said.lower()), "")
    return known or ("Slack said ", Command(said), ".")
