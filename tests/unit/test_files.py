"""The file format: what is read, what is said about a broken file, and that what is written is read back."""

from __future__ import annotations

import copy
import json
import math
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.news import NewsKind, Question
from domain.nomination import Nomination, NominationKind
from domain.places import Place
from domain.project import Phase, Project, ProjectState, Status
from domain.text.markdown import parse
from domain.unit import ReminderRules, Template
from domain.update import Ask, Figure, Outcome, Picture, PlannedDate, Update, UpdateContent, WebLink
from services.files.file_format import (
    AskPart,
    EditionFile,
    FigurePart,
    LinkPart,
    NewsPart,
    NominationPart,
    ProjectPart,
    UnitPart,
    UpdatePart,
)
from services.files.file_parts import (
    as_part,
    as_value,
    edition_from,
    news_from,
    unit_from,
    unit_part,
    update_part,
)
from services.files.files import WrongFile, read, write
from tests import strategies

Json = dict[str, Any]
EXAMPLES = Path(__file__).parents[2] / "bot" / "example"

WHOLE: Json = {
    "format": "sprint-notes/1",
    "unit": {"name": "Shared Services Unit", "timezone": "Europe/London", "sprint_days": 14},
    "edition": {"number": 39, "starts": "2021-11-25", "ends": "2021-12-08", "intro": "Welcome."},
    "projects": [
        {"key": "ims", "name": "Income Management System (IMS)", "aliases": ["IMS"], "featured": True, "round": 4},
        {"key": "bins", "name": "Missed Bins", "phase": "beta", "state": "paused"},
    ],
    "news": [{"kind": "event", "title": "Show and tell", "body": "On Friday."}],
    "updates": [
        {
            "project": "ims",
            "headline": "Live",
            "body": "We are *live*.",
            "status": "on track",
            "asks": ["Testers wanted", {"text": "Data", "last_day": "2021-12-17", "contact": "a@b.org"}],
            "figures": [{"label": "councils", "number": 12}, {"label": "saved", "number": 0.1, "unit": "hours"}],
            "images": [{"alt": "A chart"}, {"alt": "The crew", "file": "F012AB3CD4"}],
            "dates": [
                {"event": "Show and tell", "day": "2021-12-08", "at": "14:30", "url": "https://x.org/show"},
                {"event": "Launch", "day": "2022-01-10", "outcome": "moved"},
            ],
            "note": "Only for *you*.",
            "on_behalf": True,
            "links": ["https://x.org", {"url": "https://y.org", "text": "Y"}],
            "submitted_at": "2021-12-08T16:00:00Z",
        }
    ],
}  # fmt: skip


def changed(path: str, value: object) -> str:
    """The whole file with one value set: ``edition.number``, ``updates[0].body``."""
    *steps, last = [
        int(step) if step.isdecimal() else step for step in path.replace("[", ".").replace("]", "").split(".")
    ]
    made = copy.deepcopy(WHOLE)
    place: Any = made
    for step in steps:
        place = place[step]
    if isinstance(place, list) and last == len(place):
        place.append(value)
    else:
        place[last] = value
    return json.dumps(made)


def without(path: str) -> str:
    made = json.loads(changed(path, None))
    *steps, last = path.replace("[", ".").replace("]", "").split(".")
    place: Any = made
    for step in steps:
        place = place[int(step) if step.isdecimal() else step]
    del place[last]
    return json.dumps(made)


def problems(text: str) -> list[str]:
    with pytest.raises(WrongFile) as told:
        read(text)
    assert str(told.value) == "\n".join(told.value.problems)
    return told.value.problems


# Broken files


UNKNOWN = [
    "extra", "unit.colour", "edition.title", "projects[1].owner", "news[0].date", "updates[0].Body",
    "updates[0].asks[1].until", "updates[0].figures[0].value", "updates[0].images[0].src", "updates[0].links[1].href",
    "updates[0].dates[0].time",
]  # fmt: skip


@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_key_is_named_with_its_place(path: str) -> None:
    key = path.split(".")[-1]
    assert problems(changed(path, "x")) == [
        f"{path}: “{key}” is not a key of this format; check its spelling or remove it"
    ]


MISSING = [
    "format", "unit.name", "edition.number", "edition.starts", "edition.ends", "projects[0].key", "projects[0].name",
    "news[0].kind", "news[0].title", "news[0].body", "updates[0].project", "updates[0].body", "updates[0].asks[1].text",
    "updates[0].figures[0].number", "updates[0].figures[1].label", "updates[0].links[1].url",
    "updates[0].dates[0].event", "updates[0].dates[1].day",
]  # fmt: skip


