"""How tables are shown in a workspace, where it refused what it was asked to show."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import select

from domain.tables import ASKED_AGAIN, Surface, TableKind
from storage.published_tables import table_kinds
from storage.rows import Rows, mine
from storage.transaction import Transaction

Work = Callable[[str], AbstractContextManager[Transaction]]
KINDS = select(table_kinds).where(mine(table_kinds, "surface"))


class SqlTableKinds:
    """What each workspace takes, in units of work of its own: whoever posts has none."""

    def __init__(self, reading: Work, writing: Work) -> None:
        self._reading, self._writing = reading, writing

    def kind(self, workspace: str, surface: Surface) -> TableKind:
        """The kind that was taken there last; the best one where that is not known, or known for too long."""
        with self._reading(workspace) as work:
            row = next(iter(work.rows(KINDS, {"is_workspace": workspace, "is_surface": surface})), None)
            return TableKind(row.kind) if row and row.at > work.now() - ASKED_AGAIN else TableKind.DATA

    def takes(self, workspace: str, surface: Surface, kind: TableKind) -> None:
        """Remembers that a better kind was refused there, and this one was not."""
        with self._writing(workspace) as work:
            _Kinds(work).put(surface, kind)
            work.commit()


class _Kinds(Rows):
    def put(self, surface: Surface, kind: TableKind) -> None:
        self._put(table_kinds, {"surface": surface, "kind": kind, "at": self._now()})
