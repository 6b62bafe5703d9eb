"""The table of questions, and what each is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.questions import nearest, resolve
from domain.reading import Topic
from tests.unit.asked import REGISTRY, in_channel, said

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
    lines = (line.rsplit("| ", 1) for line in TABLE.strip("\n").splitlines())
    return [(question.strip(), right) for question, right in lines]


def test_the_table_is_long_enough() -> None:
    assert len(rows()) >= 80


@pytest.mark.parametrize(("question", "right"), rows())
def test_the_table_of_questions(question: str, right: str) -> None:
    assert said(resolve(question, REGISTRY)) == right


def test_the_channel_says_which_project_where_nothing_else_does() -> None:
    assert said(resolve("", in_channel("C0BINS"))) == "project bins"
    assert said(resolve("ims", in_channel("C0BINS"))) == "project ims"
    assert said(resolve("all", in_channel("C0BINS"))) == "several"


@given(st.text(max_size=60))
def test_whatever_is_asked_means_something_and_always_the_same(question: str) -> None:
    reading = resolve(question, REGISTRY)
    assert resolve(question, REGISTRY) == reading
    assert reading.about is not Topic.WORDS or reading.words


@pytest.mark.parametrize("question", ["zzyzx", "recyclable zzyzx", "'; DROP TABLE", "bola", "🎉 zz", "of change pier"])
def test_three_questions_are_near_and_none_is_the_one_asked(question: str) -> None:
    offered = nearest(question, REGISTRY)
    assert len({asked for asked, _ in offered}) == 3
    assert question not in dict(offered)
