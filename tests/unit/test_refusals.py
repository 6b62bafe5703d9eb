"""Which refusals of Slack's may pass, how often what was refused is tried, and at which distances."""

from __future__ import annotations

from datetime import timedelta
from itertools import accumulate

import pytest

from domain import refusals
from domain.refusals import IN_TROUBLE, LONGEST_WAIT, MAY_PASS, backoff, tries


def until_asked(reason: str) -> timedelta:
    """How long a message waits in all until an editor is asked."""
    waits = [backoff(attempt) for attempt in range(1, tries(reason))]
    assert waits == sorted(waits)
    return [*accumulate(waits)][-1]


@pytest.mark.parametrize("reason", ["is_archived", "is_inactive", "org_login_required", "team_added_to_org"])
def test_what_may_pass_waits_about_a_minute(reason: str) -> None:
    assert reason in MAY_PASS
    assert timedelta(seconds=30) < until_asked(reason) < timedelta(minutes=2)


@pytest.mark.parametrize("reason", ["internal_error", "fatal_error", "HTTP 502", "TimeoutError: timed out", ""])
def test_where_nothing_can_be_done_there_is_more_time(reason: str) -> None:
    assert reason not in MAY_PASS
    assert timedelta(minutes=10) < until_asked(reason) < timedelta(minutes=30)


@pytest.mark.parametrize("reason", ["channel_not_found", "restricted_action", "not_in_channel", "missing_scope"])
def test_what_an_editor_must_settle_is_in_no_list(reason: str) -> None:
    assert reason not in MAY_PASS | IN_TROUBLE


def test_a_picture_holds_a_message_up_for_seconds() -> None:
    waits = [backoff(attempt) for attempt in range(1, refusals.TRIES_OF_A_PICTURE)]
    assert sum(waits, timedelta()) < timedelta(seconds=10)
    assert backoff(10_000) == LONGEST_WAIT
    assert not MAY_PASS & IN_TROUBLE
