"""The form for the unit's template, and what it makes of an edition."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from domain import english
from domain.document import Document, Section
from domain.placeholders import LONGEST_NAME, LONGEST_TEXT, PLACEHOLDERS
from domain.text.normal_form import paragraph
from domain.unit import Template
from rendering.slack.editions.edition import edition_messages
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback, FrameField
from rendering.slack.kit.pages import in_pages
from rendering.slack.kit.values import Opened

LABELS: Mapping[str, str] = {
    FrameField.TITLE: "Title",
    FrameField.NEWS: "Name of the section of news",
    FrameField.UPDATES: "Name of the section of updates",
    FrameField.INTRO: "Welcome",
    FrameField.CLOSING: "Thank-you",
}
HINTS: Mapping[str, str] = {
    FrameField.TITLE: "With the placeholder {number}.",
    FrameField.INTRO: "Markdown. Left empty, each edition’s welcome is drafted from what is new in it.",
    FrameField.CLOSING: "Markdown. What closes each edition.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateForm:
    """The form for the template; ``base`` is the fingerprint of what it was filled from.

    ``news`` has the fields that somebody else has changed since, as they are now; ``changed`` names what its writer
    had changed until then.
    """

    template: Template
    base: str
    news: Mapping[str, str]
    changed: Collection[str] = ()


def form(view: TemplateForm) -> blocks.Block:
    """The modal. Block ids carry the fingerprint: what others changed meanwhile is shown, not what Slack kept."""
    return blocks.modal(
        "Template",
        [*_news(view), *(_field(view, name) for name in LABELS), *_legend(), _preview_button()],
        callback=Callback.TEMPLATE,
        metadata=Opened(view.base, changed=tuple(sorted(view.changed))),
        submit="Save template",
    )


def _news(view: TemplateForm) -> list[blocks.Block]:
    if not view.news:
        return []
    told = "Somebody has changed the template since you opened it. Your changes are still here; save to keep both. New:"
    lines = [f"{LABELS[name]}: {value or 'nothing'}" for name, value in view.news.items()]
    return [blocks.words(told, bold=True), blocks.words("\n".join(lines))]


def _field(view: TemplateForm, name: str) -> blocks.Block:
    is_text = name in (FrameField.INTRO, FrameField.CLOSING)
    element: blocks.Block = {"type": "plain_text_input", "action_id": name, "multiline": is_text}
    element["max_length"] = LONGEST_TEXT if is_text else LONGEST_NAME
    if value := getattr(view.template, name):
        element["initial_value"] = value
    return blocks.field(LABELS[name], f"{name}:{view.base}", element, hint=HINTS.get(name, ""), optional=is_text)


def _legend() -> list[blocks.Block]:
    lines = [f"{{{name}}}: {placeholder.meaning}" for name, placeholder in PLACEHOLDERS.items()]
    return [blocks.words("What stands for something in each edition", bold=True), blocks.words("\n".join(lines))]


def _preview_button() -> blocks.Block:
    return blocks.actions(blocks.button("Preview this template", Action.PREVIEW_TEMPLATE, "template"))


def preview(document: Document) -> blocks.Block:
    """What the template makes of an edition; its items, which it does not change, are counted."""
    frame = replace(document, sections=tuple(map(_counted, document.sections)))
    first, *others = in_pages(message.blocks for message in edition_messages(frame))
    more = [blocks.context("There is more; the preview of the edition has all of it.")] if others else []
    opening = blocks.context("Nothing is saved yet. An edition that has words of its own keeps them.")
    title = f"Preview of edition {document.number}"
    return blocks.modal(title, [opening, *first, *more], callback=Callback.TEMPLATE_PREVIEW)


def _counted(section: Section) -> Section:
    items = paragraph(f"({english.count(len(section.items), 'item')})") if section.items else ()
    return replace(section, items=(), note=(*items, *section.note))
