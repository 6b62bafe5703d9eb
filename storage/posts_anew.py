"""Posts that are gone from Slack: they are posted anew, or left alone."""

from datetime import timedelta

from sqlalchemy import and_, bindparam, or_, select

from domain.delivery import ONCE_MORE, Act, Delivery, DeliveryState
from domain.refused_pictures import digest_of
from storage.as_delivery import as_delivery
from storage.post_questions import NOT_IN_SLACK, OF_WHAT_IS_THERE, WITHDRAWN, WITHOUT_PICTURES
from storage.posts import AFRESH
from storage.rows import mine
from storage.stories import SqlStories
from storage.tables import deliveries

LOST = (DeliveryState.UNKNOWN, DeliveryState.ASKED, DeliveryState.FAILED)  # in a thread that is no more
AFTER_IT = and_(deliveries.c.group == bindparam("is_group"), deliveries.c.place > bindparam("is_place"))
BELOW = (  # what is read after a post: its thread, and the rest of its group
    select(deliveries)
    .where(mine(deliveries, "act"), deliveries.c.wanted, deliveries.c.state != WITHDRAWN)
    .where(or_(deliveries.c.thread == bindparam("is_thread"), and_(bindparam("is_group") != "", AFTER_IT)))
    .with_for_update()
)


class SqlPostsAnew(SqlStories):
    """The posts of one workspace, those too that somebody has deleted in Slack."""

    def find(self, key: str) -> Delivery | None:
        """The post that is called ``key``."""
        row = self._one(deliveries, key=key)
        return as_delivery(row) if row else None

    def post_anew(self, key: str, *, with_what_follows: bool, every: timedelta = timedelta()) -> bool:
        """Posts what is called ``key`` again, as it is wanted now. What stands below it follows: where that is still in
        Slack it is deleted there first. False where it was posted anew already within ``every``."""
        row = self._held(deliveries, key=key)
        if row is None or not row.wanted:
            return True
        if row.anew_at and row.anew_at > self._now() - every:
            return False
        values = {"is_act": Act.POST, "is_thread": key, "is_group": row.group, "is_place": row.place}
        below = self._transaction.rows(BELOW, self._given({}) | values) if with_what_follows else []
        self._call_off_changes([row, *below], OF_WHAT_IS_THERE)
        placed = [post for post in below if post.state == DeliveryState.SENT and post.ts]
        self._follow([(post, {}) for post in placed], Act.DELETE)
        lost = [post for post in below if post.state in LOST]
        self._set([{"is_id": post.id, "not_before": self._now(), **AFRESH} for post in (row, *lost)])
        self._set([{"is_id": row.id, "anew_at": self._now()}])
        if row.thread:
            self.write_once_more(row.thread)  # where that is gone as well, Slack says so
        return True

    def write_once_more(self, key: str) -> None:
        """Writes a post as it is: what Slack shows may be older, or not be there any more."""
        row = self._held(deliveries, key=key)
        if row is None:
            return
        self._set([{"is_id": row.id, "sweep_at": None}])
        if row.wanted and row.state == DeliveryState.SENT:
            self._follow([(row, row.payload)], Act.UPDATE, ONCE_MORE)

    def put_off(self, delivery_id: str, wait: timedelta) -> None:
        """Tries a delivery that was refused again later."""
        self._set([{"is_id": delivery_id, "state": DeliveryState.PENDING, "not_before": self._now() + wait}])

    def leave(self, delivery_id: str) -> None:
        """Does not make a change any more that nobody would see."""
        self._set([{"is_id": delivery_id, "state": WITHDRAWN}])

    def show_again(self, picture: str) -> bool:
        """Shows a picture again wherever Slack did not; False where that is nowhere."""
        posts = [row for row in self._rows(WITHOUT_PICTURES) if picture in map(digest_of, row.left_out)]
        for row in posts:
            left_out = {name: why for name, why in row.left_out.items() if digest_of(name) != picture}
            self._set([{"is_id": row.id, "left_out": left_out or None}])
        there = [row for row in posts if row.wanted and row.state not in NOT_IN_SLACK]
        self._follow([(row, row.payload) for row in there], Act.UPDATE)
        return bool(posts)
