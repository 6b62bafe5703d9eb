"""What editors and leads see of corrections and takedowns is what Slack takes, whatever the names and texts are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.document import CLOSING, INTRO
from domain.edition import EditionState
from domain.objection import Run
from domain.project import Project
from domain.text.markdown import parse
from domain.text.normal_form import paragraph
from domain.text.rich_text import RichText
from domain.update import Update, UpdateContent
from domain.update_form import values_from
from rendering.slack.corrections import correction_requests, corrections
from rendering.slack.corrections.corrections import TextForm
from rendering.slack.editions import draft
from rendering.slack.editions.confirmations import About
from rendering.slack.review.thanks import Published, thanks
from rendering.slack.updates import objections, update_form
from tests.unit.edition_sample import sample
from tests.unit.judges import JUDGES, Judge, read_as_markup
from tests.unit.surfaces import (
    BODY,
    CONTENT,
    EDITION,
    LONG_BODY,
    NAMES,
    PROJECTS,
    WELSH,
    a_card,
    an_update_form,
    buttons,
    fine,
    opened,
    versions,
)

PUBLISHED = replace(EDITION, state=EditionState.PUBLISHED)
REF = "0123456789abcdef"
NOTE = "<!channel> ŷ & “twelve” 🚢".ljust(150, "x")
TEXTS = {
    "short": paragraph("Welcome."),
    "none": (),
    "22,000 characters": BODY,
    "a long list": LONG_BODY,
    "everything": sample().sections[1].items[0].body,
}


def a_text_form(**more: Any) -> TextForm:
    fields: dict[str, Any] = {
        "edition": PUBLISHED, "ref": REF, "heading": NAMES[0], "text": TEXTS["short"], "base": "b" * 20, **more,
    }  # fmt: skip
    return TextForm(**fields)


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("count", [1, 40, 100, 250])
def test_the_menu_of_what_can_be_corrected(count: int, judge: Judge) -> None:
    headings = [(f"{n:016}", NAMES[n % 100]) for n in range(count)]
    shown = corrections.choice(PUBLISHED, [*headings, (INTRO, "The introduction"), (CLOSING, "The end")])
    assert judge(shown) == []
    assert str(shown).count("'value'") == count + 2


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_form_for_a_text(text: RichText, judge: Judge) -> None:
    assert judge(corrections.text_form(a_text_form(text=text))) == []
    overtaken = corrections.text_form(a_text_form(text=text, theirs=text))
    assert judge(overtaken) == []
    assert "Somebody else has corrected this meanwhile." in str(overtaken)


def test_what_does_not_fit_above_the_form_is_said_to_be_elsewhere() -> None:
    assert "The rest of it" not in str(corrections.text_form(a_text_form(theirs=BODY)))
    assert "The rest of it" in str(corrections.text_form(a_text_form(theirs=BODY * 3)))


def test_only_items_can_be_taken_down() -> None:
    assert buttons(corrections.text_form(a_text_form())["blocks"]) == [f"Take down {NAMES[0][:39]}…"]
    assert buttons(corrections.text_form(a_text_form(ref=INTRO))["blocks"]) == []


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("rows", [0, 1, 30])
@pytest.mark.parametrize("project", [PROJECTS[1], WELSH])
def test_the_update_form_when_it_corrects(project: Project, rows: int, judge: Judge) -> None:
    typed = opened(rows) if rows else values_from(replace(CONTENT, body=BODY, next=BODY))
    view = an_update_form(
        edition=PUBLISHED, projects=[project], chosen=project, values=typed, base=3, corrects=True, request="R1",
        notice="Somebody else. " * 20, was_overtaken=True,
    )  # fmt: skip
    shown = update_form.form(view)
    assert judge(shown) == []
    assert shown["submit"]["text"] == "Save correction"
    assert "Sprint Notes #39 is published. What you save changes it there, with a dated note." in str(shown)
    assert "Preview update" not in str(shown)
    assert "Cancel" in str(shown["close"])


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("project", [PROJECTS[1], WELSH])
def test_taking_down_and_what_leads_are_told(project: Project, judge: Judge) -> None:
    assert judge(corrections.take_down_form(PUBLISHED, REF, project.name)) == []
    told = [
        corrections.corrected("U1", project, PUBLISHED, NOTE, update_id="UP1", asked=asked) for asked in (True, False)
    ]
    fine(judge, *told, corrections.taken_down("U1", project, PUBLISHED, NOTE))
    assert not any("<!" in read_as_markup(message.as_payload()) for message in told)
    (asked,) = correction_requests.asked(project, PUBLISHED, by="U1", text=paragraph("Wrong."), token="T" * 26)
    assert buttons(asked.blocks)[0].startswith("Correct ")


CHANGES = {
    "a word": (CONTENT, replace(CONTENT, headline="New")),
    "everything": (CONTENT, replace(CONTENT, headline="New", body=LONG_BODY, next=BODY, note=BODY, status=None)),
    "nothing in the end": (CONTENT, CONTENT),
    "how it is set": (replace(CONTENT, body=paragraph("A b.")), replace(CONTENT, body=parse("A *b*."))),
}


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("project", [PROJECTS[1], WELSH])
@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_what_leads_see_of_an_editors_change(
    project: Project, before: UpdateContent, after: UpdateContent, judge: Judge
) -> None:
    update = Update(id="U" * 26, project_id=project.id, edition_id=EDITION.id, content=after, version=2)
    about = About(project, EDITION, update)
    was, now = versions(before, after).revisions
    run = Run(was, now, now)
    shown = [objections.changed(about, was, run, objects=objects) for objects in (False, True)]
    fine(judge, *shown, objections.written(about, "U1"))
    fine(judge, objections.objection(about, "U1", "U2"), objections.taken_back(about, "U1", "U2"))
    assert ("Object to this change" in str(shown[0])) is (before != after)
    assert ("Take back objection" in str(shown[1])) is (before != after)


def test_a_change_too_long_for_a_message_is_counted_and_the_words_are_one_click_away() -> None:
    was, now = versions(*CHANGES["everything"]).revisions
    update = Update(id="UP1", project_id="P1", edition_id=EDITION.id, content=now.content, version=2)
    shown = objections.changed(About(PROJECTS[1], EDITION, update), was, Run(was, now, now), objects=False)
    assert "words added" in str(shown.blocks)
    assert "“See earlier versions” shows every word that was changed." in str(shown.blocks)
    assert "See earlier versions" in buttons(shown.blocks)


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("names", [NAMES[:1], NAMES])
def test_the_card_names_the_objections_and_so_does_its_approve_button(names: list[str], judge: Judge) -> None:
    message = draft.card(a_card(objections=names))
    fine(judge, message)
    assert f"Lead objects ({len(names)})" in str(message.blocks)
    (row,) = [block for block in message.blocks if block["type"] == "actions"]
    assert row["elements"][0]["confirm"]["title"]["text"] == "Approve edition 39 all the same?"
    assert "Objections" not in str(draft.card(a_card()).blocks)


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("projects", [PROJECTS[:1], [WELSH], PROJECTS[:40], PROJECTS])
@pytest.mark.parametrize("changed", [[], ["Headline: 1 word added", "What happened: 2,000 words removed"]])
def test_thanks(projects: list[Project], changed: list[str], judge: Judge) -> None:
    told = [Published(project, "U" * 26, changed, "https://x.slack.com/archives/C1/p1") for project in projects]
    messages = thanks(PUBLISHED, told)
    fine(judge, *messages)
    said = str([message.blocks for message in messages])
    assert all(project.name in said for project in projects)
    assert said.count("See earlier versions of") == (len(projects) if changed else 0)
    assert "https://" not in str(thanks(PUBLISHED, [replace(one, permalink="") for one in told]))
