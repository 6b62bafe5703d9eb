"""After an update is in: change it, see what it said before, withdraw it, say that there is nothing to report."""

from __future__ import annotations

import re
from typing import Any

from slack_sandbox.person import Person
from slack_sandbox.things import Message

from tests.conversations.by_hand import press, sends
from tests.conversations.looking import AT_NINE, field, form, rows
from tests.conversations.modes import BOTH_MODES
from tests.stage import Stage, opens_parts, project

FERRY = "Ferry Tickets for Sprint Notes #7"
EDITION = {"number": 7, "starts": "2026-03-05", "ends": "2026-03-18"}


@BOTH_MODES
def test_a_lead_changes_her_mind_more_than_once(ready: Stage) -> None:
    ada = ready.ada
    ready.posts(ada, "/sprint-update ferry", "Twelve boats", "We met the crew on Monday.")
    first = ada.sees(f"Your update on {FERRY} is in.")
    assert buttons(first) == ["Edit update on Ferry Tickets", "Withdraw update on Ferry Tickets"]

    # a save is a new message, and the older one says so
    ada.clicks("Edit update on Ferry Tickets", message=first)
    ada.fills({"Headline": "Thirteen boats", "What happened": "We met the whole crew on Monday."})
    assert ada.submits().closed
    second = ada.sees(f"Your update on {FERRY} is changed.")
    assert second.ts != first.ts
    assert buttons(second)[2:] == ["See earlier versions"]
    older = ada.sees("This was about version 1 of your update")
    assert (older.ts, buttons(older)) == (first.ts, [])

    ada.clicks("See earlier versions", message=second)
    seen = form(ada)
    assert "Version 2, saved by" in seen
    assert re.search(f"at {AT_NINE}", seen)
    assert "Headline: 1 word added and 1 word removed" in seen
    assert "What happened: 1 word added" in seen
    assert seen.index("Thirteen") < seen.index("Version 1") < seen.index("Twelve boats")
    ada.closes()

    # withdrawn, on the message itself, and only once
    assert not ada.clicks("Withdraw update on Ferry Tickets", message=second, confirms=False).sent
    ada.clicks("Withdraw update on Ferry Tickets", message=second)
    gone = ada.sees(f"Your update on {FERRY} is withdrawn.")
    assert gone.ts == second.ts
    again = press(ready, ada, "withdraw", rows(ready, "select id from updates")[0][0])
    sends(ready, again)
    ada.sees(f"The update on {FERRY} is withdrawn already.")
    assert rows(ready, "select version, withdrawn, by from revisions order by version")[2:] == [(3, 1, ada.id)]
    assert rows(ready, "select actor from audit where action = 'withdraw'") == [(ada.id,)]
    assert "Yours without one: Ferry Tickets" in ada.types("/sprint-notes next", in_channel=ready.notes)

    # nothing to report, taken back, and said again
    ada.clicks("Nothing to report on Ferry Tickets", message=gone)
    noted = ada.sees(f"It is noted that there is nothing to report on {FERRY}.")
    ada.clicks("Nothing to report on Ferry Tickets", message=gone)
    ada.sees("It is noted already that there is nothing to report on Ferry Tickets this time.")
    answer = ada.types("/sprint-notes next", in_channel=ready.notes)
    assert "1 project said that there is nothing to report." in answer
    assert "Yours without one" not in answer
    ada.clicks("Take back “nothing to report” on Ferry Tickets", message=noted)
    back = ada.sees("is taken back. An update is expected again.")
    assert back.ts == noted.ts
    sends(ready, press(ready, ada, "take_back_nothing", value(noted, "Take back")))
    ada.sees(f"There is nothing to take back on {FERRY}.")
    ready.moves_to(6, 9)
    ada.clicks("Nothing to report on Ferry Tickets", message=back)
    ready.waits_for(lambda: len([m for m in ada.direct_messages() if "It is noted that" in m]) == 1)

    # an update after all: the form begins with the words that were withdrawn
    ada.clicks("Post update on Ferry Tickets", message=gone)
    assert field(ada, "Headline") == "Thirteen boats"
    assert ada.submits().closed
    newest = ada.sees(f"Your update on {FERRY} is in.")
    ada.sees("An update has come in since and takes its place.")
    assert rows(ready, "select count(*) from nothing_to_report") == [(0,)]
    ada.clicks("See earlier versions", message=newest)
    assert "Version 3, withdrawn by" in form(ada)
    assert "The same words as before." in form(ada)
    actions = rows(ready, "select action from audit where action like '%nothing%' order by id")
    assert [action for (action,) in actions] == [
        "nothing to report",
        "take back nothing to report",
        "nothing to report",
    ]


