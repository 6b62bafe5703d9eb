"""A whole conversation with a real Bolt app, over Socket Mode and over signed HTTP."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel
from slack_sdk import WebClient

JSON = dict[str, Any]
Serve = Callable[[App], object]


def plain(words: str) -> JSON:
    return {"type": "plain_text", "text": words}


def field(label: str, kind: str = "plain_text_input", *, block: str = "", **more: Any) -> JSON:
    element: JSON = {"type": kind, "action_id": "value"}
    block_more: JSON = {key: more.pop(key) for key in ("optional", "dispatch_action", "hint") if key in more}
    shown: JSON = {"type": "input", "label": plain(label), "element": element | more, **block_more}
    return shown | ({"block_id": block} if block else {})


def modal(*blocks: JSON, **more: Any) -> JSON:
    base: JSON = {"type": "modal", "callback_id": "update", "title": plain("Update"), "submit": plain("Send")}
    return base | {"blocks": list(blocks)} | more


def button(label: str, action: str, **more: Any) -> JSON:
    return {"type": "button", "action_id": action, "text": plain(label), "value": "7", **more}


def opens(app: App, view: JSON, command: str = "/update") -> None:
    """The app opens this modal on /update."""

    def listener(ack: Ack, body: JSON, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    app.command(command)(listener)


def test_from_command_to_answer(slack: LocalSlack, app: App, serve: Serve, ada: Person, channel: Channel) -> None:
    seen: list[JSON] = []
    opens(
        app, modal(field("What happened", "rich_text_input", block="what"), field("Next", block="next", optional=True))
    )

    @app.view("update")
    def submitted(ack: Ack, body: JSON, view: JSON, client: WebClient) -> None:
        seen.append(body)
        values = view["state"]["values"]
        if values["next"]["value"]["value"] == "wrong":
            ack(response_action="errors", errors={"next": "Say it right"})
            return
        ack()
        words = values["what"]["value"]["rich_text_value"]
        keys = {"type": "actions", "block_id": "keys", "elements": [button("Approve", "approve")]}
        client.chat_postMessage(channel=channel.id, text="An update", blocks=[words, keys])

    @app.action("approve")
    def approved(ack: Ack, body: JSON, respond: Respond) -> None:
        ack()
        seen.append(body)
        respond("Approved by R&amp;D", replace_original=True)

    serve(app)
    assert ada.types("/update ims", in_channel=channel).ok
    assert ada.sees_modal("What happened")["title"]["text"] == "Update"

    refused = ada.submits()
    assert refused.outcome == "refused"
    assert set(refused.errors) == {"What happened"}
    assert seen == []

    ada.fills({"What happened": "We shipped & slept"}, Next="wrong")
    wrong = ada.submits()
    assert (wrong.outcome, wrong.errors) == ("errors", {"Next": "Say it right"})
    assert ada.modal is not None

    ada.fills(Next="more")
    assert ada.submits().closed
    assert ada.modal is None

    message = ada.sees("We shipped & slept", in_channel=channel)
    assert ada.clicks("Approve", message).ok
    assert ada.sees("Approved by R&D", in_channel=channel).ts == message.ts
    assert ada.messages(channel)[0].blocks == []
    assert slack.refusals() == []
    _check_submission(seen[0], ada)
    _check_click(seen[2], ada, message.ts, channel)


def _check_submission(body: JSON, ada: Person) -> None:
    assert body["type"] == "view_submission"
    assert body["user"]["id"] == ada.id
    assert body["enterprise"] is None
    assert body["is_enterprise_install"] is False
    assert body["response_urls"] == []
    view = body["view"]
    assert view["root_view_id"] == view["id"]
    assert view["previous_view_id"] is None
    assert {"hash", "state", "private_metadata", "callback_id", "app_id", "bot_id", "team_id"} <= set(view)
    assert view["state"]["values"]["what"]["value"] == {
        "type": "rich_text_input",
        "rich_text_value": {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "We shipped & slept"}]}],
        },
    }


def _check_click(body: JSON, ada: Person, ts: str, channel: Channel) -> None:
    action = body["actions"][0]
    assert {"action_id", "block_id", "value", "text", "type", "action_ts"} <= set(action)
    assert (action["action_id"], action["block_id"], action["value"]) == ("approve", "keys", "7")
    assert body["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": channel.id,
        "is_ephemeral": False,
    }
    assert body["message"]["ts"] == ts
    assert body["channel"] == {"id": channel.id, "name": "notes"}
    assert body["state"] == {"values": {}}
    assert body["response_url"].startswith("http://127.0.0.1")


def test_a_command_carries_what_slack_sends(app: App, serve: Serve, ada: Person, channel: Channel) -> None:
    seen: list[JSON] = []

    @app.command("/ask")
    def ask(ack: Ack, body: JSON) -> None:
        seen.append(body)
        ack(f"You asked {body['text']}")

    serve(app)
    outcome = ada.types("/ask  R&D <now> ", in_channel=channel)
    assert "You asked R&D <now>" in outcome
    assert outcome.messages[0].is_ephemeral
    body = seen[0]
    assert body["text"] == "R&amp;D &lt;now&gt;"
    assert (body["channel_name"], body["user_id"], body["command"]) == ("notes", ada.id, "/ask")
    assert body["is_enterprise_install"] == "false"
    assert {"token", "team_id", "team_domain", "user_name", "api_app_id", "response_url", "trigger_id"} <= set(body)


def test_a_public_answer_shows_the_command(
    app: App, serve: Serve, ada: Person, channel: Channel, slack: LocalSlack
) -> None:
    @app.command("/ask")
    def ask(ack: Ack) -> None:
        ack({"response_type": "in_channel", "text": "For all"})

    serve(app)
    ben = slack.adds_person("Ben")
    slack.configures(events=[])
    ada.invites(ben, channel)
    ada.types("/ask me", in_channel=channel)
    assert [message.text for message in ben.messages(channel)] == ["/ask me", "For all"]


def test_a_modal_is_updated_pushed_and_cleared(app: App, serve: Serve, ada: Person, channel: Channel) -> None:
    opens(app, modal(field("Step", block="step"), private_metadata="kept"))
    answers = {
        "update": {"response_action": "update", "view": modal(field("Step", block="step"), field("Second", block="b"))},
        "push": {"response_action": "push", "view": modal(field("Third", block="c"), callback_id="pushed")},
    }

    @app.view("update")
    def submitted(ack: Ack, view: JSON) -> None:
        ack(answers[view["state"]["values"]["step"]["value"]["value"]])

    @app.view("pushed")
    def pushed(ack: Ack) -> None:
        ack({"response_action": "clear"})

    serve(app)
    ada.types("/update", in_channel=channel)
    first = ada.sees_modal()
    ada.fills(Step="update")
    assert ada.submits().outcome == "updated"
    second = ada.sees_modal("Second")
    assert second["id"] == first["id"]
    assert second["hash"] != first["hash"]
    assert second["state"]["values"]["step"]["value"]["value"] == "update"  # typing survives
    ada.fills(Step="push", Second="x")
    assert ada.submits().outcome == "pushed"
    third = ada.sees_modal("Third")
    assert third["previous_view_id"] == third["root_view_id"] == first["id"]
    ada.closes()
    assert ada.sees_modal("Second")["id"] == first["id"]
    ada.submits()
    ada.fills(Third="x")
    assert ada.submits().outcome == "cleared"
    assert ada.modal is None


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"elsewhere": "x"}},
        {"response_action": "update", "view": {"type": "modal", "blocks": []}},
        {"response_action": "push"},
        {"response_action": "dance"},
    ],
)
def test_a_broken_ack_is_trouble_connecting(
    slack: LocalSlack, app: App, serve: Serve, ada: Person, channel: Channel, answer: JSON
) -> None:
    opens(app, modal(field("Step", block="step")))

    @app.view("update")
    def submitted(ack: Ack) -> None:
        ack(answer)

    serve(app)
    ada.types("/update", in_channel=channel)
    ada.fills(Step="x")
    assert ada.submits().connection_error
    assert ada.sees_modal("trouble connecting")["state"]["values"]["step"]["value"]["value"] == "x"
    assert slack.refusals()[-1].method == "view_submission"


def test_who_closes_a_modal_is_told_about_when_asked(app: App, serve: Serve, ada: Person, channel: Channel) -> None:
    seen: list[bool] = []
    opens(app, modal(field("Step"), notify_on_close=True))

    @app.view_closed("update")
    def closed(ack: Ack, body: JSON) -> None:
        ack()
        seen.append(body["is_cleared"])

    serve(app)
    ada.types("/update", in_channel=channel)
    ada.closes()
    assert ada.modal is None
    assert seen == [False]


def test_home_shows_what_is_published(app: App, serve: Serve, ada: Person) -> None:
    events: list[JSON] = []

    @app.event("app_home_opened")
    def home(event: JSON, client: WebClient) -> None:
        events.append(event)
        keys = {"type": "actions", "elements": [button("Start", "start", confirm=CONFIRM)]}
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [keys]})

    @app.action("start")
    def start(ack: Ack, body: JSON, client: WebClient) -> None:
        ack()
        assert body["view"]["type"] == "home"
        client.views_open(trigger_id=body["trigger_id"], view=modal(field("Name")))

    serve(app)
    assert ada.opens_home().ok
    assert ada.sees_home("[Start]")
    declined = ada.clicks("Start", confirms=False)
    assert not declined.sent
    accepted = ada.clicks("Start")
    assert accepted.confirm
    assert accepted.confirm["title"]["text"] == "Sure?"
    assert ada.sees_modal("Name")
    ada.opens_home()
    assert "view" not in events[0]
    assert events[1]["view"]["id"] == ada.sees_home()["id"]


CONFIRM = {"title": plain("Sure?"), "text": plain("x"), "confirm": plain("Yes"), "deny": plain("No")}


def test_menus_and_dispatching_inputs_tell_the_bot(app: App, serve: Serve, ada: Person, channel: Channel) -> None:
    seen: list[JSON] = []
    phases = [{"text": plain(name.title()), "value": name} for name in ("alpha", "beta")]
    opens(app, modal(field("Phase", "static_select", options=phases, dispatch_action=True, block="phase")))

    @app.action("value")
    def chosen(ack: Ack, body: JSON, client: WebClient) -> None:
        ack()
        seen.append(body)
        view, action = body["view"], body["actions"][0]
        shown = modal(*view["blocks"], field(f"Why {action['selected_option']['value']}"))
        client.views_update(view_id=view["id"], hash=view["hash"], view=shown)

    serve(app)
    ada.types("/update", in_channel=channel)
    ada.chooses("Phase", "Beta")
    updated = ada.sees_modal("Why beta")
    assert updated["state"]["values"]["phase"]["value"]["selected_option"]["value"] == "beta"
    assert seen[0]["container"] == {"type": "view", "view_id": updated["id"]}


def test_a_menu_may_start_at_the_current_conversation(app: App, serve: Serve, ada: Person, channel: Channel) -> None:
    opens(app, modal(field("Where", "conversations_select", block="w", default_to_current_conversation=True)))
    serve(app)
    ada.types("/update", in_channel=channel)
    assert ada.sees_modal()["state"]["values"]["w"]["value"]["selected_conversation"] == channel.id


def test_shortcuts(app: App, serve: Serve, ada: Person, channel: Channel) -> None:
    @app.shortcut("ask_anywhere")
    def anywhere(ack: Ack, body: JSON, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=modal(field("Question")))
        ack()

    @app.message_shortcut("ask_here")
    def here(ack: Ack, body: JSON, respond: Respond) -> None:
        ack()
        respond(f"About {body['message']['text']} in {body['channel']['name']}")

    app.event("message")(lambda: None)
    serve(app)
    assert ada.uses_shortcut("ask_anywhere").ok
    ada.sees_modal("Question")
    message = ada.says("rain", channel)
    assert ada.uses_shortcut("ask_here", message).ok
    assert ada.sees("About rain in notes").is_ephemeral


def test_choosing_in_a_message(app: App, serve: Serve, ada: Person, channel: Channel, slack: LocalSlack) -> None:
    seen: list[JSON] = []
    more = [{"text": plain(word), "value": word.lower()} for word in ("Edit", "Withdraw")]
    menu = {"type": "overflow", "action_id": "more", "options": more}
    day = {"type": "datepicker", "action_id": "day"}

    @app.command("/card")
    def card(ack: Ack, client: WebClient) -> None:
        ack()
        section: JSON = {"type": "section", "text": plain("Due"), "accessory": day}
        blocks = [section, {"type": "actions", "elements": [menu]}]
        client.chat_postMessage(channel=channel.id, text="Card", blocks=blocks)

    @app.action("day")
    @app.action("more")
    def acted(ack: Ack, body: JSON) -> None:
        ack()
        seen.append(body)

    serve(app)
    ada.types("/card", in_channel=channel)
    message = ada.sees("Due", channel)
    ada.chooses("Due", "2021-12-08", message)
    ada.clicks("Withdraw", message)
    assert seen[0]["actions"][0]["selected_date"] == "2021-12-08"
    assert seen[1]["actions"][0]["selected_option"]["value"] == "withdraw"
    (entry,) = seen[1]["state"]["values"].values()
    assert entry["day"]["selected_date"] == "2021-12-08"  # what was chosen before comes along


def test_external_menus_ask_the_bot(slack: LocalSlack, app: App, serve: Serve, ada: Person, channel: Channel) -> None:
    opens(app, modal(field("Project", "external_select", block="project")))

    @app.options("value")
    def options(ack: Ack, payload: JSON) -> None:
        if payload["value"] == "broken":
            ack(options=[{"text": plain("x" * 76), "value": "ims"}])
        else:
            ack(options=[{"text": plain(f"{payload['value']} programme"), "value": "ims"}])

    serve(app)
    ada.types("/update", in_channel=channel)
    with pytest.raises(AssertionError, match="no option reads"):
        ada.fills(Project="other")
    with pytest.raises(AssertionError, match="did not load"):
        ada.fills(Project="broken")
    assert slack.refusals()[-1].error == "invalid_options"
    ada.fills({"Project": "ims"})
    chosen = ada.sees_modal()["state"]["values"]["project"]["value"]["selected_option"]
    assert chosen["text"]["text"] == "ims programme"
    ada.chooses("Project", "income programme", typing="income")
    chosen = ada.sees_modal()["state"]["values"]["project"]["value"]["selected_option"]
    assert chosen["text"]["text"] == "income programme"


def test_ephemeral_messages_are_replaced_through_response_urls(
    app: App, serve: Serve, ada: Person, channel: Channel, slack: LocalSlack
) -> None:
    seen: list[JSON] = []

    @app.command("/ask")
    def ask(ack: Ack) -> None:
        keys = {"type": "actions", "elements": [button("Share", "share"), button("Away", "away")]}
        ack({"text": "Only you", "blocks": [{"type": "section", "text": plain("Only you")}, keys]})

    @app.action("share")
    def share(ack: Ack, body: JSON, respond: Respond) -> None:
        ack()
        seen.append(body)
        respond(text="Shared", response_type="in_channel", replace_original=False)
        respond(text="And a note", replace_original=False)

    @app.action("away")
    def away(ack: Ack, respond: Respond) -> None:
        ack()
        respond(delete_original=True)

    serve(app)
    ada.types("/ask", in_channel=channel)
    private = ada.ephemerals(channel)[0]
    ada.clicks("Share", private)
    assert "message" not in seen[0]
    assert seen[0]["container"]["is_ephemeral"] is True
    assert ada.sees("Shared", channel).is_ephemeral is False
    assert ada.sees("And a note", channel).is_ephemeral
    ada.clicks("Away", private)
    assert [message.text for message in ada.messages(channel)] == ["Shared", "And a note"]


def test_a_button_is_found_by_what_a_screen_reader_calls_it_and_a_menu_by_its_options(
    app: App, serve: Serve, ada: Person, channel: Channel
) -> None:
    seen: list[JSON] = []
    options = [{"text": plain(label), "value": label[-2:]} for label in ("Move up", "Move down")]
    menu = {"type": "static_select", "action_id": "more", "placeholder": plain("More for Bins"), "options": options}
    edit = button("Edit", "edit") | {"accessibility_label": "Edit Bins"}

    @app.command("/ask")
    def ask(ack: Ack) -> None:
        ack({"text": "Bins", "blocks": [{"type": "actions", "elements": [edit, menu]}]})

    @app.action("edit")
    @app.action("more")
    def act(ack: Ack, payload: JSON) -> None:
        ack()
        seen.append(payload)

    serve(app)
    ada.types("/ask", in_channel=channel)
    private = ada.ephemerals(channel)[0]
    for label in ("Edit", "Edit Bins", "Move down"):
        assert ada.clicks(label, private).ok
    assert [one["action_id"] for one in seen] == ["edit", "edit", "more"]
    assert seen[2]["selected_option"]["value"] == "wn"
    with pytest.raises(AssertionError, match="no button reads 'Move'; there are"):
        ada.clicks("Move", private)


def test_a_slow_bot_times_out(slack: LocalSlack, app: App, serve: Serve, ada: Person, channel: Channel) -> None:
    opens(app, modal(field("Step")))
    over = threading.Event()

    @app.view("update")
    @app.command("/slow")
    def slow(ack: Ack) -> None:
        over.wait()
        ack()

    serve(app)
    ada.types("/update", in_channel=channel)
    ada.fills(Step="kept")
    slack.configures(answer_seconds=0.2)
    try:
        outcome = ada.types("/slow", in_channel=channel)
        assert outcome.error == "operation_timeout"
        assert '/slow failed with the error "operation_timeout"' in outcome
        assert ada.submits().connection_error
        assert "kept" in str(ada.sees_modal()["state"])
    finally:
        over.set()
