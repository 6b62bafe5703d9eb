"""The forms in which editors decide, and what is said about it, is what Slack takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from domain.update import Update
from rendering.slack.editions import confirmations
from rendering.slack.editions.confirmations import About
from rendering.slack.reminders import reminders
from rendering.slack.review import decisions, windows
from rendering.slack.review.decisions import PublishForm
from rendering.slack.review.windows import WindowForm
from tests.unit.judges import JUDGES, Judge
from tests.unit.surfaces import CLOCK, CONTENT, EDITION, LONG_BODY, PROJECTS, fine

FAR = replace(EDITION, number=1_000_000, publish_at=EDITION.closes_at, scheduled_by="U0123456789")
ZONE, TODAY = "America/Argentina/ComodRivadavia", date(2021, 12, 1)
WINDOW = WindowForm(edition=FAR, timezone=ZONE, first_day=TODAY, closing=time(9, 5), updates=100)
PUBLISH = PublishForm(edition=FAR, channel="C0123456789", messages=12, timezone=ZONE, proposed=FAR.closes_at)
FORMS = {
    "request changes": decisions.request_form(FAR, token="01JCVWYB3X5N7E9ZT0H6Q8RBBB"),
    "set a time": decisions.publish_form(PUBLISH),
    "set a time for the first time": decisions.publish_form(replace(PUBLISH, edition=EDITION)),
    "change dates": windows.dates_form(WINDOW),
    "change dates of a reopened one": windows.dates_form(replace(WINDOW, edition=replace(FAR, reopened=True))),
    "reopen": windows.reopen_form(WINDOW),
    "skip": windows.skip_form(WINDOW),
}


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_forms(form: dict[str, Any], judge: Judge) -> None:
    assert judge(form) == []


@pytest.mark.parametrize("judge", JUDGES)
def test_what_is_said(judge: Judge) -> None:
    reason = "Easter & <!channel> :tada: ".ljust(windows.LONGEST_REASON, "ŵ")
    about = About(PROJECTS[1], EDITION, Update(id="1", project_id="1", edition_id="1", content=CONTENT))
    fine(
        judge,
        *decisions.requested(FAR, by="U1", text=LONG_BODY),
        decisions.not_published(FAR, EDITION.closes_at, "it has changed", clock=CLOCK),
        windows.dates_changed(FAR, by="U1", clock=CLOCK),
        windows.skipped(FAR, EDITION, by="U1", reason=reason, clock=CLOCK),
        windows.skipped(FAR, EDITION, by="U1", reason="", clock=CLOCK),
        reminders.closing_moved(PROJECTS, FAR, clock=CLOCK),
        reminders.closing_moved(PROJECTS[:1], replace(FAR, reopened=True), clock=CLOCK),
        confirmations.carried(about, FAR, reason=reason, clock=CLOCK),
        confirmations.left_out(about, FAR, reason=""),
    )


def test_what_people_wrote_stays_words() -> None:
    danger = "<!channel> *bold* :tada: <@U1>"
    said = windows.skipped(FAR, EDITION, by="U1", reason=danger, clock=CLOCK)
    assert "&lt;!channel&gt;" in said.text
    assert [block["type"] for block in said.blocks if danger in str(block)] == ["rich_text"]