def test_what_happens_after_the_window_has_closed(ready: Stage) -> None:
    ada, bola, editor, member, review = ready.ada, ready.bola, ready.editor, ready.member, ready.review
    ready.posts(ada, "/sprint-update ferry", "Twelve boats", "All of them sail.")
    confirmed = ada.sees(f"Your update on {FERRY} is in.")
    noted = {"project": "lamps", "body": "Posts stand.", "note": "Only *you* should know: the budget is late."}
    asked = {"asks": [{"text": "Ladders", "outcome": "done"}]}
    dated = {"dates": [{"event": "Switch on", "day": "2026-04-01"}]}
    ready.imports(
        project("ferry", "Ferry Tickets", ada, aliases=["Boats"], phase="beta"),
        project("lamps", "Lamp Posts", bola),
        project("repairs", "Lamp Repairs", bola),
        edition=EDITION,
        updates=[noted | asked | dated],
    )
    assert "2 of 3 projects have an update" in bola.types("/sprint-notes next", in_channel=ready.notes)
    ready.moves_to(18, 17)
    card = ready.draft(parts=4)
    note = "Lamp Posts\nOnly you should know: the budget is late."
    assert "Notes to the editors (never published)" in editor.thread(card)[-1]
    assert note in editor.thread(card)[-1]
    before = [part.ts for part in editor.thread(card)]

    # withdrawn from the draft, in place; the notes stay the last message
    ada.clicks("Withdraw update on Ferry Tickets", message=confirmed)
    gone = ada.sees(f"Your update on {FERRY} is withdrawn.")
    ready.waits_for(lambda: "Missing (2)" in ready.draft())
    ready.waits_for(lambda: [part.ts for part in editor.thread(card)] == before[:-1])
    ready.waits_for(lambda: note in editor.thread(card)[-1])
    assert not any("Twelve boats" in part for part in editor.thread(card))

    # nothing to report, said of two projects: the card shows it, the text names them as before
    ada.clicks("Nothing to report on Ferry Tickets", message=gone)
    sends(
        ready, press(ready, bola, "nothing_to_report", rows(ready, "select id from projects where key='repairs'")[0][0])
    )
    ready.waits_for(lambda: "Nothing to report (2)" in ready.draft())
    assert "Missing (0)" in ready.draft()
    assert any("No update this time: Ferry Tickets and Lamp Repairs." in part for part in editor.thread(card))
    sends(
        ready, press(ready, bola, "nothing_to_report", rows(ready, "select id from projects where key='lamps'")[0][0])
    )
    bola.sees("Lamp Posts has an update for Sprint Notes #7 already. It can be withdrawn.")

    editor.clicks("Approve edition 7", message=card)
    editor.sees("Sprint Notes #7 is approved", in_channel=review)
    ada.sees("Sprint Notes #7 is approved: what you post now goes into the next edition.")
    [(ferry,), (seventh,)] = rows(
        ready, "select id from projects where key='ferry' union all select id from editions where number = 7"
    )
    sends(ready, press(ready, ada, "take_back_nothing", f"{ferry} {seventh}"))
    ada.sees("Sprint Notes #7 is approved already and cannot be changed here any more.")
    editor.clicks("Publish edition 7", message=ready.draft())
    member.sees("Posts stand.", in_channel=ready.notes)
    ready.draft("Published: Sprint Notes #7")
    assert "Dates\n• 1 April 2026: Switch on" in member.sees("Posts stand.", in_channel=ready.notes)
    assert "Earlier asks\n• Done: Ladders" in member.sees("Posts stand.", in_channel=ready.notes)
    member.types("/sprint-status lamp posts", in_channel=ready.notes)
    member.clicks("Read the whole update", message=member.ephemerals(ready.notes)[-1])
    assert "Done: Ladders" in form(member)
    member.closes()
    front_page = member.sees("In this edition", in_channel=ready.notes)
    assert "budget" not in "\n".join(map(str, [front_page, *member.thread(front_page)]))
    assert "budget" not in "\n".join(map(str, bola.direct_messages()))


