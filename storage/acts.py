"""What people did that Slack may bring again."""

from datetime import datetime
from functools import cache

from sqlalchemy import Insert, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.rows import Rows, mine
from storage.tables import acts

EARLIER = acts.c.at < bindparam("is_before")
ANY_EARLIER = select(acts.c.token).where(mine(acts), EARLIER).limit(1)
FORGET = delete(acts).where(mine(acts), EARLIER)


class SqlActs(Rows):
    """Acts by who did them and the token that they are known by."""

    def claim(self, token: str, taken: str) -> bool:
        """Whether it is new, or was claimed before as the same ``taken``; whoever claims it elsewhere is waited for."""
        values = {"workspace": self._transaction.workspace, "person": self._transaction.person, "token": token}
        return self._count(_claiming(self._transaction.dialect), {**values, "taken": taken, "at": self._now()}) == 1

    def forget(self, before: datetime) -> bool:
        """Forgets what was done before a moment; False where there was nothing."""
        return self._count(FORGET, self._given({"before": before})) > 0

    def any_before(self, moment: datetime) -> bool:
        """Whether there is something to forget."""
        return bool(self._rows(ANY_EARLIER, before=moment))


@cache
def _claiming(dialect: str) -> Insert:
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = make(acts)
    ours = acts.c.taken == statement.excluded.taken
    keys = list(acts.primary_key)
    upsert = statement.on_conflict_do_update(index_elements=keys, set_={"taken": acts.c.taken}, where=ours)
    return upsert.execution_options(preserve_rowcount=True)
