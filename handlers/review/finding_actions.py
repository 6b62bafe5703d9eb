"""The findings of the editorial checks: listed, applied, ignored; checks switched off and on."""

from collections.abc import Callable

from handlers.call import Call, Handler, opening
from rendering.slack.kit.values import ListOf, PageOf
from rendering.slack.review.findings import FindingsView
from rendering.slack.review.findings import findings as shown
from services.common.actor import Actor
from services.review import finding_actions

show = opening(finding_actions.view, shown)  # on the card, in Home, the preview, and what an editor hears after saving


def turn_page(call: Call) -> None:
    """“Show next page”, which carries a ``PageOf`` a ``ListOf``."""
    listed, page = _where(call.pressed)
    call.change(shown(finding_actions.view(call.actor, listed.edition), page, listed.which))


def change_list(call: Call) -> None:
    """“Show 3 ignored findings”, and “Back to the findings”, which carry the name of the list."""
    listed, _ = _where(call.metadata)
    call.change(shown(finding_actions.view(call.actor, listed.edition), which=call.pressed))


def _where(text: str) -> tuple[ListOf, int]:
    """The list, and the page of it."""
    turned = PageOf.read(text)
    return ListOf.read(turned.about), turned.page


def _acting(act: Callable[[Actor, str, str], FindingsView]) -> Handler:
    """Does something about what the pressed button stands for, and shows what is left in the same place."""

    def handler(call: Call) -> None:
        listed, page = _where(call.metadata)
        call.change(shown(act(call.actor, listed.edition, call.pressed), page, listed.which))

    return handler


# These carry a finding's digest.
apply = _acting(finding_actions.apply)
ignore = _acting(finding_actions.ignore)
look_again = _acting(finding_actions.look_again)  # “Ignore … no more”
# These carry a check's name.
switch_off = _acting(finding_actions.switch_off)
switch_on = _acting(finding_actions.switch_on)
pass_over = _acting(finding_actions.pass_over)  # a ``WordOf`` a check
add_term = _acting(finding_actions.add_term)  # an abbreviation
