"""Which refusals of Slack's may pass, how often what was refused is tried, and at which distances."""

from __future__ import annotations

from datetime import timedelta
from itertools import accumulate

import pytest

from domain import refusals
from domain.refusals import (
    IN_TROUBLE,
    LONGEST_WAIT,
    MAY_PASS,
    OF_THE_APP,
    OF_THE_APP_IF_ALL_NEED_IT,
    backoff,
    is_of_a_feature,
    is_of_the_app,
    tries,
    what_to_do,
)


def until_asked(reason: str) -> timedelta:
    """How long a message waits in all until an editor is asked."""
    waits = [backoff(attempt) for attempt in range(1, tries(reason))]
    assert waits == sorted(waits)
    return [*accumulate(waits)][-1]


@pytest.mark.parametrize("reason", ["is_archived", "is_inactive"])
def test_what_may_pass_waits_about_a_minute(reason: str) -> None:
    assert reason in MAY_PASS
    assert timedelta(seconds=30) < until_asked(reason) < timedelta(minutes=2)


@pytest.mark.parametrize("reason", ["internal_error", "fatal_error", "HTTP 502", "TimeoutError: timed out", ""])
def test_where_nothing_can_be_done_there_is_more_time(reason: str) -> None:
    assert reason not in MAY_PASS
    assert timedelta(hours=1) < until_asked(reason) < timedelta(hours=2)


@pytest.mark.parametrize("reason", ["channel_not_found", "restricted_action", "not_in_channel", "missing_scope"])
def test_what_an_editor_must_settle_is_in_no_list(reason: str) -> None:
    assert reason not in MAY_PASS | IN_TROUBLE


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "account_inactive", "org_login_required"])
@pytest.mark.parametrize("method", ["auth.test", "chat.postMessage", "chat.update", "conversations.history"])
def test_some_refusals_are_of_the_app_whatever_was_asked(error: str, method: str) -> None:
    assert is_of_the_app(error, method)
    assert not is_of_a_feature(error, method)


@pytest.mark.parametrize("error", ["missing_scope", "not_allowed_token_type", "access_denied"])
def test_others_only_where_everything_needs_what_was_asked(error: str) -> None:
    assert is_of_the_app(error, "chat.postMessage")
    assert is_of_the_app(error, "auth.test")
    assert not is_of_the_app(error, "conversations.history")
    assert is_of_a_feature(error, "conversations.history")


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "restricted_action", "internal_error", ""])
def test_a_refusal_of_a_message_is_none_of_the_app(error: str) -> None:
    assert not is_of_the_app(error, "chat.postMessage")


def test_whoever_runs_the_app_is_told_what_to_do() -> None:
    assert all(what_to_do(error).endswith(".") for error in (*OF_THE_APP, *OF_THE_APP_IF_ALL_NEED_IT, "unheard_of"))
    assert not (OF_THE_APP.keys() | OF_THE_APP_IF_ALL_NEED_IT.keys()) & (MAY_PASS | IN_TROUBLE)


def test_a_picture_holds_a_message_up_for_seconds() -> None:
    waits = [backoff(attempt) for attempt in range(1, refusals.TRIES_OF_A_PICTURE)]
    assert sum(waits, timedelta()) < timedelta(seconds=10)
    assert backoff(10_000) == LONGEST_WAIT
    assert not MAY_PASS & IN_TROUBLE
