"""Asking how projects stand, and what was published: by command, mention, direct message, Home and a message's menu."""

from __future__ import annotations

from typing import Any

from slack_sandbox.text import as_text
from slack_sandbox.things import Message

from tests.stage import Stage, project

STATUS = "/sprint-status"
OUT = {"number": 6, "starts": "2026-02-19", "ends": "2026-03-04", "state": "published"}


def told(stage: Stage) -> None:
    """Edition 6 is in the archive; the ferry's newer words wait for edition 7."""
    quay = {"lead_organisation": "Quay Council", "round": "5"}
    stage.imports(
        project("ferry", "Ferry Tickets", stage.ada, contact="boats@example.org", **quay),
        project("lamps", "Lamp Posts", stage.bola),
        edition=OUT,
        updates=[
            {
                "project": "ferry", "headline": "Out for all", "body": "Payments began on Monday.\n\nLong words.",
                "status": "at risk", "phase": "beta", "asks": [{"text": "Testers wanted", "contact": "t@example.org"}],
                "note": "Plantednote",
            },
            {"project": "lamps", "headline": "The lamps are lit", "body": "All of them.", "status": "on track"},
        ],
    )  # fmt: skip
    stage.posts(stage.ada, "/sprint-update ferry", "Plantedheadline", "Plantedbody payments.", Status="Off track")


def test_what_was_published_is_for_everybody_and_what_waits_is_not(ready: Stage) -> None:
    ada, bola, editor, member, notes = ready.ada, ready.bola, ready.editor, ready.member, ready.notes
    ready.imports(
        project("ferry", "Ferry Tickets", ada, lead_organisation="Quay Council", contact="boats@example.org"),
        project("old", "Old Pier", bola, state="closed"),
    )
    answer = member.types(STATUS, in_channel=notes)
    assert "No update published yet" in answer
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
        seen = insider.types(f"{STATUS} ferry", in_channel=notes)
        assert "Not published yet, for Sprint Notes #7, 5 – 18 March 2026" in seen
        assert "Long words." in seen
        assert "Led by Quay Council." in seen

    ready.moves_to(18, 17)
    card = ready.draft(parts=2)
    editor.clicks("Approve edition 7", message=card)
    editor.clicks("Publish edition 7", message=ready.draft("Approved, ready to publish."))
    member.sees("Out for all", in_channel=notes)
    ready.draft("Published: Sprint Notes #7")
    seen = member.types(f"{STATUS} ferry", in_channel=notes)
    assert "From Sprint Notes #7, 5 – 18 March 2026" in seen
    assert "On track, beta" in seen
    assert "On track | Beta | Quay Council | Out for all | Sprint Notes #7" in member.types(STATUS, in_channel=notes)

    ready.posts(ada, "/sprint-update ferry", "Not yet for all")
    seen = member.types(f"{STATUS} how is the fery doing?", in_channel=notes)
    assert "Out for all" in seen
    assert "A newer update waits for Sprint Notes #8 to be published." in seen
    assert "Not yet for all" not in seen


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
    assert "How 4 projects stand" not in member.types(STATUS, in_channel=pier)
    assert "The project is closed." in member.types(f"{STATUS} old pier", in_channel=notes)
    for several in ("lamp", "lamps and repairs"):
        answer = member.types(f"{STATUS} {several}", in_channel=notes)
        assert "How 2 projects stand" in answer, several
        assert "Lamp Posts" in answer
        assert "Lamp Repairs" in answer

    answer = member.types(f"{STATUS} <!channel> *qqq* &", in_channel=notes)
    assert "Nothing that was published has “qqq”." in answer
    assert "<!channel>" not in answer.messages[-1].text
    answer = member.types(f"{STATUS} {'qqq ' * 990}", in_channel=notes)
    assert "Nothing that was published has “qqq qqq" in answer


def test_what_nobody_understands_leads_on(ready: Stage) -> None:
    told(ready)
    member, notes = ready.member, ready.notes
    member.types(f"{STATUS} zzyzx the ferry boat", in_channel=notes)
    answer = member.ephemerals(notes)[-1]
    assert "Nothing that was published has “zzyzx" in answer
    assert "Ask by a project’s name" in answer
    member.clicks("Ferry Tickets", message=answer)
    assert "Out for all" in as_text(member.sees_modal("Ferry Tickets"))


