"""``doctor --prove U123``: a message goes all the way that deliveries go: posted, found again by its key, deleted."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from slack_sdk import WebClient

from bot.doctor.said import Saying, Told, note, ok, wrong
from delivery.slack import NO_KEY, SlackPostman
from domain.delivery import (
    Absent,
    Act,
    Delivery,
    Doubtful,
    LookUp,
    Message,
    MorePages,
    NotYet,
    Outcome,
    Refused,
    Sent,
    Unfindable,
)

ABOUT = "Round trip"
LONGEST_WAIT = 60.0  # seconds that Slack may want to be left alone: reading history may be a matter of a minute
MOST_TRIES = 3
AROUND = 60  # seconds on each side of the message in which it is looked for
WORDS = "sprint-notes doctor looks whether messages arrive. This one goes away by itself."
PERSON_IDS = ("U", "W")  # how they begin
MEMBER_ID = "Give the member id that stands in your profile in Slack under “Copy member ID”, like U0123ABCD."
NO_POST: Mapping[str, str] = {  # by Slack's error codes
    "channel_not_found": f"there is nobody with that id in this workspace. {MEMBER_ID}",
    "user_not_found": f"there is nobody with that id in this workspace. {MEMBER_ID}",
    "cannot_dm_bot": f"that is a bot. {MEMBER_ID}",
    "account_inactive": f"that person has left. {MEMBER_ID}",
    "user_disabled": f"that person has left. {MEMBER_ID}",
    "messages_tab_disabled": "the app has no Messages tab. Switch it on under “App Home”.",
    "missing_scope": "a scope is not granted. Grant what is said above to be missing.",
}
TRY_LATER = "Run this again later."


def check_round_trip(client: WebClient, person: str, key: str) -> Saying:
    """Posts a message with this key to somebody, looks for it as for one of unknown fate, and deletes it."""
    if not person.startswith(PERSON_IDS):
        yield wrong(ABOUT, f"nothing was posted: {person} is nobody’s id. {MEMBER_ID}")
        return
    alone = WebClient(token=client.token, base_url=client.base_url, timeout=client.timeout, retry_handlers=[])
    postman = SlackPostman(lambda _: alone)
    post = Delivery(
        id=key, workspace="", key=key, group="", place=0,
        act=Act.POST, channel=person, payload=Message(text=WORDS).as_payload(),
    )  # fmt: skip
    posted = _patiently(lambda: postman.carry(post))
    if isinstance(posted, Doubtful):
        fix = "Look into the messages of Sprint Notes with that person, then run this again."
        yield wrong(ABOUT, f"Slack did not say whether a message was posted to {person}: {posted.reason}. {fix}")
        return
    if not isinstance(posted, Sent):
        yield wrong(ABOUT, f"nothing could be posted to {person}: {_fix(posted, NO_POST)}")
        return
    there = replace(post, channel=posted.channel, ts=posted.ts, look_up=_around(posted.ts))
    found = _patiently(lambda: postman.look_up([there])[0])
    deleted = _patiently(lambda: postman.carry(replace(there, act=Act.DELETE)))
    yield _read_back(found, posted)
    if not isinstance(deleted, Sent):
        yield wrong(ABOUT, f"the message could not be deleted: {_fix(deleted, {}, 'Delete it in Slack by hand.')}")


def _patiently(attempt: Callable[[], Outcome]) -> Outcome:
    """The outcome of an attempt that waits where Slack says so."""
    outcome = attempt()
    for _ in range(MOST_TRIES - 1):
        if not isinstance(outcome, NotYet):
            break
        time.sleep(min(outcome.wait.total_seconds(), LONGEST_WAIT))
        outcome = attempt()
    return outcome


def _around(ts: str) -> LookUp:
    return LookUp(oldest=f"{float(ts) - AROUND:.6f}", latest=f"{float(ts) + AROUND:.6f}")


def _read_back(found: Outcome, posted: Sent) -> Told:
    match found:
        case Sent(ts) if ts == posted.ts:
            return ok(ABOUT, "a message was posted, found again by its key, and deleted.")
        case Unfindable("missing_scope"):
            return note(ABOUT, "a message was posted and deleted; without im:history it was not looked for.")
        case Doubtful(reason) if reason == NO_KEY:
            fix = f"Until Slack shows it, an editor is asked about each message of unknown fate. {TRY_LATER}"
            return wrong(ABOUT, f"the message was posted, and {NO_KEY}. {fix}")
        case Absent():
            fix = "Post it to somebody else, and report it if that is the same: lost messages would be posted twice."
            return wrong(ABOUT, f"the message was posted, and is not in what Slack shows of the conversation. {fix}")
        case MorePages():
            return wrong(ABOUT, f"too much is said in that conversation to find the message. {TRY_LATER}")
    return wrong(ABOUT, f"the message was posted, and could not be found again: {_fix(found, {})}")


def _fix(outcome: Outcome, fixes: Mapping[str, str], otherwise: str = TRY_LATER) -> str:
    match outcome:
        case Refused(error) | Absent(error) | Unfindable(error):
            return fixes.get(error, f"{error}. {otherwise}")
        case NotYet():
            return f"Slack does not take such a call now. {otherwise}"
    return f"{getattr(outcome, 'reason', outcome)}. {otherwise}"
