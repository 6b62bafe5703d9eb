"""All wiring, once: ``create_app(settings)``."""

import gc
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from typing import Any

import structlog
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from sqlalchemy.exc import OperationalError
from ulid import ULID

from bot.clock import Ticker
from bot.ending import Ending
from bot.health import Health
from bot.metrics import Metrics
from bot.settings import Settings, WrongSetting
from bot.slack_state import SlackState
from delivery.client import Heard, TimedClient, TimedWebhook, answer_by
from delivery.follow_ups import FollowUps
from delivery.homes import Draw, HomeRefresher
from delivery.loop import Acks, Loop
from delivery.people import SlackDirectory
from delivery.permalinks import SlackPermalinks
from delivery.slack import SlackPostman
from delivery.turns import Turns
from delivery.worker import several
from domain.errors import DatabaseGone
from domain.ports import Clock
from domain.remembered import forget
from domain.restored import doubt_of
from handlers import register
from handlers.call import Slack
from rendering.slack.home import home as render_home
from services import home
from services.common.actor import Actor, Services
from services.common.copies import make_missing_public
from services.editions.follow_ups import follow
from services.editions.published import keep_what_is_missing
from services.editions.publishing import following
from services.setup.restored import tell_editors
from storage.archive import SqlArchives
from storage.clock import DatabaseClock, MovableClock
from storage.engine import Engines, open_engines
from storage.migrate import upgrade
from storage.outbox import SqlOutbox
from storage.personal import forget_acts
from storage.stale_homes import SqlStaleHomes
from storage.unit_of_work import SqlStore
from storage.whereabouts import settle
from web.app import Web

CALL_SECONDS = 10  # a Web API call that takes longer has failed, well before its lease runs out
STOP_SECONDS = 5  # with what ``bot.server`` waits for answers less than the 10 after which a process is killed
ANSWER_SECONDS = 2.5  # for all calls before an answer together: Slack gives up on the answer after 3
WORKERS = 4  # so many slow answers of Slack's at once hold up no other channel
TURNS = 3  # of those who wait for an answer: while one waits for the database another works; with more all are late
ARRIVED = "arrived"  # in the context of a request: when, by ``time.monotonic``
log = structlog.get_logger("database")


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
    loops: list[Loop]  # what works by itself; the first of them carries messages to Slack
    ticker: Ticker
    bolt: App
    client: WebClient
    grants: Grants
    ending: Ending
    metrics: Metrics
    health: Health
    web: Web | None  # the public pages, where they have an address
    _started: threading.Event = field(default_factory=threading.Event)

    def meet_slack(self) -> None:
        """Learns from Slack who we are; raises what slack_sdk raises."""
        me = self.client.auth_test()
        headers = {name.lower(): str(value) for name, value in me.headers.items()}
        if scopes := headers.get("x-oauth-scopes"):
            self.grants.scopes = scopes.replace(" ", "").split(",")
        self.store.meet(me["team_id"], me.get("team") or "", me.get("bot_id") or "", me.get("user_id") or "")

    def start(self) -> None:
        """Starts the threads that work by themselves, once."""
        if self._started.is_set():
            return
        self._started.set()
        for loop in self.loops:
            loop.start()
        self.ticker.start()

    def stop(self, seconds: float = STOP_SECONDS) -> bool:
        """Ends them, and the database connections. What is still in hand after so many seconds is handed back, and
        False says that it goes on for as long as the process does."""
        until = time.monotonic() + seconds
        for loop in self.loops:
            loop.request_stop()
        results = [self.ticker.stop(seconds)]
        results += [loop.stop(max(until - time.monotonic(), 0)) for loop in self.loops]
        ended = all(results)
        if ended:
            self.engines.dispose()
        return ended


class Bolt(App):
    """Bolt's app, which says for how long somebody waits for an answer, and has waited."""

    def __init__(self, acks: Acks, metrics: Metrics, **settings: Any) -> None:
        super().__init__(**settings)
        self._acks = acks
        self._turns = Turns(TURNS)
        self._metrics = metrics

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        arrived = req.context.get(ARRIVED) or time.monotonic()
        answer_by(arrived + ANSWER_SECONDS)
        with self._acks, self._turns:
            response = super().dispatch(req)
        kind = "command" if "command" in req.body else str(req.body.get("type", ""))
        self._metrics.acknowledged(kind, response.status, time.monotonic() - arrived)
        return response


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
    for workspace in store.workspaces():
        keep_what_is_missing(store, workspace)
        make_missing_public(store, workspace)
    return engines, clock, store


