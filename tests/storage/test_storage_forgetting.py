"""What the clock has forgotten every hour: old acts, answers that were remembered, garbage."""

from __future__ import annotations

import weakref
from datetime import timedelta

from bot.app import _forget, new_id
from domain.remembered import remembered
from storage.clock import DatabaseClock
from storage.engine import Engines
from storage.unit_of_work import SqlStore


class Circle:
    """Something that only a search for garbage finds."""

    def __init__(self) -> None:
        self.itself = self


def test_memory_lets_go_of_texts_and_of_garbage(engines: Engines) -> None:
    asked: list[str] = []

    @remembered(10)
    def noticed(text: str) -> str:
        asked.append(text)
        return text

    store = SqlStore(engines, DatabaseClock(engines), new_id)
    for _ in range(2):
        noticed("a text that somebody wrote")
    assert len(asked) == 1
    garbage = weakref.ref(Circle())
    _forget(store, timedelta(days=90))
    noticed("a text that somebody wrote")
    assert len(asked) == 2
    assert garbage() is None
