"""The demo's fortnight, act by act."""

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.request import urlopen

from slack_sandbox.person import Person
from slack_sandbox.text import as_text
from slack_sandbox.things import Channel, Message

from bot.demo_stage import NUMBER, Demo, Story, november
from domain import english
from domain.text.markdown import parse
from rendering.slack.kit.blocks import shortened
from rendering.slack.kit.rich_text import form_value

PATIENCE = 180.0  # seconds: so long only what hangs takes, however busy the machine
LAST_WORDS = "Until then, follow #CommonThreads"
ON_DEMAND = {"What’s next": "Add what’s next", "Phase": "Change the phase"}  # labels and the buttons that show them


def fortnight(demo: Demo) -> None:
    """The acts, in order. Each raises ``AssertionError`` where a step does not hold."""
    early, rest = demo.story["updates"][:9], demo.story["updates"][9:]
    _set_up(demo)
    demo.moves_to(november(13, 11))
    for update in early:
        _post(demo, update)
    demo.moves_to(november(14, 10))
    _remind(demo, reminded=[*rest, demo.story["late"]], posted=early)
    demo.moves_to(november(18, 9, 30))
    for update in rest:
        _post(demo, update)
    demo.moves_to(november(19, 17))
    card = _draft(demo)
    demo.moves_to(november(20, 9))
    _late(demo, card)
    _edit(demo, card)
    demo.moves_to(november(20, 14))
    _approve_and_publish(demo, card)
    _ask(demo)
    _show_edition(demo)


def _set_up(demo: Demo) -> None:
    editor = demo.people["catrin.howell"]
    demo.types(editor, "/sprint-notes setup", demo.channels["notes"])
    _fill(
        demo,
        editor,
        {
            "Name of the unit": "Common Threads Digital Unit",
            "Review channel": demo.channels["review"].name,
            "Publish channel": demo.channels["notes"].name,
            "First day": "2025-11-06",
            "Length in days": "14",
            "Closing time": "17:00",
            "Number of the next edition": str(NUMBER),
            "Open archive": ["Everybody can read published editions on the web"],
        },
    )
    demo.shows("Sprint Notes, to Catrin Howell", editor.sees("You are the first editor", within=PATIENCE))
    demo.scene(
        f"{editor.real_name} sets Sprint Notes up: drafts come to #{demo.channels['review'].name}, "
        f"editions to #{demo.channels['notes'].name}."
    )


def _post(demo: Demo, update: Story, does: str = "posts an update on") -> None:
    """A lead posts an update, or changes the one that is there."""
    lead = demo.people[update["by"]]
    demo.types(lead, f"/sprint-update {update['project']}", demo.channels["notes"])
    values = {"Headline": update["headline"], "What happened": form_value(parse(update["body"]))}
    if "next" in update:
        values["What’s next"] = form_value(parse(update["next"]))
    values |= {name.capitalize(): update[name].capitalize() for name in ("status", "phase") if name in update}
    before = len(lead.direct_messages())
    for label, button in ON_DEMAND.items():
        if label in values and button in as_text(lead.modal or {}):
            demo.notes(f"    presses “{button}”")
            _holds(lead.clicks(button).ok, f"{button} adds to the form")
    _fill(demo, lead, values)
    _waits(lambda: len(lead.direct_messages()) > before, f"{lead.real_name} is told that it is in")
    demo.shows(f"Sprint Notes, to {lead.real_name}", lead.direct_messages()[-1])
    demo.scene(f"{lead.real_name} {does} {shortened(demo.projects[update['project']])}: “{update['headline']}”")


def _fill(demo: Demo, person: Person, values: dict[str, Any]) -> None:
    """Somebody fills in the open form and submits it."""
    person.fills(values)
    told = [f"{label}: {value if isinstance(value, str) else '…'}" for label, value in values.items()]
    demo.notes(f"    fills in the form ({'; '.join(told)}) and submits it")
    result = person.submits()
    _holds(result.closed, f"the form is accepted: {result}")


def _remind(demo: Demo, reminded: list[Story], posted: list[Story]) -> None:
    demo.notes("Three working days before closing, leads without an update get one direct message.")
    silent = [demo.leads[project] for project in demo.story["silent"]]
    due = [demo.people[handle] for handle in [*(update["by"] for update in reminded), *silent]]
    for lead in due:
        demo.shows(f"Sprint Notes, to {lead.real_name}", lead.sees("There is no update on", within=PATIENCE))
    for update in posted:
        told = demo.people[update["by"]].direct_messages()
        _holds(not _says(told, "There is no update on"), f"{update['by']} is left in peace")
    names = english.listing([lead.real_name for lead in due])
    demo.scene(f"Who has not posted is reminded, each in a direct message: {names}.")


def _draft(demo: Demo) -> Message:
    editor = demo.people["catrin.howell"]
    card = editor.sees(f"Draft: Sprint Notes #{NUMBER}", in_channel=demo.channels["review"], within=PATIENCE)
    demo.shows("Sprint Notes, in #sprint-notes-review", card)
    _waits(lambda: _says(editor.thread(card), LAST_WORDS), "the thread is complete")
    demo.scene(
        f"The window is closed: the draft is in #{demo.channels['review'].name}, a card with what there is to do, "
        "and in its thread the edition as readers will get it."
    )
    return card


