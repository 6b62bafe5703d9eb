"""``sprint-notes compile``, as somebody uses it who has a file and nothing else."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from sandbox_support.shared import SHARED

from tests.forked import sprint_notes
from tests.unit.judges import everybody

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "bot" / "example" / "edition-12.json"
REAL = SHARED / "real" / "sprint-notes-39.json"
FORMATS = ("slack", "markdown", "html", "text", "json")

needs_shared = pytest.mark.skipif(not REAL.exists(), reason="the real edition lies beside the repository only")


def compiled(path: Path, to: str) -> str:
    done = sprint_notes("compile", str(path), "--to", to)
    assert done.returncode == 0, done.stderr
    return done.stdout


def lines_of(file: dict[str, Any]) -> list[str]:
    """Every paragraph and list item of a simple file, in the order in which the edition has them."""
    featured_first = sorted(file["projects"], key=lambda project: not project.get("featured", False))
    updates = {update["project"]: update["body"] for update in file["updates"]}
    bodies = [file["edition"]["intro"]]
    for news in file["news"]:
        bodies += [news.get("lead_in", ""), news["body"]]
    bodies += [updates[project["key"]] for project in featured_first]
    bodies.append(file["edition"]["closing"])
    lines = [line for body in bodies for line in re.split(r"\n+", body) if line]
    return [re.sub(r"^- ", "", line) for line in lines]


class _Blocks(HTMLParser):
    """The text of a page's body, a line for each block element."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.text += "\n" if tag in ("p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "main") else ""

    def handle_endtag(self, tag: str) -> None:
        self.handle_starttag(tag, ())

    def handle_data(self, data: str) -> None:
        self.text += data


def readable(output: str, to: str) -> list[str]:
    """The lines that a reader of a format sees."""
    if to == "html":
        page = _Blocks()
        page.feed(output)
        return [line.strip(" ") for line in page.text.split("\n")]
    if to in ("slack", "json"):
        return _lines(json.loads(output))
    return [re.sub(r"^\s*(?:[-*#>]+|\d+\.) +", "", line).strip() for line in output.split("\n")]


def _lines(value: Any) -> list[str]:
    if isinstance(value, list):
        return [line for part in value for line in _lines(part)]
    if not isinstance(value, dict):
        return []
    inlines = value.get("content", value.get("elements"))
    if isinstance(inlines, list) and inlines and all(inline.get("type") in ("text", "link") for inline in inlines):
        return "".join(inline.get("text") or inline["url"] for inline in inlines).split("\n")
    own = [value["text"]] if value.get("type") == "plain_text" else []
    own += [value[key] for key in ("title", "covering", "heading") if isinstance(value.get(key), str)]
    return own + [line for part in value.values() if isinstance(part, list | dict) for line in _lines(part)]


@needs_shared
@pytest.mark.parametrize("to", FORMATS)
def test_the_real_edition_is_complete_and_in_order(to: str) -> None:
    file = json.loads(REAL.read_text(encoding="utf-8"))
    shown = readable(compiled(REAL, to), to)
    wanted = lines_of(file)
    place = -1
    for line in wanted:
        assert shown.count(line) == wanted.count(line), line
        place = shown.index(line, place + 1)


@needs_shared
@pytest.mark.parametrize("to", FORMATS)
def test_the_real_edition_has_its_headings_in_order(to: str) -> None:
    file = json.loads(REAL.read_text(encoding="utf-8"))
    shown = readable(compiled(REAL, to), to)
    headings = ["Sprint Notes #39", "News from the team", *(news["title"] for news in file["news"])]
    headings += ["Funded project updates", *(project["name"] for project in file["projects"])]
    # the contents list of the page names the items too, so the last occurrence is the heading
    places = [len(shown) - 1 - shown[::-1].index(heading) for heading in headings]
    assert places == sorted(places)
    assert "Covering 25 November – 8 December 2021" in shown


@pytest.mark.parametrize(
    "path", [pytest.param(REAL, id="real", marks=needs_shared), pytest.param(EXAMPLE, id="example")]
)
def test_slack_takes_every_message(path: Path) -> None:
    for message in json.loads(compiled(path, "slack")):
        assert message["text"]
        assert everybody(message) == []


EVERY_FORMAT = """
import sys
from bot.cli import app

file, folder, *formats = sys.argv[1:]
for to in formats:
    app(["compile", file, "--to", to, "--out", f"{folder}/{to}"], standalone_mode=False)
"""


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    command = [sys.executable, "-c", EVERY_FORMAT, str(EXAMPLE), str(tmp_path), *FORMATS]
    otherwise = os.environ | {"PYTHONHASHSEED": "7"}  # sets in another order
    subprocess.run(command, cwd=ROOT, env=otherwise, capture_output=True, check=True)
    for to in FORMATS:
        (written,) = (tmp_path / to).iterdir()
        assert written.read_bytes().decode() == compiled(EXAMPLE, to)


def test_out_writes_a_file(tmp_path: Path) -> None:
    done = sprint_notes("compile", str(EXAMPLE), "--to", "html", "--out", str(tmp_path / "site"))
    written = tmp_path / "site" / "sprint-notes-12.html"
    assert done.stdout.strip() == str(written)
    assert written.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


