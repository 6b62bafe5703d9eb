"""Storing a version of an update: with its history, for nothing is ever overwritten."""

from dataclasses import replace

from domain.ports import UnitOfWork
from domain.update import Revision, Update
from services.common.mentions import kept


def store(work: UnitOfWork, update: Update, *, by: str, token: str = "", due: bool = False) -> Update:
    """Stores an update as its next version, which ``by`` has made, in the form that is called ``token``; ``due``: what
    follows from it is done later, see ``services.editions.follow_ups``."""
    update = replace(update, content=kept(work, update.content))
    revision = Revision(
        id=work.new_id(),
        update_id=update.id,
        version=update.version,
        content=update.content,
        by=by,
        token=token,
        at=work.now(),
        withdrawn=update.withdrawn,
        due=due,
    )
    work.updates.save(update, revision)
    return update
