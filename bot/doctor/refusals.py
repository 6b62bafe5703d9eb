"""What Slack refuses: single features, the app, and messages about which an editor has to decide."""

from collections.abc import Callable, Mapping

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.doctor.said import Saying, note, slack_error, wrong
from domain.english import count, listing
from domain.ports import Store
from domain.refusals import is_of_a_feature, what_to_do

MISSING = "missing_scope"  # the check of the scopes has said so
NO_MESSAGE = "0000000001.000000"  # long before Slack
FEATURES: Mapping[str, tuple[Callable[[WebClient, str, str], object], str]] = {  # each with what goes without it
    "users.info": (lambda client, me, _: client.users_info(user=me), "clocks and names of people are not known"),
    "dnd.info": (
        lambda client, me, _: client.dnd_info(user=me),
        "reminders come at any hour of the day",
    ),
    "usergroups.list": (lambda client, *_: client.usergroups_list(), "groups keep the names they were written with"),
    "chat.update": (
        lambda client, _, channel: channel and client.chat_update(channel=channel, ts=NO_MESSAGE, text="-"),
        "no message is changed: each shows what was so",
    ),
    "conversations.history": (
        lambda client, _, channel: channel and client.conversations_history(channel=channel, limit=1),
        "an editor is asked whether a message of unknown fate arrived",
    ),
}


def check_features(client: WebClient, store: Store, workspace: str, me: str) -> Saying:
    """What Slack refuses whoever it is asked about: that feature rests, and all else goes on."""
    with store.reading(workspace) as work:
        unit = work.units.get()
    for method, (ask, cost) in FEATURES.items():
        try:
            ask(client, me, unit.review_channel if unit else "")
        except SlackApiError as error:
            code = slack_error(error)
            if code != MISSING and is_of_a_feature(code, method):
                yield wrong("Features", f"Slack refuses {method} ({code}), so {cost}. {what_to_do(code)}")


def check_outbox(store: Store, workspace: str) -> Saying:
    """What waits because Slack refused the app, and what waits for an editor."""
    with store.reading(workspace) as work:
        refusal, failed = work.app_refusals.get(), work.posts.failed()
    if refusal and not refusal.accepted_at:
        since = f"{refusal.since:%Y-%m-%d %H:%M} UTC"
        yield note("Messages", f"all wait since {since}: Slack said {refusal.error}. {what_to_do(refusal.error)}")
    if failed:
        why = listing(sorted({delivery.error for delivery in failed}))
        fix = "Each editor has a direct message about it; if none has, the review channel."
        needs = "needs" if len(failed) == 1 else "need"
        yield wrong("Messages", f"{count(len(failed), 'message')} {needs} an editor: {why}. {fix}")
