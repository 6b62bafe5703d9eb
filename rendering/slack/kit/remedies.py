"""Why Slack does not take a message, in plain words, and what to do about it."""

from collections.abc import Mapping

from domain.delivery import PLACE_UNKNOWN
from domain.sentence import Command, Sentence

REMEDIES: Mapping[str, Sentence] = {  # by Slack's error codes, and ours
    "not_in_channel": ("Invite Sprint Notes to the channel with ", Command("/invite"), ", then try again."),
    "channel_not_found": (
        "The channel is private or gone. Invite Sprint Notes to it with ",
        Command("/invite"),
        ", or pick another one with ",
        Command("/sprint-notes setup"),
        ", then try again.",
    ),
    "is_inactive": "The channel is archived. Unarchive it, then try again.",
    "is_archived": "The channel is archived. Unarchive it, then try again.",
    "invalid_auth": "Slack does not accept the app’s token any more. Whoever runs the app must renew it.",
    PLACE_UNKNOWN: "Sprint Notes may not look where it is, so it stays as it is until somebody deletes it in Slack.",
    "missing_scope": "The app lacks a permission. Whoever runs it must reinstall it with its manifest.",
}

ASKED_ONCE_MORE = "It can be asked for once more; where Slack refuses again, the front page does without that link."


def remedy(error: str) -> Sentence:
    """What to do about an error code of Slack's; an unknown one is said as it is."""
    return REMEDIES.get(error, ("Slack said ", Command(error), "."))
