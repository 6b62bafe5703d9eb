"""What the editorial checks have found, for a terminal."""

from __future__ import annotations

from domain import english
from domain.checks import Finding


def in_a_line(finding: Finding) -> str:
    """``warning: relative date: Ferry Tickets: “this week”: …``, with what could stand there instead."""
    instead = "" if finding.instead is None else f" Write {english.quoted(finding.instead)}?"
    where = f" In: {english.quoted(finding.around)}" if finding.around != finding.found else ""
    heading, found = finding.heading, english.quoted(finding.found)
    return f"{finding.weight}: {finding.check}: {heading}: {found}. {finding.reason}{instead}{where}".replace("\n", " ")
