"""The examination: the database, then Slack, then both together."""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import yaml
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bot.app import clock_of, new_id
from bot.doctor.blocks import check_blocks
from bot.doctor.channels import check_channels
from bot.doctor.disk import check_disk, check_file
from bot.doctor.refusals import check_features, check_outbox
from bot.doctor.round_trip import check_round_trip
from bot.doctor.said import NOT_SLACK, Saying, Told, first_line, note, ok, slack_error, wrong
from bot.doctor.surroundings import check_surroundings
from bot.settings import Settings, WrongSetting
from domain.english import count
from domain.refusals import what_to_do
from storage.engine import open_engines
from storage.migrate import Standing, standing
from storage.unit_of_work import UNCLAIMED, SqlStore

CALL_SECONDS = 10
CLOCKS_MAY_DIFFER = timedelta(minutes=1)  # Slack's requests are refused from five minutes on
WITHOUT: Mapping[str, str] = {  # the scopes that an administrator may refuse, and what goes without them
    "channels:history": "an editor is asked whether a message of unknown fate arrived in a public channel",
    "groups:history": "an editor is asked whether a message of unknown fate arrived in a private channel",
    "im:history": "an editor is asked whether a direct message of unknown fate arrived; questions there get no answer",
    "app_mentions:read": "questions in channels are not answered where the app is mentioned; /sprint-status answers",
    "dnd:read": "reminders come also while somebody does not want to be disturbed",
    "files:read": "projects cannot be changed from a file in Slack, and pictures cannot be added",
    "usergroups:read": "groups that are mentioned keep the name that they were written with",
}


@dataclass(frozen=True)
class Met:
    """Slack, once it has accepted the bot token."""

    client: WebClient
    me: SlackResponse

    def header(self, name: str) -> str:
        """A header of its answer; empty where there is none."""
        return next((str(value) for key, value in self.me.headers.items() if key.lower() == name), "")


def examine(settings: Settings, manifest: Path, *, blocks: bool = False, prove: str = "") -> Iterator[Told]:
    """Looks at everything that can be looked at from here: the database, then Slack, then both together; ``blocks``
    has Slack judge what the bot sends, too, and ``prove`` is who gets a message that is found again and deleted."""
    yield from check_surroundings(settings)
    store = yield from _database(settings)
    slack = yield from meet(settings)
    if slack is None:
        return
    try:
        yield from _together(settings, slack, store, manifest)
        if blocks:
            yield from check_blocks(slack.client)
        if prove:
            yield from check_round_trip(slack.client, prove, f"doctor {new_id()}")
    except (SlackApiError, OSError) as error:
        yield wrong("Slack", f"it stopped answering: {error}. Run this again later.")


def _together(settings: Settings, slack: Met, store: SqlStore | None, manifest: Path) -> Saying:
    yield from _app_token(settings, slack)
    granted = frozenset(slack.header("x-oauth-scopes").replace(" ", "").split(","))
    yield from _scopes(granted, manifest)
    yield from _clocks(settings, slack, store)
    if store is not None:
        yield from _workspaces(slack, store)
        yield from check_features(slack.client, store, slack.me["team_id"], slack.me["user_id"])
        yield from check_outbox(store, slack.me["team_id"])
        yield from check_channels(slack.client, store, slack.me["team_id"], granted)


def _database(settings: Settings) -> Generator[Told, None, SqlStore | None]:
    """Whether it can be opened and is of this release; the store where it can be read."""
    url = make_url(settings.database_url)
    file = Path(url.database) if url.drivername == "sqlite" and url.database else None
    if file and not file.absolute().parent.is_dir():
        fix = f"Make the folder {file.absolute().parent}, or correct the address."
        yield wrong("Database", f"DATABASE_URL names {file}, whose folder is not there. {fix}")
        return None
    if file:
        yield from check_disk(file)
    if file and not file.exists():
        yield note("Database", f"there is no file {url.database} yet. sprint-notes run makes it.")
        return None
    engines = open_engines(settings.database_url)
    try:
        if file:
            yield (whole := check_file(engines.reader))
            if whole.verdict == "wrong":  # and may not be read to the end
                return None
        found = standing(engines.reader)
    except DBAPIError as error:
        yield wrong(
            "Database", f"DATABASE_URL cannot be used: {first_line(error.orig)}. Correct it, or start that database."
        )
        return None
    yield _migrations(found)
    return SqlStore(engines, clock_of(settings, engines), new_id) if found is Standing.CURRENT else None


def _migrations(found: Standing) -> Told:
    match found:
        case Standing.CURRENT:
            return ok("Database", "its tables are those of this release.")
        case Standing.BEHIND:
            return wrong("Database", "its tables are of an earlier release. Run sprint-notes db upgrade.")
        case Standing.UNKNOWN:
            return wrong("Database", "its tables are of a later release. Run that release, or restore a backup.")