@pytest.mark.parametrize("path", MISSING)
def test_a_missing_key_is_named_with_its_place(path: str) -> None:
    key = path.split(".")[-1]
    assert f"{path}: “{key}” is missing" in problems(without(path))


A_NUMBER = "a number without quotes is expected here"
A_WHOLE_NUMBER = "a whole number without quotes is expected here"
A_TEXT = "text in quotes is expected here"
A_LIST = "a list [ … ] is expected here"
AN_OBJECT = "an object { … } is expected here"
A_FLAG = "true or false is expected here, without quotes"
EMPTY = "this must not be empty"

BROKEN: list[tuple[str, object, str]] = [
    ("format", "sprint-notes/2", "“sprint-notes/2” is not known here; write 'sprint-notes/1'"),
    ("unit", [], AN_OBJECT),
    ("unit.name", " ", EMPTY),
    ("unit.timezone", "London", "“London” is not a time zone; write one like Europe/London"),
    ("unit.sprint_days", 93, "“93” is too large; write 92 or less"),
    ("unit.sprint_days", 0, "“0” is too small; write 1 or more"),
    ("unit.sprint_days", "14", A_WHOLE_NUMBER),
    ("unit.closing_time", "5pm", "“5pm” is not a time; write one like 17:00"),
    ("unit.closing_time", 1700, A_TEXT),
    ("unit.first_day", "4.1.2024", "“4.1.2024” is not a date; write one like 2021-11-25"),
    ("unit.reminder_days", [], EMPTY),
    ("unit.reminder_days", "3, 1", A_LIST),
    ("unit.reminder_time", "17:01", "leads are reminded by day; write a time from 07:00 to 17:00"),
    ("unit.reminder_time", "10:00Z", "leads are reminded by day; write a time from 07:00 to 17:00"),
    ("unit.reminder_time", "10am", "“10am” is not a time; write one like 17:00"),
    ("unit.template", "Notes", AN_OBJECT),
    ("unit.template", {"title": "Notes {numbr}"},
     "there is no placeholder “{numbr}”. Did you mean “{number}”? (“title”)"),
    ("unit.template", {"intro": "Of {nobody knows}"}, "there is no placeholder “{nobody knows}”. (“intro”)"),
    ("edition.number", "39", A_WHOLE_NUMBER),
    ("edition.number", True, A_WHOLE_NUMBER),
    ("edition.number", 39.5, A_WHOLE_NUMBER),
    ("edition.number", 0, "“0” is too small; write 1 or more"),
    ("edition.starts", "25/11/2021", "“25/11/2021” is not a date; write one like 2021-11-25"),
    ("edition.starts", "2021-02-30", "“2021-02-30” is not a date; write one like 2021-11-25"),
    ("edition.starts", 20211125, A_TEXT),
    ("edition.ends", "9999-12-31", "“9999-12-31” is too large; write 2999-12-31 or less"),
    ("edition.closes_at", "2021-12-08T17:00:00",
     "“2021-12-08T17:00:00” needs a time zone; write one like 2021-12-08T17:00:00Z"),
    ("edition.closes_at", "soon", "“soon” is not a datetime; write one like 2021-12-08T17:00:00Z"),
    ("edition.state", "skipped",
     "“skipped” is not known here; write 'open', 'drafted', 'approved' or 'published'"),
    ("edition.intro", ["Welcome"], A_TEXT),
    ("projects", {}, A_LIST),
    ("projects[0]", "ims", AN_OBJECT),
    ("projects[0].name", "", EMPTY),
    ("projects[0].aliases", "IMS", A_LIST),
    ("projects[0].aliases[0]", "\n", EMPTY),
    ("projects[0].featured", "yes", A_FLAG),
    ("projects[0].featured", 1, A_FLAG),
    ("projects[1].phase", "gamma",
     "“gamma” is not known here; write 'discovery', 'alpha', 'beta', 'live' or 'retired'"),
    ("projects[1].aims", "a" * 501, "this is longer than 500 characters"),
    ("projects[1].state", "done", "“done” is not known here; write 'active', 'paused' or 'closed'"),
    ("news[0].kind", "party",
     "“party” is not known here; write 'announcement', 'event', 'team_member' or 'spotlight'"),
    ("updates[0].body", None, A_TEXT),
    ("updates[0].headline", "h" * 151, "this is longer than 150 characters"),
    ("updates[0].status", "fine",
     "“fine” is not known here; write 'not started', 'on track', 'at risk', 'off track', 'paused' or 'complete'"),
    ("updates[0].submitted_at", 1638979200, A_TEXT),
    ("updates[0].asks[0]", 3, AN_OBJECT),
    ("updates[0].asks[0]", "", ".text"),
    ("updates[0].asks[1].last_day", "Friday", "“Friday” is not a date; write one like 2021-11-25"),
    ("updates[0].figures[0].number", "60", A_NUMBER),
    ("updates[0].figures[0].number", math.nan, A_NUMBER),
    ("updates[0].figures[0].number", math.inf, A_NUMBER),
    ("updates[0].figures[0].number", None, A_NUMBER),
    ("updates[0].figures[0].number", True, A_NUMBER),
    ("updates[0].late", "false", A_FLAG),
    ("updates[0].on_behalf", 1, A_FLAG),
    ("updates[0].asks[1].outcome", "lost", "“lost” is not known here; write 'done', 'moved' or 'dropped'"),
    ("updates[0].dates[0].outcome", "late", "“late” is not known here; write 'done', 'moved' or 'dropped'"),
    ("updates[0].dates[0].day", "8 December", "“8 December” is not a date; write one like 2021-11-25"),
    ("updates[0].dates[0].at", "2:30pm", "“2:30pm” is not a time; write one like 17:00"),
    ("updates[0].dates[0].at", 1430, A_TEXT),
    ("updates[0].images[1].file", "crew.png",
     "“crew.png” is not the id of a file in Slack; write one like F012AB3CD45"),
    ("updates[0].note", ["x"], A_TEXT),
    ("edition.nothing_to_report", "bins", A_LIST),
    ("edition.nothing_to_report", [3], "[0]"),
    ("edition.nothing_to_report", ["skips"],
     "[0].project: no project has the key “skips”; the file’s projects are: bins, ims"),
    ("edition.nothing_to_report", ["ims"], "[0].project: “ims” has an update already"),
    ("edition.nothing_to_report", ["bins", {"project": "bins"}], "[1].project: “bins” stands here already"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "message"), BROKEN)
