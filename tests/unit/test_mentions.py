"""What texts mention, and its names: kept with a text, renewed when it is shown, and no part of what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.checks.passage import passage
from domain.document import Item, Section
from domain.mentions import Names, named, nameless, names_in
from domain.merging import fingerprint
from domain.news import NewsItem, NewsKind
from domain.news_json import fingerprint as news_fingerprint
from domain.text.inline import merge
from domain.text.rich_text import Image, Inlines, List, Mention, MentionKind, Paragraph, Quote, RichText, Table, Text
from domain.text.rich_text_json import as_json
from domain.text.rich_text_walk import mention_names
from domain.update import Ask, UpdateContent
from rendering.formats import html, markdown, text
from rendering.slack.kit.rich_text import form_value
from tests.unit.edition_sample import sample
from tests.unit.shown import messages, shown

ADA, LAMPS, CREW = (MentionKind.USER, "U1"), (MentionKind.CHANNEL, "C1"), (MentionKind.USERGROUP, "S1")
TODAY: Names = {ADA: "Ada Marsh", LAMPS: "lamps", CREW: "The crew"}


def thanks(ada: str = "", lamps: str = "", crew: str = "") -> RichText:
    """Somebody, a channel and a group, in every kind of place."""
    return (
        Paragraph((Text("Thanks to "), Mention(*ADA, name=ada))),
        List(((Quote((Paragraph((Mention(*LAMPS, name=lamps),)),)),),)),
        Table((((Mention(*CREW, name=crew),),),), ("",)),
        Image("A boat", "https://harbour.example/boat.png"),
    )


def test_everything_that_is_mentioned_is_found_with_the_name_that_stands_there() -> None:
    content = UpdateContent(body=thanks(crew="Crew"), next=thanks(ada="Ada"), asks=(Ask("A ladder"),))
    assert names_in(content) == {ADA: "Ada", LAMPS: "", CREW: "Crew"}


def test_every_text_of_a_thing_has_the_names_of_today() -> None:
    item = Item(key="project-lamps", heading="Lamps", body=thanks())
    section = Section(heading="Updates", items=(item,), note=thanks())
    document = replace(sample(), intro=thanks(), closing=(), sections=(section,), corrections=())
    now = named(document, TODAY)
    wanted = ("Ada Marsh", "lamps", "The crew")
    assert [mention_names(said) for said in (now.intro, now.sections[0].items[0].body, now.sections[0].note)] == [
        wanted
    ] * 3
    for written in (html.document(now), markdown.document(now), text.document(now)):
        for words in ("Ada Marsh", "lamps", "The crew"):
            assert words in written
        for identifier in ("U1", "C1", "S1"):
            assert identifier not in written


@pytest.mark.parametrize("known", [{}, {ADA: "", LAMPS: "", CREW: ""}])
def test_what_nobody_knows_the_name_of_keeps_the_one_it_had(known: Names) -> None:
    update = named(UpdateContent(body=thanks("Ada", "boats", "Crew")), known)
    assert mention_names(update.body) == ("Ada", "boats", "Crew")


def test_what_is_private_is_named_to_nobody() -> None:
    update = named(UpdateContent(body=thanks("Ada", "secret-plans")), {LAMPS: None})
    assert mention_names(update.body) == ("Ada", "", "")
    assert "secret" not in text.text(update.body)
    assert "a channel in Slack" in text.text(update.body)


def test_a_name_is_no_part_of_what_a_text_says() -> None:
    before, after = thanks(), thanks("Ada Marsh", "lamps", "The crew")
    assert before == after
    assert fingerprint(before) == fingerprint(after)
    old, new = (NewsItem(kind=NewsKind.ANNOUNCEMENT, id="1", title="A", body=body) for body in (before, after))
    assert news_fingerprint(old) == news_fingerprint(new)
    assert as_json(nameless(UpdateContent(body=after)).body) == as_json(before)


def test_each_is_shown_by_its_own_name_though_they_are_equal() -> None:
    for crew in ("The crew", "Deck hands", ""):
        body = thanks(crew=crew)
        assert (crew or "a group in Slack") in shown(messages(body))
        assert passage(body).lines[2].text == (crew or "a group in Slack")


def test_a_group_is_a_real_mention_in_a_form_and_words_in_a_message() -> None:
    value = form_value(thanks())
    assert value is not None
    assert '"usergroup_id": "S1"' in str(value).replace("'", '"')
    assert "usergroup" not in str(messages(thanks()))


def test_a_name_stands_in_one_line_without_slack_s_mark() -> None:
    written: Inlines = (Mention(*ADA, name=" @Ada\n Marsh\x00"), Text(" "), Mention(*LAMPS, name="#lamps"))
    assert [one.name for one in merge(written) if isinstance(one, Mention)] == ["Ada Marsh", "lamps"]
