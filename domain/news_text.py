"""What an item of news tells besides its own words: when an event is, who a new member of the team is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from domain import english
from domain.document import Fact
from domain.news import QUESTIONS, Event, NewsItem
from domain.text.normal_form import normalise
from domain.text.rich_text import BOLD, Paragraph, RichText, Text
from domain.update import WebLink


def facts(item: NewsItem, today: date) -> Iterator[Fact]:
    """When an event is or was, and where."""
    event = item.event
    if event is None:
        return
    when = english.span(event.starts, event.starts_at, event.ends, event.ends_at)
    yield Fact("Coming up" if _is_to_come(event, today) else "Took place", when)
    if event.place:
        yield Fact("Where", event.place)


def links(item: NewsItem, today: date) -> tuple[WebLink, ...]:
    """The item's links; of an event that is to come the way to it too, of one that is over its recording."""
    event = item.event
    if event is None:
        return item.links
    if _is_to_come(event, today):
        own = WebLink(event.link, "Join or sign up")
    else:
        own = WebLink(event.recording, "Watch the recording")
    return (own, *item.links) if own.url else item.links


def answers(item: NewsItem) -> RichText:
    """What a member of the team has answered, each question before its answer."""
    told = [(label, item.answers[question]) for question, label in QUESTIONS.items() if item.answers.get(question)]
    return normalise(
        Paragraph((Text(label if label.endswith("?") else f"{label}:", BOLD), Text(f" {answer}")))
        for label, answer in told
    )


def _is_to_come(event: Event, today: date) -> bool:
    return event.last_day >= today
