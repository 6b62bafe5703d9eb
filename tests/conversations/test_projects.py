"""Projects in Slack: the list for everybody, and what editors can do with it."""

from __future__ import annotations

import json
from typing import Any

from slack_sandbox.things import Upload

from tests.conversations.by_hand import sends, submission
from tests.conversations.looking import field, form, rows
from tests.conversations.modes import BOTH_MODES
from tests.stage import Stage, project

PROJECTS = "/sprint-notes projects"


def audited(staged: Stage, action: str) -> list[tuple[str, str, Any]]:
    told = rows(staged, "select action, actor, subject, detail from audit order by id")
    return [(actor, subject, json.loads(detail)) for act, actor, subject, detail in told if act == action]


@BOTH_MODES
def test_editors_add_change_pause_and_close_projects_and_the_others_read(ready: Stage) -> None:
    ada, bola, editor, member, notes = ready.ada, ready.bola, ready.editor, ready.member, ready.notes
    member.types(PROJECTS, in_channel=notes)
    shown = form(member)
    assert "3 in all" in shown
    assert "Ferry Tickets\nActive, key ferry, beta. Leads: " in shown
    assert "Add a project" not in shown
    assert "Pause Ferry Tickets" not in shown
    member.closes()

    editor.types(PROJECTS, in_channel=notes)
    editor.clicks("Add a project")
    editor.fills({"Name": "boats", "State": "Active"})
    assert editor.submits().errors == {"Name": "“boats” is another name of Ferry Tickets already. Write another one."}
    editor.fills({"Name": "Tŷ Bach", "Key": "FERRY"})
    assert editor.submits().errors == {"Key": "“FERRY” is the key of Ferry Tickets already. Write another one."}
    editor.fills({"Key": "", "Other names": "Loos, Toilets\nLoos", "Phase": "Alpha", "Channel": "review"})
    editor.fills({"Lead organisation": "Ynys Môn", "Featured": ["Show it first in every edition"]})
    editor.chooses("Leads", [ada, bola])
    assert field(editor, "Name") == "Tŷ Bach"  # also after the leads were looked up
    twice = submission(ready, editor)
    assert editor.submits().updated
    assert "Tŷ Bach is added." in form(editor)
    assert "4 in all" in form(editor)
    assert "Active, key ty-bach, alpha, Ynys Môn, featured." in form(editor)
    assert sends(ready, twice)["response_action"] == "update"
    made = rows(ready, "select key, name, aliases, leads, channel, featured from projects where key like 'ty%'")
    assert made == [("ty-bach", "Tŷ Bach", '["Loos", "Toilets"]', json.dumps([ada.id, bola.id]), ready.review.id, 1)]

    editor.clicks("Pause Lamp Posts")
    assert "Lamp Posts is paused." in form(editor)
    assert "Paused, key lamps" in form(editor)
    editor.clicks("Resume Lamp Posts")
    editor.clicks("Close Lamp Posts")
    assert "Lamp Posts is closed." in form(editor)
    assert "Only a lead" not in bola.types("/sprint-update lamp posts", in_channel=notes)
    bola.closes()
    editor.clicks("Reopen Lamp Posts")
    assert "Lamp Posts is active again." in form(editor)

    editor.clicks("Edit Ferry Tickets")
    assert (field(editor, "Name"), field(editor, "Other names"), field(editor, "Phase")) == (
        "Ferry Tickets", "Boats", "Beta",
    )  # fmt: skip
    editor.fills({"Phase": "Live", "Contact": "hello@example.org"})
    twice = submission(ready, editor)
    assert editor.submits().updated
    assert "Ferry Tickets is saved." in form(editor)
    assert "Ferry Tickets is saved." in json.dumps(sends(ready, twice))
    changes = {"phase": [["beta"], ["live"]], "contact": [[], ["hello@example.org"]]}
    assert audited(ready, "change project")[-1] == (editor.id, "ferry", changes)
    assert [subject for _, subject, _ in audited(ready, "change project")] == [*["lamps"] * 4, "ferry"]
    assert audited(ready, "add project")[0][:2] == (editor.id, "ty-bach")

    editor.fills({"Find": "ynys mon"})
    assert editor.submits().updated
    assert "1 of 4" in form(editor)
    assert "Tŷ Bach" in form(editor)
    assert "Lamp Posts" not in form(editor)
    editor.closes()
    member.types(f"{PROJECTS} fery tikets", in_channel=notes)
    assert "1 of 4" in form(member)
    member.fills({"Find": "zzz"})
    assert member.submits().updated
    assert "None of 4 is like “zzz”." in form(member)


