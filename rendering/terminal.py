"""What the editorial checks have found, and what a table of projects would change, as lines for a terminal."""

from collections.abc import Iterator, Sequence

from domain.checks import Finding, Weight
from domain.english import count, few, quoted
from domain.project_changes import Change
from domain.project_plan import Plan


def found_lines(found: Sequence[Finding], *, hints: bool) -> Iterator[str]:
    """A line for each error and warning; hints are counted, or listed where they are asked for."""
    shown = [one for one in found if hints or one.weight is not Weight.HINT]
    yield from map(in_a_line, shown)
    if len(shown) < len(found):
        yield f"{count(len(found) - len(shown), 'hint')}: --hints shows what is style only."


def in_a_line(finding: Finding) -> str:
    """``warning: relative date: Ferry Tickets: “this week”: …``, with what could stand there instead."""
    proposed = [quoted(place.instead) for place in finding.places if place.instead is not None]
    instead = f" Write {few(list(dict.fromkeys(proposed)))}?" if proposed else ""
    where = f" In: {quoted(finding.around)}" if finding.around != finding.found else ""
    heading, found = few(finding.headings), few([quoted(words) for words in finding.words])
    return f"{finding.weight}: {finding.check}: {heading}: {found}. {finding.reason}{instead}{where}".replace("\n", " ")


def lines(plan: Plan, *, applied: bool) -> Iterator[str]:
    """Everything wrong; else every change, old and new, and what became of it."""
    if plan.wrong:
        yield from map(str, plan.wrong)
        yield f"{count(len(plan.wrong), 'thing')} to correct. Nothing was changed."
        return
    for change in (*plan.new, *plan.changed):
        what = "changed" if change.before else "new"
        yield f"{what}: {change.after.name} ({change.after.key})"
        yield from (f"  {_told(one, new=change.before is None)}" for one in change.changes)
    counted = f"{count(len(plan.new), 'new project')}, {len(plan.changed)} changed, {plan.unchanged} unchanged"
    if applied or not plan.applies:
        yield f"{'Applied' if plan.applies else 'Nothing to change'}: {counted}."
    else:
        yield f"Would be: {counted}. Nothing was changed; --apply does it."


def _told(change: Change, *, new: bool) -> str:
    before, after = ("; ".join(value) or "nothing" for value in (change.before, change.after))
    return f"{change.label}: {after}" if new else f"{change.label}: {before} → {after}"