def test_a_wrong_value_is_told_with_its_place_and_what_to_write(path: str, value: object, message: str) -> None:
    missing = {".": EMPTY, "[": AN_OBJECT}.get(message[0]) if ": " not in message else ""
    expected = f"{path}{message}: {missing}" if missing else f"{path}{'' if message[0] in '.[' else ': '}{message}"
    assert problems(changed(path, value)) == [expected]


def test_an_edition_ends_after_it_starts() -> None:
    told = "edition: the edition ends before it starts: check starts and ends"
    assert problems(changed("edition.ends", "2021-11-24")) == [told]
    assert read(changed("edition.ends", "2021-11-25")).edition


def test_an_update_of_an_unknown_project() -> None:
    told = "updates[0].project: no project has the key “IMS”; the file’s projects are: bins, ims"
    assert problems(changed("updates[0].project", "IMS")) == [told]


def test_two_updates_of_one_project() -> None:
    twice = changed("updates[1]", {"project": "ims", "body": "Again."})
    assert problems(twice) == ["updates[1].project: “ims” has an update already"]


def test_two_projects_of_one_key() -> None:
    twice = changed("projects[2]", {"key": "bins", "name": "Other Bins"})
    assert problems(twice) == ["projects[2].key: “bins” is the key of an earlier project too"]


def test_items_of_news_have_ids_and_kinds_of_their_own() -> None:
    again = {"kind": "announcement", "title": "T", "body": "x"}
    one = "news[1].id: “1” is the id of an earlier item too"
    assert problems(changed("news[1]", again | {"id": "1"})) == [one]
    party = {"event": {"starts": "2021-12-08"}}
    assert problems(changed("news[1]", again | party)) == ["news[1]: only an item of the kind “event” has “event”"]
    told = "news[1]: only an item of the kind “team_member” has “answers” and “person”"
    assert problems(changed("news[1]", again | {"person": "U1"})) == [told]
    back = again | {"kind": "event", "event": {"starts": "2021-12-08", "ends": "2021-12-07"}}
    told = "news[1].event: ends: This is before the first day. Pick the last day of the event."
    assert problems(changed("news[1]", back)) == [told]


