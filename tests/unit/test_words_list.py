"""The list of what the bot says: it is up to date, and a sentence cannot hide from it."""

from __future__ import annotations

import re

import pytest

from scripts.words import PAGE, page, sentences


def test_the_list_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run make words"


SAID = {
    'say("Nothing was changed.")': ["Nothing was changed."],
    'say(f"{edition.title} is {state.name} already.")': ["{title} is {name} already."],
    'raise Conflict("Wait for ", Who(editor), " first.")': ["Wait for {@somebody} first."],
    'told = ("Type ", Command("/sprint-notes setup"), ".")': ["Type /sprint-notes setup."],
    "f\"There are {english.count(of, 'project')}.\"": ["There are {2 projects}."],
    "f\"It is {'new' if fresh else 'old'} here.\"": ["It is {new|old} here."],
    'f"No project is called {english.quoted(typed)}."': ["No project is called “{typed}”."],
    'button("Approve", Action.APPROVE)': ["Approve"],
    'LABELS = {"lead_organisation": "Led by whom"}': ["Led by whom"],
    'def f(title: str = "All of them") -> None: ...': ["All of them"],
}


@pytest.mark.parametrize(("source", "said"), SAID.items())
def test_it_holds_what_is_said(source: str, said: list[str]) -> None:
    assert sentences(source if not source.startswith('f"') else f"x = {source}") == said


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring of a module."""',
        'log.info("not told", person=person)',
        'raise ValueError("only for whoever writes the code")',
        'UNDO, REFUSED = "undo", "refused by rule"',
        'key = f"reminder {edition.id} {person}"',
        'if word == "Some words": ...',
        '_DAY = re.compile(r"on the \\d+ of May")',
        'work.audit.add("take down", title)',
    ],
)
def test_it_passes_over_what_only_programs_read(source: str) -> None:
    assert sentences(source) == []


def test_internal_words_are_in_no_sentence() -> None:
    internal = r"\b(outbox|payload|delivery|deliveries|snapshot|row|revision|callback|metadata|from outside|API)\b"
    found = [line for line in page().splitlines() if line.startswith("- ") and re.search(internal, line)]
    assert found == []
