"""Editors change leads' words: what the leads are shown of it, and their objection, which lasts until it is heard."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.edition import Edition, EditionMove
from domain.errors import Conflict
from domain.update import Objection, Revision, Update

AT_ONE_GO = timedelta(hours=1)  # between two saves of which leads are told in one message
TOO_LATE = "{title} is {state} already. “Ask for a correction” asks the editors instead."


def still_open(objections: Iterable[Objection], updates: Iterable[Update]) -> list[Objection]:
    """Those to which nothing was done yet: the update still says what was objected to."""
    versions = {(update.project_id, update.edition_id): update.version for update in updates if not update.withdrawn}
    return [one for one in objections if versions.get((one.project_id, one.edition_id)) == one.version]


def may_object(edition: Edition, update: Update, version: int) -> None:
    """Raises ``Conflict`` unless the update says what was objected to, and its edition is not published yet."""
    edition.must_allow(EditionMove.EDIT, TOO_LATE)
    if update.withdrawn or update.version != version:
        raise Conflict("The update has changed once more since then. The newest message about it is further down.")


@dataclass(frozen=True, slots=True)
class Run:
    """What editors have done to an update at one go: from the version ``before``, where there was one, to the last."""

    before: Revision | None
    first: Revision
    last: Revision


def last_run(revisions: Sequence[Revision], editors: Collection[str]) -> Run | None:
    """What editors have done last, at one go; None where the last word is somebody else's. Oldest come first."""
    start = len(revisions)
    while start and _goes_on(revisions[start - 1], revisions[start:], editors):
        start -= 1
    if start == len(revisions):
        return None
    before = revisions[start - 1] if start else None
    return Run(None if before is None or before.withdrawn else before, revisions[start], revisions[-1])


def _goes_on(revision: Revision, later: Sequence[Revision], editors: Collection[str]) -> bool:
    soon = not later or later[0].at - revision.at <= AT_ONE_GO
    return revision.by in editors and not revision.withdrawn and soon


def since_own(revisions: Sequence[Revision], editors: Collection[str]) -> tuple[Revision, Revision] | None:
    """The last version that no editor has written, and the last of all where that is an editor's."""
    own = next((one for one in reversed(revisions) if one.by not in editors), None)
    if own is None or own.withdrawn or own is revisions[-1]:
        return None
    return own, revisions[-1]
