"""The conversation that every conformance bot must hold, whatever SDK it is written with."""

from __future__ import annotations

from slack_sandbox.client import Slack
from slack_sandbox.person import Person
from slack_sandbox.things import Channel, Upload


def every_surface_once(slack: Slack, ada: Person, channel: Channel) -> None:
    """Uses commands, modals, menus, files, messages, Home, shortcuts and events, and finds nothing refused."""
    commands(ada, channel)
    modals(ada, channel)
    messages(ada, channel)
    home_and_shortcuts(ada, channel)
    events(slack, ada, channel)
    slack.waits_for_peace()
    refused = [(call.method, call.error, call.answer) for call in slack.refusals()]
    assert refused == []


def commands(ada: Person, channel: Channel) -> None:
    """An answer in the ack, and one at the response_url."""
    assert "A card follows" in ada.types("/conform card", in_channel=channel)
    assert ada.types("/conform later", in_channel=channel).ok
    assert ada.sees("Said later", channel).is_ephemeral


def modals(ada: Person, channel: Channel) -> None:
    """Errors, an update, a push, closing, an external menu and a file."""
    opens(ada, channel)
    ada.fills(What="wrong", Project="Atlas project")
    assert ada.submits().errors == {"What": "Say it right"}
    ada.fills(What="push")
    assert ada.submits().outcome == "pushed"
    ada.fills(More="x")
    assert ada.submits().outcome == "cleared"
    opens(ada, channel)
    ada.fills(What="update", Project="Atlas project")
    assert ada.submits().outcome == "updated"
    ada.fills(What="it")
    assert ada.submits().closed
    ada.sees("Got it for none with", channel)
    opens(ada, channel)
    ada.fills(What="this", Project="Atlas project", Evidence=[Upload("a.txt", b"12345"), Upload("b.txt", b"123")])
    assert ada.submits().closed
    ada.sees("Got this for Atlas project with 5,3", channel)
    opens(ada, channel)
    ada.closes()
    ada.sees("You closed it", ada.direct_channel)


def opens(ada: Person, channel: Channel) -> None:
    """The modal, however soon after the ack it opens."""
    assert ada.types("/conform", in_channel=channel).ok
    ada.sees_modal("What")


def messages(ada: Person, channel: Channel) -> None:
    """A button with a confirmation, and an external menu, in a message."""
    ada.sees("[Approve]", channel)
    card = next(message for message in ada.messages(channel) if "[Approve]" in message)
    assert not ada.clicks("Approve", card, confirms=False).sent
    assert ada.chooses("Project", "Atlas project", card).ok
    assert ada.sees("Chose p1", channel).is_ephemeral
    assert ada.clicks("Approve", card).ok
    assert ada.sees("Approved 7", channel).ts == card.ts


def home_and_shortcuts(ada: Person, channel: Channel) -> None:
    """The Home tab with a button that opens a modal, and a shortcut of either kind."""
    assert ada.opens_home().error is None
    ada.sees_home("[Start]")
    assert ada.clicks("Start").ok
    ada.sees_modal("Name")
    ada.closes()
    assert ada.uses_shortcut("anywhere").ok
    ada.sees_modal("Name")
    ada.closes()
    rain = ada.says("rain", channel)
    assert ada.uses_shortcut("here", rain).ok
    assert ada.sees("About rain", channel).is_ephemeral


def events(slack: Slack, ada: Person, channel: Channel) -> None:
    """A mention, somebody who joins, and a message that asks for a file."""
    mention = ada.says(f"hello <@{slack.bot_user}>", channel)
    slack.waits_for_call("reactions.add")
    assert next(m for m in ada.messages(channel) if m.ts == mention.ts).raw["reactions"][0]["name"] == "eyes"
    ben = slack.adds_person("Ben Ali")
    ada.invites(ben, channel)
    assert ben.sees("Welcome", channel).is_ephemeral
    ada.sees_not("Welcome")
    ada.says("file please", channel)
    shared = ada.sees("Here it is", channel)
    assert shared.raw["files"][0]["name"] == "notes.txt"
    assert shared.raw["files"][0]["size"] == len("Sprint 40")
