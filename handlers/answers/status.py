"""Asking: ``/sprint-status``, a mention, a direct message, the Home's search box, a message's menu, and buttons."""

import re
from collections.abc import Sequence

from domain.delivery import Message
from domain.tables import Surface
from handlers.call import Call
from rendering.slack.answers import project
from rendering.slack.answers.parts import newer_waits, shared
from rendering.slack.answers.status import in_modal, project_options
from rendering.slack.kit.blocks import unescape
from rendering.slack.kit.values import FollowOf, InEdition, PageOf
from rendering.slack.notes import help_text
from services.answers import asked, follows, published, questions
from services.setup.people import reader_of_help

PEOPLE = "im"  # the kind of a conversation with one person


def command(call: Call) -> None:
    """``/sprint-status [question]`` answers its asker only."""
    if call.asks_for_help:
        call.answer([help_text(reader=reader_of_help(call.actor))])
        return
    call.answer(questions.ask(call.actor, call.typed, channel=call.channel))


def mentioned(call: Call) -> None:
    """The app is mentioned in a channel: everybody there gets the answer, in the thread."""
    event = call.payload
    question = _without_us(str(event.get("text", "")))
    channel, ts = str(event["channel"]), str(event["ts"])
    thread = str(event.get("thread_ts") or ts)
    answer = questions.ask(call.actor, question, channel=channel, is_public=True)
    newer = questions.newer_for(call.actor, question, channel)
    asked.answer_in_channel(call.actor, answer, channel=channel, ts=ts, thread=thread)
    if newer:
        asked.answer_directly(call.actor, [newer_waits(newer)], ts=f"newer {channel} {ts}")


def written_to(call: Call) -> None:
    """Somebody wrote to the app; its own messages, edits and files are no questions."""
    event = call.payload
    if event.get("channel_type") != PEOPLE or event.get("subtype") or event.get("bot_id") or not call.person:
        return
    answer = questions.ask(call.actor, unescape(str(event.get("text", ""))))
    asked.answer_directly(call.actor, answer, ts=str(event["ts"]))


def about_message(call: Call) -> None:
    """“What is the latest on this?” in the menu of a message."""
    text = str(call.message.get("text") or "")
    show_answer(call, questions.about_message(call.actor, unescape(text), call.channel_of_message))


def ask_again(call: Call) -> None:
    """A button that carries a question, or the Home's input, in which one was typed."""
    show_answer(call, questions.ask(call.actor, call.pressed))


def share(call: Call) -> None:
    """“Share here”: the question is answered again, as everybody may see it."""
    answer = questions.ask(call.actor, call.pressed, is_public=True)
    asked.claim(call.actor)
    for message in shared(call.person, call.pressed, answer):
        shown = {"response_type": "in_channel", "replace_original": False, **message.as_payload()}
        call.respond_with_table(Surface.MESSAGE, **shown)


def show(call: Call) -> None:
    """“Show …”, which carries the project's id."""
    show_answer(call, questions.of_project(call.actor, call.pressed))


def show_picked(call: Call) -> None:
    """A project was picked in the Home."""
    show_answer(call, questions.of_project(call.actor, call.picked))


def options(call: Call) -> None:
    """The menu of projects was opened in the Home, or words are typed into it."""
    call.ack(options=project_options(questions.offered(call.actor, call.pressed)))


def show_whole(call: Call) -> None:
    """“Read the whole update”, which carries the project in its edition."""
    about = InEdition.read(call.pressed)
    call.show(project.whole_update(*published.told(call.actor, about.project, about.edition)))


def turn_page(call: Call) -> None:
    """“Show next page” of an update."""
    at = PageOf.read(call.pressed)
    about = InEdition.read(at.about)
    call.change(project.whole_update(*published.told(call.actor, about.project, about.edition), at.page))


def show_changes(call: Call) -> None:
    """“What has changed”, which carries the project in its edition."""
    about = InEdition.read(call.pressed)
    call.show(project.what_changed(*published.change(call.actor, about.project, about.edition)))


def show_history(call: Call) -> None:
    """“All its updates”, which carries the project's id."""
    call.show(project.project_history(*published.all_told(call.actor, call.pressed)))


def following(call: Call) -> None:
    """``/sprint-notes following``."""
    call.answer([follows.following(call.actor)])


def follow(call: Call) -> None:
    """“Follow …”, which carries what."""
    about = FollowOf.read(call.pressed)
    call.tell(follows.follow(call.actor, about.kind, about.what))


def stop_following(call: Call) -> None:
    """“Stop following …”, which carries what."""
    about = FollowOf.read(call.pressed)
    call.tell(follows.stop(call.actor, about.kind, about.what))


def show_answer(call: Call, answer: Sequence[Message]) -> None:
    """Shows an answer in a modal that only they see, or sends it where none can hold it."""
    view = in_modal(answer)
    if view is None:
        call.services.send_privately(call.actor, answer)
        call.tell("The answer is long: it comes in your direct messages with me.")
    else:
        call.show(view)


def _without_us(text: str) -> str:
    """A message without the mention of the app that it begins with."""
    return unescape(re.sub(r"^\s*<@[UW]\w+(?:\|[^>]*)?>", "", text))
