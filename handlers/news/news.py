"""``/sprint-notes news``: the list of an edition's news, and the form for an item."""

from __future__ import annotations

import json
from typing import Any

from domain.news import NewsKind
from domain.update_fields import Part
from handlers.call import Call
from handlers.news.news_form import read
from handlers.updates.added import added_text
from rendering.slack.news.news import news_list, saved
from rendering.slack.news.news_form import form, with_row
from services.news import news


def command(call: Call) -> None:
    """``/sprint-notes news`` shows editors the news of the edition that is made, others what is said of them."""
    call.open(view(call))
    call.ack()


def pick_edition(call: Call) -> None:
    """Another edition was picked in the list."""
    call.change(view(call, call.payload["selected_option"]["value"]))
    call.ack()


def turn_page(call: Call) -> None:
    """“Show next page”, or back to the list from a form."""
    call.change(view(call, _edition(call), page=int(call.payload["value"])))
    call.ack()


def add(call: Call) -> None:
    """“Add an announcement” and the like."""
    _open_new(call, NewsKind(call.payload["value"]), _edition(call))


def from_message(call: Call) -> None:
    """“Add to news from the team” on a message: its words, its writer and its address go into an announcement."""
    _open_new(call, NewsKind.ANNOUNCEMENT, body=added_text(call))


def pick_nomination(call: Call) -> None:
    """“Write a spotlight on …” in the list of nominations or in the review channel."""
    _open_new(call, NewsKind.SPOTLIGHT, nomination_id=call.payload["value"])


def _open_new(call: Call, kind: NewsKind, edition_id: str = "", **begun: Any) -> None:
    token = call.services.new_id()
    call.show(form(news.new_form(call.actor, kind, edition_id, token=token, **begun)))
    call.ack()


def edit(call: Call) -> None:
    """“Edit …” in the list."""
    edition_id, _, news_id = call.payload["value"].partition(" ")
    open_edit(call, edition_id, news_id)


def open_edit(call: Call, edition_id: str, news_id: str) -> None:
    """The form for an item that is there, from wherever it is asked for."""
    call.show(form(news.edit_form(call.actor, edition_id, news_id)))
    call.ack()


def add_row(call: Call) -> None:
    """“Add a link” or “Add a picture” in the form."""
    call.change(with_row(call.body["view"], Part(call.payload["value"])))
    call.ack()


def submit(call: Call) -> None:
    """The form was submitted: stored first, then the list is shown."""
    submitted = read(call.body["view"])
    notice = news.save(call.actor, submitted)
    call.ack(response_action="update", view=view(call, submitted.edition_id, notice=notice))


def remove(call: Call) -> None:
    """“Remove …”, after Slack has asked to confirm."""
    edition_id, _, news_id = call.payload["value"].partition(" ")
    notice = news.remove(call.actor, edition_id, news_id)
    call.change(view(call, edition_id, notice=notice))
    call.ack()


def carry(call: Call) -> None:
    """“Carry … on”."""
    _carry(call, on=True)


def stop_carrying(call: Call) -> None:
    """“Do not carry … on”."""
    _carry(call, on=False)


def _carry(call: Call, *, on: bool) -> None:
    edition_id, _, news_id = call.payload["value"].partition(" ")
    notice = news.carry_on(call.actor, edition_id, news_id, on=on)
    call.change(view(call, edition_id, notice=notice))
    call.ack()


def show_saved(call: Call) -> None:
    """“See what was saved”: the item as somebody else has saved it meanwhile."""
    edition_id, _, news_id = call.payload["value"].partition(" ")
    call.open(saved(news.saved(call.actor, edition_id, news_id)))
    call.ack()


def turn_saved(call: Call) -> None:
    """“Show next page” of it."""
    about, _, page = call.payload["value"].rpartition(":")
    edition_id, _, news_id = about.partition(" ")
    call.change(saved(news.saved(call.actor, edition_id, news_id), int(page)))
    call.ack()


def view(call: Call, edition_id: str = "", *, page: int = 0, notice: str = "") -> dict[str, Any]:
    """The list as it stands."""
    listed = news.listing(call.actor, edition_id, page=page, notice=notice)
    return news_list(listed)


def _edition(call: Call) -> str:
    """The edition that the open list or form is about; empty where it is about none."""
    about = json.loads(call.body["view"]["private_metadata"] or "{}")
    return str(about.get("edition", ""))
