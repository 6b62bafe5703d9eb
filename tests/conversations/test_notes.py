"""``/sprint-notes``: help, and what is next."""

from __future__ import annotations

import re

from tests.conversations.looking import field, form
from tests.stage import Stage, project

NOTES = "/sprint-notes"


def test_help_and_what_is_next(staged: Stage) -> None:
    ada, bola, member, notes = staged.ada, staged.bola, staged.member, staged.notes
    asked = ("help", " HELP me", "“help”", "*Help*", "_help_", "`help`", "help?", "‘help’!", "\u200bhelp\xa0", "?")
    more = ("/sprint-update help", "/sprint-status help", "/sprint-update *help*", "/sprint-status “Help”.")
    for line in (NOTES, *(f"{NOTES} {word}" for word in asked), *more):
        answer = member.types(line, in_channel=notes)
        assert "What you can do" in answer, line
        for command in ("/sprint-update", "/sprint-status", f"{NOTES} next", f"{NOTES} draft", f"{NOTES} setup"):
            assert f"• {command}: " in answer, line
    assert "There is no /sprint-notes nxet. The nearest is /sprint-notes next." in member.types(
        f"{NOTES} nxet", in_channel=notes
    )
    for word, command in (
        ("status", "/sprint-status"),
        ("*stauts* ferry", "/sprint-status"),
        ("updates", "/sprint-update"),
    ):
        answer = member.types(f"{NOTES} {word}", in_channel=notes)
        assert f"There is no {NOTES} {word.split()[0]}. The nearest is {command}." in answer
    answer = member.types(f"{NOTES} <!here>{'x' * 3000}", in_channel=notes)
    assert "There is no /sprint-notes <!here>xxx" in answer
    assert "The nearest" not in answer
    assert "/sprint-notes help" in answer
    assert "<!here>" not in answer.messages[-1].text

    staged.sets_up()
    empty = member.types(f"{NOTES} next", in_channel=notes)
    assert "There are no projects yet: an editor adds them with /sprint-notes projects." in empty
    assert "There are no projects yet" in member.types("/sprint-status", in_channel=notes)
    assert "There are no projects yet" in staged.editor.types("/sprint-update", in_channel=notes)
    assert "You do not lead a project yet" in member.types("/sprint-update", in_channel=notes)

    staged.imports_the_usual()
    staged.imports(*(project(f"many{place}", f"Many {place}", bola) for place in range(6)))
    answer = bola.types(f"{NOTES} next", in_channel=notes)
    for word in ("*next*", "“Next”", "next?", "~next~ please"):
        assert "Sprint Notes #7 covers" in bola.types(f"{NOTES} {word}", in_channel=notes), word
    assert "Sprint Notes #7 covers 5 – 18 March 2026." in answer
    assert "Updates close at 5pm on Wednesday 18 March 2026, in 13 days." in answer
    assert "0 of 9 projects have an update." in answer
    assert "Yours without one: Lamp Posts, Lamp Repairs, Many 0, Many 1" in answer
    bola.clicks("Post update on Lamp Repairs", message=answer.messages[-1])
    assert field(bola, "Project") == "Lamp Repairs"
    bola.fills({"Headline": "Mended", "What happened": "All of them."})
    assert bola.submits().closed
    answer = bola.types(f"{NOTES} next", in_channel=notes)
    assert "1 of 9 projects have an update." in answer
    assert "Yours with one: Lamp Repairs." in answer
    answer = member.types(f"{NOTES} next", in_channel=notes)
    assert "1 of 9 projects have an update." in answer
    assert "Yours" not in answer

    staged.moves_to(17, 23, 30)
    assert "in 1 day." in ada.types(f"{NOTES} next", in_channel=notes)
    staged.moves_to(18, 9)
    assert "5pm on Wednesday 18 March 2026, today." in ada.types(f"{NOTES} next", in_channel=notes)


def test_everybody_is_told_the_commands_of_their_role(ready: Stage) -> None:
    ada, editor, member, notes = ready.ada, ready.editor, ready.member, ready.notes
    for_all = [f"{NOTES} next", f"{NOTES} nominate", f"{NOTES} projects", f"{NOTES} help", "/sprint-status"]
    for_editors = [f"{NOTES} {word}" for word in ("draft", "news", "template", "setup", "people", "checks", "history")]
    for person, told in (
        (member, for_all),
        (ada, [*for_all, "/sprint-update"]),
        (editor, [*for_all, "/sprint-update", *for_editors]),
    ):
        for line in (f"{NOTES} help", "/sprint-update help", "/sprint-status help", f"{NOTES} hlep"):
            answer = str(person.types(line, in_channel=notes))
            assert set(re.findall("• (/[a-z -]+): ", answer)) == set(told), (person, line)
        assert (f"The editors are <@{editor.id}>." in answer) == (person is not editor)
    assert "An editor can add you as a lead." in member.types(f"{NOTES} help", in_channel=notes)
    member.opens_home()
    member.sees_home("See all commands")
    member.clicks("See all commands")
    assert f"{NOTES} setup" not in form(member)
    assert "/sprint-status" in form(member)
