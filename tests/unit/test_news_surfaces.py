"""The views about news with extreme content, judged by Slack's rules."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from domain.news import Event, NewsItem, NewsKind, Question
from domain.news_form import MOST_ROWS, NEW, ROWS, NewsFormValues, values_from
from domain.nomination import Nomination, NominationKind, NominationState
from domain.text.normal_form import paragraph
from domain.update import Picture, WebLink
from domain.update_fields import Part
from rendering.slack.news import members, news, news_form, nominations
from rendering.slack.news.news import EditionNews
from rendering.slack.news.news_form import NewsForm
from tests.unit.judges import JUDGES, Judge
from tests.unit.surfaces import BODY, CROWD, EDITION, LONG_BODY, SOCKET, fine

TITLE = "Newyddion & <!channel> *y tîm* 🚢 ".ljust(3_000, "ŵ")
EVENT = Event(
    starts=date(2021, 12, 8),
    starts_at=time(14, 30),
    ends=date(2021, 12, 9),
    place="Ystrad Mynach " * 200,
    link="https://example.org/join",
    recording="https://example.org/film",
)


def full(number: int) -> NewsItem:
    """An item with much of everything."""
    kind = list(NewsKind)[number % 4]
    return NewsItem(
        kind=kind,
        id=f"01JCVWYB3X5N7E9ZT0H6Q8R{number:03}",
        title=TITLE,
        lead_in=BODY,
        body=BODY,
        images=(Picture("A boat", file="F012AB3CD4"), Picture("A mast", "https://a.example/b.png"), Picture("A")) * 10,
        links=tuple(WebLink(f"https://example.org/{n}", "words") for n in range(30)),
        event=EVENT if kind is NewsKind.EVENT else None,
        answers=dict.fromkeys(Question, "a" * 3_000) if kind is NewsKind.TEAM_MEMBER else {},
        person=CROWD[0] if kind is NewsKind.TEAM_MEMBER else "",
        expires=date(2022, 1, 1) if number % 3 else None,
        carried=number % 2 == 0,
        carried_from=38 if number % 5 else 0,
    )


ITEMS = [full(n) for n in range(40)]
EDITIONS = [replace(EDITION, id=f"E{n}", number=n) for n in range(1, 6)]


@pytest.mark.parametrize("judge", JUDGES)
def test_the_list_of_news(judge: Judge) -> None:
    whole = EditionNews(edition=EDITIONS[0], editions=EDITIONS, items=ITEMS, invited=CROWD[:30], nominations=12)
    own = [(edition, ITEMS[2]) for edition in EDITIONS]
    text = ""
    for page in range(25):
        view = news.news_list(whole, own, page, f"{TITLE[:90]} is removed.")
        assert judge(view) == []
        assert len(json.dumps(view)) < SOCKET
        text += json.dumps(view)
    assert all(item.id in text for item in ITEMS)
    assert judge(news.news_list(None, own)) == []
    none = EditionNews(edition=EDITION, editions=[EDITION], items=[])
    assert judge(news.news_list(none, [])) == []
    for page in range(3):
        assert judge(news.saved(EDITION, ITEMS[1], date(2022, 1, 1), page)) == []


def as_slack_shows(view: dict[str, Any]) -> dict[str, Any]:
    """The view with the ids that Slack gives to blocks without one."""
    return view | {"blocks": [{"block_id": f"b{n}", **block} for n, block in enumerate(view["blocks"])]}


def every_form() -> list[dict[str, Any]]:
    long = replace(values_from(ITEMS[0]), body=LONG_BODY)
    made = []
    for kind, item in zip(NewsKind, ITEMS, strict=False):
        for typed in (NewsFormValues(), values_from(item), long):
            plain = NewsForm(edition=EDITION, kind=kind, id="N1", base=NEW, typed=typed)
            overtaken = replace(plain, base="f" * 20, notice="Somebody " * 50, was_overtaken=True, changed=["title"])
            made += [news_form.form(plain), news_form.form(overtaken), news_form.form(replace(plain, by_member=True))]
    return made


@pytest.mark.parametrize("judge", JUDGES)
def test_the_form_for_an_item_with_as_many_rows_as_it_holds(judge: Judge) -> None:
    for view in every_form():
        assert judge(view) == []
        parts = [Part.PICTURES] if view["callback_id"] == "introduce" else [Part.LINKS, Part.PICTURES]
        for part in parts:
            while f'"{ROWS[part].add}"' in json.dumps(view):
                view = news_form.with_row(as_slack_shows(view), part)
                assert judge(view) == []
        inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
        assert sum(name.startswith("picture_alt:") for name in inputs) == MOST_ROWS
        assert len(inputs) == len(set(inputs))


@pytest.mark.parametrize("judge", JUDGES)
def test_nominations_and_members(judge: Judge) -> None:
    one = Nomination(
        id="01JCVWYB3X5N7E9ZT0H6Q8R001", at=datetime(2021, 12, 8, tzinfo=UTC), by=CROWD[0],
        kind=NominationKind.COLLEAGUE, who=TITLE, why=LONG_BODY, contact=TITLE,
    )  # fmt: skip
    done = replace(one, state=NominationState.PICKED, by="", contact="", why=paragraph("Kind."))
    assert judge(nominations.form("token")) == []
    assert judge(members.invitation_form(EDITION)) == []
    fine(judge, *nominations.for_editors(one), *nominations.for_editors(done, by=CROWD[1]))
    fine(judge, nominations.received(one), nominations.chosen(one, EDITION))
    fine(
        judge, members.invited("N1", by=CROWD[0]), members.introduced(EDITION, "N1"), members.taken_down("N1", EDITIONS)
    )
    fine(judge, members.changed(EDITION, "N1", by="U1"), members.removed(EDITION, "N1", by="U1"))
    crowd = [replace(one, id=f"M{n}", why=LONG_BODY if n < 3 else paragraph("Kind.")) for n in range(30)]
    for waiting in ([], [replace(one, why=paragraph("Kind."))], crowd):
        for page in range(3):
            assert judge(nominations.nominations(waiting, page, notice="Done.")) == []
