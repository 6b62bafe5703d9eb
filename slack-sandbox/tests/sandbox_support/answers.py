"""What Slack answers to a call that it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

JSON = dict[str, Any]
MOST_CALLS = 60


def refused(call: Any, *arguments: Any, **named: Any) -> SlackResponse:
    """The answer to a call that must be refused."""
    with pytest.raises(SlackApiError) as caught:
        call(*arguments, **named)
    response: SlackResponse = caught.value.response
    return response


def code(call: Any, *arguments: Any, **named: Any) -> str:
    """The error that a call is answered with."""
    return str(refused(call, *arguments, **named)["error"])


def answer(call: Any, *arguments: Any, **named: Any) -> JSON:
    """The body that a refused call is answered with."""
    body = refused(call, *arguments, **named).data
    assert isinstance(body, dict)
    return body


def refused_in_the_end(call: Any, *arguments: Any, **named: Any) -> SlackResponse:
    """The answer to the first refused one of several calls in a row: on a busy machine, seconds pass between two."""

    def repeats() -> None:
        for _ in range(MOST_CALLS):
            call(*arguments, **named)

    return refused(repeats)
