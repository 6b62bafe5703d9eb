"""Health, told truly: whether this process works, whether it can store what people submit, and how Slack is."""

import asyncio
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from ulid import ULID

from bot.metrics import Metrics
from bot.slack_standing import slack_standing
from bot.slack_state import SlackState
from delivery.pulse import Pulse
from storage import backlog
from storage.kept import Kept
from storage.unit_of_work import SqlStore

PROBE_SECONDS = 4.0  # a database that has not answered by then takes no submit in time
KEPT_SECONDS = 1.0  # what the database said; balancers ask often
TEXT = "text/plain; version=0.0.4; charset=utf-8"
T = TypeVar("T")

log = structlog.get_logger("health")


class Health:
    """What ``/livez``, ``/readyz`` and ``/metrics`` answer. ``pulses`` are of the process's threads, by their names."""

    def __init__(
        self,
        pulses: Mapping[str, Pulse],
        store: SqlStore,
        slack: SlackState,
        metrics: Metrics,
        tick_age: Callable[[], float],
    ) -> None:
        self._pulses = dict(pulses)
        self._store = store
        self._slack = slack
        self._metrics = metrics
        self._tick_age = tick_age
        self._ends: Callable[[], bool] = lambda: False
        self._fault = Kept(self._read_fault, KEPT_SECONDS)
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="health")  # a database may keep one for long
        metrics.reads(self._gauges, self._deliveries)

    def watches(self, name: str, pulse: Pulse) -> None:
        """Another thread belongs to the process."""
        self._pulses[name] = pulse

    def ends_when(self, ends: Callable[[], bool]) -> None:
        """Names what says whether the process is shutting down."""
        self._ends = ends

    def routes(self) -> list[Route]:
        """The pages."""
        return [Route("/livez", self._livez), Route("/readyz", self._readyz), Route("/metrics", self._metrics_page)]

    def faults(self) -> list[str]:
        """Which threads of this process are dead or stuck, each as a sentence."""
        found = {name: pulse.fault() for name, pulse in self._pulses.items()}
        return [f"The thread “{name}” {fault}." for name, fault in found.items() if fault]

    async def _livez(self, _request: Request) -> Response:
        faults = self.faults()
        return JSONResponse({"faults": faults, **self._about()}, 503 if faults else 200)

    async def _readyz(self, _request: Request) -> Response:
        fault = "The process is shutting down." if self._ends() else await self._asked(self._fault.get)
        waiting = None if fault else await self._asked(self._oldest_waiting)
        standing = None if fault else await self._asked(lambda: slack_standing(self._store))
        told = {"fault": fault, **self._about(), "oldest_waiting_delivery_seconds": waiting, "workspaces": standing}
        return JSONResponse(told, 503 if fault else 200)

    async def _metrics_page(self, _request: Request) -> Response:
        return Response(
            await asyncio.get_running_loop().run_in_executor(self._threads, self._metrics.text), 200, None, TEXT
        )

    async def _asked(self, question: Callable[[], T]) -> T | str:
        """What the database answers; a sentence where it does not."""
        answer = asyncio.get_running_loop().run_in_executor(self._threads, question)
        try:
            return await asyncio.wait_for(asyncio.shield(answer), PROBE_SECONDS)
        except TimeoutError:
            return "The database does not answer."
        except (SQLAlchemyError, OSError) as error:
            return f"The database cannot be read: {type(error).__name__}."

    def _read_fault(self) -> str:
        if fault := backlog.fault(self._store.engines):
            return fault
        return "" if self._store.bots() else "No workspace is known yet: Slack has not been met."

    def _about(self) -> dict[str, object]:
        return {"last_tick_seconds_ago": round(self._tick_age(), 1), **self._slack.told()}

    def _oldest_waiting(self) -> float | None:
        """The age of the oldest delivery that is on its way, from its id; None without any."""
        oldest = backlog.oldest_waiting(self._store.engines)
        try:
            return round(max(0.0, time.time() - ULID.from_str(oldest).timestamp), 1) if oldest else None
        except ValueError:  # an id that was not made here
            return None

    def _gauges(self) -> Mapping[str, float]:
        known = {
            "last_tick_age_seconds": self._tick_age(),
            "slack_reachable": self._slack.reachable,
            "token_accepted": self._slack.token_accepted,
        }
        return {name: float(value) for name, value in known.items() if value is not None}

    def _deliveries(self) -> tuple[Mapping[str, int], float | None]:
        """How many there are in each state, and the age of the oldest; nothing while the database is away."""
        try:
            return backlog.counts(self._store.engines), self._oldest_waiting()
        except (SQLAlchemyError, OSError) as error:
            log.warning("deliveries not counted", error=type(error).__name__)
            return {}, None
