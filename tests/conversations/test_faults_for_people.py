"""When something breaks, a person hears of it in time, loses nothing, and can go on."""

from __future__ import annotations

import re
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from slack_sandbox.core import ANSWER_SECONDS

from bot import app
from storage.engine import SQLITE_BUSY_SECONDS, SQLITE_QUEUE_SECONDS
from tests.conversations.looking import field, form, headlines
from tests.conversations.modes import BOTH_MODES, SOCKET
from tests.stage import Stage

FAULT = re.compile(r"This did not work, and nothing was changed\. Try again; the log has it as (\w{8})\.")
UPDATE = "/sprint-update ferry"


def test_whatever_stands_before_an_answer_ends_before_slack_gives_up() -> None:
    assert SQLITE_QUEUE_SECONDS + SQLITE_BUSY_SECONDS < ANSWER_SECONDS
    assert app.ANSWER_SECONDS < ANSWER_SECONDS


@BOTH_MODES
def test_a_database_that_cannot_be_written_keeps_the_words_in_the_form(ready: Stage) -> None:
    ada, editor, notes = ready.ada, ready.editor, ready.notes
    ada.types(UPDATE, in_channel=notes)
    ada.fills({"Headline": "Not lost", "What happened": "Not a word of it.", "Status": "On track"})
    editor.types("/sprint-update lamps", in_channel=notes)
    editor.fills({"Headline": "Not lost either", "What happened": "Words."})
    with _locked(ready):
        refused = ada.submits()
        assert list(refused.errors) == ["Project"]  # the first field
        reference = _reference(refused.errors["Project"])
        assert f'"reference": "{reference}"' in ready.bot.log()
        assert field(ada, "Headline") == "Not lost"
        assert list(editor.submits().errors) == ["Project"]
        assert "Sprint Notes #7 covers" in ada.types("/sprint-notes next", in_channel=notes)  # reading goes on
    assert headlines(ready) == []
    assert ada.submits().closed
    assert editor.submits().closed
    ada.sees("Your update on Ferry Tickets for Sprint Notes #7 is in.")
    editor.sees("Your update on Lamp Posts for Sprint Notes #7 is in.")
    assert headlines(ready) == ["Not lost", "Not lost either"]


def test_a_full_disk_keeps_the_words_in_the_form(ready: Stage) -> None:
    ada = ready.ada
    ada.types(UPDATE, in_channel=ready.notes)
    ada.fills({"Headline": "Not lost", "What happened": "Not a word of it."})
    with _full(ready):
        refused = ada.submits()
        assert list(refused.errors) == ["Project"]
        _reference(refused.errors["Project"])
        assert field(ada, "Headline") == "Not lost"
        assert "Sprint Notes #7 covers" in ada.types("/sprint-notes next", in_channel=ready.notes)  # reading goes on
    assert headlines(ready) == []
    assert ada.submits().closed
    ada.sees("Your update on Ferry Tickets for Sprint Notes #7 is in.")
    assert headlines(ready) == ["Not lost"]


def test_slack_that_does_not_show_a_form(ready: Stage, expected_refusals: set[str]) -> None:
    ada, notes, slack = ready.ada, ready.notes, ready.slack
    slack.fails("views.open", status=500)
    answer = ada.types(UPDATE, in_channel=notes)
    assert answer.ok
    assert f'"reference": "{_reference(str(answer))}"' in ready.bot.log()

    slack.fails("views.open", error="expired_trigger_id")
    late = "Slack took too long to show the form. If it is not there, try once more."
    assert late in ada.types(UPDATE, in_channel=notes)

    slack.holds("views.open", when="before")
    answer = ada.types(UPDATE, in_channel=notes)
    assert answer.ok
    assert late in answer
    slack.releases()

    slack.drops("views.open", when="before")
    assert FAULT.search(str(ada.types(UPDATE, in_channel=notes)))
    ada.types(UPDATE, in_channel=notes)
    assert field(ada, "Project") == "Ferry Tickets"

    log = ready.bot.log()
    assert "Traceback" in log
    for secret in (slack.bot_token, slack.app_token, slack.signing_secret):
        assert secret not in log


@SOCKET
def test_a_lost_connection_comes_back(ready: Stage) -> None:
    ada, slack = ready.ada, ready.slack
    ada.types(UPDATE, in_channel=ready.notes)
    ada.fills({"Headline": "Over two connections", "What happened": "Words."})
    for politely in (True, False):
        slack.disconnects_sockets(politely=politely)
        slack.waits_for_bot()
    assert ada.submits().closed
    ada.sees("Your update on Ferry Tickets for Sprint Notes #7 is in.")
    assert headlines(ready) == ["Over two connections"]


def test_an_answer_that_slack_loses_is_posted_once(ready: Stage) -> None:
    ada = ready.ada
    ready.slack.drops("chat.postMessage", when="after")
    ada.types(UPDATE, in_channel=ready.notes)
    ada.fills({"Headline": "Told once", "What happened": "Words."})
    assert ada.submits().closed
    ada.sees("Your update on Ferry Tickets for Sprint Notes #7 is in.")
    ready.slack.waits_for_call("conversations.history")
    ada.types(UPDATE, in_channel=ready.notes)
    assert "Told once" in form(ada)
    ada.fills({"Headline": "Told twice"})
    assert ada.submits().closed
    ada.sees("is changed.")
    assert len([m for m in ada.direct_messages() if "our update on Ferry Tickets" in m]) == 2


def _reference(words: str) -> str:
    found = FAULT.search(words)
    assert found, words
    return found.group(1)


@contextmanager
def _full(ready: Stage) -> Iterator[None]:
    """No file of the bot's may grow beyond what the database has written so far."""
    written = (ready.folder / "sprint-notes.db-wal").stat().st_size
    before = resource.prlimit(ready.bot.pid, resource.RLIMIT_FSIZE, (written, resource.RLIM_INFINITY))
    yield
    resource.prlimit(ready.bot.pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def _locked(ready: Stage) -> Iterator[None]:
    """Somebody else holds the database, so that the bot cannot write."""
    with closing(sqlite3.connect(ready.folder / "sprint-notes.db", isolation_level=None, timeout=10)) as database:
        database.execute("BEGIN EXCLUSIVE")
        yield
        database.execute("ROLLBACK")
