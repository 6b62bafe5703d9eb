"""The forms for the template and for an edition's words, with extreme content, judged by Slack's rules."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from domain.compile import compile_edition
from domain.placeholders import PLACEHOLDERS
from domain.text.normal_form import paragraph
from domain.unit import Template, Unit
from domain.welcome import Welcome
from rendering.slack.review import welcome
from rendering.slack.review.welcome import WelcomeForm
from rendering.slack.setup import templates
from rendering.slack.setup.templates import LABELS, TemplateForm
from tests.unit.edition_sample import sample
from tests.unit.judges import JUDGES, Judge
from tests.unit.surfaces import BODY, CONTENT, EDITION, LONG_BODY, PROJECTS

LONG = Template(
    title="Nodiadau #{number} <!channel> 🚢 ".ljust(150, "ŵ"),
    news="Newyddion & mwy",
    updates="u" * 150,
    intro="**Croeso** {missing}\n\n" + "ŵ" * 2_900,
    closing="{first_updates}" * 200,
)
BASE = "f" * 20


@pytest.mark.parametrize("judge", JUDGES)
def test_the_form_for_the_template(judge: Judge) -> None:
    usual = TemplateForm(template=Template(), base=BASE, news={})
    news = {"title": LONG.title, "intro": LONG.intro, "closing": ""}
    overtaken = TemplateForm(template=LONG, base=BASE, news=news, changed=list(LABELS))
    for form in (usual, overtaken):
        assert judge(templates.form(form)) == []
        assert all(f"{{{name}}}: " in str(templates.form(form)) for name in PLACEHOLDERS)
    assert "Thank-you: nothing" in str(templates.form(overtaken))


@pytest.mark.parametrize("judge", JUDGES)
def test_what_a_template_makes_of_an_edition(judge: Judge) -> None:
    shown = templates.preview(sample())
    assert judge(shown) == []
    said = json.dumps(shown, ensure_ascii=False)
    assert all(text in said for text in ("Sprint Notes #7", "(1 item)", "(2 items)", "No update this time", "Welcome"))
    assert "Bins & Skips" not in said
    told = {project.id: CONTENT for project in PROJECTS[:20]}
    many = compile_edition(Unit(name="U", template=replace(LONG, intro="{missing} " * 9)), EDITION, PROJECTS, told, [])
    assert judge(templates.preview(many)) == []
    assert "There is more" in str(templates.preview(many))


@pytest.mark.parametrize("judge", JUDGES)
def test_the_form_for_an_edition_s_words(judge: Judge) -> None:
    empty = WelcomeForm(edition=EDITION, words=Welcome(), base=BASE)
    full = WelcomeForm(
        edition=replace(EDITION, number=1_000_000),
        words=Welcome(BODY, LONG_BODY),
        base=BASE,
        saved={"intro": paragraph("Croeso <!channel> & mwy 🚢"), "closing": ()},
        changed=["closing", "intro"],
    )
    assert [judge(welcome.form(form)) for form in (empty, full)] == [[], []]
    assert "Yours are still here" in str(welcome.form(full))
    assert "Nothing." in str(welcome.form(full))
    assert "Somebody" not in str(welcome.form(empty))
