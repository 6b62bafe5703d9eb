"""``/sprint-notes nominate``, and the list of nominations for editors."""

from __future__ import annotations

from domain.errors import WrongInput
from domain.nomination import NominationKind
from domain.text.inline import clean
from handlers import rich_text
from handlers.call import Call
from handlers.state import Values, values
from rendering.slack.kit.ids import NominationField
from rendering.slack.news.nominations import form
from rendering.slack.news.nominations import nominations as nominations_view
from services.news import nominations


def command(call: Call) -> None:
    """``/sprint-notes nominate`` opens the form; everybody may use it."""
    nominations.check_set_up(call.services.store, call.workspace)
    call.open(form(call.services.new_id()))
    call.ack()


def submit(call: Call) -> None:
    """The form was submitted."""
    given = values(call.body["view"])
    if not given.option(NominationField.KIND):
        raise WrongInput(NominationField.KIND, "Pick what you nominate.")
    nominations.nominate(
        call.actor,
        token=call.body["view"]["private_metadata"],
        kind=NominationKind(given.option(NominationField.KIND)),
        who=_line(given, NominationField.WHO),
        why=rich_text.read(given.rich_text(NominationField.WHY)),
        contact=_line(given, NominationField.CONTACT),
    )
    call.ack()


def show(call: Call) -> None:
    """“See nominations” in the list of news."""
    call.change(nominations_view(nominations.listing(call.actor)))
    call.ack()


def turn_page(call: Call) -> None:
    """“Show next page”."""
    page = int(call.payload["value"].rpartition(":")[2])
    call.change(nominations_view(nominations.listing(call.actor), page))
    call.ack()


def dismiss(call: Call) -> None:
    """“Dismiss …”, after Slack has asked to confirm, in the list or in the review channel."""
    notice = nominations.dismiss(call.actor, call.payload["value"])
    call.ack()
    if call.in_modal:
        call.change(nominations_view(nominations.listing(call.actor, notice)))


def _line(given: Values, name: str) -> str:
    return " ".join(clean(given.text(name)).split())