@BOTH_MODES
def test_once_an_edition_is_approved_its_editors_are_asked(ready: Stage) -> None:
    ada, editor, review = ready.ada, ready.editor, ready.review
    ready.posts(ada, "/sprint-update ferry", "Twelve boats", "All of them sail.")
    confirmed = ada.sees(f"Your update on {FERRY} is in.")
    ready.moves_to(18, 17)
    card = ready.draft(parts=2)
    editor.clicks("Approve edition 7", message=card)
    editor.sees("Sprint Notes #7 is approved", in_channel=review)

    [(update,)] = rows(ready, "select id from updates")
    sends(ready, press(ready, ada, "withdraw", update))  # on a screen that shows the message as it was
    ada.sees("Sprint Notes #7 is approved already and cannot be changed here any more.")
    ada.sees("“Ask for a correction” below the message about your update tells the editors.")
    ada.sees("Sprint Notes #7 is approved. What is wrong in it you can tell the editors.")
    ada.clicks("Ask for a correction of Ferry Tickets", message=confirmed)
    assert "Ask for a correction" in form(ada)
    assert "Sprint Notes #7 is approved: its update on Ferry Tickets cannot be changed here any more." in form(ada)
    wrong = "What is wrong, and what would be right"
    ada.fills({wrong: "  \n"})
    assert wrong in ada.submits().errors
    ada.fills({wrong: "It was <!channel> *eleven* boats, not twelve."})
    assert ada.submits().closed
    ada.sees("The editors have your request for a correction of the update on Ferry Tickets in Sprint Notes #7.")
    ready.waits_for(lambda: any("asks for a correction" in part for part in editor.thread(card)))
    asked = editor.thread(card)[-1]
    assert f"<@{ada.id}> asks for a correction of the update on Ferry Tickets in Sprint Notes #7." in asked
    assert "It was <!channel> *eleven* boats, not twelve." in asked
    assert rows(ready, "select actor, subject from audit where action = 'ask for a correction'") == [
        (ada.id, "ferry 7")
    ]

    # published, it is the same
    editor.clicks("Publish edition 7", message=ready.draft())
    ready.draft("Published: Sprint Notes #7")
    ada.sees("Your update on Ferry Tickets for Sprint Notes #7 is in. Sprint Notes #7 is published.")
    ada.clicks("Ask for a correction of Ferry Tickets", message=confirmed)
    assert "Sprint Notes #7 is published: its update on Ferry Tickets" in form(ada)
    ada.closes()
    assert "Update for edition 8" in opened(ready, ada)


