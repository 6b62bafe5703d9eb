"""Slack's refusals: whom they are about, which may pass by themselves, how often and when a message is tried again.

A refusal of the whole app is none of the message: everything of that workspace waits until Slack accepts the app again.
Of the others, what may pass is tried again at growing distances before an editor is asked, and what is in no list is
final: an editor is asked at once. A Slack that is away has refused nothing, so that counts no attempts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

IN_TROUBLE = frozenset(  # it is Slack's own trouble, and Slack may have taken the message
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)
MAY_PASS = frozenset(  # Slack has taken nothing, for a reason that others may take away or that ends by itself
    {
        "is_archived",
        "is_inactive",  # the same, of a message that is there already
    }
)
INSTALL_AGAIN = (
    "Install the app again under “OAuth & Permissions”, put its bot token into SLACK_BOT_TOKEN and start the bot again."
)
COPY_AGAIN = "Copy the bot token from “OAuth & Permissions” into SLACK_BOT_TOKEN and start the bot again."
ASK_ADMINISTRATOR = "Ask an administrator of the Slack workspace"
BEING_MOVED = "The workspace is being moved into an Enterprise organisation. It goes on by itself after that."
UNINSTALLED, REVOKED = "app_uninstalled", "tokens_revoked"  # Slack tells of these in events
OF_THE_APP: Mapping[str, str] = {  # whatever is asked; what whoever runs the app can do about it
    "accesslimited": "Slack refuses the network on which the bot runs. Let it run on one that the workspace allows.",
    "account_inactive": INSTALL_AGAIN,
    UNINSTALLED: INSTALL_AGAIN,
    "ekm_access_denied": f"{ASK_ADMINISTRATOR}: its encryption keys are withheld.",
    "invalid_auth": COPY_AGAIN,
    "not_authed": COPY_AGAIN,
    "org_login_required": BEING_MOVED,
    "team_access_not_granted": f"{ASK_ADMINISTRATOR} to approve the app for it.",
    "team_added_to_org": BEING_MOVED,
    "token_expired": COPY_AGAIN,
    "token_revoked": INSTALL_AGAIN,
    REVOKED: INSTALL_AGAIN,
    "two_factor_setup_required": f"{ASK_ADMINISTRATOR}: the app’s account needs two-factor authentication.",
}
OF_THE_APP_IF_ALL_NEED_IT: Mapping[str, str] = {  # of any other method they are refusals of that one feature
    "access_denied": f"{ASK_ADMINISTRATOR} to approve the app for it.",
    "missing_scope": "Give the app the scopes of its manifest under “OAuth & Permissions” and install it again.",
    "not_allowed_token_type": "SLACK_BOT_TOKEN must be the bot token of the app; it begins with xoxb-.",
}
GONE = frozenset({"cant_update_message", "message_not_found", "thread_not_found"})  # somebody or a rule has deleted it
LONGEST_KEPT = timedelta(
    days=90
)  # unless a setting says otherwise: what is older may be gone by a rule of the workspace
POSTED_ANEW_EVERY = timedelta(hours=1)  # at most, or whoever deletes a message and the bot would never end
ALL_NEED = frozenset({"auth.test", "chat.postMessage"})
TRIES_IN_DOUBT = 24  # over an hour, while Slack takes other messages: there is nothing that an editor could do
TRIES_OF_WHAT_MAY_PASS = 7  # about a minute
TRIES_OF_A_PICTURE = 4  # about seven seconds: all that comes after it waits for it
LONGEST_WAIT = timedelta(minutes=5)
DOUBLINGS = 9  # after which the longest wait is reached

Late = tuple[str, str]  # the key of a post and where it goes


@dataclass(frozen=True, slots=True, kw_only=True)
class AppRefusal:
    """Slack accepts nothing of the app in a workspace: its ``error``, since when. Once it does again, ``late`` are the
    posts that waited for that."""

    error: str
    since: datetime
    accepted_at: datetime | None = None
    late: tuple[Late, ...] = ()


def is_of_the_app(error: str, method: str) -> bool:
    """Whether this answer to a method of Slack's refuses the whole app, not what was asked."""
    return error in OF_THE_APP or (error in OF_THE_APP_IF_ALL_NEED_IT and method in ALL_NEED)


def is_of_a_feature(error: str, method: str) -> bool:
    """Whether it refuses whatever this method is for, whoever it is asked about."""
    return error in OF_THE_APP_IF_ALL_NEED_IT and method not in ALL_NEED


def what_to_do(error: str) -> str:
    """What whoever runs the app can do about a refusal of the app."""
    return OF_THE_APP.get(error) or OF_THE_APP_IF_ALL_NEED_IT.get(error) or INSTALL_AGAIN


def tries(reason: str) -> int:
    """How often a message is tried that did not arrive for this reason, until an editor is asked."""
    return TRIES_OF_WHAT_MAY_PASS if reason in MAY_PASS else TRIES_IN_DOUBT


def backoff(attempt: int) -> timedelta:
    """How long to wait after ``attempt`` attempts: 1, 2, 4 … seconds, five minutes at most."""
    return min(timedelta(seconds=2 ** min(max(0, attempt - 1), DOUBLINGS)), LONGEST_WAIT)
