"""Asking how projects stand."""

from __future__ import annotations

from tests.stage import Stage, project

STATUS = "/sprint-status"


def test_what_was_published_is_for_everybody_and_what_waits_is_not(ready: Stage) -> None:
    ada, bola, editor, member, notes = ready.ada, ready.bola, ready.editor, ready.member, ready.notes
    ready.imports(
        project("ferry", "Ferry Tickets", ada, lead_organisation="Quay Council", contact="boats@example.org"),
        project("old", "Old Pier", bola, state="closed"),
    )
    answer = member.types(STATUS, in_channel=notes)
    assert "Ferry Tickets: no update published yet" in answer
    assert "Old Pier" not in answer
    assert all(message.is_ephemeral for message in answer.messages)
    assert "No update has been published yet." in member.types(f"{STATUS} ferry", in_channel=notes)

    ready.posts(ada, "/sprint-update ferry", "Out for all", "Long words.", Status="On track", Phase="Beta")
    waiting = member.types(f"{STATUS} ferry", in_channel=notes)
    assert "A newer update waits for Sprint Notes #7 to be published." in waiting
    for words in ("Out for all", "Long words", "On track"):
        assert words not in waiting
        assert words not in bola.types(f"{STATUS} ferry", in_channel=notes)
    for insider in (ada, editor):
        told = insider.types(f"{STATUS} ferry", in_channel=notes)
        assert "Not published yet, for Sprint Notes #7, 5 – 18 March 2026" in told
        assert "Long words." in told
        assert "Led by Quay Council. Contact: boats@example.org" in told

    ready.moves_to(18, 17)
    card = ready.draft(parts=2)
    editor.clicks("Approve edition 7", message=card)
    editor.clicks("Publish edition 7", message=ready.draft("Approved, ready to publish."))
    member.sees("Out for all", in_channel=notes)
    ready.draft("Published: Sprint Notes #7")
    told = member.types(f"{STATUS} ferry", in_channel=notes)
    assert "From Sprint Notes #7, 5 – 18 March 2026\nStatus: On track\nPhase: Beta" in told
    assert "Ferry Tickets: On track (Sprint Notes #7)" in member.types(STATUS, in_channel=notes)

    ready.posts(ada, "/sprint-update ferry", "Not yet for all")
    told = member.types(f"{STATUS} ferry tick", in_channel=notes)
    assert "Out for all" in told
    assert "A newer update waits for Sprint Notes #8 to be published." in told
    assert "Not yet for all" not in told


def test_which_project_is_meant(ready: Stage) -> None:
    member, notes = ready.member, ready.notes
    pier = ready.slack.adds_channel("pier", members=[member])
    ready.imports(
        project("r&d", "R&D <Lab> `x`", ready.bola, channel=pier.id), project("old", "Old Pier", state="closed")
    )
    assert "What you can do" in member.types(f"{STATUS} HELP", in_channel=notes)
    for typed in ("r&d", "R&D <lab>"):
        answer = member.types(f"{STATUS} {typed}", in_channel=notes)
        assert answer.messages[-1].text.startswith("R&amp;D &lt;Lab&gt; `x`: no update"), typed
    assert "R&D <Lab> `x`" in member.types(STATUS, in_channel=pier)
    assert "How the projects stand" not in member.types(STATUS, in_channel=pier)
    assert "The project is closed." in member.types(f"{STATUS} old pier", in_channel=notes)

    answer = member.types(f"{STATUS} lamp", in_channel=notes)
    assert "Several projects are like “lamp”. Ask again with one of these:" in answer
    assert "Lamp Posts (lamps)" in answer
    assert "Lamp Repairs (repairs)" in answer

    answer = member.types(f"{STATUS} <!channel> *qqq* &", in_channel=notes)
    assert "No project is called “<!channel> *qqq* &”. /sprint-status alone lists them all." in answer
    assert "<!channel>" not in answer.messages[-1].text
    answer = member.types(f"{STATUS} {'qqq ' * 990}", in_channel=notes)
    assert "No project is called “qqq qqq" in answer
    assert len(str(answer)) < 200


def test_a_long_status_comes_complete_in_direct_messages(ready: Stage) -> None:
    member, notes = ready.member, ready.notes
    body = "\n\n".join(f"Paragraph {place} of many. {'Words and words. ' * 30}" for place in range(40))
    edition = {"number": 6, "starts": "2026-02-19", "ends": "2026-03-04", "state": "published"}
    projects = [project(f"p{place}", f"A project with a rather long name, number {place}") for place in range(200)]
    updates = [{"project": "p7", "headline": "A long story", "body": body, "status": "at risk"}]
    ready.imports(*projects, edition=edition, updates=updates)

    assert "it comes in your direct messages" in member.types(f"{STATUS} p7", in_channel=notes)
    ready.waits_for(lambda: any("Paragraph 39 of many." in message for message in member.direct_messages()))
    told = "\n".join(map(str, member.direct_messages()))
    assert [told.count(f"Paragraph {place} of many.") for place in range(40)] == [1] * 40
    assert told.index("Paragraph 9 ") < told.index("Paragraph 10 ") < told.index("Paragraph 39 ")
    assert "number 7: at risk, Sprint Notes #6. A long story" in member.direct_messages()[-1].text

    before = len(member.direct_messages())
    assert "it comes in your direct messages" in member.types(STATUS, in_channel=notes)
    ready.waits_for(lambda: any("Ask for one with" in message for message in member.direct_messages()[before:]))
    told = "\n".join(map(str, member.direct_messages()[before:]))
    assert [told.count(f"number {place}: ") for place in range(200)] == [1] * 200
    assert "number 7: At risk (Sprint Notes #6)" in told
