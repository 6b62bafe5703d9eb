"""The open form for an item of news, as Slack sends it, read into what stood and what stands in it."""

from __future__ import annotations

import json
from typing import Any

from domain.news import NewsKind, Question
from domain.news_form import NewsFormValues, touched
from domain.text.inline import clean
from domain.update_form import LinkRow, PictureRow
from handlers import rich_text
from handlers.state import Values, opened_with, values
from rendering.slack.kit.ids import NewsField
from services.news.news_changes import SubmittedNews


def read(view: dict[str, Any]) -> SubmittedNews:
    """The form in front of a person."""
    about = json.loads(view["private_metadata"])
    inputs = {block["element"]["action_id"] for block in view["blocks"] if block["type"] == "input"}
    opened, wanted = _typed(opened_with(view), inputs), _typed(values(view), inputs)
    return SubmittedNews(
        edition_id=about["edition"],
        kind=NewsKind(about["kind"]),
        id=about["id"],
        base=about["base"],
        opened=opened,
        wanted=wanted,
        changed=touched(opened, wanted) | set(about.get("changed", ())),
        nomination=about.get("nomination", ""),
    )


def _typed(given: Values, inputs: set[str]) -> NewsFormValues:
    answers = {question: clean(given.text(question)) for question in Question}
    return NewsFormValues(
        title=_line(given, NewsField.TITLE),
        lead_in=rich_text.read(given.rich_text(NewsField.LEAD_IN)),
        body=rich_text.read(given.rich_text(NewsField.BODY)),
        starts=given.day(NewsField.STARTS),
        starts_at=given.time(NewsField.STARTS_AT),
        ends=given.day(NewsField.ENDS),
        ends_at=given.time(NewsField.ENDS_AT),
        place=_line(given, NewsField.PLACE),
        link=_line(given, NewsField.LINK),
        recording=_line(given, NewsField.RECORDING),
        answers={question: answer for question, answer in answers.items() if answer},
        links=tuple(_link(given, n) for n in _numbers(inputs, NewsField.LINK_URL)),
        pictures=tuple(_picture(given, n, inputs) for n in _numbers(inputs, NewsField.PICTURE_ALT)),
        expires=given.day(NewsField.EXPIRES),
        carried=given.ticked(NewsField.CARRIED),
    )


def _numbers(inputs: set[str], first: NewsField) -> list[int]:
    """The numbers of the rows of a kind, by the input that each of them has."""
    return sorted(int(name.partition(":")[2]) for name in inputs if name.startswith(f"{first}:"))


def _link(given: Values, n: int) -> LinkRow:
    return LinkRow(url=_line(given, f"{NewsField.LINK_URL}:{n}"), text=_line(given, f"{NewsField.LINK_TEXT}:{n}"))


def _picture(given: Values, n: int, inputs: set[str]) -> PictureRow:
    """A picture: a file that is new or kept, or one at an address."""
    keep = f"{NewsField.PICTURE_KEEP}:{n}"
    new = [str(file["id"]) for file in given.files(f"{NewsField.PICTURE_FILE}:{n}")]
    kept = given.choices(keep)
    return PictureRow(
        file=next(iter([*new, *kept]), ""),
        url=_line(given, f"{NewsField.PICTURE_URL}:{n}"),
        alt=_line(given, f"{NewsField.PICTURE_ALT}:{n}"),
        left_out=keep in inputs and not kept,
    )


def _line(given: Values, name: str) -> str:
    return " ".join(clean(given.text(name)).split())
