"""Two people in one form."""

from __future__ import annotations

from domain.merging import fingerprint, merged, touched
from domain.unit import Template

OPENED = Template(title="#{number}", intro="Hello")


def test_what_one_has_changed_is_put_into_what_the_other_has_saved() -> None:
    wanted = Template(title="No. {number}", intro="Hello")
    saved = Template(title="#{number}", intro="Good day")
    changed = touched(OPENED, wanted)
    assert changed == {"title"}
    assert merged(saved, wanted, changed) == Template(title="No. {number}", intro="Good day")
    assert merged(saved, wanted, ()) == saved


def test_the_fingerprint_is_another_one_after_any_change() -> None:
    assert fingerprint(OPENED) == fingerprint(Template(title="#{number}", intro="Hello"))
    assert fingerprint(OPENED) != fingerprint(Template(title="#{number}", closing="Hello"))
