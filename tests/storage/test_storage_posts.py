"""A row of messages is shown by few statements, whatever was there before, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import event, select, update

from domain.delivery import Act, DeliveryState, Message
from domain.person import ERASED
from storage.engine import Engines
from storage.outbox import SqlOutbox
from storage.tables import deliveries
from storage.unit_of_work import SqlStore
from tests.storage.harbour import at_once


@contextmanager
def counted(engines: Engines) -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(engines.writer, "before_cursor_execute", note)
    yield statements
    event.remove(engines.writer, "before_cursor_execute", note)


def shows(store: SqlStore, *texts: str, first: int = 0) -> None:
    with store.writing("T1") as work:
        messages = [Message(text=text) for text in texts]
        work.posts.show_group("row", messages, channel="C1", thread="card", first=first)
        work.commit()


def arrive(engines: Engines) -> None:
    """Everything that waits is in Slack."""
    with engines.writer.begin() as connection:
        waiting = deliveries.c.state == DeliveryState.PENDING
        connection.execute(update(deliveries).where(waiting).values(state=DeliveryState.SENT))


def posts(store: SqlStore) -> list[tuple[str, int, str, str]]:
    with store.reading("T1") as work:
        found = work.posts.in_group("row")
        return [(post.key, post.place, post.thread, post.payload["text"]) for post in found]


def changes(engines: Engines) -> list[tuple[str, str, str | None]]:
    """What waits to be changed in Slack: the post, how, and to which words."""
    with engines.reader.connect() as connection:
        rows = connection.execute(select(deliveries).order_by(deliveries.c.target, deliveries.c.place)).all()
    waiting = [row for row in rows if row.target and row.state == DeliveryState.PENDING]
    return [(row.target, row.act, row.payload.get("text")) for row in waiting]


def test_a_row_of_messages_is_posted_in_its_order(store: SqlStore, engines: Engines) -> None:
    with counted(engines) as statements:
        shows(store, "one", "two", "three", first=1)
    expected = [("row 1", 1, "card", "one"), ("row 2", 2, "card", "two"), ("row 3", 3, "card", "three")]
    assert posts(store) == expected
    assert len(statements) == 2


def test_a_hundred_messages_that_say_the_same_cost_one_statement(store: SqlStore, engines: Engines) -> None:
    texts = [f"text {number}" for number in range(100)]
    shows(store, *texts)
    arrive(engines)
    with counted(engines) as statements:
        shows(store, *texts)
    assert len(statements) == 1
    assert changes(engines) == []


def test_what_is_in_slack_is_changed_there_in_five_statements(store: SqlStore, engines: Engines) -> None:
    shows(store, "one", "two", "three", "four")
    arrive(engines)
    with counted(engines) as statements:
        shows(store, "one", "2", "3", "4")
    assert changes(engines) == [("row 1", Act.UPDATE, "2"), ("row 2", Act.UPDATE, "3"), ("row 3", Act.UPDATE, "4")]
    assert len(statements) <= 5
    shows(store, "one", "2", "drei", "4")
    assert changes(engines) == [("row 1", Act.UPDATE, "2"), ("row 2", Act.UPDATE, "drei"), ("row 3", Act.UPDATE, "4")]
    arrive(engines)
    shows(store, "one", "2", "trois", "4")
    assert changes(engines) == [("row 2", Act.UPDATE, "trois")]


def test_what_has_not_gone_out_gets_the_new_words(store: SqlStore, engines: Engines) -> None:
    shows(store, "one", "two")
    shows(store, "one", "2", "3")
    assert [text for *_, text in posts(store)] == ["one", "2", "3"]
    assert changes(engines) == []


def test_the_surplus_goes_away_and_comes_back(store: SqlStore, engines: Engines) -> None:
    with store.writing("T1") as work:
        work.posts.show("card", Message(text="card"), channel="C1", group="row")
        work.commit()
    shows(store, "one", "two", "three", first=1)
    arrive(engines)
    with counted(engines) as statements:
        shows(store, "one", first=1)
    assert [text for *_, text in posts(store)] == ["card", "one"]
    assert changes(engines) == [("row 2", Act.DELETE, None), ("row 3", Act.DELETE, None)]
    assert len(statements) <= 5
    shows(store, "one", "two", first=1)
    assert [text for *_, text in posts(store)] == ["card", "one", "two"]
    assert changes(engines) == [("row 2", Act.UPDATE, "two"), ("row 3", Act.DELETE, None)]


def test_surplus_that_has_not_gone_out_never_does(store: SqlStore, engines: Engines) -> None:
    shows(store, "one", "two")
    shows(store)
    assert posts(store) == []
    assert changes(engines) == []
    with engines.reader.connect() as connection:
        assert set(connection.scalars(select(deliveries.c.state))) == {DeliveryState.WITHDRAWN}


def test_shown_by_two_at_once_each_is_there_once(store: SqlStore) -> None:
    acts = [partial(shows, store, *texts) for texts in (("one", "two"), ("one", "two", "three"))]
    assert at_once(acts) == [None, None]
    found = posts(store)
    assert [key for key, *_ in found] == [f"row {place}" for place in range(len(found))]
    assert [text for *_, text in found][:2] == ["one", "two"]


def test_nothing_is_sent_to_somebody_whose_data_was_erased(store: SqlStore, engines: Engines) -> None:
    with store.writing("T1") as work:
        work.posts.show("thanks", Message(text="Thank you."), channel=f"{ERASED}1", group="")
        work.commit()
    with engines.reader.connect() as connection:
        assert list(connection.scalars(select(deliveries.c.state))) == [DeliveryState.WITHDRAWN]


@pytest.mark.parametrize("in_places", [True, False])
def test_a_story_that_is_refused_holds_up_others_only_where_they_stand_in_their_places(
    store: SqlStore,
    engines: Engines,
    in_places: bool,
) -> None:
    first, *others = (Message(text=text) for text in ("The front page", "A", "B"))
    with store.writing("T1") as work:
        if in_places:
            work.posts.show_group("draft", [first, *others], channel="C1", begins={1: "a", 2: "b"})
        else:
            work.posts.show_edition("draft", [first], {"a": others[:1], "b": others[1:]}, channel="C1")
        work.commit()
    with engines.writer.begin() as connection:
        for place, state in enumerate((DeliveryState.SENT, DeliveryState.FAILED)):
            row = update(deliveries).where(deliveries.c.place == place)
            connection.execute(row.values(state=state, ts="1.1", sent_to="C1"))
    last = SqlOutbox(store).claim(timedelta(seconds=20))
    assert (last.payload["text"] if last else "") == ("" if in_places else "B")
