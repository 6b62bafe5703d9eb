"""One attempt to bring one delivery to Slack, and what its answer means."""

import http.client
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from delivery.text import fitting
from domain.delivery import (
    METADATA_EVENT,
    PLACE_UNKNOWN,
    Absent,
    Act,
    AppRefused,
    Delivery,
    Doubtful,
    LookUp,
    MorePages,
    NotYet,
    Outcome,
    PicturesRefused,
    Refused,
    Sent,
    Unfindable,
)
from domain.look_up import after_page, begun
from domain.refusals import IN_TROUBLE, LONGEST_WAIT, MAY_PASS, is_of_a_feature, is_of_the_app
from domain.refused_pictures import refused, without
from domain.tables import REFUSALS, Surface, TableKind, Tables, has_data_table, shown_as

PAGE = 200  # messages; Slack makes it 15 for some apps
MOST_PAGES = 10
MOST_LOOK_UPS = 6  # where keys are stripped: it may be mended meanwhile, but an editor can see what we cannot
NO_ANSWER = "what came back is no answer of Slack's"
NO_KEY = "its metadata came without its key"
UNREACHABLE = timedelta(seconds=2)  # how long to wait where no connection is made
CODE = re.compile(r"[a-z0-9_]+")
INACTIVE = "account_inactive"
PEOPLE = ("U", "W")  # how their ids begin
IS_GONE = {"message_not_found"}


class SlackPostman:
    """Carries deliveries. ``client_for`` gives the Web API client of a workspace, without retries."""

    def __init__(self, client_for: Callable[[str], WebClient], tables: Tables | None = None) -> None:
        self._client_for, self._tables = client_for, tables

    def carry(self, delivery: Delivery) -> Outcome:
        """Makes one call for this delivery; none about a message whose place in Slack is not known."""
        if delivery.act in (Act.UPDATE, Act.DELETE, Act.LINK) and not delivery.ts:
            return Refused(PLACE_UNKNOWN)
        client = self._client_for(delivery.workspace)
        delivery = replace(delivery, payload=without(delivery.payload, delivery.left_out))
        try:
            if delivery.act is Act.JOIN:
                return _joins(client, delivery.channel)
            return self._sent(delivery, self._called(client, delivery))
        except SlackApiError as error:
            if _error(error.response) == "not_in_channel" and delivery.act is Act.POST:
                return _joined(client, delivery)
            outcome = classify(delivery, error)
            return Refused(INACTIVE) if outcome == AppRefused(INACTIVE) and _has_left(client, delivery) else outcome
        except (OSError, http.client.HTTPException) as error:
            return classify_broken(delivery, error)

    def _called(self, client: WebClient, delivery: Delivery) -> SlackResponse:
        """Makes the call. Where tables are refused nothing was posted: they are shown as something plainer then, and so
        are the next ones."""
        if self._tables is None or not has_data_table(delivery.payload.get("blocks") or ()):
            return _call(client, delivery)
        first = kind = self._tables.kind(delivery.workspace, Surface.MESSAGE)
        while True:
            try:
                response = _call(client, replace(delivery, payload=shown_as(delivery.payload, kind)))
            except SlackApiError as error:
                if kind is TableKind.LINES or _error(error.response) not in REFUSALS:
                    raise
                kind = kind.next
            else:
                if kind is not first:
                    self._tables.takes(delivery.workspace, Surface.MESSAGE, kind)
                return response

    def look_up(self, posts: Sequence[Delivery]) -> list[Outcome]:
        """Reads one page of where these posts of unknown fate would stand: whether each is in Slack, by its metadata.
        They have a place and a page in common; spare copies are deleted."""
        first, client = posts[0], self._client_for(posts[0].workspace)
        so_far = first.look_up or begun(posts)
        try:
            channel = _conversation(client, first.channel)
            page = _page(client, first, channel, so_far)
        except (SlackApiError, OSError, http.client.HTTPException) as error:
            return [_not_looked_up(client, first, error)] * len(posts)
        messages, cursor = page.get("messages"), (page.get("response_metadata") or {}).get("next_cursor") or ""
        if messages is None:
            return [Doubtful(f"looking up: {NO_ANSWER}")] * len(posts)
        seen = [after_page(post.look_up or so_far, post.key, messages, cursor) for post in posts]
        return [_concluded(client, channel, post, what) for post, what in zip(posts, seen, strict=True)]

    @staticmethod
    def _sent(delivery: Delivery, response: SlackResponse) -> Outcome:
        ts, channel = response.get("ts") or delivery.ts, response.get("channel") or delivery.channel
        permalink = response.get("permalink") or ""
        is_answer = permalink if delivery.act is Act.LINK else ts
        return Sent(ts, channel, permalink=permalink) if is_answer else Doubtful(NO_ANSWER)


