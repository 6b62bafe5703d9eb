"""Messages that people are to see, as rows of the outbox; see ``domain.delivery`` for their states."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Update, case, update

from domain.delivery import CANNOT_GO_ON, Act, Delivery, DeliveryState, Message, Payload
from domain.person import ERASED
from storage.as_delivery import as_delivery
from storage.post_questions import (
    ABOUT,
    ADD_CHANGE,
    BUSY,
    CALLED,
    FAILED,
    FOLLOWING,
    HELD_GROUP,
    IN_GROUP,
    IN_TROUBLE,
    LEAVING,
    NOT_IN_SLACK,
    OF_WHAT_IS_THERE,
    OUTSTANDING,
    PENDING,
    SET,
    UNTRIED,
    WAITING,
    WITHDRAWN,
)
from storage.rows import Rows
from storage.tables import deliveries

AFRESH = {
    "state": PENDING,
    "attempt": 0,
    "setbacks": 0,
    "attempted_at": None,
    "tried_at": None,
    "look_up": None,
    "left_out": None,
    "ts": "",
    "permalink": "",
    "sent_to": "",
    "error": "",
}
RETRIED: dict[str, Any] = {"error": "", "left_out": None, "setbacks": 0}
SETTLING = timedelta(seconds=3)  # how long Slack may take to show what it took
Rewording = tuple[Row[Any], Payload]  # a post, and what it is to say


def if_wanted(state: DeliveryState) -> ColumnElement[str]:
    """The state of a post that is not in Slack; nobody waits for one that was withdrawn meanwhile."""
    return case((deliveries.c.wanted, state.value), else_=WITHDRAWN.value)


@dataclass(frozen=True, slots=True)
class Placed:
    """A message with its place in a group, in the ``thread`` of another, as part of a ``story``."""

    message: Message
    place: int
    thread: str = ""
    story: str = ""

    @property
    def where(self) -> dict[str, Any]:
        """Its columns beside the words."""
        return {"place": self.place, "thread": self.thread, "story": self.story}


class SqlPosts(Rows):
    """The posts of one workspace."""

    def show(
        self,
        key: str,
        message: Message,
        *,
        channel: str,
        group: str = "",
        place: int = 0,
        thread: str = "",
        not_after: datetime | None = None,
        follows: str = "",
    ) -> None:
        """Makes a message look so. Most are new, so a new post is tried first.

        A post that certainly is not in Slack yet simply gets the new words. One that is, or may be, is
        followed by an update, which replaces an older update that still waits.
        """
        where = {"channel": channel, "group": group, "place": place, "thread": thread}
        self._show(key, message.as_payload(), where | {"not_after": not_after, "follows": follows})

    def _show(self, key: str, payload: Payload, where: Mapping[str, Any]) -> None:
        if not self._post(self._new(key, Act.POST, payload, **where)):
            row = self._held(deliveries, key=key)
            self._reword([(row, payload)] if row else [], where["channel"])

    def post(self, key: str, message: Message, *, channel: str) -> None:
        self._transaction.wakes = True
        self._write_down(deliveries, self._new(key, Act.POST, message.as_payload(), channel=channel, place=0))

    def join(self, channel: str) -> None:
        self._transaction.wakes = True
        self._write_down(deliveries, self._new(f"join {self._new_id()}", Act.JOIN, {}, channel=channel, place=0))

    def show_group(
        self,
        group: str,
        messages: Sequence[Message],
        *,
        channel: str,
        thread: str = "",
        first: int = 0,
        begins: Mapping[int, str] | None = None,
    ) -> None:
        placed = {
            f"{group} {place}": Placed(message, place, thread, (begins or {}).get(place, ""))
            for place, message in enumerate(messages, first)
        }
        self._show_placed(group, placed, channel, first)

    def _show_placed(self, group: str, placed: Mapping[str, Placed], channel: str, first: int = 0) -> None:
        """Makes the messages of a group, from the ``first`` place on, be these."""
        rows = self._rows(HELD_GROUP, group=group, act=Act.POST)
        there = {row.key: row for row in rows}
        surplus = [row for row in rows if row.wanted and row.place >= first and row.key not in placed]
        self._withdraw(surplus[::-1])  # replies before what they reply to
        known = [(there[key], one) for key, one in placed.items() if key in there]
        moved = [(row, one) for row, one in known if (row.place, row.story) != (one.place, one.story)]
        self._set([{"is_id": row.id, "place": one.place, "story": one.story} for row, one in moved])
        self._reword([(row, one.message.as_payload()) for row, one in known], channel)
        new = {key: one for key, one in placed.items() if key not in there}
        where = {key: {"channel": channel, "group": group, **one.where} for key, one in new.items()}
        posts = [self._new(key, Act.POST, one.message.as_payload(), **where[key]) for key, one in new.items()]
        if posts and not self._post(*posts):
            for key, one in new.items():  # somebody else has just posted one of them
                self._show(key, one.message.as_payload(), where[key])

    def change(self, key: str, message: Message) -> bool:
        """Makes the message called ``key`` look like ``message``; False where there is none that is wanted."""
        row = self._held(deliveries, key=key)
        if row is None or not row.wanted:
            return False
        self._reword([(row, message.as_payload())], row.channel)
        return True

    def change_all(self, messages: Mapping[str, Message], *, follows: str = "") -> None:
        """Makes those of the messages that are there and wanted look so, in few statements; posts none anew."""
        rows = self._rows(CALLED, keys=list(messages), act=Act.POST) if messages else []
        by_channel: dict[str, list[Rewording]] = {}
        for row in rows:
            by_channel.setdefault(row.channel if row.state == PENDING else "", []).append(
                (row, messages[row.key].as_payload())
            )
        for channel, some in by_channel.items():
            self._reword(some, channel, follows)

    def among(self, keys: Collection[str]) -> set[str]:
        """Those of the keys that a message has which is wanted."""
        return {row.key for row in self._rows(CALLED, keys=list(keys), act=Act.POST)} if keys else set()

    def about(self, edition_id: str) -> list[Delivery]:
        """The posts in whose keys the edition stands, oldest first and each group in its order."""
        return [as_delivery(row) for row in self._rows(ABOUT, called=f"% {edition_id} %", act=Act.POST)]

    def withdraw(self, key: str) -> None:
        """Takes the message called ``key`` away again."""
        row = self._held(deliveries, key=key)
        if row is not None and row.wanted:
            self._withdraw([row])

    def waiting(self, groups: Collection[str]) -> set[str]:
        """Those of the groups in which something is still to go out."""
        return {row.group for row in self._rows(BUSY, groups=list(groups))} if groups else set()

    def call_off(self, key: str) -> None:
        """Does not send the message called ``key``; one that is on its way or there stays."""
        waiting = self._update().where(deliveries.c.key == key, WAITING)
        self._write(waiting.values(wanted=False, state=WITHDRAWN), {})

    def leaving(self, group: str) -> bool:
        return bool(self._rows(LEAVING, group=group, act=Act.POST))

    def in_group(self, group: str) -> list[Delivery]:
        """The posts of a group that are wanted, in their places."""
        return [as_delivery(row) for row in self._rows(IN_GROUP, group=group, act=Act.POST)]

    def outstanding(self, groups: Collection[str]) -> list[Delivery]:
        """What is still to happen to the posts of these groups: posts that are not there, and changes of them."""
        return [as_delivery(row) for row in self._rows(OUTSTANDING, groups=list(groups))]

    def failed(self) -> list[Delivery]:
        """Deliveries that need an editor: refused by Slack, or of a fate that cannot be looked up."""
        return [as_delivery(row) for row in self._rows(IN_TROUBLE)]

    def get(self, delivery_id: str) -> Delivery | None:
        """The delivery with this id."""
        row = self._one(deliveries, id=delivery_id)
        return as_delivery(row) if row else None

    def retry(self, delivery_id: str) -> bool:
        """Sends a failed delivery again; False when it has not failed any more."""
        row = self._one(deliveries, id=delivery_id)
        doubt = self._doubt(row.key, Act(row.act)) if row else {}
        again = {"state": if_wanted(PENDING), "not_before": self._now(), **RETRIED, **doubt}
        return self._settle_failed(delivery_id, **again)

    def renew(self, delivery_id: str) -> None:
        """Makes a post that is in Slack look as it is wanted, whatever it looks like."""
        row = self._one(deliveries, id=delivery_id)
        if row is not None and row.wanted:
            self._follow([(row, row.payload)], Act.UPDATE)

    def confirm(self, delivery_id: str) -> bool:
        """Takes an editor's word that a delivery has arrived; False when nobody asks any more."""
        return self._settle_failed(delivery_id, (DeliveryState.ASKED,), state=DeliveryState.SENT, error="")

    def _settle_failed(self, delivery_id: str, states: tuple[DeliveryState, ...] = CANNOT_GO_ON, **values: Any) -> bool:
        self._transaction.wakes = True
        failed = self._update().where(deliveries.c.id == delivery_id, deliveries.c.state.in_(states))
        return self._count(failed.values(**values), {}) == 1

    def _reword(self, posts: Iterable[Rewording], channel: str, follows: str = "") -> None:
        """New words for posts that were there, are there or are on their way there.

        A delete that was never tried is called off. One that was tried may have been done: it goes on, and
        what is wanted after it is posted anew.
        """
        changed = [(post, payload) for post, payload in posts if not _says(post, payload, channel)]
        self._call_off_changes(
            [post for post, _ in changed if not post.wanted], deliveries.c.act == Act.DELETE, UNTRIED
        )
        there = [(post, payload) for post, payload in changed if post.state not in NOT_IN_SLACK]
        self._set([{"is_id": post.id, "payload": payload, "wanted": True} for post, payload in there])
        self._follow(there, Act.UPDATE, follows=follows)
        pending = [(post, payload) for post, payload in changed if post.state == PENDING]
        self._set([{"is_id": post.id, "payload": payload, "channel": channel} for post, payload in pending])
        gone = [(post, payload) for post, payload in changed if post.state in (WITHDRAWN, FAILED)]
        anew = {"channel": channel, "wanted": True, "not_before": self._now(), **AFRESH} if gone else {}
        self._set([{"is_id": post.id, "payload": payload, **anew} for post, payload in gone])

    def _withdraw(self, posts: Sequence[Row[Any]]) -> None:
        self._call_off_changes(posts, OF_WHAT_IS_THERE)
        there = [post for post in posts if post.state not in NOT_IN_SLACK]
        self._set([{"is_id": post.id, "wanted": False, "state": post.state} for post in there])
        unsent = [post for post in posts if post.state in NOT_IN_SLACK]
        self._set([{"is_id": post.id, "wanted": False, "state": WITHDRAWN} for post in unsent])
        self._follow([(post, {}) for post in there], Act.DELETE)

    def _follow(self, posts: Sequence[Rewording], act: Act, mark: str = "", follows: str = "") -> None:
        """Puts changes of posts behind those on their way, in place of ones that wait or were refused."""
        if not posts:
            return
        older: dict[str, list[Row[Any]]] = {post.key: [] for post, _ in posts}
        for row in self._rows(FOLLOWING, targets=list(older), act=act):
            older[row.target].append(row)
        tries = AFRESH | {"follows": follows} if act is Act.UPDATE else {"state": PENDING}
        latest = [(older[post.key][0], payload) for post, payload in posts if older[post.key]]
        self._set([{"is_id": row.id, "payload": new, "not_before": self._after(row), **tries} for row, new in latest])
        spare = [change.id for waiting in older.values() for change in waiting[1:]]
        self._set([{"is_id": change, "state": WITHDRAWN} for change in spare])
        new = [self._change_of(post, act, payload, mark, follows) for post, payload in posts if not older[post.key]]
        if new:
            self._write(ADD_CHANGE, new)

    def _after(self, change: Row[Any]) -> datetime:
        """When newer words may go out in place of a change: not while that may still land, and stay over them."""
        return max(self._now(), change.doubted_at + SETTLING) if change.doubted_at else self._now()

    def _change_of(self, post: Row[Any], act: Act, payload: Payload, mark: str, follows: str) -> dict[str, Any]:
        group, key = f"changes of {post.key}", f"{post.key}#{mark}{self._new_id()}"
        values = self._new(key, act, payload, channel=post.channel, group=group, target=post.key, follows=follows)
        return values | {"is_workspace": self._transaction.workspace, "is_group": group}

    def _call_off_changes(self, posts: Sequence[Row[Any]], *which: ColumnElement[bool]) -> None:
        """Does not make these changes of posts, as far as they are not on their way."""
        if posts:
            of_these = deliveries.c.target.in_([post.key for post in posts])
            self._write(self._update().where(of_these, *which, WAITING).values(state=WITHDRAWN), {})

    def _new(self, key: str, act: Act, payload: Payload, **address: Any) -> dict[str, Any]:
        values = {
            "id": self._new_id(),
            "workspace": self._transaction.workspace,
            "key": key,
            "act": act,
            "payload": payload,
        }
        if str(address.get("channel", "")).startswith(ERASED):  # the data of whoever it was for was erased
            state: dict[str, Any] = {"state": WITHDRAWN}
        else:
            state = {"state": PENDING, **self._doubt(key, act)}
        return {**values, "not_before": self._now(), **address, **state}

    def _doubt(self, key: str, act: Act) -> dict[str, Any]:
        """A post that an older copy of the database does not know of may be in Slack already: it is looked up."""
        doubt = self._transaction.doubt
        if doubt is None or act is not Act.POST or not doubt.is_about(key):
            return {}
        return {"state": DeliveryState.UNKNOWN, "attempted_at": doubt.since, "tried_at": doubt.until}

    def _post(self, *posts: Mapping[str, Any]) -> bool:
        """Adds posts; False where one of them is there already."""
        self._transaction.wakes = True
        return self._add(deliveries, *posts)

    def _set(self, changes: Sequence[dict[str, Any]]) -> None:
        """Changes deliveries, each of which has its id as ``is_id``."""
        if changes:
            self._transaction.wakes = True
            self._write(SET, [self._given({}) | change for change in changes])

    def _update(self) -> Update:
        return update(deliveries).where(deliveries.c.workspace == self._transaction.workspace)


def _says(post: Row[Any], payload: Payload, channel: str) -> bool:
    """Whether a post says this already, or is about to say it there."""
    is_here = post.channel == channel or post.state not in NOT_IN_SLACK
    return bool(post.wanted and post.state != FAILED and post.payload == payload and is_here)
