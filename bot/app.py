"""All wiring, once: ``create_app(settings)``."""

import time
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import OperationalError
from ulid import ULID

from bot.clock import Ticker
from bot.ending import Ending
from bot.settings import Settings, WrongSetting
from delivery.follow_ups import FollowUps
from delivery.homes import Draw, HomeRefresher
from delivery.loop import Acks
from delivery.people import SlackDirectory
from delivery.permalinks import SlackPermalinks
from delivery.slack import SlackPostman
from delivery.worker import Worker
from domain.errors import DatabaseGone
from domain.ports import Clock
from domain.restored import doubt_of
from handlers import register
from rendering.slack.home import home as render_home
from services import home
from services.common.actor import Actor, Services
from services.editions.follow_ups import follow
from services.editions.publishing import following
from services.setup.restored import tell_editors
from storage.clock import DatabaseClock, MovableClock
from storage.engine import Engines, open_engines
from storage.migrate import upgrade
from storage.outbox import SqlOutbox
from storage.stale_homes import SqlStaleHomes
from storage.unit_of_work import SqlStore
from storage.whereabouts import settle

CALL_SECONDS = 10  # a Web API call that takes longer has failed, well before its lease runs out
log = structlog.get_logger("database")
STOP_SECONDS = 5  # with what ``bot.server`` waits for answers less than the 10 after which a process is killed
ANSWER_SECONDS = 2  # a call before an answer: Slack gives up on the answer after 3


def new_id() -> str:
    """A new id; later ones sort after earlier ones."""
    return str(ULID())


@dataclass
class Grants:
    """The scopes that Slack has granted, as it said at the start; None before it has."""

    scopes: list[str] | None = None


@dataclass(frozen=True)
class Parts:
    """The bot, put together and not yet started."""

    settings: Settings
    engines: Engines
    store: SqlStore
    worker: Worker
    follow_ups: FollowUps
    homes: HomeRefresher
    ticker: Ticker
    bolt: App
    client: WebClient
    grants: Grants
    ending: Ending

    def meet_slack(self) -> None:
        """Learns from Slack who we are; raises ``WrongSetting`` where Slack does not know the token."""
        try:
            me = self.client.auth_test()
        except SlackApiError as error:
            raise WrongSetting(f"Slack does not accept SLACK_BOT_TOKEN: {error.response['error']}.") from None
        except OSError as error:
            raise WrongSetting(f"SLACK_API_URL {self.settings.slack_api_url} cannot be reached: {error}.") from None
        headers = {name.lower(): str(value) for name, value in me.headers.items()}
        if scopes := headers.get("x-oauth-scopes"):
            self.grants.scopes = scopes.replace(" ", "").split(",")
        self.store.meet(me["team_id"], me.get("team") or "", me.get("bot_id") or "", me.get("user_id") or "")

    def start(self) -> None:
        """Starts the threads that work by themselves."""
        self.worker.start()
        self.follow_ups.start()
        self.homes.start()
        self.ticker.start()

    def stop(self, seconds: float = STOP_SECONDS) -> bool:
        """Ends them, and the database connections. What is still in hand after so many seconds is handed back, and
        False says that it goes on for as long as the process does."""
        until = time.monotonic() + seconds
        loops = (self.follow_ups, self.worker, self.homes)
        for loop in loops:
            loop.request_stop()
        parts = (self.ticker, *loops)
        results = [part.stop(max(until - time.monotonic(), 0)) for part in parts]
        ended = all(results)
        if ended:
            self.engines.dispose()
        return ended


class Bolt(App):
    """Bolt's app, which says for how long somebody waits for an answer."""

    def __init__(self, acks: Acks, **settings: Any) -> None:
        super().__init__(**settings)
        self._acks = acks

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        with self._acks:
            return super().dispatch(req)