def _call(client: WebClient, delivery: Delivery) -> SlackResponse:
    match delivery.act:
        case Act.POST:
            return client.chat_postMessage(
                channel=delivery.channel,
                thread_ts=delivery.thread_ts or None,
                metadata={"event_type": METADATA_EVENT, "event_payload": {"key": delivery.key}},
                unfurl_links=False,
                unfurl_media=False,
                **fitting(delivery.payload, delivery.act),
            )
        case Act.UPDATE:
            metadata = {"event_type": METADATA_EVENT, "event_payload": {"key": delivery.target}}
            payload = fitting(delivery.payload, delivery.act)
            return client.chat_update(channel=delivery.channel, ts=delivery.ts, metadata=metadata, **payload)
        case Act.LINK:
            return client.chat_getPermalink(channel=delivery.channel, message_ts=delivery.ts)
        case _:
            return client.chat_delete(channel=delivery.channel, ts=delivery.ts)


def _joins(client: WebClient, channel: str) -> Outcome:
    """Makes sure that we are in a channel."""
    told = client.conversations_info(channel=channel)["channel"]
    if told.get("is_private") and not told.get("is_member"):
        return Refused("not_in_channel")
    if not told.get("is_member"):
        client.conversations_join(channel=channel)
    return Sent("", channel)


def _joined(client: WebClient, delivery: Delivery) -> Outcome:
    """A public channel can be joined, and the next attempt posts there; a private one needs an invitation."""
    try:
        client.conversations_join(channel=delivery.channel)
    except SlackApiError as error:
        match classify(delivery, error):
            case Refused():
                return Refused("not_in_channel")
            case Absent() | AppRefused() as outcome:
                return outcome
            case _:
                return Absent("not_in_channel")
    except (OSError, http.client.HTTPException):
        return Absent("not_in_channel")
    return Absent()


def _has_left(client: WebClient, delivery: Delivery) -> bool:
    """Whether a message goes to somebody whose account is deactivated: Slack says so in the words by which it says that
    the app's own is."""
    if not delivery.channel.startswith(PEOPLE):
        return False
    try:
        return bool(client.users_info(user=delivery.channel)["user"].get("deleted"))
    except (SlackApiError, OSError, http.client.HTTPException):
        return False


def _delete(client: WebClient, channel: str, ts: str) -> None:
    """Deletes a spare copy, unless another replica has just done so."""
    try:
        client.chat_delete(channel=channel, ts=ts)
    except SlackApiError as error:
        if _error(error.response) not in IS_GONE:
            raise


def classify(delivery: Delivery, error: SlackApiError) -> Outcome:
    """What Slack's own words mean for a delivery."""
    response = error.response
    name = _error(response)
    wait = retry_after(error)
    if wait is not None:
        return NotYet(wait, method=asked(response))
    if is_of_the_app(name, asked(response)):
        return AppRefused(name)
    if delivery.act in (Act.UPDATE, Act.DELETE) and is_of_a_feature(name, asked(response)):
        return NotYet(LONGEST_WAIT, method=delivery.act)  # all changes rest; the doctor says so
    if delivery.act is Act.DELETE and name in IS_GONE:
        return Sent(delivery.ts, delivery.channel)
    if pictures := _pictures_refused(delivery, response):
        return PicturesRefused(pictures)
    if response.status_code >= 500 or name in IN_TROUBLE or not name:
        return Doubtful(name or f"HTTP {response.status_code}")
    if name in MAY_PASS:
        return Absent(name)
    return Refused(name, _reasons(response))


def _pictures_refused(delivery: Delivery, response: Any) -> dict[str, str]:
    answer = response.data if isinstance(response.data, dict) else {}
    is_certain = response.status_code < 500 and answer.get("error") not in IN_TROUBLE
    return refused(delivery.payload.get("blocks") or (), answer) if answer.get("error") and is_certain else {}


