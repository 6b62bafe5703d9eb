"""What an edition in the database says."""

from __future__ import annotations

from domain.document import Document
from domain.edition import Edition
from domain.ports import UnitOfWork
from services.common.snapshot import snapshot


def compiled(work: UnitOfWork, edition: Edition) -> Document:
    """What its readers have, or would have now."""
    return snapshot(work, edition).document


def assembled(work: UnitOfWork, edition: Edition) -> Document:
    """What its parts say now, also where something else was published."""
    return snapshot(work, edition).assembled


def reviewed(work: UnitOfWork, edition: Edition) -> Document:
    """What its editors have before them, with what they hold back."""
    return snapshot(work, edition).reviewed
