"""Buttons about an update that open no form: earlier versions, “Withdraw”, “Nothing to report”, “Object”, “Close”."""

from collections.abc import Callable, Mapping

from handlers.call import Call, Handler, opening
from rendering.slack.kit.ids import Action
from rendering.slack.kit.values import InEdition, PageOf, VersionOf
from rendering.slack.updates.history import history
from services.common.actor import Actor
from services.updates import finished, nothing_to_report, objections, withdrawals
from services.updates.history import of_update

earlier_versions = opening(of_update, history)  # in a confirmation


def turn_page(call: Call) -> None:
    """“Show older versions”, “Show newer versions”, which carry a ``PageOf`` a group: a ``PageOf`` the update."""
    turned = PageOf.read(call.pressed)
    group = PageOf.read(turned.about)
    call.change(history(of_update(call.actor, group.about), group.page, turned.page))


def withdraw(call: Call) -> None:
    """“Withdraw update on …”, after Slack has asked to confirm, which carries the update's id."""
    withdrawals.withdraw(call.actor, call.pressed)


def _in_edition(act: Callable[[Actor, str, str], object]) -> Handler:
    """For a button that carries an ``InEdition``: does the act to the project in that edition."""

    def handler(call: Call) -> None:
        about = InEdition.read(call.pressed)
        act(call.actor, about.project, about.edition)

    return handler


def _of_version(act: Callable[[Actor, str, int], object]) -> Handler:
    """For a button that carries a ``VersionOf``: does the act to that version of the update."""

    def handler(call: Call) -> None:
        about = VersionOf.read(call.pressed)
        act(call.actor, about.update, about.version)

    return handler


ACTS: Mapping[str, Handler] = {
    Action.WITHDRAW: withdraw,
    Action.NOTHING_TO_REPORT: _in_edition(nothing_to_report.nothing_to_report),  # on a reminder, a confirmation, Home
    Action.TAKE_BACK_NOTHING: _in_edition(nothing_to_report.take_back),
    Action.CLOSE_PROJECT: _in_edition(finished.close),  # where an update is the last, after Slack has asked to confirm
    Action.PROJECT_GOES_ON: _in_edition(finished.keep),
    Action.OBJECT: _of_version(objections.object_to),  # in what a lead hears of an editor's change
    Action.TAKE_BACK_OBJECTION: _of_version(objections.take_back),
}