def test_two_editors_on_one_project_lose_nothing(ready: Stage) -> None:
    editor, ada, notes = ready.editor, ready.ada, ready.notes
    editor.types("/sprint-notes people", in_channel=notes)
    editor.chooses("Add an editor", ada)
    editor.closes()
    for person in (editor, ada):
        person.types(PROJECTS, in_channel=notes)
        person.clicks("Edit Ferry Tickets")
    editor.fills({"Phase": "Live", "Contact": "first@example.org"})
    assert editor.submits().updated
    ada.fills({"Lead organisation": "Harbour & Quay", "Contact": "second@example.org"})
    assert ada.submits().updated
    shown = form(ada)
    assert "Somebody has changed this project since you opened it." in shown
    assert "Phase: from beta to live" in shown
    assert "Contact: from nothing to first@example.org" in shown
    assert (field(ada, "Phase"), field(ada, "Contact")) == ("Live", "second@example.org")
    assert field(ada, "Lead organisation") == "Harbour & Quay"
    assert rows(ready, "select contact from projects where key = 'ferry'") == [("first@example.org",)]
    editor.clicks("Edit Ferry Tickets")
    editor.fills({"Round": "3"})  # and once more, before she saves
    assert editor.submits().updated
    assert ada.submits().updated
    assert "Round: from nothing to 3" in form(ada)
    assert "Contact: from" not in form(ada)
    assert field(ada, "Contact") == "second@example.org"
    assert ada.submits().updated
    assert "Ferry Tickets is saved." in form(ada)
    kept = rows(ready, "select phase, contact, lead_organisation, round from projects where key = 'ferry'")
    assert kept == [("live", "second@example.org", "Harbour & Quay", "3")]


def test_a_hundred_projects_and_a_draft_that_is_there_already(ready: Stage) -> None:
    editor, ada, member, notes = ready.editor, ready.ada, ready.member, ready.notes
    ready.posts(ada, "/sprint-update ferry", "Boats & all")
    long = "Wastraff ac ailgylchu & <adfer> " * 3
    crowd = [ready.slack.adds_person(f"Person {n}") for n in range(150)]
    many = [project(f"p{n}", f"{long}{n}", *crowd[n : n + 3 if n else 150]) for n in range(97)]
    ready.imports(*many)
    ready.moves_to(18, 17)
    card = ready.draft(parts=1)
    editor.types(PROJECTS, in_channel=notes)
    seen = form(editor)
    assert "Page 1 of 4" in seen
    for page in range(2, 5):
        editor.clicks("Show next page")
        assert f"Page {page} of 4" in form(editor)
        seen += form(editor)
    assert all(f"key p{n}," in seen for n in range(97))
    assert seen.count(long) >= 97
    for _ in range(3):
        editor.clicks("Show previous page")
    assert "Page 1 of 4" in form(editor)
    editor.clicks("Edit Ferry Tickets")
    editor.fills({"Name": "Ferry & Tram Tickets"})
    assert editor.submits().updated
    ready.waits_for(lambda: any("Ferry & Tram Tickets" in part for part in editor.thread(card)))
    editor.fills({"Find": "lamp"})
    editor.submits()
    editor.clicks("Close Lamp Posts")
    assert "2 of 100" in form(editor)  # the words stay
    ready.waits_for(lambda: "Lamp Posts" not in editor.sees("Draft: Sprint Notes", in_channel=ready.review))
    editor.clicks("Export projects as a file")
    table = editor.sees("All projects as a table, part 1 of")
    assert "key,name,aliases,lead_organisation" in table

    # not an editor any more, with the list still open
    assert "Only an editor" in member.types("/sprint-notes people", in_channel=notes)
    refused = ada.types("/sprint-notes people", in_channel=notes)
    assert f"Only an editor can see who edits and who leads. The editors are <@{editor.id}>" in refused


FILE = """\
key,name,phase,leads,partners
ferry,Ferry Tickets,live,@ada.marsh; {bola},Ynys Môn; Quay & Co
lamps,,beta,,
tram,Tramiau <Môn>,alpha,Bola Ade,
"""


