"""The open form for an item of news, as Slack sends it, read into what stood and what stands in it."""

from typing import Any

from domain.merging import touched
from domain.news import Question
from domain.news_form import LINKS, PICTURES, SINGLE, NewsFormValues
from domain.text.inline import typed
from handlers.inputs import read as read_input
from handlers.inputs import read_row, shown_in
from handlers.state import Values, opened_with, values
from rendering.slack.kit.ids import Field
from rendering.slack.kit.values import NewsOpened
from services.news.news_changes import SubmittedNews


def read(view: dict[str, Any]) -> SubmittedNews:
    """The form in front of a person."""
    about, shown = NewsOpened.read(view["private_metadata"]), shown_in(view)
    opened, wanted = _typed(opened_with(view), shown), _typed(values(view), shown)
    return SubmittedNews(
        edition_id=about.edition,
        kind=about.kind,
        id=about.id,
        base=about.base,
        opened=opened,
        wanted=wanted,
        changed=touched(opened, wanted) | set(about.changed),
        nomination=about.nomination,
    )


def _typed(given: Values, shown: set[str]) -> NewsFormValues:
    single: dict[str, Any] = {one.name: read_input(given, one) for one in SINGLE}
    answers = {question: typed(given.text(question)) for question in Question}
    return NewsFormValues(
        answers={question: answer for question, answer in answers.items() if answer},
        links=tuple(read_row(given, LINKS, n) for n in LINKS.numbers(shown)),
        pictures=tuple(read_row(given, PICTURES, n, **_picture(given, n, shown)) for n in PICTURES.numbers(shown)),
        carried=given.ticked(Field.CARRIED),
        **single,
    )


def _picture(given: Values, n: int, shown: set[str]) -> dict[str, object]:
    """A file that is new or kept; an address is an input like any other."""
    keep = f"{Field.PICTURE_KEEP}:{n}"
    new = [str(file["id"]) for file in given.files(f"{Field.PICTURE_FILE}:{n}")]
    kept = given.choices(keep)
    return {"file": next(iter([*new, *kept]), ""), "left_out": keep in shown and not kept}