def test_two_people_on_one_update_are_told_what_holds(ready: Stage) -> None:
    ada, bola, editor, member = ready.ada, ready.bola, ready.editor, ready.member
    ready.posts(ada, "/sprint-update ferry", "Ada’s boats")
    first = ada.sees(f"Your update on {FERRY} is in.")
    ready.posts(editor, "/sprint-update ferry", "The editor’s boats")
    theirs = editor.sees(f"Your update on {FERRY} is changed.")
    overtaken = ada.sees(f"<@{editor.id}> has changed the update on {FERRY}: version 2 counts now.")
    assert overtaken.ts == first.ts
    assert "See earlier versions" in buttons(overtaken)

    ready.imports(
        project("ferry", "Ferry Tickets", ada), edition=EDITION, updates=[{"project": "ferry", "body": "By file."}]
    )
    ada.sees(f"An import has changed the update on {FERRY}: version 3 counts now.")
    editor.sees(f"An import has changed the update on {FERRY}: version 3 counts now.")

    ready.posts(ada, "/sprint-update ferry", "Ada’s boats again")
    editor.clicks("Withdraw update on Ferry Tickets", message=theirs)
    editor.sees(f"Your update on {FERRY} is withdrawn.")
    ready.waits_for(lambda: len([m for m in ada.direct_messages() if withdrawn_by(editor) in m]) == 2)

    # and nobody else may do any of it
    update = rows(ready, "select id from updates")[0][0]
    about = " ".join(rows(ready, "select project_id, edition_id from updates")[0])
    tries = {
        "withdraw": (update, "withdraw its update"),
        "history": (update, "see earlier versions of its update"),
        "nothing_to_report": (about, "say that there is nothing to report"),
        "take_back_nothing": (about, "take this back"),
        "close_project": (about, "say whether it is over"),
        "project_goes_on": (about, "say whether it is over"),
    }
    for person in (bola, member):
        for action, (about_what, act) in tries.items():
            sends(ready, press(ready, person, action, about_what))
            person.sees(f"Only a lead of Ferry Tickets can {act}.")
        assert person.modal is None
    assert rows(ready, "select count(*) from nothing_to_report") == [(0,)]


def withdrawn_by(person: Person) -> str:
    return f"<@{person.id}> has withdrawn the update on {FERRY}."


def opened(ready: Stage, person: Person) -> str:
    person.types("/sprint-update ferry", in_channel=ready.notes)
    return form(person)


def buttons(message: Message) -> list[str]:
    return [element["text"]["text"] for element in _elements(message)]


def value(message: Message, label: str) -> str:
    return str(next(element["value"] for element in _elements(message) if element["text"]["text"].startswith(label)))


def _elements(message: Message) -> list[dict[str, Any]]:
    return [element for block in message.blocks if block["type"] == "actions" for element in block["elements"]]


def test_whoever_posts_that_a_project_is_finished_is_asked_whether_it_is_over(ready: Stage) -> None:
    ada, bola, notes = ready.ada, ready.bola, ready.notes
    for lead, name in ((ada, "ferry"), (bola, "lamps")):
        ready.posts(lead, f"/sprint-update {name}", "Handed over", "It runs.", Status="Complete")
    asked = ada.sees("Your update says that Ferry Tickets is finished. Is the project over?")
    ada.clicks("Close Ferry Tickets", message=asked)
    ada.sees("Ferry Tickets is closed. Nobody is reminded of it any more")
    told = ready.editor.sees("says that Ferry Tickets is over, and has closed it.", in_channel=ready.review)
    assert ada.id in told

    asked = bola.sees("Your update says that Lamp Posts is finished.")
    bola.clicks("Lamp Posts goes on", message=asked)
    bola.sees("Lamp Posts goes on: updates on it are expected as before.")
    bola.types("/sprint-update lamps", in_channel=notes)
    bola.fills({"Headline": "Handed over, really"})
    assert bola.submits().closed
    bola.sees("is changed")
    assert not any("Is the project over?" in str(one) for one in bola.direct_messages())

    ready.moves_to(18, 17)
    silent = ready.editor.sees("gave neither an update nor")
    assert "Lamp Repairs" in silent
    assert "Ferry Tickets" in str(ready.draft())  # what was posted stays
    ready.moves_to(27, 10)  # the next window: a Friday
    ready.waits_for(lambda: any("Lamp Posts" in str(one) for one in bola.direct_messages()[-1:]))
    ready.comes_to_rest()
    assert not any("There is no update on" in str(one) for one in ada.direct_messages())


def test_a_question_whether_a_project_is_over_goes_with_the_words_that_raised_it(ready: Stage) -> None:
    ada = ready.ada
    for phase, told in (("Retired", "Is the project over?"), ("Live", "Ferry Tickets goes on: updates")):
        ada.types("/sprint-update ferry", in_channel=ready.notes)
        opens_parts(ada, "Phase")
        ada.fills({"Headline": "Switched off", "What happened": "The old pier is empty.", "Phase": phase})
        assert ada.submits().closed
        ada.sees(told)
    assert not any("Is the project over?" in str(one) for one in ada.direct_messages())
