"""The findings of the editorial checks: listed, applied, ignored; checks switched off and on."""

from __future__ import annotations

from collections.abc import Callable

from handlers.call import Call
from rendering.slack.kit.values import ListOf, PageOf
from rendering.slack.review.findings import FindingsView
from rendering.slack.review.findings import findings as shown
from services.common.actor import Actor
from services.review import finding_actions

Act = Callable[[Actor, str, str], FindingsView]


def show(call: Call) -> None:
    """“Findings in edition …” on the card, in Home, in the preview and in what an editor hears after saving. It
    carries the edition's id."""
    call.open(shown(finding_actions.view(call.actor, call.pressed)))


def turn_page(call: Call) -> None:
    """“Show next page”, which carries a ``PageOf`` a ``ListOf``."""
    listed, page = _where(call.pressed)
    call.change(shown(finding_actions.view(call.actor, listed.edition), page, listed.which))


def change_list(call: Call) -> None:
    """“Show 3 ignored findings”, and “Back to the findings”, which carry the name of the list."""
    listed, _ = _where(call.metadata)
    call.change(shown(finding_actions.view(call.actor, listed.edition), which=call.pressed))


def apply(call: Call) -> None:
    """“Apply …”, which carries the finding's digest: what the finding proposes goes into the text."""
    _act(call, finding_actions.apply)


def ignore(call: Call) -> None:
    """“Ignore …”, which carries the finding's digest: nobody is told of it again as long as the words stay."""
    _act(call, finding_actions.ignore)


def look_again(call: Call) -> None:
    """“Ignore … no more”, which carries the finding's digest."""
    _act(call, finding_actions.look_again)


def switch_off(call: Call) -> None:
    """“Switch off …”, after Slack has asked to confirm; it carries the check's name."""
    _act(call, finding_actions.switch_off)


def switch_on(call: Call) -> None:
    """“Switch on …”, which carries the check's name."""
    _act(call, finding_actions.switch_on)


def _act(call: Call, act: Act) -> None:
    """Does something about what the pressed button stands for, and shows what is left in the same place."""
    listed, page = _where(call.metadata)
    call.change(shown(act(call.actor, listed.edition, call.pressed), page, listed.which))


def _where(text: str) -> tuple[ListOf, int]:
    """The list, and the page of it."""
    turned = PageOf.read(text)
    return ListOf.read(turned.about), turned.page
