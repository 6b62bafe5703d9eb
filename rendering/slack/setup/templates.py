"""The form for the unit's template, and what it makes of an edition."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from domain import english
from domain.document import Document, Section
from domain.inputs import Input, Kind
from domain.placeholders import LONGEST_NAME, LONGEST_TEXT, PLACEHOLDERS
from domain.text.normal_form import paragraph
from domain.unit import Template
from rendering.slack.editions.edition import in_a_row
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback, Field
from rendering.slack.kit.inputs import Inputs
from rendering.slack.kit.pages import in_pages
from rendering.slack.kit.values import Opened

WELCOME = "Markdown. Left empty, each edition’s welcome is drafted from what is new in it."
THANKS = "Markdown. What closes each edition."
NUMBER = "With the placeholder {number}."
INPUTS = (
    Input(Field.TITLE, "Title", Kind.LINE, NUMBER, needed=True, longest=LONGEST_NAME),
    Input(Field.NEWS, "Name of the section of news", Kind.LINE, needed=True, longest=LONGEST_NAME),
    Input(Field.UPDATES, "Name of the section of updates", Kind.LINE, needed=True, longest=LONGEST_NAME),
    Input(Field.INTRO, "Welcome", Kind.LINE, WELCOME, longest=LONGEST_TEXT),
    Input(Field.CLOSING, "Thank-you", Kind.LINE, THANKS, longest=LONGEST_TEXT),
)
LABELS = {one.name: one.label for one in INPUTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateForm:
    """The template. ``base`` is the fingerprint of what the form was filled from, ``news`` the fields that somebody
    else has changed since, as they are now; ``changed`` names what its writer had."""

    template: Template
    base: str
    news: Mapping[str, str]
    changed: Collection[str] = ()


def form(view: TemplateForm) -> blocks.Block:
    """The modal. Block ids carry the fingerprint: what others changed meanwhile is shown, not what Slack kept."""
    inputs = Inputs(view.base)
    values = [(one, getattr(view.template, one.name)) for one in INPUTS]
    shown = [inputs.of(one, value, multiline=one.longest == LONGEST_TEXT) for one, value in values]
    lines = [f"{{{name}}}: {placeholder.meaning}" for name, placeholder in PLACEHOLDERS.items()]
    legend = blocks.titled("Placeholders, filled in for each edition", "\n".join(lines))
    preview = blocks.actions(blocks.button("Preview this template", Action.PREVIEW_TEMPLATE, "template"))
    return blocks.modal(
        "Template",
        [*_news(view), *shown, legend, preview],
        callback=Callback.TEMPLATE,
        metadata=Opened(view.base, changed=tuple(sorted(view.changed))),
        submit="Save template",
    )


def _news(view: TemplateForm) -> list[blocks.Block]:
    if not view.news:
        return []
    told = "Somebody has changed the template since you opened it. Your changes are still here; save to keep both. New:"
    lines = [f"{LABELS[name]}: {value or 'nothing'}" for name, value in view.news.items()]
    return [blocks.titled(told, "\n".join(lines))]


def preview(document: Document) -> blocks.Block:
    """What the template makes of an edition; its items, which it does not change, are counted."""
    frame = replace(document, sections=tuple(map(_counted, document.sections)))
    first, *others = in_pages(message.blocks for message in in_a_row(frame))
    more = [blocks.context("There is more; the preview of the edition has all of it.")] if others else []
    opening = blocks.context("Nothing is saved yet. An edition that has words of its own keeps them.")
    title = f"Preview of edition {document.number}"
    return blocks.modal(title, [opening, *first, *more], callback=Callback.TEMPLATE_PREVIEW)


def _counted(section: Section) -> Section:
    items = paragraph(f"({english.count(len(section.items), 'item')})") if section.items else ()
    return replace(section, items=(), note=(*items, *section.note))
