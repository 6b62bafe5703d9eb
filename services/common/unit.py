"""The workspace's unit, where it has to be there."""

from datetime import date

from domain.calendar import local_day
from domain.errors import NotSetUp
from domain.ports import UnitOfWork
from domain.unit import Unit


def unit_of(work: UnitOfWork) -> Unit:
    """The workspace's unit; raises ``NotSetUp``."""
    unit = work.units.get()
    if unit is None or not unit.is_set_up:
        raise NotSetUp
    return unit


def today(work: UnitOfWork) -> date:
    """The date on the unit's wall."""
    return local_day(work.now(), unit_of(work).cadence.timezone)
