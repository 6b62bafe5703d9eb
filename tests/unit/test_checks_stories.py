"""Small editions that once were judged wrongly: what is said of each, and what nothing is said of."""

from __future__ import annotations

from datetime import date

import pytest

from domain.checks import CheckInput, Finding, Weight, findings
from domain.document import Document, Item, Section
from domain.text.markdown import parse
from services.files.exchange import check_file, compile_file
from services.files.files import read


def edition(*bodies: str) -> Document:
    items = tuple(Item(key=f"project-{n}", heading="Slip Rents", body=parse(body)) for n, body in enumerate(bodies))
    return Document(
        unit="Harbour Unit",
        number=3,
        starts=date(2026, 3, 5),
        ends=date(2026, 3, 18),
        title="Sprint Notes #3",
        covering="",
        sections=(Section(heading="Updates", items=items),),
    )


def found(*bodies: str, hints: bool = False) -> list[Finding]:
    noticed = findings(CheckInput(edition(*bodies)))
    return [one for one in noticed if (one.weight is Weight.HINT) is hints]


def told(*bodies: str, hints: bool = False) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.check, one.words) for one in found(*bodies, hints=hints)]


@pytest.mark.parametrize(
    "bodies",
    [
        pytest.param(["What it is is a list of the posts on the slip."], id="a clause before “is is”"),
        pytest.param(["The slip was laid on 9 June 1874 by the harbour master."], id="a year of another century"),
        pytest.param(["At noon the next day the crane was back. Plans for the next month are made."], id="an anchor"),
        pytest.param(["There is a one-crane crane rule. He said “no no no”."], id="doubled on purpose"),
        pytest.param(["We asked six fishers. One drew a map of the posts, which seems to help"], id="no stop"),
        pytest.param(["Which post was wet? None"], id="an answer"),
        pytest.param(
            ["We read [VHF](https://example.org/v) logs and sent PUT requests. The LHB, or Lower Harbour Board, is."],
            id="an abbreviation with its link or its words",
        ),
        pytest.param(["> We owe the BQW a lot, as they told us."], id="an abbreviation in a quotation"),
        pytest.param(["[Ngozi](https://example.org/ngozi-ray) drew it, and our crane driver Owen helped."], id="roles"),
        pytest.param(["Our [list is open to everybody](https://trello.com/b/z/list)."], id="a public board"),
        pytest.param(
            ["Fishers get one key, guests another, and crews a slip of paper that they keep with rope etc. It ends."],
            id="etc. ends a sentence",
        ),
    ],
)  # fmt: skip
def test_what_is_no_mistake(bodies: list[str]) -> None:
    assert told(*bodies) == []


def test_reported_speech_gets_no_proposal() -> None:
    [one] = found("As one fisher put it this week, the posts are dry.")
    assert (one.check, one.instead) == ("relative date", None)


def test_days_that_a_reader_years_later_cannot_place() -> None:
    said = told(
        "Thursday was dry. We spent Monday on posts, and much of Tuesday morning was lost. The rope tore Friday night.",
        "We paint this sprint. Recently the crane was moved, and over the next three weeks it stays.",
    )
    words = {word for check, places in said if check == "relative date" for word in places}
    assert {"Thursday", "Monday", "Tuesday morning", "Friday night"} <= words
    assert {"this sprint", "Recently", "over the next three weeks"} <= words


def test_markup_that_leads_nowhere_and_items_that_stand_twice() -> None:
    body = "* [Post rents](Post rents)\n* [Rope list](https://example.org/r)\n* [Rope list](https://example.org/r)\n\n"
    said = dict(told(f"{body}![a sketch](/sketches/1.png))"))
    assert said["relative link"] == ("/sketches/1.png",)
    assert "[Post rents](Post rents)" in said["broken markup"]
    assert ")" in said["broken markup"]
    assert said["repeated list item"] == ("Rope list",)


def test_products_as_their_makers_spell_them() -> None:
    hints = found("It is on Linkedin and in Javascript.", "See our github page.", hints=True)
    assert {one.instead for one in hints if one.check == "maker’s spelling"} == {"LinkedIn", "JavaScript", "GitHub"}


BROKEN = (
    "We noted how a list should start and stop, starting with the first post, and\nNgozi Ray drew the map. It was dry."
)


def test_a_sentence_broken_off_inside_an_update() -> None:
    assert [check for check, _ in told(BROKEN.replace("\n", "\\\n"))] == ["unfinished sentence"]


def test_a_sentence_broken_off_in_a_file_of_markdown() -> None:
    """There the end of a line is a space to readers; to its writer, who has wrapped no line, it was the end."""
    whole = read(
        '{"format": "sprint-notes/1", "unit": {"name": "Harbour Unit", "timezone": "Europe/London"}, '
        '"edition": {"number": 3, "starts": "2026-03-05", "ends": "2026-03-18"}, '
        '"projects": [{"key": "slip", "name": "Slip Rents"}], "updates": [{"project": "slip", "body": "BODY"}]}'
    )

    def said(body: str) -> list[tuple[str, str]]:
        file = whole.model_copy(update={"updates": [whole.updates[0].model_copy(update={"body": body})]})
        return [(one.check, one.found) for one in check_file(file, compile_file(file))]

    assert said(BROKEN) == [("unfinished sentence", BROKEN.partition("\n")[0])]
    assert said(f"{BROKEN} We have\nseen it.") == []
    assert said("We met.\nAnd then we left.") == []


def test_an_organisation_that_is_almost_a_known_one() -> None:
    known = ["Tolworth Harbour Board", "Maldon Borough Council"]
    noticed = findings(
        CheckInput(edition("Malden Borough Council joined, and Tolworth Habour Board will."), names=known)
    )
    assert [(one.check, one.found, one.instead) for one in noticed if one.check == "name nearly right"] == [
        ("name nearly right", "Malden Borough Council", "Maldon Borough Council"),
        ("name nearly right", "Tolworth Habour Board", "Tolworth Harbour Board"),
    ]
    assert findings(CheckInput(edition("Maldon Borough Council joined the Tolworth Harbour Board."), names=known)) == []


def test_two_streets_with_names_that_sound_alike() -> None:
    once = "We painted West Lane. Then we painted West Line."
    assert told(once) == [("name in two spellings", ("Line",))]
    assert told(f"{once} West Lane is dry, West Line is wet.") == []
