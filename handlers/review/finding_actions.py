"""The findings of the editorial checks: listed, applied, ignored; checks switched off and on."""

from __future__ import annotations

from collections.abc import Callable

from handlers.call import Call
from rendering.slack.review.findings import FindingsView
from rendering.slack.review.findings import findings as shown
from services.common.actor import Actor
from services.review import finding_actions

Act = Callable[[Actor, str, str], FindingsView]


def show(call: Call) -> None:
    """“Findings in edition …” on the card, in Home, in the preview and in what an editor hears after saving."""
    call.open(shown(finding_actions.view(call.actor, call.payload["value"])))
    call.ack()


def turn_page(call: Call) -> None:
    """“Show next page”."""
    edition_id, which, page = call.payload["value"].split(":")
    view = finding_actions.view(call.actor, edition_id)
    call.change(shown(view, int(page), which))
    call.ack()


def change_list(call: Call) -> None:
    """“Show 3 ignored findings”, and “Back to the findings”."""
    edition_id, _, _ = _where(call)
    view = finding_actions.view(call.actor, edition_id)
    call.change(shown(view, which=call.payload["value"]))
    call.ack()


def apply(call: Call) -> None:
    """“Apply …”: what the finding proposes goes into the text."""
    _act(call, finding_actions.apply)


def ignore(call: Call) -> None:
    """“Ignore …”: nobody is told of it again as long as the words stay."""
    _act(call, finding_actions.ignore)


def look_again(call: Call) -> None:
    """“Ignore … no more”."""
    _act(call, finding_actions.look_again)


def switch_off(call: Call) -> None:
    """“Switch off …”, after Slack has asked to confirm."""
    _act(call, finding_actions.switch_off)


def switch_on(call: Call) -> None:
    """“Switch on …”."""
    _act(call, finding_actions.switch_on)


def _act(call: Call, act: Act) -> None:
    """Does something about what the pressed button stands for, and shows what is left in the same place."""
    edition_id, which, page = _where(call)
    view = act(call.actor, edition_id, call.payload["value"])
    call.change(shown(view, int(page), which))
    call.ack()


def _where(call: Call) -> list[str]:
    """The edition, the list and the page that the person has in front of them."""
    return str(call.body["view"]["private_metadata"]).split(":")
