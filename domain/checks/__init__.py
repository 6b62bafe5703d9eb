"""Editorial checks: small pure functions of an edition and what it is held against, none of which changes anything.

``docs/checks.md`` has an example of each.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import replace

from domain.checks import abbreviations, counts, days, links, markup, names, people, relative, sameness, spelt, wording
from domain.checks.base import (
    Check,
    CheckInput,
    Finding,
    Found,
    Occurrence,
    Together,
    Weight,
    having,
    in_dated_lines,
    in_lines,
)
from domain.checks.passage import REMEMBERED, around
from domain.remembered import remembered

__all__ = ["CHECKS", "Check", "CheckInput", "Finding", "Occurrence", "Weight", "findings", "tally"]

ERROR, WARNING, HINT = Weight.ERROR, Weight.WARNING, Weight.HINT
WORDS, ITEM, EDITION = Together.WORDS, Together.ITEM, Together.EDITION
_LONG_SENTENCE, _LONG_UPDATE = wording.LONG_SENTENCE, wording.LONG_UPDATE
MOST_ALIKE = 4  # findings of a check: where an edition has more, they are one
CHECKS: tuple[Check, ...] = (
    Check("empty update", ERROR, "It says nothing. Ask the lead, or leave it out.", wording.empty_updates),
    Check("unfilled placeholder", ERROR, "Nothing fills it, so it cannot be published.", wording.unfilled),
    Check(
        "broken markup",
        ERROR,
        "Readers see the signs in place of what they stand for.",
        in_lines(markup.broken, markup.lines_with_signs),
        ITEM,
    ),
    Check(
        markup.TYPED_TABLE,
        WARNING,
        "Readers see rows and signs, and those who hear them no columns.",
        in_lines(markup.typed_tables, markup.lines_with_cells),
    ),
    Check("left out", WARNING, "Readers are not shown it. Is all said that should be?", wording.left_out),
    Check("repeated paragraph", ERROR, "It stands twice in this edition.", sameness.repeated_here),
    Check("repeated list item", ERROR, "It stands twice in the list.", sameness.repeated_in_list),
    Check("repeated from last time", WARNING, "It was in the last edition already.", sameness.repeated_from_last),
    Check("doubled word", ERROR, "The word stands twice.", in_lines(wording.doubled_words, wording.lines_with_doubles)),
    Check(
        "word twice",
        HINT,
        "The word stands twice. Is that meant?",
        in_lines(wording.words_twice, wording.lines_with_doubles),
        ITEM,
    ),
    Check("unfinished sentence", ERROR, "The sentence stops in the middle.", wording.unfinished),
    Check(
        "stray space",
        WARNING,
        "A space too many or too few.",
        in_lines(wording.stray_spaces, wording.lines_with_odd_spaces),
        ITEM,
    ),
    Check(
        "double space",
        HINT,
        "One is enough.",
        in_lines(wording.double_spaces, wording.lines_with_double_spaces),
        EDITION,
    ),
    Check("no such day", ERROR, "The month has no such day.", in_dated_lines(days.no_such_day, days.lines_with_days)),
    Check(
        "wrong weekday",
        ERROR,
        "The date is on another weekday.",
        in_dated_lines(days.wrong_weekday, days.lines_with_days),
    ),
    Check(
        "date without year",
        WARNING,
        "Whoever reads it later cannot know the year.",
        in_dated_lines(days.without_year, days.lines_with_days),
        EDITION,
    ),
    Check(
        "relative date",
        WARNING,
        "Whoever reads it later cannot know when that was.",
        in_dated_lines(relative.relative, relative.lines_with_days),
        ITEM,
    ),
    Check(
        "promise passed",
        WARNING,
        "The day will be over when this is published.",
        in_dated_lines(days.passed, days.lines_with_days),
        ITEM,
    ),
    Check(
        "missing link",
        WARNING,
        "It sends readers somewhere, and there is no link.",
        in_lines(links.missing, having(links.LOOKS)),
        ITEM,
    ),
    Check("relative link", ERROR, "The address leads nowhere from another page.", links.relative, ITEM),
    Check(
        "wrapped link",
        WARNING,
        "The address leads through a mail filter or a tracker.",
        links.wrapped,
        EDITION,
    ),
    Check("internal link", WARNING, "Only people inside can open it.", in_lines(links.internal, links.linked), EDITION),
    Check("private link", HINT, "Check that everybody can open it.", in_lines(links.private, links.linked), EDITION),
    Check(
        "vague link",
        WARNING,
        "The words of the link do not say where it leads.",
        in_lines(links.vague, links.linked),
        EDITION,
    ),
    Check("bare link", HINT, "An address says less than words.", in_lines(links.bare, links.linked), EDITION),
    Check("undescribed picture", WARNING, "Who cannot see it must learn what it shows.", links.undescribed, EDITION),
    Check(abbreviations.UNEXPLAINED, WARNING, "Nothing says what it means.", abbreviations.unexplained, EDITION),
    Check("first name only", WARNING, "Readers do not know who that is.", people.first_names, EDITION),
    Check(
        "personal address",
        WARNING,
        "It reaches one person. Do they agree?",
        in_lines(people.addresses, people.lines_with_addresses),
        EDITION,
    ),
    Check("name nearly right", ERROR, "The unit knows a name that is almost the same.", names.near_names, WORDS),
    Check("heading in other capitals", HINT, "Last time it was written otherwise.", names.heading_capitals),
    Check("name in two spellings", WARNING, "One of the two is wrong.", spelt.in_two_ways),
    Check("figure contradicts", WARNING, "It is less than last time, or of something else.", sameness.figures),
    Check("numbers disagree", WARNING, "The item counts the same thing in two ways.", counts.disagree),
    Check(
        "maker’s spelling",
        HINT,
        "Its maker spells it otherwise.",
        in_lines(wording.makers, having(wording.MAKERS)),
        WORDS,
    ),
    Check("two spellings", HINT, "The edition spells it in two ways.", wording.spellings, WORDS),
    Check("team is, team are", HINT, "The item has both.", wording.team_number),
    Check(
        "long sentence",
        HINT,
        f"It has more than {_LONG_SENTENCE} words.",
        in_lines(wording.long_sentences, wording.long_lines),
        ITEM,
    ),
    Check("long update", HINT, f"It has more than {_LONG_UPDATE} words.", wording.long_updates),
)


def findings(given: CheckInput, off: Collection[str] = ()) -> list[Finding]:
    """Everything that the wanted checks notice, the weightiest first, then as it stands in the edition."""
    order = {piece.key: place for place, piece in enumerate(given.pieces)}
    found = [finding for check in CHECKS if check.name not in off for finding in _findings(check, given)]
    weights = list(Weight)
    return sorted(found, key=lambda finding: (weights.index(finding.weight), order[finding.key]))


def _findings(check: Check, given: CheckInput) -> Iterator[Finding]:
    """What a check notices, one for each cause; where these are many, one for all of them."""
    noticed = [_place(check.name, found) for found in check.look(given)]
    by_cause = _grouped(noticed, check.cause)
    if len(by_cause) > MOST_ALIKE:
        by_cause = _grouped(noticed, replace(check, together=Together.EDITION).cause)
    for places in by_cause.values():
        yield Finding(check=check.name, weight=check.weight, reason=check.reason, places=tuple(places))


def _grouped(places: Iterable[Occurrence], cause: Callable[[Occurrence], Hashable]) -> dict[Hashable, list[Occurrence]]:
    by_cause: dict[Hashable, list[Occurrence]] = defaultdict(list)
    for place in places:
        by_cause[cause(place)].append(place)
    return by_cause


@remembered(16 * REMEMBERED)
def _place(check: str, found: Found) -> Occurrence:
    return Occurrence(
        check=check,
        key=found.piece.key,
        heading=found.piece.heading,
        found=found.found,
        around=around(found.text, found.found, found.at),
        line=found.text,
        at=found.at,
        instead=found.instead,
        is_address=found.is_address,
    )


def tally(found: Iterable[Finding]) -> dict[str, int]:
    """How many there are of each weight."""
    return dict(Counter(str(finding.weight) for finding in found))
