"""Buttons about an update that open no form: earlier versions, “Withdraw”, “Nothing to report”, “Object”, “Close”."""

from handlers.call import Call, opening
from rendering.slack.kit.values import InEdition, PageOf, VersionOf
from rendering.slack.updates.history import history
from services.updates import finished, objections, withdrawals
from services.updates import nothing_to_report as nothing
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


def nothing_to_report(call: Call) -> None:
    """“Nothing to report on …” on a reminder, a confirmation or Home, which carries an ``InEdition``."""
    about = InEdition.read(call.pressed)
    nothing.nothing_to_report(call.actor, about.project, about.edition)


def take_back_nothing(call: Call) -> None:
    """“Take back “nothing to report” on …”, which carries an ``InEdition``."""
    about = InEdition.read(call.pressed)
    nothing.take_back(call.actor, about.project, about.edition)


def close_project(call: Call) -> None:
    """“Close …”, after Slack has asked to confirm, where an update is the last; it carries an ``InEdition``."""
    about = InEdition.read(call.pressed)
    finished.close(call.actor, about.project, about.edition)


def project_goes_on(call: Call) -> None:
    """“… goes on” beside that, which carries an ``InEdition``."""
    about = InEdition.read(call.pressed)
    finished.keep(call.actor, about.project, about.edition)


def object_to(call: Call) -> None:
    """“Object to this change” in what a lead hears of an editor's change, which carries a ``VersionOf``."""
    about = VersionOf.read(call.pressed)
    objections.object_to(call.actor, about.update, about.version)


def take_back_objection(call: Call) -> None:
    """“Take back objection”, which carries a ``VersionOf``."""
    about = VersionOf.read(call.pressed)
    objections.take_back(call.actor, about.update, about.version)