def meet(settings: Settings) -> Generator[Told, None, Met | None]:
    """Whether Slack can be reached and accepts the bot token."""
    try:
        settings.check_slack()
    except WrongSetting as error:
        yield wrong("Settings", str(error))
        return None
    token = settings.slack_bot_token.get_secret_value()
    client = WebClient(token=token, base_url=settings.slack_api_url, timeout=CALL_SECONDS)
    try:
        me = client.auth_test()
    except SlackApiError as error:
        yield _refused(settings, slack_error(error))
    except OSError as error:
        fix = "Correct it, or let this machine reach it."
        yield wrong("Slack", f"SLACK_API_URL {settings.slack_api_url} cannot be reached: {error}. {fix}")
    else:
        yield ok("Bot token", f"accepted in the workspace {me.get('team')}, as @{me.get('user')}.")
        return Met(client, me)
    return None


def _refused(settings: Settings, error: str) -> Told:
    if error == NOT_SLACK:
        return wrong("Slack", f"what answers at SLACK_API_URL {settings.slack_api_url} is not Slack. Correct it.")
    return wrong("Bot token", f"Slack does not accept SLACK_BOT_TOKEN: {error}. {what_to_do(error)}")


def _app_token(settings: Settings, slack: Met) -> Saying:
    token = settings.slack_app_token.get_secret_value()
    if not token:
        yield ok("Requests", "come over HTTP, signed with SLACK_SIGNING_SECRET; SLACK_APP_TOKEN is not set.")
        return
    try:
        slack.client.apps_connections_open(app_token=token)
    except SlackApiError as error:
        fix = "Under “Basic Information” make an app-level token with the scope connections:write."
        yield wrong("App token", f"Slack opens no socket with SLACK_APP_TOKEN: {slack_error(error)}. {fix}")
        return
    app = _app_of(slack)
    if app and app not in token.split("-"):
        fix = f"Take both tokens from one app; the bot token is of {app}."
        yield wrong("App token", f"SLACK_APP_TOKEN is of another app than SLACK_BOT_TOKEN. {fix}")
    else:
        yield ok("App token", "Slack opens a socket with it.")


def _app_of(slack: Met) -> str:
    """The id of the bot's app; empty where Slack does not say."""
    try:
        return str(slack.client.bots_info(bot=slack.me["bot_id"])["bot"]["app_id"])
    except (SlackApiError, KeyError):
        return ""


def _scopes(granted: frozenset[str], manifest: Path) -> Saying:
    try:
        asked: Mapping[str, Any] = yaml.safe_load(manifest.read_text(encoding="utf-8"))["oauth_config"]["scopes"]
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        yield wrong("Scopes", f"{manifest} cannot be read. Name the app’s manifest with --manifest.")
        return
    optional = set(asked.get("bot_optional", ()))
    needed = set(asked.get("bot", ())) - optional
    missing = needed - granted
    for scope in sorted(missing):
        fix = "Add it under “OAuth & Permissions” and install the app again."
        yield wrong("Scopes", f"{scope} is not granted, and the bot needs it. {fix}")
    for scope in sorted(optional - granted):
        yield note("Scopes", f"{scope} is not granted: {WITHOUT.get(scope, 'what needs it is left out')}.")
    for scope in sorted(granted - needed - optional - {""}):
        yield note("Scopes", f"{scope} is granted, and the bot does not need it. It can be taken away.")
    if not missing:
        yield ok("Scopes", "everything that the bot needs is granted.")


def _clocks(settings: Settings, slack: Met, store: SqlStore | None) -> Saying:
    """Slack's clock is that of its answer. While ours is moved on purpose, the machine's own does not matter."""
    told = slack.header("date")
    if not told:
        yield note("Clock", "Slack did not say what time it is.")
        return
    ours = {}
    if settings.sprint_notes_clock_file is None:
        ours["this machine’s clock"] = datetime.now(UTC)
    else:
        yield note("Clock", "it is moved by SPRINT_NOTES_CLOCK_FILE. Take that setting away in a real workspace.")
    if store is not None:
        with store.reading("") as work:
            ours["the clock of the database"] = work.now()
    for name, moment in ours.items():
        yield _clock(name, moment - parsedate_to_datetime(told))


def _clock(name: str, ahead: timedelta) -> Told:
    if abs(ahead) <= CLOCKS_MAY_DIFFER:
        return ok("Clock", f"{name} agrees with Slack’s.")
    minutes = round(abs(ahead) / timedelta(minutes=1))
    way = "ahead of" if ahead > timedelta() else "behind"
    fix = "Set it by a time server: else windows close at the wrong moment and Slack’s requests are refused."
    return wrong("Clock", f"{name} is {count(minutes, 'minute')} {way} Slack’s. {fix}")


def _workspaces(slack: Met, store: SqlStore) -> Saying:
    known = set(store.workspaces()) - {UNCLAIMED}
    if known and slack.me["team_id"] not in known:
        fix = "Use the token of that workspace, or another DATABASE_URL."
        yield wrong("Workspace", f"the database is of {', '.join(sorted(known))}, the bot token of another one. {fix}")
