"""How several projects stand, as a table."""

from collections.abc import Sequence
from datetime import date

from domain import english
from domain.delivery import Message
from domain.edition import title
from domain.follows import FollowKind
from domain.reading import Reading
from domain.standing import Standing
from domain.text.normal_form import paragraph
from rendering.slack.answers.follows import follow_button
from rendering.slack.answers.parts import Asked, answered
from rendering.slack.kit.messages import heading, pieces
from rendering.slack.kit.tables import data_tables

HEADER = ("Project", "Status", "Phase", "Led by", "Headline", "From")
HOW = "Ask for one by a few letters of its name."


def several_answer(
    asked: Asked, reading: Reading, standings: Sequence[Standing], today: date, waiting: int = 0
) -> list[Message]:
    """A row for each project. ``waiting`` newer updates are not published, and the asker may see them."""
    about = _about(reading, len(standings))
    if not standings:
        return answered(asked, about, pieces(paragraph(f"{about} /sprint-status alone lists all projects.")))
    newer = f"{english.count(waiting, 'newer update')} not published yet: ask for one project." if waiting else ""
    told = " ".join(filter(None, [HOW, newer]))
    rows = [_row(standing, today) for standing in standings]
    following = [follow_button(FollowKind.ORGANISATION, name, name) for name in reading.organisations[:1]]
    parts = [*heading(about), *pieces(paragraph(told)), *data_tables(about, HEADER, rows)]
    return answered(asked, about, parts, *following)


def _about(reading: Reading, number: int) -> str:
    """“3 projects are at risk, of Camden Council, in round 5”."""
    states = english.listing([str(state) for state in (*sorted(reading.statuses), *sorted(reading.phases))])
    parts = [
        f"{'is' if number < 2 else 'are'} {states}" if states else "",
        f"of {english.listing(reading.organisations)}" if reading.organisations else "",
        f"in round {english.listing(reading.rounds)}" if reading.rounds else "",
        reading.span.called if reading.span else "",
    ]
    known = ", ".join(filter(None, parts))
    if not number:
        return f"No project {known}.".replace(" .", ".")
    count = english.count(number, "project")
    return f"{count} {known}" if known else f"How {count} {'stands' if number == 1 else 'stand'}"


def _row(standing: Standing, today: date) -> tuple[str, ...]:
    project = standing.project
    status = (standing.status or ("no status given" if standing.published else "no update published yet")).capitalize()
    phase = (standing.phase or "").capitalize()
    return project.name, status, phase, project.lead_organisation, standing.told.headline, _age(standing, today)


def _age(standing: Standing, today: date) -> str:
    """Which edition the news are from, and how long that is ago."""
    if not standing.published:
        return ""
    _, edition = standing.published[0]
    days = (today - edition.ends).days
    return f"{title(edition.number)}, {english.count(days, 'day')} ago" if days > 0 else title(edition.number)
