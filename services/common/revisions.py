"""Storing a version of an update: with its history, for nothing is ever overwritten."""

from dataclasses import replace

from domain.ports import UnitOfWork
from domain.update import Revision, Update
from services.common.mentions import kept


def store(work: UnitOfWork, update: Update, *, by: str, token: str = "") -> Update:
    """Stores an update as its next version, which ``by`` has made, in the form that is called ``token``."""
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
    )
    work.updates.save(update, revision)
    return update
