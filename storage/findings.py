"""Findings of the editorial checks that editors have ignored."""

from collections.abc import Collection

from sqlalchemy import bindparam, select

from domain.checks import Occurrence
from storage.news_tables import ignored
from storage.rows import Rows, mine

AMONG = select(ignored.c.digest).where(mine(ignored), ignored.c.digest.in_(bindparam("is_digests", expanding=True)))


class SqlIgnored(Rows):
    def among(self, digests: Collection[str]) -> frozenset[str]:
        return frozenset(row.digest for row in self._rows(AMONG, digests=list(digests)))

    def add(self, place: Occurrence) -> bool:
        what = {"digest": place.digest, "check": place.check, "found": place.found}
        return self._add(ignored, {**what, "by": self._transaction.person, "at": self._now()})

    def drop(self, digest: str) -> bool:
        return self._drop(ignored, digest=digest)
