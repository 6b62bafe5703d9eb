"""What every handler gets: who did what where, and the ways to answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import structlog
from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from domain.delivery import Message
from domain.errors import Conflict, Repeated, SprintNotesError
from domain.names import plain_words
from domain.refused_pictures import described_in, refused, without
from domain.sentence import Sentence
from domain.tables import Surface, TableKind, has_data_table, shown_as
from handlers.state import Values, values
from rendering.slack.kit.blocks import markup, unescape
from rendering.slack.kit.inputs import without_files
from rendering.slack.kit.values import STRANGE
from rendering.slack.notes import said
from services.common.actor import Actor, Envelope, Services

Json = dict[str, Any]
log = structlog.get_logger("handlers")
EXPIRED = {"expired_trigger_id", "invalid_trigger_id", "trigger_expired"}
EXCHANGED = "exchanged_trigger_id"  # Slack has brought this before, and then it was shown
MOVED_ON = {"hash_conflict", "not_found"}
LONGEST_ANSWER = 60_000  # bytes; slack_sdk's Socket Mode client sends no frame of more than 65,535
TOO_LATE = "Slack took too long to show the form. If it is not there, try once more."


@dataclass(frozen=True)
class Slack:
    """The ways to Slack while somebody waits, which keep its time: a workspace's client, and a message to a
    ``response_url``."""

    client_for: Callable[[str], WebClient]
    respond: Callable[..., bool]


@dataclass(frozen=True, kw_only=True)
class Call:
    """One thing that a person did. ``body`` is Slack's whole payload, ``payload`` the part about the thing."""

    services: Services
    workspace: str
    person: str
    body: Json
    payload: Json
    ack: Ack
    client: WebClient
    respond: Callable[..., bool]
    envelope: Envelope | None = None
    may_read_files: bool = True

    @property
    def actor(self) -> Actor:
        """Whoever did it, for the services."""
        return Actor(self.services.store, self.workspace, self.person, self.envelope)

    @property
    def token(self) -> str:
        """A new id, for a form: it makes one submission one thing."""
        return self.services.new_id()

    @property
    def pressed(self) -> str:
        """What the pressed button carries."""
        return str(_part(self.payload, "value"))

    def as_pressed(self, carried: str) -> Call:
        """This call, as if a button had been pressed that carries so much."""
        return replace(self, payload=self.payload | {"value": carried})

    @property
    def was_pressed(self) -> bool:
        """Whether it was a button, and no menu."""
        return "value" in self.payload

    @property
    def picked(self) -> str:
        """What the option carries that was picked in a menu."""
        return str(_part(_part(self.payload, "selected_option"), "value"))

    @property
    def picked_person(self) -> str:
        """Who was picked in a menu of people."""
        return str(_part(self.payload, "selected_user"))

    @property
    def picked_people(self) -> list[str]:
        """Who is picked by now in a menu of people that takes several."""
        return list(_part(self.payload, "selected_users"))

    @property
    def message(self) -> Json:
        """The message in whose menu a shortcut was picked."""
        return dict(_part(self.payload, "message"))

    @property
    def channel_of_message(self) -> str:
        """Where that message stands."""
        return str(_part(_part(self.payload, "channel"), "id"))

    @property
    def view(self) -> Json:
        """The open or submitted form."""
        return dict(_part(self.body, "view"))

    @property
    def metadata(self) -> str:
        """What the open or submitted form carries: never nothing, for it may become the id of something."""
        carried = str(_part(self.view, "private_metadata"))
        if not carried:
            raise Conflict(STRANGE)
        return carried

    @property
    def given(self) -> Values:
        """What stands in the inputs of the open or submitted form."""
        return values(self.view)

    @property
    def typed(self) -> str:
        """The words after a slash command."""
        return " ".join(unescape(str(self.payload.get("text") or "")).split())

    @property
    def words(self) -> list[str]:
        """The words after a slash command, without capitals, quotes, formatting and other signs."""
        words = ("".join(plain_words(word)) for word in self.typed.split())
        return [word for word in words if word]

    @property
    def asks_for_help(self) -> bool:
        """Whether the word after the command is ``help``."""
        return self.words == ["help"]

    @property
    def channel(self) -> str:
        """The channel in which a command was typed."""
        return str(self.payload.get("channel_id") or "")

    @property
    def in_home(self) -> bool:
        """Whether the button is one in the Home tab."""
        return self._view_type == "home"

    @property
    def in_modal(self) -> bool:
        """Whether the button is one in an open modal."""
        return self._view_type == "modal"

    @property
    def _view_type(self) -> str:
        return str((self.body.get("view") or {}).get("type", ""))

    def open(self, view: Json) -> None:
        """Shows a modal: on top of the one that is open, if this came from one."""
        trigger = self.body["trigger_id"]
        show = self.client.views_push if self.in_modal else self.client.views_open
        try:
            _with_its_pictures(lambda shown: show(trigger_id=trigger, view=shown), self._allowed(view))
        except (SlackApiError, TimeoutError) as error:
            reason = error.response.get("error") if isinstance(error, SlackApiError) else ""
            if reason == EXCHANGED:
                raise Repeated from error
            if reason and reason not in EXPIRED:
                raise
            raise Conflict(TOO_LATE) from error

    def change(self, view: Json) -> None:
        """Shows something else in the open modal; nothing where that has changed or been closed meanwhile."""
        shown = self.view
        try:
            where = {"view_id": shown["id"], "hash": shown["hash"]}
            _with_its_pictures(lambda made: self.client.views_update(**where, view=made), self._allowed(view))
        except SlackApiError as error:
            if error.response.get("error") not in MOVED_ON:
                raise

    def show(self, view: Json) -> None:
        """Shows something else in the open modal, or opens one where there is none."""
        if self.in_modal:
            self.change(view)
        else:
            self.open(view)

    def go_on(self, view: Json) -> None:
        """Answers a submit with what comes next in the same place."""
        self.ack(response_action="update", view=self._allowed(view))

    def _allowed(self, view: Json) -> Json:
        """Slack shows no form that asks for a file to an app that may not read files."""
        return view if self.may_read_files else without_files(view)

    def show_again(self, view: Json, message: str) -> None:
        """Answers a submit with another form. One too long for an answer is shown first, and answered then."""
        if len(json.dumps(view)) <= LONGEST_ANSWER:
            self.go_on(view)
            return
        self.change(view)
        first = next(block["block_id"] for block in view["blocks"] if block["type"] == "input")
        self.ack(response_action="errors", errors={first: message})

    def answer(self, messages: Sequence[Message]) -> None:
        """Answers a command, for its asker only. What one message cannot hold comes as direct messages."""
        first = {"response_type": "ephemeral", **messages[0].as_payload()}
        if len(messages) == 1 and len(json.dumps(first)) <= LONGEST_ANSWER:
            if not has_data_table(first["blocks"]):
                self._answer(first)
            elif self.respond_with_table(Surface.EPHEMERAL, **first):
                self.ack()
            else:
                self.ack(**shown_as(first, TableKind.LINES))
            return
        self.services.send_privately(self.actor, messages)
        self.ack(response_type="ephemeral", text="The answer is long: it comes in your direct messages with me.")

    def _answer(self, message: Json) -> None:
        """Nobody hears where Slack cannot show a picture in an acknowledgement: so a message with pictures goes a way
        on which Slack says so, and is acknowledged with their descriptions where it does."""
        pictures = described_in(message["blocks"])
        if pictures and self.respond(**message):
            self.ack()
        else:
            self.ack(**without(message, pictures))

    def respond_with_table(self, surface: Surface, **message: Any) -> bool:
        """Says something at the ``response_url``, with its tables as the workspace takes them; whether it took any."""
        tables = self.services.store.tables
        first = kind = tables.kind(self.workspace, surface) if has_data_table(message["blocks"]) else TableKind.LINES
        while not self.respond(**shown_as(message, kind)):
            if kind is TableKind.LINES:
                return False
            kind = kind.next
        if kind is not first:
            tables.takes(self.workspace, surface, kind)
        return True

    def tell(self, sentence: Sentence) -> None:
        """Says something to the person only, after a button; what was done stays done where that fails."""
        try:
            if not self.body.get("response_url"):  # in a Home and in a modal there is no channel to say it in
                self.show(said(sentence))
            else:
                self.respond(text=markup(sentence), response_type="ephemeral", replace_original=False)
        except (SprintNotesError, SlackApiError, OSError) as error:
            log.warning("not told", person=self.person, error=str(error))


def _part(holder: Json, name: str) -> Any:
    """A part of what Slack has told; raises ``Conflict`` where there is none: it is not of this version's making."""
    if holder.get(name) is None:
        raise Conflict(STRANGE)
    return holder[name]


def _with_its_pictures(show: Callable[[Json], object], view: Json) -> None:
    """Shows a view; with the descriptions of those pictures in it that Slack cannot show."""
    try:
        show(view)
    except SlackApiError as error:
        answer = error.response.data if isinstance(error.response.data, dict) else {}
        pictures = refused(view["blocks"], answer)
        if not pictures:
            raise
        _with_its_pictures(show, without(view, pictures))


Handler = Callable[[Call], None]
View = TypeVar("View")


def opening(of: Callable[[Actor, str], View], form: Callable[[View], Json]) -> Handler:
    """For a button that carries an id: opens the form or the list of what has that id."""
    return lambda call: call.open(form(of(call.actor, call.pressed)))


def telling(act: Callable[[Actor, str], Sentence]) -> Handler:
    """For a button that carries an id: does the act to what has that id, and tells the person what came of it."""
    return lambda call: call.tell(act(call.actor, call.pressed))
