"""How the outbox stands, over all workspaces, and whether the database takes what people write: for operators."""

from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from domain.delivery import DeliveryState
from storage.engine import Engines
from storage.migrate import Standing, standing
from storage.tables import deliveries

WAITING = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNKNOWN)
NOTHING_NEW = text("UPDATE alembic_version SET version_num = version_num")


def counts(engines: Engines) -> dict[str, int]:
    """How many deliveries there are in each state."""
    by_state = select(deliveries.c.state, func.count().label("many")).group_by(deliveries.c.state)
    with engines.reader.connect() as connection:
        found = {row.state: row.many for row in connection.execute(by_state)}
    return {state: found.get(state, 0) for state in DeliveryState}


def oldest_waiting(engines: Engines) -> str:
    """The id of the oldest delivery that is on its way, for an id says when it was made; empty without any."""
    waiting = select(func.min(deliveries.c.id)).where(deliveries.c.state.in_(WAITING))
    with engines.reader.connect() as connection:
        return connection.execute(waiting).scalar() or ""


def fault(engines: Engines) -> str:
    """Why nothing can be stored, as a sentence; empty where it can. It writes, and takes it back."""
    try:
        if standing(engines.reader) is Standing.BEHIND:
            return "The tables of the database are of an earlier release."
        if (file := engines.file) and not Path(file).exists():
            return "The file of the database is gone."
        with engines.writer.connect() as connection:
            connection.execute(NOTHING_NEW)
            connection.rollback()
    except SQLAlchemyError as error:
        return f"The database cannot be written: {type(error).__name__}."
    return ""