def test_words_are_found_with_their_sentence_and_their_edition(ready: Stage) -> None:
    told(ready)
    for person in (ready.member, ready.editor, ready.ada):
        answer = person.types(f"{STATUS} payment", in_channel=ready.notes)
        assert "1 published item with “payment”" in answer
        assert "Ferry Tickets, Sprint Notes #6, 19 February – 4 March 2026\nPayments began on Monday." in answer
        assert "Planted" not in answer
    assert "Testers wanted (contact: t@example.org" in ready.member.types(f"{STATUS} who needs help", ready.notes)
    assert "Ferry Tickets (at risk, beta): Out for all" in ready.member.types(f"{STATUS} edition 6", ready.notes)
    assert "1 project is at risk" in ready.member.types(f"{STATUS} what’s at risk?", ready.notes)
    assert "No project is off track." in ready.member.types(f"{STATUS} off track", ready.notes)
    assert "1 project of Quay Council" in ready.member.types(f"{STATUS} quay", ready.notes)
    assert "1 project in round 5" in ready.member.types(f"{STATUS} round 5", ready.notes)
    assert "Updates close at" in ready.member.types(f"{STATUS} next", ready.notes)


def test_a_mention_is_answered_in_its_thread_and_only_with_what_is_published(ready: Stage) -> None:
    told(ready)
    editor, member, notes = ready.editor, ready.member, ready.notes
    us = f"<@{ready.slack.bot_user}>"
    for person in (member, editor, ready.ada):
        question = person.says(f"{us} how is ferry tickets doing?", in_channel=notes)
        ready.waits_for(lambda question=question: len(member.thread(question)) == 1)
        (answer,) = member.thread(question)
        assert "At risk, beta" in answer
        assert "Planted" not in str(answer)
        assert "Share here" not in str(answer)
        assert f"<@{ready.ada.id}>" not in answer.text
    for insider in (editor, ready.ada):
        newer = insider.sees("There is newer, unpublished news of Ferry Tickets: look here.")
        insider.clicks("Ferry Tickets", message=newer)
        assert "Plantedheadline" in as_text(insider.sees_modal("Ferry Tickets"))
    assert not any("unpublished news" in str(message) for message in member.direct_messages())

    first = member.says("Has anybody seen the ferry?", in_channel=notes)
    member.says(f"{us} ferry", in_channel=notes, thread=first)
    ready.waits_for(lambda: len(member.thread(first)) == 2)
    assert "At risk, beta" in member.thread(first)[-1]


def test_a_direct_message_is_answered_once(ready: Stage) -> None:
    told(ready)
    for person, sees in ((ready.member, False), (ready.ada, True), (ready.editor, True)):
        before = len(person.direct_messages())
        person.says("ferry")
        ready.waits_for(lambda person=person, before=before: len(person.direct_messages()) == before + 1)
        answer = person.direct_messages()[-1]
        assert "Out for all" in answer
        assert ("Plantedheadline" in answer) is sees
    ready.comes_to_rest()
    assert sum("Out for all" in str(message) for message in ready.member.direct_messages()) == 1


def test_the_home_and_a_message_ask_too(ready: Stage) -> None:
    told(ready)
    member, notes = ready.member, ready.notes
    member.opens_home()
    member.sees_home("Or ask in your own words")
    member.chooses("Or ask in your own words", "what's at risk")
    shown = as_text(member.sees_modal("1 project is at risk"))
    assert "Ferry Tickets" in shown
    assert "Share here" not in shown
    member.closes(everything=True)
    message = ready.bola.says("Is Lamp Posts late?", in_channel=notes)
    assert member.uses_shortcut("What is the latest?", message).ok
    assert "The lamps are lit" in as_text(member.sees_modal("Lamp Posts"))


def test_what_is_shared_is_what_a_member_may_see(ready: Stage) -> None:
    told(ready)
    editor, member, notes = ready.editor, ready.member, ready.notes
    editor.types(f"{STATUS} ferry", in_channel=notes)
    seen = editor.ephemerals(notes)[-1]
    assert "Plantedheadline" in seen
    editor.clicks("Share here", message=seen)
    shared = member.sees("asked: “ferry”", in_channel=notes)
    assert "Out for all" in shared
    assert "Planted" not in str(shared)
    member.clicks("Read the whole update", message=shared)
    whole = as_text(member.sees_modal("Sprint Notes #6"))
    assert "Long words." in whole
    assert "Planted" not in whole


