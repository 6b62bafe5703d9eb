"""An edition with everything that an update can tell."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

from domain.compile import compile_edition
from domain.document import Document
from domain.edition import Edition
from domain.facts import Past
from domain.news import Event, NewsItem, NewsKind
from domain.project import Phase, Project, Status
from domain.text.markdown import parse
from domain.text.normal_form import paragraph
from domain.unit import Unit
from domain.update import Ask, Figure, Outcome, PlannedDate, UpdateContent, WebLink

EDITION = Edition(
    id="E12",
    number=12,
    starts=date(2025, 11, 6),
    ends=date(2025, 11, 19),
    closes_at=datetime(2025, 11, 19, 17, tzinfo=UTC),
)
BINS = Project(
    id="P1",
    key="bins",
    name="Bins",
    lead_organisation="Aberhelyg County Council",
    partners=("Dinas Wen", "Glan Môr"),
    contact="bins@example.org",
    aims="Nobody misses a bin day.",
)
TOLD = UpdateContent(
    headline="Round maps are live",
    body=parse("We drew them."),
    next=parse("We print them."),
    status=Status.ON_TRACK,
    phase=Phase.BETA,
    asks=(
        Ask("Councils to test with", date(2025, 11, 30), "bins@example.org"),
        Ask("A room", outcome=Outcome.DONE),
        Ask("A van", date(2025, 12, 5), outcome=Outcome.MOVED),
    ),
    dates=(
        PlannedDate("Launch", date(2025, 12, 1), time(14, 30)),
        PlannedDate("Show and tell", date(2025, 11, 21)),
        PlannedDate("Visit", date(2025, 11, 10)),
        PlannedDate("Hearing", date(2025, 12, 2), outcome=Outcome.DROPPED),
    ),
    figures=(Figure("homes tested", Decimal(40)), Figure("waiting time", Decimal(3), "days")),
    links=(WebLink("https://example.org/maps", "The maps"),),
)


EVENT = NewsItem(
    kind=NewsKind.EVENT,
    title="Bin day",
    body=paragraph("Come."),
    event=Event(starts=date(2025, 11, 28), starts_at=time(10), place="Y Neuadd"),
)
SAID = (EVENT, NewsItem(kind=NewsKind.SPOTLIGHT, title="Bro Wennol", body=paragraph("They answer.")))


def compiled(told: UpdateContent = TOLD, *news: NewsItem, past: Past | None = None) -> Document:
    """The edition with this update, and these news."""
    return compile_edition(Unit(name="U"), EDITION, [BINS], {"P1": told}, news, past=past)
