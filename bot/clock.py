"""The clock: one in-memory job in every replica that asks what is due. The database decides who does it."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from structlog.contextvars import bind_contextvars, clear_contextvars

from delivery.pulse import Pulse
from delivery.worker import Worker
from domain.delivery_ports import Directory, Permalinks
from domain.ports import Store
from services.clock import tick

FORGETTING = timedelta(hours=1)

log = structlog.get_logger("clock")


class Ticker:
    """Ticks every few seconds. Its pulse says whether it ticks at all, its age when a tick last went through."""

    name = "clock"

    def __init__(
        self,
        store: Store,
        directory: Directory,
        permalinks: Permalinks,
        worker: Worker,
        seconds: float,
        is_there: Callable[[], bool],
        ticked: Callable[[bool], None],
        now: Callable[[], datetime],
        forgets: Callable[[], None],
    ) -> None:
        self._is_there = is_there
        self._store = store
        self._directory = directory
        self._permalinks = permalinks
        self._worker = worker
        self._seconds = seconds
        self._ticked = ticked
        self._forgets = forgets
        self._now = now
        self._forgot: datetime | None = None
        self.pulse = Pulse()
        self._last = time.monotonic()
        self._stopping = False
        self._ticking = Lock()
        self._scheduler = BackgroundScheduler(timezone=UTC)

    def start(self) -> None:
        """Ticks at once, then every few seconds."""
        self._scheduler.add_job(
            self.tick,
            "interval",
            seconds=self._seconds,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
            next_run_time=datetime.now(UTC),
        )
        self._scheduler.start()
        self.pulse.watch()

    def stop(self, seconds: float) -> bool:
        """Ends after the tick in hand, for which it waits; False where that takes longer than so many seconds."""
        self._stopping = True
        self.pulse.end()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        ended = self._ticking.acquire(timeout=max(seconds, 0))
        if ended:
            self._ticking.release()
        return ended

    def age(self) -> float:
        """Seconds since the last tick that went through."""
        return time.monotonic() - self._last

    def tick(self) -> None:
        """Does what is due in every workspace; a fault in one does not keep the others waiting. Nothing, where the
        database is not there any more."""
        self.pulse.begin()
        with self._ticking:
            if not self._stopping:
                self._tick()

    def _tick(self) -> None:
        sound = self._sound() and self._forgets_now_and_then()
        if sound:
            self._last = time.monotonic()
        self._ticked(sound)
        self._worker.wake()

    def _sound(self) -> bool:
        """Looks at every workspace; whether all went well."""
        try:
            if not self._is_there():
                return False
            looks = [self._looks_at(workspace) for workspace in self._store.workspaces()]
        except Exception:  # the next tick tries again
            log.exception("no tick, for the database cannot be read")
            return False
        return all(looks)

    def _forgets_now_and_then(self) -> bool:
        """Has what is too old forgotten, every hour of the clock that people go by; whether that went well."""
        try:
            now = self._now()
            if self._forgot and now - self._forgot < FORGETTING:
                return True
            self._forgets()
        except Exception:  # the next tick tries again
            log.exception("what is old not forgotten")
            return False
        self._forgot = now
        return True

    def _looks_at(self, workspace: str) -> bool:
        if self._stopping:
            return False
        self.pulse.beat()
        clear_contextvars()
        bind_contextvars(workspace=workspace)
        try:
            tick(self._store, self._directory, self._permalinks, workspace)
        except Exception:  # the next tick tries again, and health shows that none went through
            log.exception("tick failed")
            return False
        return True
