"""What editors have made of the findings of the editorial checks: ignored, counted, put into the glossary."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, select

from domain.checks import Occurrence
from domain.decisions import Act, Decided
from domain.glossary import Term
from storage.news_tables import decided, glossary, ignored
from storage.rows import Rows, made, mine

AMONG = select(ignored.c.digest).where(mine(ignored), ignored.c.digest.in_(bindparam("is_digests", expanding=True)))


class SqlIgnored(Rows):
    def among(self, digests: Collection[str]) -> frozenset[str]:
        return frozenset(row.digest for row in self._rows(AMONG, digests=list(digests)))

    def add(self, place: Occurrence) -> bool:
        what = {"digest": place.digest, "check": place.check, "found": place.found}
        return self._add(ignored, {**what, "by": self._transaction.person, "at": self._now()})

    def drop(self, digest: str) -> bool:
        return self._drop(ignored, digest=digest)


class SqlGlossary(Rows):
    def all(self) -> Sequence[Term]:
        terms = [made(Term, row) for row in self._all(glossary)]
        return sorted(terms, key=lambda term: (term.name.casefold(), term.name))

    def put(self, term: Term) -> None:
        what = {"name": term.name, "meaning": term.meaning}
        self._put(glossary, {**what, "by": self._transaction.person, "at": self._now()})

    def drop(self, name: str) -> bool:
        return self._drop(glossary, name=name)


class SqlDecisions(Rows):
    def all(self) -> Sequence[Decided]:
        return [made(Decided, row) for row in self._all(decided, decided.c.check, decided.c.word)]

    def count(self, check: str, words: Collection[str], act: Act) -> None:
        for word in ("", *sorted({word.casefold() for word in words})):
            before = self._about(check, word)
            is_ignored = act is Act.IGNORED
            counts = {
                "applied": before.applied + (not is_ignored),
                "ignored": before.ignored + is_ignored,
                "running": before.running + 1 if is_ignored else 0,
            }
            self._put(decided, {"check": check, "word": word, **counts, "is_off": before.is_off})

    def switch(self, check: str, word: str, *, off: bool) -> bool:
        before = self._about(check, word.casefold())
        if before.is_off is off:
            return False
        counts = {"applied": before.applied, "ignored": before.ignored, "running": 0}
        self._put(decided, {"check": check, "word": before.word, **counts, "is_off": off})
        return True

    def _about(self, check: str, word: str) -> Decided:
        row = self._held(decided, check=check, word=word)
        return made(Decided, row) if row else Decided(check=check, word=word)
