"""What Slack tells of by the Events API, as far as the app and Bolt read it, as models."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Discriminator, Field, StrictInt, TypeAdapter

from bot.payload_texts import Typed, of_another_kind
from bot.payloads import Ids, PersonId, Somebody

LAST_SECOND = 253_402_300_799  # of the year 9999


class ProfileWords(BaseModel):
    status_expiration: Annotated[StrictInt, Field(ge=0, le=LAST_SECOND)] | None = None


class Teams(BaseModel):
    teams: list[str] | None = None


class Profile(Somebody):
    """Somebody, as they are now."""

    profile: ProfileWords | None = None
    enterprise_user: Teams | None = None


class Event(Ids, Typed):
    """Something that has happened in the workspace."""


class HomeOpened(Event):
    type: Literal["app_home_opened"]
    user: PersonId
    tab: str | None = None


class Mention(Event):
    """Somebody mentions the app in a channel."""

    type: Literal["app_mention"]
    user: PersonId
    channel: str
    ts: Annotated[str, Field(pattern=r"^\d+\.\d+$")]
    thread_ts: Annotated[str, Field(pattern=r"^\d+\.\d+$")] | None = None
    text: str | None = None


class Written(Event):
    """Somebody writes to the app, or something becomes of a message there."""

    type: Literal["message"]
    channel: str
    ts: Annotated[str, Field(pattern=r"^\d+\.\d+$")]
    channel_type: str | None = None
    subtype: str | None = None
    text: str | None = None


class UserChange(Event):
    type: Literal["user_change"]
    user: Profile


class Tokens(BaseModel):
    bot: list[str] | None = None


class TokensRevoked(Event):
    type: Literal["tokens_revoked"]
    tokens: Tokens | None = None


WHICH = ("app_home_opened", "app_mention", "message", "user_change", "tokens_revoked")
OtherEvent = Annotated[Event, of_another_kind(*WHICH)]
AnyEvent = Annotated[
    HomeOpened | Mention | Written | UserChange | TokensRevoked | OtherEvent,
    Field(union_mode="left_to_right"),
]


class Callback(Ids):
    type: Literal["event_callback"]
    event: AnyEvent


class Challenge(BaseModel):
    """Slack asks whether this address is the app's."""

    type: Literal["url_verification"]
    challenge: str


class RateLimited(BaseModel):
    """Slack leaves events out for a minute."""

    type: Literal["app_rate_limited"]


EVENTS: TypeAdapter[Any] = TypeAdapter(Annotated[Callback | Challenge | RateLimited, Discriminator("type")])