def refuses_the_app(error: SlackApiError) -> str:
    """Slack's error code where it refuses the whole app; else nothing."""
    name = _error(error.response)
    return name if is_of_the_app(name, asked(error.response)) else ""


def asked(response: Any) -> str:
    """The method of Slack's that answered this."""
    return str(response.api_url).rsplit("/", 1)[-1]


def retry_after(error: SlackApiError) -> timedelta | None:
    """How long Slack wants to be left in peace; None where that is not what it says."""
    response = error.response
    if response.status_code != 429 and _error(response) not in ("ratelimited", "rate_limited"):
        return None
    return timedelta(seconds=float(response.headers.get("Retry-After", response.headers.get("retry-after", 1))))


def classify_broken(delivery: Delivery, error: Exception) -> Outcome:
    """No whole answer came: only a connection that was never made certainly took nothing there."""
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ConnectionRefusedError | socket.gaierror):
        return NotYet(UNREACHABLE, method=delivery.act)
    return Doubtful(f"{type(reason).__name__}: {reason}")


def _not_looked_up(client: WebClient, delivery: Delivery, error: Exception) -> Outcome:
    if not isinstance(error, SlackApiError):
        return Doubtful(f"looking up: {error}")
    name = _error(error.response)
    if name == "not_in_channel":
        match _joined(client, delivery):
            case Refused():
                return Unfindable("not_in_channel")
            case AppRefused() as refused_app:
                return refused_app
            case _:
                return Doubtful("joined, to look it up")
    if name == "invalid_cursor" and delivery.look_up:  # it is too old
        return Doubtful(f"looking up: {name}", afresh=True)
    match classify(delivery, error):
        case Refused(error=reason):
            return Unfindable(reason)
        case NotYet() | AppRefused() as rests:
            return rests
        case _:
            return Doubtful(f"looking up: {error}")


def _page(client: WebClient, delivery: Delivery, channel: str, so_far: LookUp) -> SlackResponse:
    """The page of the conversation or thread at which a look-up stands."""
    where: dict[str, Any] = {
        "channel": channel,
        "oldest": so_far.oldest,
        "latest": so_far.latest,
        "cursor": so_far.cursor or None,
        "include_all_metadata": True,
        "limit": PAGE,
    }
    if delivery.thread_ts:
        return client.conversations_replies(ts=delivery.thread_ts, **where)
    return client.conversations_history(**where)


def _concluded(client: WebClient, channel: str, delivery: Delivery, seen: LookUp) -> Outcome:
    """What is known of a post after one more page of its look-up."""
    if seen.cursor and seen.pages < MOST_PAGES:
        return MorePages(seen)
    kept = delivery.ts if delivery.ts in seen.copies else next(iter(seen.copies), "")
    spare = [copy for copy in seen.copies if copy != kept]
    try:
        for copy in spare:
            _delete(client, channel, copy)
    except (SlackApiError, OSError, http.client.HTTPException) as error:
        return _not_looked_up(client, delivery, error)
    if seen.copies:
        return Sent(kept, channel, len(spare))
    if seen.cursor:
        return Unfindable("too much has been said since")
    if seen.stripped:
        return Unfindable(NO_KEY) if delivery.setbacks + 1 >= MOST_LOOK_UPS else Doubtful(NO_KEY, afresh=True)
    return Absent()


def _conversation(client: WebClient, channel: str) -> str:
    """The id of a conversation; a person's id stands for the direct messages with them."""
    if not channel.startswith(PEOPLE):
        return channel
    return str(client.conversations_open(users=channel)["channel"]["id"])


def _error(response: Any) -> str:
    """Slack's error code, or nothing where the answer was not Slack's (a proxy's page, a torn body)."""
    data = response.data if isinstance(response.data, dict) else {}
    name = str(data.get("error", ""))
    return name if CODE.fullmatch(name) else ""


def _reasons(response: Any) -> str:
    """What Slack says beside its error code: which place of which block."""
    data = response.data if isinstance(response.data, dict) else {}
    return "; ".join((data.get("response_metadata") or {}).get("messages") or ())
