"""One invented edition that has everything a document can have, for the golden files."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from domain.compile import content_text
from domain.document import Document, Fact, Item, Section
from domain.text.markdown import parse
from domain.text.normal_form import normalise, paragraph
from domain.text.rich_text import BOLD, Emoji, Mention, MentionKind, Paragraph, Text
from domain.update import Ask, Figure, Outcome, Picture, PlannedDate, UpdateContent

_UPDATE = """\
The team’s service — used by 14 councils (all in the north) — had its *second* assessment & **passed**.
It opens at 10:00am; write to hello@example.org or see https://example.org/bins_and_skips?week=2&round=5.

#### What we learned

1. Residents look for “bin day”, not *collection schedule*
2. The map helps:
   - on phones
   - on ~~tablets~~ big screens, when `zoom > 12`
3. #LocalDigital is where people ask

> “It took me two minutes.”
>
> — a resident in Ambleford

| Council | Trips a week | Saved |
| :-- | :-: | --: |
| Ambleford | 12 | £1,200 |
| Brackwater \\| Coast | 9 | [about £800](https://example.org/savings) |

```json
{"rounds": 12, "missed": 0}
```

![A bar chart: missed collections fell from 40 to 3 a week](https://example.org/chart.png)

![Photo of the crew without an address]()

[The old map](maps/old) and [the phone line](tel:+441632960001) stay until spring.
Angle brackets < and > and \\<script>alert("no")\\</script> and <!channel> are only words.
"""

_SECOND = """\
- We hired Jo, who starts on Monday
- We moved our board to the new tool

***

No show and tell this time.\\
Next one: 12 May.
"""

_MORE = UpdateContent(
    dates=(
        PlannedDate("Show and tell", date(2024, 5, 12), time(14, 30), "https://example.org/show?on=12&at=2"),
        PlannedDate("Launch <at last>", date(2024, 5, 20), outcome=Outcome.MOVED),
        PlannedDate("Visit to Brackwater", date(2024, 4, 30), outcome=Outcome.DONE),
    ),
    asks=(
        Ask("Councils & parishes to test with", date(2024, 5, 31), "hello@example.org"),
        Ask("A room for ten", date(2024, 5, 1), outcome=Outcome.DROPPED),
    ),
    figures=(Figure("councils using it", Decimal(12)),),
    images=(Picture("The crew at their desk", file="F012AB3CD4"),),
    note=paragraph("Nobody may ever read this."),
)


def sample() -> Document:
    """The edition, made anew."""
    thanks = Paragraph(
        (
            Text("Thanks to "),
            Mention(MentionKind.USER, "U012", name="Ada Marsh"),
            Text(" and all in "),
            Mention(MentionKind.CHANNEL, "C034", name="general"),
            Text("! "),
            Emoji("tada", "🎉"),
            Text(" "),
            Emoji("bin_lorry"),
            Text("  See you soon ", BOLD),
            Text("— the unit"),
        )
    )
    bins = Item(
        key="project-bins",
        heading="Bins & Skips",
        facts=(Fact("Led by", "Ambleford Borough Council"), Fact("Status", "On track")),
        body=parse(_UPDATE),
    )
    services = Item(key="project-desk", heading="Front Desk <beta>", body=(*parse(_SECOND), *content_text(_MORE)))
    news = Item(key="news-1", heading="A new home for our notes", body=paragraph("They are on the web from today."))
    return Document(
        unit="Shared Services Unit",
        number=7,
        starts=date(2024, 4, 22),
        ends=date(2024, 5, 5),
        title="Sprint Notes #7",
        covering="Covering 22 April – 5 May 2024",
        intro=parse("Welcome back!\n\nThis edition has *two* updates."),
        sections=(
            Section(heading="News from the team", items=(news,)),
            Section(
                heading="Funded project updates",
                items=(bins, services),
                note=paragraph("No update this time: Parking Permits and Street Trees."),
            ),
        ),
        closing=normalise((thanks,)),
    )