def open_store(settings: Settings) -> tuple[Engines, Clock, SqlStore]:
    """The database, brought up to date, and the clock that belongs to it. Where it is an older copy that was put back,
    that has consequences once."""
    engines = open_engines(settings.database_url)
    try:
        upgrade(engines.writer)
    except OperationalError as error:
        raise WrongSetting(f"DATABASE_URL cannot be used: {error.orig}.") from None
    clock = clock_of(settings, engines)
    whereabouts, found, known = settle(engines, clock, new_id)
    store = SqlStore(engines, clock, new_id, whereabouts, doubt_of(known))
    if found:
        log.warning("the database is an older copy that was put back", it_ends_at=found.copied_at.isoformat())
        tell_editors(store, found)
    return engines, clock, store


def clock_of(settings: Settings, engines: Engines) -> Clock:
    """The database's clock, moved where a setting says so."""
    clock = DatabaseClock(engines)
    return MovableClock(clock, settings.sprint_notes_clock_file) if settings.sprint_notes_clock_file else clock


def create_app(settings: Settings) -> Parts:
    """Puts the bot together; raises ``WrongSetting``."""
    settings.check_slack()
    engines, clock, store = open_store(settings)
    client = _client(settings, min(CALL_SECONDS, max(1, int(settings.sprint_notes_lease_seconds / 2))))
    acks = Acks()
    worker = Worker(SqlOutbox(store, following), SlackPostman(lambda _workspace: client), settings.lease, acks)
    stale = SqlStaleHomes(engines, clock)
    homes = HomeRefresher(stale, _drawing(store), lambda _workspace: client, settings.lease, acks)

    follow_ups = FollowUps(store.workspaces, partial(follow, store), acks)

    def wake() -> None:
        follow_ups.wake()
        worker.wake()
        homes.wake()

    store.calls_after_posting(wake)
    quick = _client(settings, ANSWER_SECONDS)
    grants = Grants()
    bolt = _bolt(settings, quick, store, acks, grants)
    register(bolt, Services(store, new_id))
    directory = SlackDirectory(lambda _workspace: quick, clock)
    permalinks = SlackPermalinks(lambda _workspace: quick)
    ending = Ending()
    checks = partial(_check, store, ending)
    ticker = Ticker(store, directory, permalinks, worker, settings.sprint_notes_tick_seconds, checks)
    return Parts(settings, engines, store, worker, follow_ups, homes, ticker, bolt, client, grants, ending)


def _check(store: SqlStore, ending: Ending) -> bool:
    """Whether the database is where it was; where it is not, the process ends."""
    try:
        store.whereabouts.check()
    except DatabaseGone as gone:
        log.error("the database is gone", why=str(gone))
        ending.because(gone)
        return False
    return True


def _drawing(store: SqlStore) -> Draw:
    def draw(workspace: str, person: str) -> dict[str, Any]:
        return render_home(home.view(Actor(store, workspace, person)))

    return draw


def _client(settings: Settings, seconds: int) -> WebClient:
    token = settings.slack_bot_token.get_secret_value()
    return WebClient(token=token, base_url=settings.slack_api_url, timeout=seconds, retry_handlers=[])


def _bolt(settings: Settings, client: WebClient, store: SqlStore, acks: Acks, grants: Grants) -> App:
    def authorize(team_id: str | None, **_others: Any) -> Any:  # None, which Bolt's types forget, is a refusal
        """Who we are in a workspace, from the database: no call stands before an answer.

        One token is one installation, whichever workspace of a shared channel the person belongs to.
        """
        bots = store.bots()
        home = team_id if team_id in bots else next(iter(bots), "") if len(bots) == 1 else ""
        if not home:
            return None
        bot_id, bot_user_id = bots[home]
        return AuthorizeResult(
            enterprise_id=None,
            team_id=home,
            bot_id=bot_id,
            bot_user_id=bot_user_id,
            bot_token=client.token,
            bot_scopes=grants.scopes,
        )

    return Bolt(
        acks,
        name="sprint-notes",  # or Bolt reads the whole call stack to find one
        client=client,
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        authorize=authorize,
        process_before_response=True,
    )
