"""The text of a message, which is all that phones and screen readers have of it."""

from __future__ import annotations

from hypothesis import given
from slack_sandbox.rules import unheard

from delivery.text import fitting
from domain.delivery import Act
from domain.sentence import Who
from domain.text.markdown import parse
from domain.text.rich_text import RichText
from rendering.slack.kit import blocks
from rendering.slack.kit.messages import in_messages, message_of, pieces, say
from rendering.slack.kit.spoken import spoken
from tests import strategies

WRITTEN = """\
## Boats & <crew>

We sailed **twice** :ship: and told [the harbour](https://example.org/h).

- one
  - inner
- two

3. three
4. four

> said Ada

```
x = 1
```

| Berth | Boats |
|---|---|
| 4 | |
| 5 | two |

![A boat](https://example.org/boat.png)
"""
HEARD = """\
Boats &amp; &lt;crew&gt;
We sailed twice 🚢 and told the harbour.
• one
• inner
• two
3. three
4. four
said Ada
x = 1
Berth | Boats
4 |
5 | two
Image: A boat"""


def test_a_text_is_heard_in_its_order_without_its_looks() -> None:
    (first, second) = in_messages("News", pieces(parse(WRITTEN)))
    assert f"{first.text}\n{second.text.removeprefix('News')[1:]}" == f"News\n{HEARD}"


def test_sections_and_small_print_are_heard_but_no_buttons() -> None:
    button = blocks.button("Approve", "approve", "1")
    message = say((Who("U1"), " asks."), blocks.section("A & B", button), blocks.actions(button), blocks.context("So."))
    assert message.text == "<@U1> asks.\nA &amp; B\nSo."


def test_nothing_is_heard_twice_at_the_beginning() -> None:
    assert message_of(blocks.header("News"), about="News").text == "News"
    assert message_of(blocks.header("More"), about="News").text == "News\nMore"
    assert spoken([blocks.divider()]) == ""


@given(strategies.rich_texts())
def test_every_word_that_a_person_wrote_is_heard(text: RichText) -> None:
    for message in in_messages("News of the harbour", pieces(text)):
        posted, changed = (fitting(message.as_payload(), act) for act in (Act.POST, Act.UPDATE))
        assert unheard(posted) == unheard(changed, changes=True) == ()
        assert (len(posted["text"]) <= 40_000, len(changed["text"]) <= 4_000) == (True, True)