@pytest.mark.parametrize("key", ["news", "updates"])
def test_news_and_updates_need_an_edition(key: str) -> None:
    parts = {name: part for name, part in WHOLE.items() if name in ("format", "projects", key)}
    assert problems(json.dumps(parts)) == ["edition: “edition” is missing; news and updates belong to one"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '{"format": "sprint-notes/1", "format": "sprint-notes/1"}',
            "format: “format” stands here more than once; keep one",
        ),
        (
            '{"format": "sprint-notes/1", "unit": {"name": "A", "name": "B"}}',
            "unit.name: “name” stands here more than once; keep one",
        ),
        (
            '{"format": "sprint-notes/1", "projects": [{"key": "a", "name": "A", "key": "b"}]}',
            "projects[0].key: “key” stands here more than once; keep one",
        ),
    ],
)
def test_a_doubled_key_would_lose_one_of_its_values(text: str, told: str) -> None:
    assert problems(text) == [told]


@pytest.mark.parametrize("text", ["", "{", "[1,]", "{'format': 1}", "sprint notes", "\ufeff{}", "[" * 100_000])
def test_what_is_not_json_is_said_so(text: str) -> None:
    (told,) = problems(text)
    assert told.startswith("This is not JSON: ")


@pytest.mark.parametrize("text", ["[]", "null", "1", '"sprint-notes/1"'])
def test_json_that_is_no_file(text: str) -> None:
    assert problems(text) == [AN_OBJECT]


def test_every_problem_is_told_at_once() -> None:
    made = json.loads(changed("edition.number", "39"))
    made["unit"]["x"] = 1
    made["updates"][0]["status"] = "fine"
    assert [told.split(":")[0] for told in problems(json.dumps(made))] == [
        "unit.x",
        "edition.number",
        "updates[0].status",
    ]


# What is read


def test_the_least_file() -> None:
    assert read('{"format": "sprint-notes/1"}') == EditionFile(format="sprint-notes/1")


def test_asks_and_links_may_be_just_text() -> None:
    (update,) = read(json.dumps(WHOLE)).updates
    assert update.asks[0] == AskPart(text="Testers wanted")
    assert update.links == [LinkPart(url="https://x.org"), LinkPart(url="https://y.org", text="Y")]


def test_an_update_becomes_what_is_said_about_a_project() -> None:
    content = as_value(UpdateContent, read(json.dumps(WHOLE)).updates[0])
    assert content.status is Status.ON_TRACK
    assert content.asks == (Ask("Testers wanted"), Ask("Data", date(2021, 12, 17), "a@b.org"))
    assert content.figures == (Figure("councils", Decimal(12)), Figure("saved", Decimal("0.1"), "hours"))
    assert content.images == (Picture("A chart"), Picture("The crew", file="F012AB3CD4"))
    assert content.dates == (
        PlannedDate("Show and tell", date(2021, 12, 8), time(14, 30), "https://x.org/show"),
        PlannedDate("Launch", date(2022, 1, 10), outcome=Outcome.MOVED),
    )
    assert content.note == parse("Only for *you*.")
    assert content.links == (WebLink("https://x.org"), WebLink("https://y.org", "Y"))


def test_a_window_closes_at_the_unit_s_closing_time_unless_the_file_says_another() -> None:
    file = read(changed("unit.closing_time", "12:30"))
    assert file.unit is not None
    assert file.edition is not None
    unit = unit_from(file.unit, None)
    assert edition_from(file.edition, unit, "").closes_at == datetime(2021, 12, 8, 12, 30, tzinfo=UTC)
    said = read(changed("edition.closes_at", "2021-12-09T09:00:00+01:00")).edition
    assert said is not None
    assert edition_from(said, unit, "").closes_at == datetime(2021, 12, 9, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("unit.reminder_days", [0], "unit.reminder_days[0]: “0” is too small; write 1 or more"),
        ("unit.reminder_days", [3, 21], "unit.reminder_days[1]: “21” is too large; write 20 or less"),
        ("unit.country", "XX", "unit: no bank holidays are known of “XX”; write codes like GB and WLS"),
        ("unit.region", "WLS", "unit: “region” needs a “country” beside it"),
    ],
)
def test_rules_for_reminders_that_cannot_be(path: str, value: object, told: str) -> None:
    assert problems(changed(path, value)) == [told]


