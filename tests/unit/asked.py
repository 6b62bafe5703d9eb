"""The unit of which the table of questions asks, and readings in a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from domain.edition import Edition, EditionState
from domain.project import Phase, Project, ProjectState
from domain.reading import LATER, Reading, Registry

PROJECTS = [
    Project(id="bins", key="bins", name="Bins and Recycling", aliases=("Waste",), lead_organisation="Camden Council",
            partners=("Hackney Council",), round="5", phase=Phase.BETA, leads=("U0ADA",), channel="C0BINS"),
    Project(id="grants", key="grants", name="A Community Grants Service", aliases=("CGS",), round="Round 5",
            lead_organisation="London Borough of Sutton", phase=Phase.ALPHA, leads=("U0BOLA",)),
    Project(id="ims", key="ims", name="Income Management System (IMS)", aliases=("LocalGov IMS",), round="3",
            lead_organisation="Barnsley Metropolitan Borough Council", leads=("U0ADA",), featured=True),
    Project(id="vcs", key="vcs", name="Data Exchange with VCS", lead_organisation="Huntingdonshire District Council"),
    Project(id="low-code", key="low-code", name="Low-Code Patterns for Housing Management", round="4",
            lead_organisation="Hackney Council"),
    Project(id="gwastraff", key="gwastraff", name="Gwastraff Gwyrdd", lead_organisation="Cyngor Gwynedd", round="5"),
    Project(id="plant", key="plant-gofal", name="Plant mewn Gofal", lead_organisation="Cyngor Caerdydd"),
    Project(id="care", key="quality", name="Quality Data for Children in Care", lead_organisation="North Yorkshire"),
    Project(id="posts", key="lamps", name="Lamp Posts", lead_organisation="Leeds City Council"),
    Project(id="repairs", key="repairs", name="Lamp Repairs", lead_organisation="Leeds City Council"),
    Project(id="live", key="live-buses", name="Live Bus Times", lead_organisation="Tees Valley"),
    Project(id="pier", key="pier", name="Old Pier", state=ProjectState.CLOSED, round="1"),
]  # fmt: skip
FIRST = date(2026, 6, 4)  # edition 10 begins; a fortnight each


def edition(number: int) -> Edition:
    starts = FIRST + timedelta(14 * (number - 10))
    closes = datetime(2026, 1, 1, tzinfo=UTC)
    ends = starts + timedelta(13)
    return Edition(
        id=f"E{number}", number=number, starts=starts, ends=ends, closes_at=closes, state=EditionState.PUBLISHED
    )


REGISTRY = Registry(
    projects=PROJECTS,
    editions=[edition(number) for number in range(1, 23)],
    asker="U0ADA",
    today=date(2026, 11, 30),
)


def in_channel(channel: str) -> Registry:
    return replace(REGISTRY, channel=channel)


def said(reading: Reading) -> str:
    """A reading in a line: ``several at risk beta, of Camden Council, round 5, 1-22, words``."""
    states = [*sorted(reading.statuses), *sorted(reading.phases)]
    first = " ".join([reading.about, *reading.projects, *states, *([str(reading.edition)] if reading.edition else [])])
    organisations = f"of {' & '.join(reading.organisations)}" if reading.organisations else ""
    rounds = " ".join(f"round {name}" for name in reading.rounds)
    span = ""
    if reading.span:
        until = "" if reading.span.until == LATER else reading.span.until
        span = "no edition" if reading.span.holds_none else f"{reading.span.since}-{until}"
    person = f"by {reading.person}" if reading.person else ""
    words = f"“{reading.words}”" if reading.words else ""
    return ", ".join(filter(None, (first, organisations, rounds, person, span, words)))
