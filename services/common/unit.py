"""The workspace's unit, where it has to be there."""

from datetime import date

from domain.calendar import local_day
from domain.errors import NotSetUp
from domain.ports import UnitOfWork
from domain.unit import Unit
from domain.wall_clock import WallClock, clock_of


def unit_of(work: UnitOfWork) -> Unit:
    """The workspace's unit; raises ``NotSetUp``."""
    unit = work.units.get()
    if unit is None or not unit.is_set_up:
        raise NotSetUp
    return unit


def reader_clock(work: UnitOfWork, person: str = "") -> WallClock:
    """The clock by which somebody reads moments; without ``person``, whoever acts."""
    return clock_of(work.people.get(person or work.person), unit_of(work))


def channel_clock(work: UnitOfWork) -> WallClock:
    """The clock by which moments are read in channels: the unit’s."""
    return clock_of(None, unit_of(work))


def today(work: UnitOfWork) -> date:
    """The date on the unit's wall."""
    return local_day(work.now(), unit_of(work).cadence.timezone)