def test_a_long_status_comes_complete(ready: Stage) -> None:
    member, notes = ready.member, ready.notes
    body = "\n\n".join(f"Paragraph {place} of many. {'Words and words. ' * 30}" for place in range(40))
    projects = [project(f"p{place}", f"A project with a rather long name, number {place}") for place in range(200)]
    updates: list[dict[str, Any]] = [{"project": "p7", "headline": "A long story", "body": body, "status": "at risk"}]
    ready.imports(*projects, edition=OUT, updates=updates)

    assert "Paragraph 0 of many." in member.types(f"{STATUS} p7", in_channel=notes)
    member.clicks("Read the whole update", message=member.ephemerals(notes)[-1])
    whole = as_text(member.sees_modal("Paragraph 0 of many."))
    assert [whole.count(f"Paragraph {place} of many.") for place in range(40)] == [1] * 40

    before = len(member.direct_messages())
    assert "it comes in your direct messages" in member.types(STATUS, in_channel=notes)
    ready.waits_for(lambda: len(member.direct_messages()) == before + 3)
    said = "\n".join(map(str, member.direct_messages()[before:]))
    assert [said.count(f"number {place} ") for place in range(200)] == [1] * 200
    assert said.index("number 7 ") < said.index("number 0 ")  # what is at risk comes first


def test_where_a_workspace_has_no_data_tables_something_plainer_is_shown(
    ready: Stage, expected_refusals: set[str]
) -> None:
    expected_refusals.add("invalid_blocks")
    told(ready)
    member, notes, us = ready.member, ready.notes, f"<@{ready.slack.bot_user}>"

    def kinds(message: Message) -> set[str]:
        below = [block for one in message.raw.get("attachments", ()) for block in one["blocks"]]
        return {str(block["type"]) for block in (*message.blocks, *below)}

    for lacks, kind in ((["data_table"], "table"), (["data_table", "table"], "rich_text")):
        ready.slack.configures(lacks=lacks)
        before = len(ready.slack.refusals())
        for again in (False, True):
            assert "Ferry Tickets" in member.types(f"{STATUS} at risk", in_channel=notes)
            question = member.says(f"{us} what is at risk", in_channel=notes)
            ready.waits_for(lambda question=question: len(member.thread(question)) == 1)
            answer = member.thread(question)[-1]
            assert "data_table" not in kinds(answer)
            assert kind in kinds(answer)
            assert "Ferry Tickets" in answer
            refused = len(ready.slack.refusals()) - before
            before += refused
            assert refused == (0 if again else 2)  # it is asked once for each surface, and remembered


def test_it_is_asked_again_after_a_month(ready: Stage, expected_refusals: set[str]) -> None:
    expected_refusals.add("invalid_blocks")
    member, notes = ready.member, ready.notes
    ready.slack.configures(lacks=["data_table"])
    member.types(STATUS, in_channel=notes)
    ready.slack.configures(lacks=[])
    member.types(STATUS, in_channel=notes)
    assert "data_table" not in str(member.ephemerals(notes)[-1].raw)
    ready.moves_to(6, 9, month=4)
    member.types(STATUS, in_channel=notes)
    assert "data_table" in str(member.ephemerals(notes)[-1].raw)


def test_whoever_follows_something_hears_of_it_once(ready: Stage) -> None:
    ada, editor, member, notes = ready.ada, ready.editor, ready.member, ready.notes
    ready.imports(project("ferry", "Ferry Tickets", ada, lead_organisation="Quay Council"))
    assert "You follow nothing yet." in member.types("/sprint-notes following", in_channel=notes)
    member.types(f"{STATUS} ferry", in_channel=notes)
    member.clicks("Follow Ferry Tickets", message=member.ephemerals(notes)[-1])
    member.sees("You follow Ferry Tickets now", in_channel=notes)
    member.types(f"{STATUS} quay", in_channel=notes)
    member.clicks("Follow Quay Council", message=member.ephemerals(notes)[-1])
    member.sees("You follow Quay Council now", in_channel=notes)
    ready.posts(ada, "/sprint-update ferry", "Out for all", "Long words.", Status="On track")
    assert not any("what you follow" in message for message in member.direct_messages())

    ready.moves_to(18, 17)
    card = ready.draft(parts=2)
    editor.clicks("Approve edition 7", message=card)
    editor.clicks("Publish edition 7", message=ready.draft("Approved, ready to publish."))
    news = member.sees("Sprint Notes #7 is published, with news of what you follow:")
    assert str(news).count("Ferry Tickets (on track): Out for all") == 1
    ready.comes_to_rest()
    assert sum("what you follow:" in str(message) for message in member.direct_messages()) == 1
    assert not any("what you follow:" in str(message) for message in ada.direct_messages())
    member.clicks("Stop following Ferry Tickets", message=news)
    listed = member.types("/sprint-notes following", in_channel=notes)
    assert "You follow Quay Council." in listed