@BOTH_MODES
def test_a_file_is_looked_at_first_then_applied_as_a_whole(ready: Stage) -> None:
    editor, bola, notes = ready.editor, ready.bola, ready.notes
    editor.types(PROJECTS, in_channel=notes)
    editor.clicks("Import projects from a file")
    editor.fills({"File (CSV)": Upload("wrong.csv", FILE.replace("@ada.marsh", "@nobody").encode())})
    assert editor.submits().updated
    assert "wrong.csv is here." in form(editor)
    editor.clicks("Check the file")
    shown = form(editor)
    assert "3 things to correct first. Nothing was changed" in shown
    assert "Line 2, leads: Nobody here is “@nobody”." in shown
    assert "Nobody here is “{bola}”." in shown
    assert "Line 3, name: Write the project’s name." in shown
    assert "Apply these changes" not in shown

    editor.clicks("Use another file")
    right = FILE.format(bola=bola.id).replace("lamps,,beta,,", "lamps,Lamp Posts,beta,Bola Ade,")
    editor.fills({"File (CSV)": Upload("projects.csv", right.replace(",", ";").replace("h; U", "h, U").encode())})
    editor.submits()
    editor.clicks("Check the file")
    assert "to correct first" in form(editor)  # one line has a comma where the separator was expected
    editor.clicks("Use another file")
    editor.fills({"File (CSV)": Upload("projects.csv", right.encode("utf-8-sig"))})
    editor.submits()
    editor.clicks("Check the file")
    shown = form(editor)
    assert "The file would make 1 new project, 2 changed, 0 unchanged." in shown
    assert "New: Tramiau <Môn> (tram)" in shown
    assert "Changed: Ferry Tickets (ferry)" in shown
    assert "Phase: from beta to live" in shown
    assert "Partners: from nothing to Ynys Môn, Quay & Co" in shown
    assert rows(ready, "select count(*) from projects") == [(3,)]

    # the data changes meanwhile: nothing is applied, and what would happen now is shown
    ready.imports(project("lamps", "Lamp Posts", bola, contact="somebody@example.org"))
    editor.clicks("Apply these changes")
    assert "The projects have changed since this was checked. Nothing was applied" in form(editor)
    assert rows(ready, "select count(*) from projects") == [(3,)]
    editor.clicks("Apply these changes")
    assert "Done: 1 new project, 2 changed, 0 unchanged." in form(editor)
    leads = rows(ready, "select key, leads, phase from projects where key in ('ferry', 'tram') order by key")
    assert leads == [
        ("ferry", json.dumps([ready.ada.id, bola.id]), "live"),
        ("tram", json.dumps([bola.id]), "alpha"),
    ]
    assert audited(ready, "import projects")[0][2] == {"new": 1, "changed": 2}
    assert audited(ready, "change project")[0][2]["phase"] == [["beta"], ["live"]]

    editor.clicks("Export projects as a file")
    assert "Tramiau <Môn>" in editor.sees("All projects as a table. Copy it")
    for method in ("files.info", "users.list"):
        editor.clicks("Import projects from a file")
        editor.fills({"File (CSV)": Upload("projects.csv", right.encode())})
        editor.submits()
        ready.slack.fails(method, status=500)
        editor.clicks("Check the file")
        editor.sees("Nothing was changed; press again.")
        editor.clicks("Check the file")
        assert "The file changes nothing: 0 new projects, 0 changed, 3 unchanged." in form(editor)
        editor.clicks("Back to all projects")


def test_a_thousand_lines(ready: Stage) -> None:
    editor = ready.editor
    editor.types(PROJECTS, in_channel=ready.notes)
    editor.clicks("Import projects from a file")
    lines = [f"p{n},Prosiect {n} gyda’r cyngor,beta,Bola Ade" for n in range(1_000)]
    editor.fills({"File (CSV)": Upload("many.csv", "\r\n".join(["key,name,phase,leads", *lines]).encode())})
    editor.submits()
    editor.clicks("Check the file")
    assert "1000 new projects" in form(editor)
    editor.clicks("Show next page")
    assert "Page 2 of" in form(editor)
    editor.clicks("Apply these changes")
    editor.sees_modal("Done: 1000 new projects")
    assert rows(ready, "select count(*) from projects") == [(1_003,)]