def _late(demo: Demo, card: Message) -> None:
    editor = demo.people["catrin.howell"]
    before = len(editor.thread(card))
    _post(demo, demo.story["late"])
    _waits(lambda: _says(editor.thread(card), demo.story["late"]["headline"]), "the late update is in the draft")
    _waits(lambda: len(editor.thread(card)) == before + 1, "everything after it has moved on by one place")
    demo.scene("The late update is in the draft in its place, and the card says that it came late.")


def _edit(demo: Demo, card: Message) -> None:
    editor, edit = demo.people["olu.adeyinka"], demo.story["edit"]
    before = [message.ts for message in editor.thread(card)]
    demo.notes("A lead corrects a figure: the same command opens the same update.")
    _post(demo, edit, "changes the update on")
    _waits(lambda: _says(editor.thread(card), edit["headline"]), "the correction is in the draft")
    _holds([message.ts for message in editor.thread(card)] == before, "the draft changed in place")
    saved = f"saved the update on {demo.projects[edit['project']]}"
    _waits(lambda: _says(editor.messages(demo.channels["review"]), saved), "the card stands for what the draft says")
    demo.scene("The draft says it, too, in the same message as before.")


def _approve_and_publish(demo: Demo, card: Message) -> None:
    editor, notes = demo.people["olu.adeyinka"], demo.channels["notes"]
    first = demo.people["catrin.howell"]
    review = demo.channels["review"]
    demo.says(editor, f"clicks “Approve edition {NUMBER}”")
    editor.clicks(f"Approve edition {NUMBER}", message=card)
    demo.shows(f"Sprint Notes, to {editor.real_name} only", editor.sees("Only an editor can", in_channel=review))
    demo.scene(f"{editor.real_name} wants to approve it, and is told that only an editor can.")
    for label, answer in (("Approve", "is approved"), ("Publish", "is on its way")):
        _waits(partial(_offers, first, review, f"{label} edition {NUMBER}"), f"the card has “{label}”")
        demo.says(first, f"clicks “{label} edition {NUMBER}”")
        first.clicks(f"{label} edition {NUMBER}", message=card)
        demo.shows(f"Sprint Notes, to {first.real_name} only", first.sees(answer, in_channel=review))
    reader = demo.people["wentao.lim"]
    _waits(lambda: _says(reader.messages(notes), LAST_WORDS), "the edition is in the channel")
    _waits(lambda: _says(first.messages(review), f"Published: Sprint Notes #{NUMBER}"), "the card says so")
    demo.scene(f"{first.real_name} approves it, then publishes it: the edition is in #{notes.name}.")


def _ask(demo: Demo) -> None:
    reader, other = demo.people["wentao.lim"], demo.people["jools.pettifer"]
    demo.types(reader, "/sprint-status gritting", demo.channels["notes"])
    demo.types(other, "/sprint-status blue badge", demo.channels["notes"])
    _holds(_says(reader.ephemerals(demo.channels["notes"]), "Winter Gritting"), "one project is told")
    demo.scene(f"{reader.real_name} types “/sprint-status gritting”, and is told how it stands.")
    asked = other.ephemerals(demo.channels["notes"])[-1]
    _holds("Blue Badge Renewals" in asked and "Blue Badge Reviews" in asked, "two close names are asked about")
    demo.scene(f"{other.real_name} types “/sprint-status blue badge”: two projects are like that, with a button each.")


def _show_edition(demo: Demo) -> None:
    reader = demo.people["wentao.lim"]
    if demo.full:
        demo.heading(f"#{demo.channels['notes'].name}, as {reader.real_name} sees it")
    posted = [message for message in reader.messages(demo.channels["notes"]) if not message.is_ephemeral]
    for message in posted:
        demo.shows("Sprint Notes", message)
    page = f"{demo.web}/editions/{NUMBER}"
    _waits(lambda: LAST_WORDS in _read(page), "the edition is on the web")
    demo.scene(f"Everybody can read it on the web, with feeds and open data: {page}")
    refused = {call.error for call in demo.slack.refusals()} - {"ratelimited", "not_in_channel"}
    _holds(not refused, f"Slack refused nothing for good: {refused}")
    demo.scene(f"That was the fortnight: edition {NUMBER} is published, and every step held.")


def _read(page: str) -> str:
    with suppress(OSError), urlopen(page, timeout=5) as answer:  # noqa: S310 - our own address
        return str(answer.read().decode())
    return ""


def _offers(person: Person, channel: Channel, label: str) -> bool:
    return _says(person.messages(channel), f"[{label}]")


def _says(messages: Iterable[Message], text: str) -> bool:
    return any(text in message for message in messages)


def _holds(condition: bool, what: str) -> None:  # noqa: FBT001 - it reads as a sentence
    if not condition:
        raise AssertionError(what)


def _waits(condition: Callable[[], bool], what: str, within: float = PATIENCE) -> None:
    deadline = time.monotonic() + within
    while not condition():
        _holds(time.monotonic() < deadline, f"{what}, within {within:.0f} seconds")
        time.sleep(0.1)
