"""Settings, from the environment or ``.env``. A wrong one stops the start with a sentence that names it."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from domain.errors import SprintNotesError
from domain.refusals import LONGEST_KEPT
from web.site import WebSettings

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class WrongSetting(SprintNotesError):
    """A setting is missing or cannot be used."""


def _base_url(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError("write an address that begins with https://")
    return url.rstrip("/") + "/"


def _public_url(url: str) -> str:
    parts = urlsplit(url)
    is_plain = parts.scheme in ("http", "https") and parts.netloc and not (parts.path.strip("/") or parts.query)
    if url and (not is_plain or "@" in parts.netloc):
        raise ValueError("write an address without a path, such as https://notes.example.org")
    return url.rstrip("/")


def _colour(value: str) -> str:
    if not re.fullmatch("#[0-9a-fA-F]{6}", value):
        raise ValueError("write a colour such as #1d70b8")
    return value


def _hub(url: str) -> str:
    if url and not url.startswith("https://"):
        raise ValueError("write an address that begins with https://")
    return url


def _database(url: str) -> str:
    try:
        name = make_url(url).drivername
    except ArgumentError:
        name = ""
    if name not in ("sqlite", "postgresql+psycopg"):
        raise ValueError("write sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE")
    return url


def _level(name: str) -> str:
    if name.upper() not in LEVELS:
        raise ValueError(f"write one of {', '.join(LEVELS)}")
    return name.upper()


class Settings(BaseSettings):
    """Everything that can be set. Names are those of the environment variables, in lower case."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_api_url: Annotated[str, AfterValidator(_base_url)] = "https://slack.com/api/"
    database_url: Annotated[str, AfterValidator(_database)] = "sqlite:///sprint-notes.db"
    port: Annotated[int, Field(ge=0, le=65535)] = 3000
    log_level: Annotated[str, AfterValidator(_level)] = "INFO"
    sprint_notes_host: str = "127.0.0.1"
    sprint_notes_tick_seconds: Annotated[float, Field(gt=0, le=60)] = 5.0
    sprint_notes_lease_seconds: Annotated[float, Field(ge=0.5, le=300)] = 20.0
    sprint_notes_log_days: Annotated[int, Field(ge=30, le=36_500)] = 730
    sprint_notes_retention_days: Annotated[int, Field(ge=1, le=36_500)] = LONGEST_KEPT.days
    sprint_notes_clock_file: Path | None = None
    sprint_notes_public_url: Annotated[str, AfterValidator(_public_url)] = ""
    sprint_notes_colour: Annotated[str, AfterValidator(_colour)] = "#1d70b8"
    sprint_notes_licence: str = ""
    sprint_notes_hub: Annotated[str, AfterValidator(_hub)] = ""
    sprint_notes_accessibility_contact: str = ""
    sprint_notes_accessibility_tested: date | None = None
    sprint_notes_accessibility_how: str = ""
    sprint_notes_accessibility_faults: str = ""

    @property
    def retention(self) -> timedelta:
        """How long Slack keeps messages in this workspace."""
        return timedelta(days=self.sprint_notes_retention_days)

    @property
    def web(self) -> WebSettings | None:
        """What the public pages need; None where they have no address."""
        if not self.sprint_notes_public_url:
            return None
        return WebSettings(
            public_url=self.sprint_notes_public_url,
            colour=self.sprint_notes_colour,
            licence=self.sprint_notes_licence,
            hub=self.sprint_notes_hub,
            contact=self.sprint_notes_accessibility_contact,
            tested_on=self.sprint_notes_accessibility_tested,
            tested_how=self.sprint_notes_accessibility_how,
            known_faults=self.sprint_notes_accessibility_faults,
        )

    @property
    def lease(self) -> timedelta:
        """How long one replica may hold a delivery."""
        return timedelta(seconds=self.sprint_notes_lease_seconds)

    def check_slack(self) -> None:
        """Raises ``WrongSetting`` unless there is what the bot needs to meet Slack."""
        if not self.slack_bot_token.get_secret_value().startswith("xoxb-"):
            raise WrongSetting("SLACK_BOT_TOKEN must be set to the bot token of your Slack app; it begins with xoxb-.")
        app_token = self.slack_app_token.get_secret_value()
        if app_token and not app_token.startswith("xapp-"):
            raise WrongSetting("SLACK_APP_TOKEN must be an app-level token; it begins with xapp-.")
        if not app_token and not self.slack_signing_secret.get_secret_value():
            raise WrongSetting("Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP.")


def read_settings() -> Settings:
    """The settings as the environment has them; raises ``WrongSetting``."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise WrongSetting(f"{name} cannot be used: {reason}.") from None