def test_rules_for_reminders_come_from_a_file_and_go_into_one() -> None:
    part = UnitPart(name="U", reminder_days=[2, 5, 2], reminder_time=time(8, 30), country="GB", region="WLS")
    unit = unit_from(part, None)
    assert unit.reminders == ReminderRules(days_before=(5, 2), at=time(8, 30), country="GB", region="WLS")
    assert unit_from(unit_part(unit), None) == unit
    assert unit_from(UnitPart(name="U"), unit).reminders == unit.reminders  # what is left out stays
    assert unit_from(UnitPart(name="U", country="NZ"), unit).reminders == replace(
        unit.reminders, country="NZ", region=""
    )
    assert unit_from(UnitPart(name="U", country=""), unit).place == Place("GB", "ENG")  # that of the time zone


def test_a_unit_s_template() -> None:
    raw = json.loads(changed("unit.template", {"title": "Notes {number}", "intro": "**{missing}** are  missing.\n"}))
    unit = unit_from(EditionFile.model_validate(raw).unit or UnitPart(name=""), None)
    assert unit.template == Template(title="Notes {number}", intro="**{missing}** are  missing.\n")
    assert unit_from(unit_part(unit), None).template == unit.template
    assert unit_from(UnitPart(name="U"), unit).template == unit.template  # what is left out stays
    assert unit_part(unit_from(UnitPart(name="U"), None)).template is None


def test_what_a_file_leaves_out_of_the_unit_stays() -> None:
    known = unit_from(UnitPart(name="U", review_channel="C1", next_number=40, closing_time=time(9)), None)
    again = unit_from(UnitPart(name="New name", sprint_days=7), known)
    assert (again.name, again.review_channel, again.next_number) == ("New name", "C1", 40)
    assert (again.cadence.closing, again.cadence.days) == (time(9), 7)


@pytest.mark.parametrize(
    ("path", "value", "read_as"),
    [
        ("projects[1].name", "  Missed \n Bins\x00 ", "Missed Bins"),
        ("projects[1].round", 4, "4"),
        ("projects[1].round", "4b", "4b"),
        ("projects[1].phase", "live", Phase.LIVE),
        ("projects[1].state", "closed", ProjectState.CLOSED),
    ],
)
def test_values_are_tidied(path: str, value: object, read_as: object) -> None:
    assert getattr(read(changed(path, value)).projects[1], path.split(".")[1]) == read_as


def test_a_headline_of_150_characters_is_not_too_long() -> None:
    assert read(changed("updates[0].headline", "h" * 150)).updates[0].headline == "h" * 150


# What is written


@pytest.mark.parametrize("name", ["unit.json", "edition-12.json"])
def test_our_examples_are_files(name: str) -> None:
    file = read((EXAMPLES / name).read_text("utf-8"))
    assert read(write(file)) == file


def test_what_is_empty_is_left_out() -> None:
    least = EditionFile(format="sprint-notes/1", projects=[ProjectPart(key="a", name="A")])
    assert json.loads(write(least)) == {"format": "sprint-notes/1", "projects": [{"key": "a", "name": "A"}]}


def test_numbers_are_written_as_numbers() -> None:
    figures = [FigurePart(label="a", number=Decimal(number)) for number in ("12", "12.50", "-0.1", "1200000")]
    file = read(json.dumps(WHOLE))
    update = file.updates[0].model_copy(update={"figures": figures})
    written = json.loads(write(file.model_copy(update={"updates": [update]})))
    assert [figure["number"] for figure in written["updates"][0]["figures"]] == [12, 12.5, -0.1, 1200000]


