"""``/sprint-notes checks``: what is checked, what editors have made of it, and the glossary."""

from collections.abc import Callable

from handlers.call import Call, Handler
from rendering.slack.kit.ids import Field
from rendering.slack.kit.values import PageOf
from rendering.slack.review.check_settings import CheckSettings, settings, term_form
from services.common.actor import Actor
from services.review import check_settings


def command(call: Call) -> None:
    """``/sprint-notes checks``, for editors."""
    call.open(settings(check_settings.view(call.actor)))


def turn_page(call: Call) -> None:
    """“Show next page”, which carries a ``PageOf`` a list."""
    where = PageOf.read(call.pressed)
    call.change(settings(check_settings.view(call.actor), where.about, where.page))


def change_list(call: Call) -> None:
    """“Show the glossary (3)”, and “Back to the checks”, which carry the name of the list."""
    call.change(settings(check_settings.view(call.actor), call.pressed))


def _acting(act: Callable[[Actor, str], CheckSettings]) -> Handler:
    """Does something about what the pressed button stands for, and shows what is left in the same place."""

    def handler(call: Call) -> None:
        where = PageOf.read(call.metadata)
        call.change(settings(act(call.actor, call.pressed), where.about, where.page))

    return handler


# These carry a check's name.
switch_off = _acting(check_settings.switch_off)
switch_on = _acting(check_settings.switch_on)
look_for = _acting(check_settings.look_for)  # a ``WordOf`` a check
remove_term = _acting(check_settings.remove_term)  # an abbreviation


def open_term(call: Call) -> None:
    """“Say what … means”, which carries the abbreviation."""
    call.open(term_form(check_settings.term(call.actor, call.pressed)))


def explain(call: Call) -> None:
    """The form was submitted; it carries the abbreviation. The list below it says what it said: it closes, too."""
    check_settings.explain(call.actor, call.metadata, call.given.line(Field.MEANING))
    call.ack(response_action="clear")
