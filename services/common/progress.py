"""How far an edition has come, where nothing else of it is of interest."""

from __future__ import annotations

from domain.edition import Edition
from domain.ports import UnitOfWork
from domain.progress import Progress, progress


def progress_of(work: UnitOfWork, edition: Edition) -> Progress:
    """Who is in, who has nothing to report and who is missing."""
    answers = work.nothing_to_report.of_edition(edition.id)
    return progress(work.projects.all(), work.updates.told(edition.id), answers)