def files() -> st.SearchStrategy[EditionFile]:
    """Whole files, as ``read`` makes them."""
    line, words = strategies.lines(), st.one_of(strategies.words(), strategies.lines())
    maybe = st.one_of(st.just(""), line)
    number = st.one_of(st.integers(-(10**12), 10**12), st.floats(-1e9, 1e9).filter(math.isfinite))
    moment = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
    day = st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(date.isoformat)

    def part(required: Json, **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
        return st.fixed_dictionaries(required, optional=optional)

    def some(made: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
        return st.lists(made, max_size=2)

    link = st.one_of(line, part({"url": line}, text=maybe))
    image = part({}, alt=maybe, url=maybe, file=st.sampled_from(["", "F012AB3CD4"]))
    outcome = st.sampled_from([None, *(outcome.value for outcome in Outcome)])
    minute = st.times().map(lambda at: at.isoformat("minutes"))
    planned = part({"event": line, "day": day}, at=minute, url=maybe, outcome=outcome)
    answer = st.one_of(st.just("b"), part({"project": st.just("b")}, by=maybe, at=moment.map(datetime.isoformat)))
    news = part(
        {"kind": st.sampled_from([kind.value for kind in NewsKind]), "title": line, "body": words},
        lead_in=words, images=some(image), links=some(link), expires=day, carried=st.booleans(),
        carried_from=st.integers(0, 9),
    )  # fmt: skip
    happening = part({"starts": st.just("2000-01-01")}, ends=day, starts_at=st.just("09:30"), place=line, link=maybe)
    event = part({"kind": st.just("event"), "title": line, "body": words}, event=happening)
    answers = st.dictionaries(st.sampled_from([question.value for question in Question]), line, max_size=3)
    member = part({"kind": st.just("team_member"), "title": line, "body": words}, answers=answers, person=maybe)
    nomination = part(
        {"kind": st.sampled_from([kind.value for kind in NominationKind]), "who": line, "why": words,
         "at": moment.map(datetime.isoformat)}, contact=maybe, by=maybe,
    )  # fmt: skip
    unit = part(
        {"name": line}, short_name=maybe, timezone=st.sampled_from(["UTC", "Europe/London"]), first_day=day,
        sprint_days=st.integers(1, 92), closing_time=st.times().map(time.isoformat), review_channel=maybe,
        next_number=st.integers(1, 999), approvals_needed=st.integers(1, 10),
        reminder_days=st.lists(st.integers(1, 20), min_size=1, max_size=5), country=st.sampled_from(["GB", "NZ"]),
        reminder_time=st.times(time(7), time(16, 59)).map(time.isoformat),
    )  # fmt: skip
    edition = part(
        {"number": st.integers(1, 999), "starts": st.just("2000-01-01"), "ends": day},
        closes_at=moment.map(datetime.isoformat), state=st.sampled_from(["open", "published"]), intro=words,
        nothing_to_report=st.lists(answer, max_size=1),
    )  # fmt: skip
    projects = [
        part({"key": st.just(key), "name": line}, aliases=some(line), featured=st.booleans(), partners=some(line),
             phase=st.sampled_from([phase.value for phase in Phase]), round=st.integers(1, 9), leads=some(line),
             aims=line)
        for key in "ab"
    ]  # fmt: skip
    update = part(
        {"project": st.just("a"), "body": words}, headline=line.map(lambda said: said[:150]), next=words,
        status=st.sampled_from([status.value for status in Status]), late=st.booleans(), links=some(link),
        asks=some(st.one_of(line, part({"text": line}, last_day=day, contact=maybe, outcome=outcome))),
        images=some(image), dates=some(planned), note=words, on_behalf=st.booleans(),
        figures=some(part({"label": line, "number": number}, unit=maybe)), submitted_at=moment.map(datetime.isoformat),
    )  # fmt: skip
    whole = st.fixed_dictionaries(
        {
            "format": st.just("sprint-notes/1"), "unit": unit, "edition": edition,
            "projects": st.tuples(*projects).map(list), "news": some(st.one_of(news, event, member)),
            "updates": st.lists(update, max_size=1),
            "nominations": some(nomination),
        }
    )  # fmt: skip
    return whole.map(json.dumps).map(read)


@settings(max_examples=20)
@given(files())
def test_every_file_is_read_back_as_it_was(file: EditionFile) -> None:
    assert read(write(file)) == file
    assert write(read(write(file))) == write(file)


@settings(max_examples=20)
@given(files())
def test_what_a_file_says_survives_the_program(file: EditionFile) -> None:
    projects = [as_value(Project, part, id=part.key) for part in file.projects]
    assert [as_value(Project, as_part(ProjectPart, project), id=project.id) for project in projects] == projects
    news = news_from(file.news)
    assert news_from([as_part(NewsPart, item) for item in news]) == news
    nominations = [as_value(Nomination, part, id=str(n)) for n, part in enumerate(file.nominations)]
    assert [as_value(Nomination, as_part(NominationPart, one), id=one.id) for one in nominations] == nominations
    for content in (as_value(UpdateContent, part) for part in file.updates):
        update = Update(id="1", project_id="1", edition_id="1", content=content)
        assert as_value(UpdateContent, update_part(update, "a")) == content


def test_parts_can_be_made_in_python() -> None:
    assert NewsPart(kind=NewsKind.EVENT, title="T", body="x").links == []
    assert UpdatePart(project="a", body="x", submitted_at=datetime(2021, 12, 8, tzinfo=UTC)).submitted_at
