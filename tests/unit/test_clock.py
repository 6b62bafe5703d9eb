"""The clock's own housekeeping: what is too old is forgotten now and then, by the clock that people go by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from unittest.mock import Mock

from bot.clock import Ticker

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


def test_what_is_old_is_forgotten_every_hour_and_tried_again_where_that_failed() -> None:
    now, forgets, ticked = Mock(return_value=NOON), Mock(), Mock()
    store = Mock(**{"workspaces.return_value": []})
    ticker = Ticker(store, Mock(), Mock(), Mock(), 5.0, lambda: True, ticked, now, forgets)
    for minutes, times in ((0, 1), (59, 1), (60, 2), (61, 2)):
        now.return_value = NOON + timedelta(minutes=minutes)
        ticker.tick()
        assert forgets.call_count == times
    forgets.side_effect = OSError
    now.return_value = NOON + timedelta(days=14)
    ticker.tick()
    ticked.assert_called_with(False)
    forgets.side_effect = None
    ticker.tick()
    assert forgets.call_count == 4
    ticked.assert_called_with(True)
