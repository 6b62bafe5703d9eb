"""Projects as a table: what files look like when they come out of spreadsheets, and what is said about wrong ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.names import folded
from domain.project import Phase, Project, ProjectState
from domain.project_plan import Plan, Roster, plan
from domain.project_table import WrongTable, read, write

FERRY = Project(
    id="P1",
    key="ferry",
    name="Ferry Tickets",
    aliases=("Boats", "Tocynnau Fferi"),
    lead_organisation="Harbour, Quay & Co",
    partners=("Ynys Môn", "Caerdydd"),
    aims="Nobody queues, ever; not in rain.",
    phase=Phase.BETA,
    round="2",
    contact="hello@example.org",
    channel="C0001",
    leads=("U0001", "U0002"),
    featured=True,
)
LAMPS = Project(id="P2", key="lamps", name="Lamp Posts", state=ProjectState.PAUSED)
BOTH = [FERRY, LAMPS]
ROSTER = Roster(
    ids={"U0001", "U0002", "U0003"},
    names={"ada marsh": ["U0001"], "ada.marsh": ["U0001"], "siân": ["U0003"], folded("Siân"): ["U0003"],
           "sam": ["U0002", "U0003"]},
)  # fmt: skip


def planned(text: str | bytes, roster: Roster = ROSTER, projects: list[Project] | None = None) -> Plan:
    content = text if isinstance(text, bytes) else text.encode()
    return plan(content, BOTH if projects is None else projects, roster)


def told(plan: Plan) -> list[str]:
    return [str(wrong) for wrong in plan.wrong]


def test_what_comes_out_goes_in_and_changes_nothing() -> None:
    again = planned(write(BOTH))
    assert (again.wrong, again.new, again.changed, again.unchanged) == ([], [], [], 2)
    assert not again.applies


def test_into_an_empty_database_it_makes_the_same_projects() -> None:
    made = [change.after for change in planned(write(BOTH), projects=[]).new]
    assert [replace(project, id=before.id) for project, before in zip(made, BOTH, strict=True)] == BOTH


TABLE = 'key,name,phase,leads\nferry,"Ferry ""Tickets"", Llanŵ",live,@ada.marsh; Siân\n'


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
        TABLE.replace("; ", "|").replace(",", ";").replace("|", "\n").replace("@ada.marsh\nSiân", '"@ada.marsh\nSiân"')
        .replace('Tickets"";', 'Tickets"",').encode(),
        f"sep=,\n{TABLE}".encode(),
        TABLE.replace('"Ferry ""Tickets"", Llanŵ"', '"Ferry ""Tickets"", Llanŵ"').replace(",live,", "\tlive\t")
        .replace("key,name,phase,leads", "key\tname\tphase\tleads").replace("ferry,", "ferry\t").encode("utf-16"),
        TABLE.replace("key,name", "Key , NAME").replace("live", " Live ").encode(),
        f"\n\n{TABLE}\n,,,\n".encode(),
        TABLE.encode("utf-16-le"),
        TABLE.replace("\n", ",,\xa0,\u200b\n").encode(),
        TABLE.replace("\n", "\n,", 1).replace("key", ",key").replace("Siân", "Siân,").encode(),
        TABLE.replace("key,name", "\u200bkey\xa0,na\xadme").replace("ferry", "fer\u2060ry")
        .replace("live", "\ufefflive\xa0").encode(),
        TABLE.replace("@ada.marsh; Siân", '"<@U0001>, <@U0003|sian>"').encode(),
        TABLE.replace("@ada.marsh; Siân", '"@ada.marsh, Siân"').encode(),
    ],
    ids=["plain", "BOM", "CRLF", "CR", "semicolons", "sep=", "tabs in UTF-16", "capitals", "blank lines",
         "UTF-16 without a mark", "empty columns after", "an empty column before", "invisible characters", "mentions",
         "commas between people"],
)  # fmt: skip
def test_however_a_spreadsheet_writes_it(content: bytes) -> None:
    (change,) = planned(content).changed
    assert change.after.name == 'Ferry "Tickets", Llanŵ'
    assert change.after.phase is Phase.LIVE
    assert change.after.leads == ("U0001", "U0003")
    assert [(one.label, one.before, one.after) for one in change.changes] == [
        ("Name", ("Ferry Tickets",), ('Ferry "Tickets", Llanŵ',)),
        ("Phase", ("beta",), ("live",)),
        ("Leads", ("U0001", "U0002"), ("U0001", "U0003")),
    ]


def test_what_the_file_has_not_stays_and_empty_cells_empty() -> None:
    (change,) = planned("key,contact,featured,phase\nFERRY,,no,\n").changed
    assert change.after == replace(FERRY, contact="", featured=False, phase=None)


def test_columns_may_be_called_as_forms_call_them_and_rows_may_end_early() -> None:
    header = "Name,Key,Lead organisation,OTHER NAMES,Channel"
    ferry, lamps = planned(f"{header}\nFerry Tickets,ferry,Quay,Boats; Tolls,<#C0009|boats>\nLamp,lamps\n").changed
    assert ferry.after == replace(FERRY, lead_organisation="Quay", aliases=("Boats", "Tolls"), channel="C0009")
    assert lamps.after == replace(LAMPS, name="Lamp")


def test_names_keep_their_letters_and_invisible_ones_make_no_other_project() -> None:
    (made,) = planned("name\nنامه\u200cها\n").new
    assert made.after.name == "نامه\u200cها"
    assert planned("name\nFerry\u200b Tick\xadets\n").new == []


def test_new_projects_get_a_key_from_their_name() -> None:
    made = planned("name,state\nTŷ Bach,closed\nLamp posts,\nTy bach!,\n")
    assert [change.after.key for change in made.new] == ["ty-bach", "ty-bach-2"]
    assert made.new[0].after.state is ProjectState.CLOSED
    assert [change.after.name for change in made.changed] == ["Lamp posts"]  # found by its name


def test_two_projects_may_swap_their_names() -> None:
    swapped = planned("key,name\nferry,Lamp Posts\nlamps,Ferry Tickets\n")
    assert swapped.wrong == []
    assert [change.after.name for change in swapped.changed] == ["Lamp Posts", "Ferry Tickets"]


WRONG = {
    "nothing": ("", ["The file is empty."]),
    "blank": (" \n\n", ["The file is empty."]),
    "unknown columns": ("key,nmae,Lead\nx,y,z\n", ["Line 1, column “nmae”: There is no such", "Line 1, column “Lead”"]),
    "a column twice": ("key,name,name\nx,y,z\n", ["Line 1, column “name”: It stands there twice."]),
    "no key and no name": ("phase\nbeta\n", ["Line 1: A column “key” or “name” is missing."]),
    "in Windows-1252": (
        "key,name\rferry,Siân\r".encode("cp1252"),
        ["Line 2: The file is not in UTF-8 but, it seems, in Windows-1252 (in Excel “CSV”, elsewhere “ANSI”)."],
    ),
    "in neither": (b"key,name\nferry,\x81\xff\n", ["Line 2: The file is not in UTF-8. In Excel choose"]),
    "a workbook": (b"PK\x03\x04\x00\x00", ["This is not a file of text."]),
    "open quotes": ('key,name\nlamps,x\nferry,"Fer\n', ["Line 3: Quotes do not match from here on."]),
    "too many cells": ("key,name\nferry,a,b\nlamps\n", ["Line 2: “b” stands in column 3, which has no name."]),
    "a value below no name": ("key,,phase\nferry,x,beta\n", ["Line 2: “x” stands in column 2, which has no name."]),
    "a row without its name": ("key,name\nlamps\n", ["Line 2, name: Write the project’s name."]),
    "a name twice, in other words": ("key,Other names,aliases\nx,y,z\n", ["Line 1, column “aliases”: It stands there"]),
    "the same key": ("key,name\nx,One\nX,Two\n", ["Line 3, key: “X” stands in line 2 too. Keep one of them."]),
    "the same project": (
        "key,name\nferry,F\n,Ferry Tickets\n",
        ["Line 3, name: “Ferry Tickets” stands in line 2 too."],
    ),
    "a name that is taken": (
        "key,name\nx,boats\n",
        ["Line 2, name: “boats” is another name of Ferry Tickets already."],
    ),
    "the same new name": ("key,name\nx,One\ny,one\n", ["Line 2, name: “One” is", "Line 3, name: “one” is"]),
    "a name is gone": ("key,name\nferry,\n", ["Line 2, name: Write the project’s name."]),
    "nothing to go by": ("key,name,phase\n,,beta\n", ["Line 2, key: Write a key, or a name without a key."]),
    "a phase": (
        "key,phase\nferry,gamma\n",
        ["Line 2, phase: “gamma” is not known here. Write one of discovery, alpha"],
    ),
    "a state": ("key,state\nferry,gone\n", ["Line 2, state: “gone” is not known here. Write one of active, paused"]),
    "a flag": ("key,featured\nferry,perhaps\n", ["Line 2, featured: “perhaps” is not known here. Write yes or no."]),
    "a channel": ("key,channel\nferry,#boats\n", ["Line 2, channel: “#boats” is no channel’s ID."]),
    "an unknown person": (
        "key,leads\nferry,@nobody\n",
        ["Line 2, leads: Nobody here is “@nobody”. Write the member ID"],
    ),
    "an unknown id": ("key,leads\nferry,U9999\n", ["Line 2, leads: Nobody here is “U9999”."]),
    "two of a name": ("key,leads\nferry,Sam\n", ["Line 2, leads: Several people are called “Sam”."]),
    "several things": (
        'key,name,phase\nferry,"Two\nlines",gamma\nlamps,Ferry Tickets,delta\n',
        ["Line 2, phase: “gamma”", "Line 4, phase: “delta”"],
    ),
}


@pytest.mark.parametrize(("content", "expected"), WRONG.values(), ids=WRONG)
def test_every_wrong_line_is_named_with_its_fix(content: str | bytes, expected: list[str]) -> None:
    wrong = planned(content)
    assert len(wrong.wrong) == len(expected)
    for said, begins in zip(told(wrong), expected, strict=True):
        assert said.startswith(begins)
        assert said.endswith(".")
    assert not wrong.applies


def test_a_thousand_lines() -> None:
    lines = [f"p{n},Project {n},beta" for n in range(1_000)]
    made = planned("\n".join(["key,name,phase", *lines]), projects=[])
    assert (len(made.new), made.wrong) == (1_000, [])
    with pytest.raises(WrongTable, match="Split it"):
        read("\n".join(["key", *(f"p{n}" for n in range(5_001))]).encode())


def test_nothing_is_a_formula_to_a_spreadsheet_and_it_comes_back_as_it_was() -> None:
    names = ["=1+1", "+44", "-x", "@sum", "'=quoted", "＝wide", "'plain"]
    made = [Project(id=f"P{n}", key=f"k{n}", name=name) for n, name in enumerate(names)]
    text = write(made)
    assert not any(f",{sign}" in text for sign in "=+-@＝")
    assert [change.after.name for change in planned(text, projects=[]).new] == names


def test_names_that_hold_a_semicolon_stay_whole_when_they_are_not_touched() -> None:
    odd = replace(LAMPS, aliases=("Lamps; and posts",), leads=("Ada from the file",), channel="#lamps")
    assert planned(write([odd]), projects=[odd]).unchanged == 1
    (change,) = planned(write([odd]).replace("paused", "active"), projects=[odd]).changed
    assert change.after == replace(odd, state=ProjectState.ACTIVE)


def test_the_mark_is_another_one_when_the_file_or_a_project_is() -> None:
    file = "key,name\nnew,New\n"
    mark = planned(file).mark
    assert planned(file).mark == mark == plan(file.encode(), BOTH, ROSTER, lambda: "id").mark
    assert planned("key,name\nnew,Newer\n").mark != mark
    assert planned(file, projects=[FERRY, replace(LAMPS, contact="x")]).mark != mark
