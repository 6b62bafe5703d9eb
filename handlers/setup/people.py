"""``/sprint-notes people``: editors and leads; and what Slack tells about people."""

from collections.abc import Callable, Iterable
from functools import partial

import structlog
from slack_sdk.errors import SlackApiError

from domain.errors import Conflict
from domain.person import Person
from domain.sentence import Sentence
from domain.slack_person import person_from
from handlers.call import Call
from rendering.slack.kit.values import one
from rendering.slack.setup.people import people as people_view
from services.common.actor import Actor
from services.setup import people

MOST_MEMBERS = 1_000  # in one answer of Slack’s
MOST_QUESTIONS = 8  # to Slack, within the three seconds of one answer
log = structlog.get_logger("handlers")


def command(call: Call) -> None:
    """``/sprint-notes people`` shows editors who edits and who leads."""
    call.open(people_view(people.view(call.actor)))


def turn_page(call: Call) -> None:
    """“Show next page”, which carries the page."""
    _show(call, page=one(int, call.pressed))


def add_editor(call: Call) -> None:
    """Somebody was picked as an editor, after Slack has asked to confirm."""
    picked = call.picked_person
    learn(call, [picked], "add an editor")
    _change(call, partial(people.add_editor, outside=_outside(call, picked)), picked)


def _outside(call: Call, editor: str) -> str:
    """The private review channel, where it is known that somebody is not in it; they cannot join it by themselves."""
    channel = people.review_channel(call.actor)
    try:
        if not channel or not call.client.conversations_info(channel=channel)["channel"].get("is_private"):
            return ""
        pages = call.client.conversations_members(channel=channel, limit=MOST_MEMBERS)
        return "" if any(editor in page["members"] for page in pages) else channel
    except (SlackApiError, OSError) as error:
        log.warning("review channel not looked into", channel=channel, error=str(error))
        return ""


def remove_editor(call: Call) -> None:
    """“Remove … as editor”, after Slack has asked to confirm; it carries the person's id."""
    _change(call, people.remove_editor, call.pressed)


def _change(call: Call, change: Callable[[Actor, str], Sentence], editor: str) -> None:
    """Does it, and shows in the same place what was done or why not."""
    try:
        notice = change(call.actor, editor)
    except Conflict as error:
        notice = error.message
    _show(call, notice)


def changed(call: Call) -> None:
    """Slack tells that somebody’s account has changed."""
    people.learned(call.services.store, call.workspace, person_from(call.payload["user"], call.workspace))


def learn(call: Call, ids: Iterable[str], act: str) -> None:
    """Asks Slack about people of whom nothing is known yet, as far as it answers; ``act`` says what for."""
    answered: list[Person] = []
    for person in people.unknown(call.actor, ids, act)[:MOST_QUESTIONS]:
        try:
            answered.append(person_from(call.client.users_info(user=person)["user"], call.workspace))
        except (SlackApiError, OSError) as error:
            log.warning("person not looked up", person=person, error=str(error))
            break
    if answered:
        people.remember(call.services.store, call.workspace, answered)


def _show(call: Call, notice: Sentence = "", *, page: int = 0) -> None:
    call.change(people_view(people.view(call.actor, page=page, notice=notice)))