def clock_of(settings: Settings, engines: Engines) -> Clock:
    """The database's clock, moved where a setting says so."""
    clock = DatabaseClock(engines)
    return MovableClock(clock, settings.sprint_notes_clock_file) if settings.sprint_notes_clock_file else clock


def create_app(settings: Settings) -> Parts:
    """Puts the bot together; raises ``WrongSetting``."""
    settings.check_slack()
    engines, clock, store = open_store(settings)
    metrics, state = Metrics(), SlackState()

    def heard(method: str, error: str) -> None:
        metrics.heard(method, error)
        state.heard(method, error)

    client = _client(settings, min(CALL_SECONDS, max(1, settings.sprint_notes_lease_seconds / 2)), heard)
    acks = Acks()
    outbox = SqlOutbox(store, partial(following, kept=settings.retention))
    postman = SlackPostman(lambda _workspace: client, store.tables)
    workers = several(WORKERS, outbox, postman, settings.lease, acks)
    stale = SqlStaleHomes(engines, clock)
    homes = HomeRefresher(stale, _drawing(store), lambda _workspace: client, settings.lease, acks)
    follow_ups = FollowUps(store.workspaces, partial(follow, store), acks)
    web = Web(SqlArchives(engines, clock, new_id), settings.web) if settings.web else None
    store.calls_after_posting(_waking(web, [follow_ups, workers[0], homes]))
    quick = _client(settings, ANSWER_SECONDS, heard)
    grants = Grants()
    bolt = _bolt(quick, store, acks, metrics, grants)
    register(bolt, Services(store, new_id), Slack(lambda _workspace: quick, respond))
    directory = SlackDirectory(lambda _workspace: quick, clock)
    permalinks = SlackPermalinks(lambda _workspace: quick)

    ending = Ending()
    checks = partial(_check, store, ending)
    forgets = partial(_forget, store, timedelta(days=settings.sprint_notes_log_days))
    seconds = settings.sprint_notes_tick_seconds
    ticker = Ticker(store, directory, permalinks, workers[0], seconds, checks, metrics.ticked, clock.now, forgets)
    loops: list[Loop] = [*workers, follow_ups, homes]
    pulses = {ticker.name: ticker.pulse, **{one.name: one.pulse for one in loops}}
    health = Health(pulses, store, state, metrics, ticker.age)
    return Parts(settings, engines, store, loops, ticker, bolt, client, grants, ending, metrics, health, web)


def _waking(web: Web | None, loops: Sequence[Loop]) -> Callable[[], None]:
    """Has the public pages read anew, and those at work who may have something to do."""

    def wake() -> None:
        if web:
            web.forget()
        for loop in loops:
            loop.wake()

    return wake


def _check(store: SqlStore, ending: Ending) -> bool:
    """Whether the database is where it was; where it is not, the process ends."""
    try:
        store.whereabouts.check()
    except DatabaseGone as gone:
        log.error("the database is gone", why=str(gone))
        ending.because(gone)
        return False
    return True


def _forget(store: SqlStore, kept: timedelta) -> None:
    """Deletes what the log has kept for long enough, and lets go of texts that may not be looked at any more."""
    forget_acts(store.engines, store.clock.now() - kept)
    forget()
    gc.collect()  # by itself Python looks for garbage once there is a quarter more of everything


def respond(url: str, **message: Any) -> bool:
    """Says something at a ``response_url``, in the time that is left to whoever waits; whether Slack has taken it."""
    if not url:
        raise ValueError("there is no response_url here")
    return TimedWebhook(url, ANSWER_SECONDS).send_dict(message).status_code == HTTPStatus.OK


def _drawing(store: SqlStore) -> Draw:
    def draw(workspace: str, person: str) -> dict[str, Any]:
        return render_home(home.view(Actor(store, workspace, person)))

    return draw


def _client(settings: Settings, seconds: float, heard: Heard) -> WebClient:
    return TimedClient(settings.slack_bot_token.get_secret_value(), settings.slack_api_url, seconds, heard)


def _bolt(client: WebClient, store: SqlStore, acks: Acks, metrics: Metrics, grants: Grants) -> App:
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
        metrics,
        name="sprint-notes",  # or Bolt reads the whole call stack to find one
        client=client,
        request_verification_enabled=False,  # ``bot.door`` does it, before anything is read
        authorize=authorize,
        process_before_response=True,
    )