DATES = {"number": 1, "starts": "2021-02-01", "ends": "2021-03-01"}
WRONG = [
    ('{"format": "sprint-notes/1", "colour": 1}', "colour: “colour” is not a key of this format"),
    ('{"format": "sprint-notes/2"}', "format: “sprint-notes/2” is not known here; write 'sprint-notes/1'"),
    ('{"format": ', "This is not JSON"),
    ('{"format": "sprint-notes/1"}', "edition: “edition” is missing"),
    (
        '{"format": "sprint-notes/1", "edition": {"number": 1, "starts": "2021-02-30", "ends": "2021-03-01"}}',
        "edition.starts: “2021-02-30” is not a date; write one like 2021-11-25",
    ),
    (
        json.dumps({"format": "sprint-notes/1", "edition": DATES, "updates": [{"project": "ghost", "body": "x"}]}),
        "updates[0].project: no project has the key “ghost”",
    ),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_wrong_file_is_refused_with_its_place(text: str, said: str) -> None:
    done = sprint_notes("compile", "-", given=text)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_file_that_is_not_there() -> None:
    done = sprint_notes("compile", "nowhere.json")
    assert done.returncode == 1
    assert done.stderr == "nowhere.json cannot be read: No such file or directory.\n"


SMALL = json.dumps(
    {
        "format": "sprint-notes/1",
        "edition": DATES,
        "projects": [{"key": "quay", "name": "Cei Môn"}],
        "updates": [{"project": "quay", "body": "The crane — at last 🎉 — turns again."}],
    },
    ensure_ascii=False,
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_file_is_read_however_an_editor_has_saved_it(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "quay.json"
    path.write_bytes(SMALL.encode(encoding))
    assert "at last 🎉 — turns" in compiled(path, "text")


def test_a_file_in_another_encoding_is_refused_with_its_name_and_the_fix(tmp_path: Path) -> None:
    path = tmp_path / "quay.json"
    path.write_bytes(SMALL.replace("🎉", "").encode("cp1252"))
    done = sprint_notes("compile", str(path))
    assert done.returncode == 1
    assert done.stderr.startswith("Line 1: The file is not in UTF-8 but, it seems, in Windows-1252")


@pytest.mark.parametrize("locale", ["ascii", "cp1252", "latin-1"])
def test_what_is_printed_is_in_utf_8_whatever_the_terminal_says(locale: str, tmp_path: Path) -> None:
    path = tmp_path / "quay.json"
    path.write_text(SMALL, encoding="utf-8")
    command = [sys.executable, "-m", "bot", "compile", str(path)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONIOENCODING": locale}, capture_output=True, check=True
    )
    assert "Cei Môn" in done.stdout.decode()
    assert "at last 🎉" in done.stdout.decode()


HOSTILE = (
    """<!channel> @here <script>alert(1)</script> <@U123> [x](javascript:alert(1))

A no-break space\u00a0here & an < there.

- one
  - two
    - three

| a | b |
|---|---|
| 1 | <b>2 |

"""
    + "A long sentence that goes on. " * 740
)


@pytest.mark.parametrize("to", FORMATS)
def test_a_hostile_file_becomes_a_complete_and_harmless_edition(to: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.json"
    file = {
        "format": "sprint-notes/1",
        "edition": {"number": 1, "starts": "2026-01-01", "ends": "2026-01-14"},
        "projects": [{"key": "<b>", "name": "<!channel> & <script>"}],
        "updates": [{"project": "<b>", "headline": "@here <!here>", "body": HOSTILE}],
    }
    path.write_text(json.dumps(file), encoding="utf-8")
    output = compiled(path, to)
    times = 2 if to == "slack" else 1  # a message says it in its blocks, and in its text for screen readers
    assert output.count("A long sentence that goes on.") == 740 * times
    assert "no-break space\u00a0here" in html.unescape(output)
    if to == "html":
        assert "<script" not in output.lower().split("<body", 1)[1]
        assert 'href="javascript' not in output.lower()
    if to == "slack":
        # in Slack only a message's own text is parsed for markup, and there it is escaped
        assert all("<" not in message["text"] for message in json.loads(output))


def test_hints_are_counted_and_listed_where_they_are_asked_for(tmp_path: Path) -> None:
    body = "We met the the wardens. It is on Github."
    text = json.dumps(
        {
            "format": "sprint-notes/1",
            "unit": {"name": "Harbour Unit", "timezone": "Europe/London"},
            "edition": {"number": 3, "starts": "2026-03-05", "ends": "2026-03-18"},
            "projects": [{"key": "ferry", "name": "Ferry Tickets"}],
            "updates": [{"project": "ferry", "body": body}],
        }
    )
    told = sprint_notes("compile", "-", given=text).stderr.splitlines()
    assert told[0].startswith("error: doubled word: Ferry Tickets: “the the”.")
    assert told[1:] == ["1 hint: --hints shows what is style only."]
    told = sprint_notes("compile", "-", "--hints", given=text).stderr.splitlines()
    assert told[1].startswith("hint: maker’s spelling: Ferry Tickets: “Github”.")
