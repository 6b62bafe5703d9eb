"""Whether the bot is in the channels that it posts in, and the editors in the one they review in."""

from collections.abc import Generator, Iterator
from typing import Any
from zoneinfo import available_timezones

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.doctor.said import Told, note, ok, slack_error, wrong
from domain.ports import Store
from domain.unit import Unit

REVIEW, PUBLISH = "Review channel", "Publish channel"
INVITE = "Invite it with /invite @Sprint Notes"
FIXES = {  # by Slack's error codes
    "channel_not_found": f"is private and the bot is not in it, or it is gone. {INVITE}, or pick another channel with "
    "/sprint-notes setup.",
    "missing_scope": "cannot be asked about. Grant what is said above to be missing.",
}


def check_channels(client: WebClient, store: Store, workspace: str, granted: frozenset[str]) -> Iterator[Told]:
    """The channels of the unit in this workspace."""
    with store.reading(workspace) as work:
        unit, editors = work.units.get() or Unit(name=""), work.units.editors()
        names = {person.id: person.name for person in work.people.all()}
    if not unit.is_set_up:
        yield note("Channels", "the notes are not set up here yet. Type /sprint-notes setup in Slack.")
        return
    if unit.cadence.timezone not in available_timezones():
        fix = "Pick another one with /sprint-notes setup, or install the tzdata of this release."
        yield wrong("Time zone", f"nobody here knows the unit’s time zone “{unit.cadence.timezone}”. {fix}")
    review = yield from _channel(client, REVIEW, unit.review_channel, granted)
    if unit.publish_channel != unit.review_channel:
        yield from _channel(client, PUBLISH, unit.publish_channel, granted)
    if not editors:
        yield wrong("Editors", "there are none, so nobody can approve. Whoever types /sprint-notes setup becomes one.")
    if review.get("is_private"):
        for editor in sorted(editors - members_of(client, unit.review_channel)):
            who = names.get(editor) or editor
            yield wrong("Editors", f"{who} is not in #{review['name']} and sees no draft. Invite them to it.")


def _channel(
    client: WebClient, what: str, channel: str, granted: frozenset[str]
) -> Generator[Told, None, dict[str, Any]]:
    """Says whether the bot can post there; gives what Slack tells about the channel where the bot is in it."""
    try:
        found: dict[str, Any] = client.conversations_info(channel=channel)["channel"]
    except SlackApiError as error:
        code = slack_error(error)
        yield wrong(what, f"{channel} {FIXES.get(code, f'cannot be asked about: {code}. Try again later.')}")
        return {}
    name = f"#{found['name']}"
    if found.get("is_archived"):
        yield wrong(what, f"{name} is archived. Unarchive it, or pick another one with /sprint-notes setup.")
    elif found.get("is_member"):
        yield ok(what, f"the bot is in {name}.")
        return found
    elif "channels:join" in granted:
        yield note(what, f"the bot is not in {name} yet; it joins with its first message there.")
    else:
        yield wrong(what, f"the bot is not in {name} and may not join it. {INVITE}.")
    return {}


def members_of(client: WebClient, channel: str) -> set[str]:
    """Everybody in a channel that the bot is in."""
    pages = client.conversations_members(channel=channel, limit=1000)
    return {member for page in pages for member in page["members"]}
