"""``/sprint-notes nominate``, and the list of nominations for editors."""

from domain.nomination import NominationKind
from handlers.call import Call
from handlers.state import needed
from rendering.slack.kit.ids import Field
from rendering.slack.kit.values import PageOf, one
from rendering.slack.news.nominations import form
from rendering.slack.news.nominations import nominations as nominations_view
from services.news import nominations


def command(call: Call) -> None:
    """``/sprint-notes nominate`` opens the form; everybody may use it."""
    nominations.check_set_up(call.services.store, call.workspace)
    call.open(form(call.token))


def submit(call: Call) -> None:
    """The form was submitted; it carries the token."""
    given = call.given
    kind = needed(given.option(Field.KIND), Field.KIND, "Pick what you nominate.")
    nominations.nominate(
        call.actor,
        token=call.metadata,
        kind=one(NominationKind, kind),
        who=given.line(Field.WHO),
        why=given.words(Field.WHY),
        contact=given.line(Field.CONTACT),
    )


def show(call: Call) -> None:
    """“See nominations” in the list of news."""
    call.change(nominations_view(nominations.listing(call.actor)))


def turn_page(call: Call) -> None:
    """“Show next page”, which carries a ``PageOf`` the list."""
    call.change(nominations_view(nominations.listing(call.actor), PageOf.read(call.pressed).page))


def dismiss(call: Call) -> None:
    """“Dismiss …” in the list or in the review channel, once confirmed, which carries the nomination's id."""
    notice = nominations.dismiss(call.actor, call.pressed)
    if call.in_modal:
        call.change(nominations_view(nominations.listing(call.actor), notice=notice))
