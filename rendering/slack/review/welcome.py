"""The form for what opens and closes an edition."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from domain.edition import Edition
from domain.inputs import Input, Kind
from domain.text.rich_text import RichText
from domain.welcome import Welcome
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback, Field
from rendering.slack.kit.inputs import Inputs
from rendering.slack.kit.rich_text import form_value
from rendering.slack.kit.values import Opened

WELCOME = "Edit welcome and thank-you"
HINT = "Left empty, the template’s words are used. Placeholders such as {count_updates} are filled in."
INPUTS = (
    Input(Field.INTRO, "Welcome", Kind.TEXT, HINT),
    Input(Field.CLOSING, "Thank-you", Kind.TEXT, HINT),
)
LABELS = {one.name: one.label for one in INPUTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeForm:
    """An edition's words. ``base`` is the fingerprint of those that it had of its own, ``saved`` what stands there now
    of what its writer had ``changed``, where somebody else was faster."""

    edition: Edition
    words: Welcome
    base: str
    saved: Mapping[str, RichText] = field(default_factory=dict)
    changed: Collection[str] = ()


def form(view: WelcomeForm) -> blocks.Block:
    """The modal. Block ids carry the fingerprint: what others changed meanwhile is shown, not what Slack kept."""
    about, inputs = Opened(view.base, view.edition.id, changed=tuple(sorted(view.changed))), Inputs(view.base)
    return blocks.modal(
        f"Words of edition {view.edition.number}",
        [*_saved(view), *(inputs.of(one, getattr(view.words, one.name)) for one in INPUTS)],
        callback=Callback.WORDS,
        metadata=about,
        submit="Save words",
    )


def button(edition: Edition) -> blocks.Block:
    """The button that opens it."""
    return blocks.button(WELCOME, Action.EDIT_WELCOME, edition.id)


def _saved(view: WelcomeForm) -> list[blocks.Block]:
    if not view.changed:
        return []
    told = (
        "Somebody has changed these words since you opened them. Yours are still here; save to put them in place of "
        "what is saved now:"
    )
    shown = [blocks.words(told, bold=True)]
    for name, text in view.saved.items():
        shown += [blocks.context(LABELS[name]), form_value(text) or blocks.words("Nothing.")]
    return [*shown, blocks.divider()]
