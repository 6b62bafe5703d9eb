"""The thread that keeps open Home tabs fresh: claims one that is out of date, draws it, publishes it."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from delivery.loop import Acks, Loop
from delivery.slack import refuses_the_app, retry_after
from delivery.worker import APP_REFUSED, LEASE
from domain.delivery_ports import StaleHome, StaleHomes
from domain.failpoints import reached
from domain.refusals import backoff, what_to_do

View = dict[str, Any]
Draw = Callable[[str, str], View]

log = structlog.get_logger("homes")


class HomeRefresher(Loop):
    """Shows stale Homes anew in a thread of its own until stopped.

    ``draw`` makes the Home of a person in a workspace as it stands at that moment. A Home that would look as
    it did when it was shown last is not sent.
    """

    def __init__(
        self,
        homes: StaleHomes,
        draw: Draw,
        client_for: Callable[[str], WebClient],
        lease: timedelta = LEASE,
        acks: Acks | None = None,
    ) -> None:
        super().__init__("homes", acks)
        self._homes = homes
        self._draw = draw
        self._client_for = client_for
        self._lease = lease

    def step(self) -> bool:
        """Shows one stale Home anew, if there is one; says whether there was."""
        home = self._homes.claim(self._lease)
        if home is None:
            return False
        reached("home.claimed")
        try:
            drawn = self._shows(home)
        except SlackApiError as error:
            self._refused(home, error)
        except Exception:  # Slack cannot be reached, or a Home cannot be drawn: the others must still come
            log.exception("home not shown", workspace=home.workspace, person=home.person, tries=home.tries)
            self._homes.failed(home, backoff(home.tries))
        else:
            reached("home.answered")
            self._homes.shown(home, drawn)
        return True

    def next_at(self) -> tuple[datetime | None, datetime]:
        """The next moment at which a Home may have to be shown, and the present one."""
        return self._homes.next_at(), self._homes.now()

    def _shows(self, home: StaleHome) -> str:
        view = self._draw(home.workspace, home.person)
        drawn = hashlib.sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()
        if drawn != home.drawn:
            self._client_for(home.workspace).views_publish(user_id=home.person, view=view)
            log.info("home", workspace=home.workspace, person=home.person, version=home.version)
        return drawn

    def _refused(self, home: StaleHome, error: SlackApiError) -> None:
        wait = retry_after(error)
        said = {"workspace": home.workspace, "person": home.person, "error": str(error)}
        if refused := refuses_the_app(error):
            log.error(APP_REFUSED, workspace=home.workspace, error=refused, do=what_to_do(refused))
            self._homes.app_refused(home, refused)
        elif wait is None:
            log.warning("home not shown", tries=home.tries, **said)
            self._homes.failed(home, backoff(home.tries))
        else:
            log.info("homes held back", seconds=wait.total_seconds(), **said)
            self._homes.held_back(home, wait)
