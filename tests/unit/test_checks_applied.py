"""What every proposal makes of the labelled passages: it is found no more, and reads right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from domain import rewording
from domain.checks import CheckInput, Finding, findings
from domain.update import UpdateContent
from rendering.formats import markdown
from tests.unit.labelled_sets import Passage, passages

PROPOSED = {
    f"{passage.id} {finding.check}": (passage, finding)
    for passage in passages()
    for finding in passage.findings()
    if finding.instead is not None
}


@pytest.mark.parametrize("name", PROPOSED)
def test_what_is_applied_is_found_no_more_and_reads_right(name: str, snapshot: SnapshotAssertion) -> None:
    passage, finding = PROPOSED[name]
    content = UpdateContent(body=passage.document().sections[0].items[0].body)
    after, done = rewording.applied(content, finding.places, rewording.in_update)
    assert done == len(finding.places)
    again = [one for one in found_in(passage, after) if one.check == finding.check and one.instead is not None]
    assert not {words for one in again for words in one.words} & {*finding.words}
    changes = "\n".join(f"{place.found} → {place.instead}" for place in finding.places)
    assert f"{changes}\n\n{markdown.text(after.body)}" == snapshot


def found_in(passage: Passage, content: UpdateContent) -> list[Finding]:
    document = passage.document()
    [section] = document.sections
    items = (replace(section.items[0], body=content.body),)
    return findings(CheckInput(replace(document, sections=(replace(section, items=items),))))
