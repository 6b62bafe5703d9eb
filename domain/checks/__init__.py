"""Editorial checks: small pure functions of an edition and what it is held against, none of which changes anything.

``docs/checks.md`` has an example of each.
"""

from collections import Counter
from collections.abc import Collection, Iterable

from domain.checks import days, links, people, relative, sameness, wording
from domain.checks.base import Check, CheckInput, Finding, Weight, in_dated_lines, in_lines
from domain.checks.passage import around

__all__ = ["CHECKS", "CheckInput", "Finding", "Weight", "findings", "tally"]

ERROR, WARNING, HINT = Weight.ERROR, Weight.WARNING, Weight.HINT
CHECKS: tuple[Check, ...] = (
    Check("empty update", ERROR, "It says nothing. Ask the lead, or leave it out.", wording.empty_updates),
    Check("unfilled placeholder", ERROR, "Nothing fills it, so it cannot be published.", wording.unfilled),
    Check("left out", WARNING, "Readers are not shown it. Is all said that should be?", wording.left_out),
    Check("repeated paragraph", ERROR, "It stands twice in this edition.", sameness.repeated_here),
    Check("repeated from last time", WARNING, "It was in the last edition already.", sameness.repeated_from_last),
    Check("doubled word", ERROR, "The word stands twice.", in_lines(wording.doubled_words)),
    Check("unfinished sentence", ERROR, "The last sentence stops in the middle.", wording.unfinished),
    Check("stray space", WARNING, "A space too many or too few.", in_lines(wording.stray_spaces)),
    Check("no such day", ERROR, "The month has no such day.", in_dated_lines(days.no_such_day)),
    Check("wrong weekday", ERROR, "The date is on another weekday.", in_dated_lines(days.wrong_weekday)),
    Check(
        "date without year", WARNING, "Whoever reads it later cannot know the year.", in_dated_lines(days.without_year)
    ),
    Check(
        "relative date", WARNING, "Whoever reads it later cannot know when that was.", in_dated_lines(relative.relative)
    ),
    Check(
        "promise passed", WARNING, "It is promised for a day before this edition begins.", in_dated_lines(days.passed)
    ),
    Check("missing link", WARNING, "It sends readers somewhere, and there is no link.", in_lines(links.missing)),
    Check("relative link", ERROR, "The address leads nowhere from another page.", in_lines(links.relative)),
    Check("private link", WARNING, "Most readers cannot open it.", in_lines(links.private)),
    Check("vague link", WARNING, "The words of the link do not say where it leads.", in_lines(links.vague)),
    Check("bare link", HINT, "An address says less than words.", in_lines(links.bare)),
    Check("undescribed picture", WARNING, "Who cannot see it must learn what it shows.", links.undescribed),
    Check("unexplained abbreviation", WARNING, "Nothing in the edition says what it means.", people.abbreviations),
    Check("first name only", WARNING, "Readers do not know who that is.", people.first_names),
    Check("personal address", WARNING, "It reaches one person. Do they agree?", in_lines(people.addresses)),
    Check("name nearly right", ERROR, "The unit knows a name that is almost the same.", people.near_names),
    Check("heading in other capitals", HINT, "Last time it was written otherwise.", people.heading_capitals),
    Check("figure contradicts", WARNING, "It is less than last time, or of something else.", sameness.figures),
    Check("two spellings", HINT, "The edition spells it in two ways.", wording.spellings),
    Check("team is, team are", HINT, "The item has both.", wording.team_number),
    Check("long sentence", HINT, f"It has more than {wording.LONG_SENTENCE} words.", in_lines(wording.long_sentences)),
    Check("long update", HINT, f"It has more than {wording.LONG_UPDATE} words.", wording.long_updates),
)


def findings(given: CheckInput, off: Collection[str] = ()) -> list[Finding]:
    """Everything that the wanted checks notice, the weightiest first, then as it stands in the edition."""
    order = {piece.key: place for place, piece in enumerate(given.pieces)}
    found = [finding for check in CHECKS if check.name not in off for finding in _findings(check, given)]
    weights = list(Weight)
    return sorted(found, key=lambda finding: (weights.index(finding.weight), order[finding.key]))


def _findings(check: Check, given: CheckInput) -> list[Finding]:
    return [
        Finding(
            check=check.name,
            weight=check.weight,
            key=found.piece.key,
            heading=found.piece.heading,
            found=found.found,
            around=around(found.text, found.found, found.at),
            line=found.text,
            at=found.at,
            reason=check.reason,
            instead=found.instead,
        )
        for found in check.look(given)
    ]


def tally(found: Iterable[Finding]) -> dict[str, int]:
    """How many there are of each weight."""
    return dict(Counter(str(finding.weight) for finding in found))
