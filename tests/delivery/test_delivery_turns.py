"""Turns: so many at once, first come, first served, and nobody is waited for who waits for Slack."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from slack_sandbox.controls import WAIT_SECONDS

from delivery.client import in_time
from delivery.turns import Turns, stepping_aside


def runs(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def waiting(turns: Turns, number: int) -> None:
    """Until so many wait for their turn."""
    pause = threading.Event()
    while turns.waiting < number:
        pause.wait(0.001)


def test_turns_go_to_those_who_came_first() -> None:
    turns, done, threads = Turns(1), [], []

    def takes(name: int) -> Callable[[], None]:
        def work() -> None:
            with turns:
                done.append(name)

        return work

    with turns:
        for name in range(5):
            threads.append(runs(takes(name)))
            waiting(turns, name + 1)
        assert done == []
    for thread in threads:
        thread.join(WAIT_SECONDS)
    assert done == [0, 1, 2, 3, 4]


def test_so_many_work_at_once() -> None:
    turns, together = Turns(2), threading.Barrier(2)

    def work() -> None:
        with turns:
            together.wait(WAIT_SECONDS)

    for thread in [runs(work) for _ in range(2)]:
        thread.join(WAIT_SECONDS)
    assert not together.broken


def test_while_slack_is_asked_others_have_their_turn() -> None:
    turns, done = Turns(1), threading.Event()

    def work() -> None:
        with turns:
            done.set()

    with turns:
        other = runs(work)
        waiting(turns, 1)
        assert not done.is_set()
        assert in_time(WAIT_SECONDS, lambda: done.wait(WAIT_SECONDS))
    other.join(WAIT_SECONDS)


def test_a_fault_gives_the_turn_back() -> None:
    turns = Turns(1)
    with pytest.raises(ValueError, match="no"), turns, stepping_aside():
        raise ValueError("no")
    with turns, stepping_aside(), turns:
        pass


def test_without_a_turn_nothing_is_given_up() -> None:
    with stepping_aside():
        pass
