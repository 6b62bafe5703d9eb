"""A funded project and the words used for how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

AIMS_LENGTH = 500  # characters


class Phase(StrEnum):
    """The GOV.UK service phases."""

    DISCOVERY = "discovery"
    ALPHA = "alpha"
    BETA = "beta"
    LIVE = "live"
    RETIRED = "retired"


class Status(StrEnum):
    """How a project says it stands; always shown in words."""

    NOT_STARTED = "not started"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OFF_TRACK = "off track"
    PAUSED = "paused"
    COMPLETE = "complete"


class ProjectState(StrEnum):
    """Whether updates are expected."""

    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project that the unit funds. ``leads`` are Slack user ids, ``channel`` is a Slack id; its first update
    introduces it with its ``aims``. ``added`` is the day on which an editor added it, None from a file."""

    id: str
    key: str
    name: str
    aliases: tuple[str, ...] = ()
    lead_organisation: str = ""
    partners: tuple[str, ...] = ()
    phase: Phase | None = None
    round: str = ""
    contact: str = ""
    channel: str = ""
    leads: tuple[str, ...] = ()
    state: ProjectState = ProjectState.ACTIVE
    featured: bool = False
    aims: str = ""
    added: date | None = None


def by_id(projects: Iterable[Project]) -> dict[str, Project]:
    """Projects by their ids."""
    return {project.id: project for project in projects}
