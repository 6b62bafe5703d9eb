"""Findings of the editorial checks that editors have ignored."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, select

from domain.ports import IgnoredFinding
from storage.rows import Rows, fields, mine
from storage.tables import ignored

AMONG = select(ignored.c.digest).where(mine(ignored), ignored.c.digest.in_(bindparam("is_digests", expanding=True)))


class SqlIgnored(Rows):
    """Ignored findings, by the digests of their words."""

    def among(self, digests: Collection[str]) -> frozenset[str]:
        """Those of the digests that are ignored."""
        return frozenset(row.digest for row in self._rows(AMONG, digests=list(digests)))

    def add(self, finding: IgnoredFinding) -> bool:
        """Ignores a finding from now on; False where it is ignored already."""
        return self._add(ignored, fields(finding))

    def drop(self, digest: str) -> bool:
        """Ignores a finding no more; False where it was not."""
        return self._drop(ignored, digest=digest)
