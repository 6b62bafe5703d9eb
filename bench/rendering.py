"""Compiling and rendering a large edition, against the floor of copying its words as JSON."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

from bench.medians import median
from domain.codec import as_json
from domain.compile import compile_edition
from domain.edition import Edition
from domain.facts import Past
from domain.project import Project, Status
from domain.text.difference import difference
from domain.text.markdown import parse
from domain.text.normal_form import paragraph
from domain.unit import Template, Unit
from domain.update import UpdateContent
from rendering.formats import FORMATS
from rendering.slack.editions.draft_items import ItemControls
from rendering.slack.editions.edition import draft_messages, edition_messages

PROJECTS = 100
PARAGRAPHS = 20
LONGEST = 22_000  # characters: the longest update seen
WELCOME = "This is no. {number} of {unit}. New: {first_updates}."
PROSE = "We met **12** councils; see https://example.org/a & [b](https://example.org). "
HOSTILE = ("a\n\n", "- a\n", "http://", "<b>", "**a_ ", "[a]", "`", "| a ", "> ")
SENTENCES = "The team met **12 people** in a [library](https://example.org/library) and watched them try. " * 3


def report() -> None:
    """Prints a line for each format."""
    edition = Edition(
        id="e", number=1, starts=date(2026, 1, 1), ends=date(2026, 1, 14), closes_at=datetime(2026, 1, 14, tzinfo=UTC)
    )
    projects = [
        Project(id=str(n), key=str(n), name=f"Project number {n}", aims="To be there.") for n in range(PROJECTS)
    ]
    body = parse("\n\n".join([SENTENCES] * PARAGRAPHS))
    content = UpdateContent(headline="What we learnt", body=body, status=Status.ON_TRACK)
    updates = {project.id: content for project in projects}
    unit = Unit(name="Unit", template=Template(intro=WELCOME))

    def compiled() -> object:
        return compile_edition(unit, edition, projects, updates, [], past=Past({}))

    document = compile_edition(unit, edition, projects, updates, [], past=Past({}))
    words = as_json(document)
    floor = median(lambda: json.loads(json.dumps(words)))
    size = len(json.dumps(words))
    print(f"\nAn edition of {PROJECTS} projects, {size:,} bytes as JSON; copying it as JSON takes {floor:.0f} ms")
    named: dict[str, Callable[[], object]] = {
        "compile": compiled,
        "draft messages": lambda: draft_messages(document, ItemControls(edition)),
        "published messages": lambda: edition_messages(document),
        **{name: _rendered(name, document) for name in FORMATS},
    }
    for name, work in named.items():
        taken = median(work)
        print(f"  {name:18}  {taken:7.1f} ms   ratio {taken / floor:5.1f}")
    _report_reading()
    _report_comparing()


def _report_reading() -> None:
    """Texts that could be slow to read: each against ordinary prose of the same length."""
    floor = median(lambda: parse(_filled(PROSE)))
    print(f"\nReading {LONGEST:,} characters of Markdown; ordinary prose takes {floor:.0f} ms")
    for part in HOSTILE:
        taken = median(partial(parse, _filled(part)))
        print(f"  {part!r:18}  {taken:7.1f} ms   ratio {taken / floor:5.1f}")


def _report_comparing() -> None:
    """Texts that could be slow to compare, while somebody waits for their history."""
    mixed = [paragraph("the same words again " * 900), paragraph("again the words same " * 900)]
    other = [paragraph(" ".join(f"{word}{n % 900}" for n in range(3_500))) for word in ("word", "other")]
    floor = median(lambda: [parse(_filled(PROSE)) for _ in range(2)])
    print(f"\nComparing two texts of 3,500 words; reading two takes {floor:.0f} ms")
    for name, (before, after) in {"words in other order": mixed, "other words": other}.items():
        taken = median(partial(difference, before, after))
        print(f"  {name:20}  {taken:7.1f} ms   ratio {taken / floor:5.1f}")


def _filled(part: str) -> str:
    return part * (LONGEST // len(part))


def _rendered(name: str, document: object) -> Callable[[], object]:
    render = FORMATS[name].render
    return lambda: render(copy.copy(document))  # type: ignore[arg-type]
