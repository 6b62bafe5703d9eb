"""``/sprint-notes news``: the list of an edition's news, and the form for an item."""

from functools import partial
from typing import Any

from domain.news import NewsKind
from domain.update_fields import Part
from handlers.call import Call
from handlers.news.news_form import read
from handlers.updates.added import added
from rendering.slack.kit.values import ItemIn, NewsListed, PageOf, one
from rendering.slack.news.news import news_list, saved
from rendering.slack.news.news_form import form, with_row
from services.news import news


def command(call: Call) -> None:
    """``/sprint-notes news`` shows editors the news of the edition that is made, others what is said of them."""
    call.open(view(call))


def pick_edition(call: Call) -> None:
    """Another edition was picked in the list, by its id."""
    call.change(view(call, call.picked))


def turn_page(call: Call) -> None:
    """“Show next page”, or back to the list from a form; they carry the page."""
    call.change(view(call, _edition(call), page=one(int, call.pressed)))


def add(call: Call) -> None:
    """“Add an announcement” and the like, which carry the kind."""
    _open_new(call, one(NewsKind, call.pressed), _edition(call))


def from_message(call: Call) -> None:
    """“Add to team news” on a message: what it says, its writer and its address go into an announcement."""
    _open_new(call, NewsKind.ANNOUNCEMENT, added=added(call))


def pick_nomination(call: Call) -> None:
    """“Write a spotlight on …” in the list of nominations or in the review channel; it carries the nomination's id."""
    _open_new(call, NewsKind.SPOTLIGHT, nomination_id=call.pressed)


def _open_new(call: Call, kind: NewsKind, edition_id: str = "", **begun: Any) -> None:
    call.show(form(news.new_form(call.actor, kind, edition_id, token=call.token, **begun)))


def edit(call: Call) -> None:
    """“Edit …” in the list, which carries an ``ItemIn``."""
    open_edit(call, ItemIn.read(call.pressed))


def open_edit(call: Call, about: ItemIn) -> None:
    """The form for an item that is there, from wherever it is asked for."""
    call.show(form(news.edit_form(call.actor, about.edition, about.ref)))


def add_row(call: Call) -> None:
    """“Add a link” or “Add a picture” in the form, which carry the part."""
    call.change(with_row(call.view, one(Part, call.pressed)))


def submit(call: Call) -> None:
    """The form was submitted: stored first, then the list is shown."""
    submitted = read(call.view)
    notice = news.save(call.actor, submitted)
    call.go_on(view(call, submitted.edition_id, notice=notice))


def remove(call: Call) -> None:
    """“Remove …”, after Slack has asked to confirm; it carries an ``ItemIn``."""
    about = ItemIn.read(call.pressed)
    notice = news.remove(call.actor, about.edition, about.ref)
    call.change(view(call, about.edition, notice=notice))


def carry(call: Call, *, on: bool = True) -> None:
    """“Carry … on”, or not, which carry an ``ItemIn``."""
    about = ItemIn.read(call.pressed)
    notice = news.carry_on(call.actor, about.edition, about.ref, on=on)
    call.change(view(call, about.edition, notice=notice))


stop_carrying = partial(carry, on=False)  # “Do not carry … on”


def show_saved(call: Call) -> None:
    """“See what was saved”, which carries an ``ItemIn``: the item as somebody else has saved it meanwhile."""
    about = ItemIn.read(call.pressed)
    call.open(saved(*news.saved(call.actor, about.edition, about.ref)))


def turn_saved(call: Call) -> None:
    """“Show next page” of it, which carries a ``PageOf`` an ``ItemIn``."""
    turned = PageOf.read(call.pressed)
    about = ItemIn.read(turned.about)
    call.change(saved(*news.saved(call.actor, about.edition, about.ref), turned.page))


def view(call: Call, edition_id: str = "", *, page: int = 0, notice: str = "") -> dict[str, Any]:
    """The list as it stands."""
    return news_list(*news.listing(call.actor, edition_id), page, notice)


def _edition(call: Call) -> str:
    """The edition that the open list or form is about; empty where it is about none."""
    return NewsListed.read(call.metadata).edition
