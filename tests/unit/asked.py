"""The table of questions, the unit of which it asks, and readings in a line."""

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


TABLE = """
                                            | several
all                                         | several
how is everyone doing?                      | several
what's new?                                 | several
help                                        | help
bins                                        | project bins
Bins!                                       | project bins
how is bins doing?                          | project bins
how is project bins doing?                  | project bins
how are the bins?                           | project bins
what is the latest on bins and recycling    | project bins
any news from the Waste project, please     | project bins
“bins”                                      | project bins
"bins and recycling"                        | project bins
#bins                                       | project bins
biins                                       | project bins
recyling                                    | project bins
status of recycling                         | project bins
tell me about bins :recycle:                | project bins
bins 🎉                                     | project bins
BINS AND RECYCLING                          | project bins
bins?! :wave:                               | project bins
ims                                         | project ims
IMS                                         | project ims
income managment sytem                      | project ims
LocalGov IMS                                | project ims
cgs                                         | project grants
how are community grants getting on         | project grants
grants                                      | project grants
grnats                                      | project grants
vcs                                         | project vcs
data exchange with VCS                      | project vcs
low code                                    | project low-code
lowcode                                     | project low-code
low-code patterns                           | project low-code
lcphm                                       | project low-code
old pier                                    | project pier
live bus times                              | project live
Live Bus Tims                               | project live
<#C0BINS|bins-team>                         | project bins
what about <#C0BINS>?                       | project bins
<https://example.org|bins>                  | project bins
gwastraff                                   | project gwastraff
wastraff                                    | project gwastraff
sut mae gwastraff gwyrdd?                   | project gwastraff
sut mae wastraff werdd?                     | project gwastraff
beth yw’r diweddaraf am Gwastraff Gwyrdd    | project gwastraff
blant mewn gofal                            | project plant
plant mewn ofal                             | project plant
lamp                                        | several posts repairs
lamps                                       | project posts
lamp repairs                                | project repairs
lamps and repairs                           | several repairs posts
bins and ims                                | several bins ims
bins, ims and vcs                           | several bins ims vcs
mine                                        | several, by U0ADA
my projects                                 | several, by U0ADA
how are my projects doing                   | several, by U0ADA
<@U0BOLA>                                   | several, by U0BOLA
what is <@U0BOLA|bola> up to?               | several, by U0BOLA
fy mhrosiectau                              | several, by U0ADA
at risk                                     | several at risk
what's at risk                              | several at risk
What’s at risk?                             | several at risk
which projects are off track                | several off track
off-track                                   | several off track
at rsik                                     | several at risk
ontrack                                     | several on track
who is paused                               | several paused
what is on hold                             | several paused
in trouble                                  | several at risk off track
not started                                 | several not started
what has finished                           | several complete
mewn perygl                                 | several at risk
beta                                        | several beta
what is in beta?                            | several beta
discovery                                   | several discovery
discvery                                    | several discovery
private beta                                | several beta
alpha and beta                              | several alpha beta
beta at risk                                | several at risk beta
live                                        | several live
alffa                                       | several alpha
camden                                      | several, of Camden Council
Camden Council                              | several, of Camden Council
what is camden doing                        | several, of Camden Council
camdem                                      | several, of Camden Council
barnsley                                    | several, of Barnsley Metropolitan Borough Council
hackney at risk                             | several at risk, of Hackney Council
north yorkshire                             | several, of North Yorkshire
gaerdydd                                    | several, of Cyngor Caerdydd
round 5                                     | several, round 5
r5                                          | several, round 5
rownd 5                                     | several, round 5
round 5 at risk                             | several at risk, round 5
beta in round 5                             | several beta, round 5
who needs help                              | help wanted
who needs help?                             | help wanted
help wanted                                 | help wanted
open asks                                   | help wanted
who needs help in camden                    | help wanted, of Camden Council
does bins need help?                        | help wanted bins
pwy sydd angen help                         | help wanted
next                                        | next
when is the next edition                    | next
when is the deadline?                       | next
when do updates close                       | next
rhifyn nesaf                                | next
edition 9                                   | edition 9
#9                                          | edition 9
edition #9                                  | edition 9
Sprint Notes #9                             | edition 9
sprint notes 9                              | edition 9
9                                           | edition 9
edition 400                                 | edition 400
rhifyn 9                                    | edition 9
latest edition                              | edition 22
what was in the last edition?               | edition 22
bins in november                            | project bins, 20-22
bins in november 2026                       | project bins, 20-22
bins in november 2025                       | project bins, no edition
bins in novmber                             | words bins, “novmber”
bins since edition 10                       | project bins, 10-
bins since #10                              | project bins, 10-
bins before edition 3                       | project bins, 0-2
bins from edition 3 to 5                    | project bins, 3-5
bins in edition 9                           | project bins, 9-9
bins in the last 3 editions                 | project bins, 20-
bins since september                        | project bins, 16-22
bins in spring                              | project bins, 3-9
bins last month                             | project bins, 18-20
bins on 8 october 2026                      | project bins, 19-19
bins 2025                                   | project bins, no edition
biniau ym mis Tachwedd                      | project bins, 20-22
what happened in september                  | several, 16-18
what did I write                            | written, by U0ADA
what did I write in spring                  | written, by U0ADA, 3-9
what did I say about bins                   | written bins, by U0ADA
my updates since edition 10                 | written, by U0ADA, 10-
theory of change                            | words, “theory of change”
grants and theory of change                 | words grants, “theory of change”
theory of change in grants                  | words grants, “theory of change”
payments                                    | words, “payments”
decisions about payments                    | words, “decisions payments”
payments in camden                          | words, of Camden Council, “payments”
payments since edition 10                   | words, 10-, “payments”
bins contamination                          | words bins, “contamination”
what have we learned about contamination    | words, “learned contamination”
daliadau                                    | words, “daliadau”
zzyzx                                       | words, “zzyzx”
'; DROP TABLE projects; --                  | words, “drop table”
payments" OR "1"="1                         | words, “payments or 1 1”
payments AND (fees NOT grants)              | words grants, “payments fees not”
payment* NEAR/3 fee                         | words, “payment near 3 fee”
lemmas:payment                              | words, “lemmas payment”
<!channel> payments                         | words, “payments”
"""


def rows() -> list[tuple[str, str]]:
    """Each question of the table, and what is right."""
    lines = (line.rsplit("| ", 1) for line in TABLE.strip("\n").splitlines())
    return [(question.strip(), right) for question, right in lines]
