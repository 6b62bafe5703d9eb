"""The few Block Kit pieces that everything in Slack is made of. Numbers are the contract's."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from domain import english as words_of
from domain.person import ERASED
from domain.sentence import Command, Part, Sentence, Where, Who, joined, parts
from rendering.slack.kit.ids import Action
from rendering.slack.kit.values import Chosen, Value

Block = dict[str, Any]

HEADER_LENGTH = 150  # contract: header
OPTION_LENGTH = 75  # contract: option
OPTION_VALUE = 150  # characters (contract: option)
LABEL_LENGTH = 75  # contract: types, of a button
NAME_LENGTH = 40  # of a name in a label
MODAL_TITLE_LENGTH = 24  # contract: modal_view
SUBMIT_LENGTH = 24  # contract: modal_view
MODAL_BLOCKS = 100  # contract: blocks
OPTIONS = 100  # contract: types, of a select
NAMES_LENGTH = 8_000  # characters of all names in one message
SHORTEST_NAME = 20
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,}")


def escape(text: str) -> str:
    """``text`` for a message's ``text`` and for mrkdwn: the three characters that could begin markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The words that Slack wrote as ``text`` in a payload: the inverse of ``escape``."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def markup(sentence: Sentence) -> str:
    """The sentence as mrkdwn, for a message's ``text`` and for a section; no words of it begin a mention or a link."""
    return "".join(map(_markup, parts(sentence)))


def _markup(part: Part) -> str:
    match part:
        case Who(person):
            return f"<@{person}>"
        case Where(channel):
            return f"<#{channel}>"
        case Command(text):
            return f"`{escape(text)}`"
        case str(text):
            return escape(text)


def plain(text: str) -> Block:
    """A plain_text object; ``:words:`` in it stay words."""
    return {"type": "plain_text", "text": text, "emoji": False}


def shortened(text: str, length: int = NAME_LENGTH) -> str:
    """``text`` for a label, at most ``length`` characters; the whole text always stands somewhere else too."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def names(listed: Sequence[str], of: int = 0) -> str:
    """Names in words. Where a message holds very many (``of`` in all) they are shortened, for all to stand there."""
    length = max(SHORTEST_NAME, NAMES_LENGTH // max(of, len(listed), 1))
    return words_of.listing([shortened(name, length) for name in listed])


def header(text: str, level: int = 0) -> Block:
    """A heading, of Slack's usual size unless it has a ``level``; one that Slack's header cannot hold becomes a bold
    paragraph."""
    if len(text) <= HEADER_LENGTH:
        return {"type": "header", "text": plain(text), **given(level=level)}
    return words(text, bold=True)


def words(sentence: Sentence, **style: bool) -> Block:
    """A paragraph; no word in it can become markup, a mention or a link. ``style`` is ``bold`` or ``italic``."""
    return paragraph(*inlines(sentence, **style))


def notice(sentence: Sentence) -> list[Block]:
    """What somebody who has just done something reads above the rest; nothing without any."""
    return [words(sentence, bold=True)] if sentence else []


def titled(title: str, sentence: Sentence) -> Block:
    """A line in bold, and a sentence below it, if there is one."""
    return paragraph(*inlines(title, bold=True), *inlines(("\n", sentence) if sentence else ""))


def bullets(title: str, items: Iterable[Sentence]) -> Block:
    """A list; ``title`` stands above it in bold."""
    made = [section_of(inlines(item)) for item in items]
    listed = {"type": "rich_text_list", "style": "bullet", "elements": made}
    return {"type": "rich_text", "elements": [*([section_of(inlines(title, bold=True))] if title else []), listed]}


def paragraph(*shown: Block) -> Block:
    """What stands in a row, each as it stands inside rich text."""
    return {"type": "rich_text", "elements": [section_of(shown)]}


def section_of(shown: Iterable[Block]) -> Block:
    """Inlines in a row, as one element of rich text."""
    return {"type": "rich_text_section", "elements": list(shown)}


def inlines(sentence: Sentence, **style: bool) -> list[Block]:
    """The sentence inside rich text."""
    return [_inline(part, style) for part in parts(sentence)]


def _inline(part: Part, style: dict[str, bool]) -> Block:
    styled: Block = {"style": style} if style else {}
    match part:
        case Who(person):
            return {"type": "user", "user_id": person} | styled
        case Where(channel):
            return {"type": "channel", "channel_id": channel} | styled
        case Command(text):
            return {"type": "text", "text": text, "style": {**style, "code": True}}
        case str(text):
            return {"type": "text", "text": text} | styled


def who(person: str, otherwise: str = "") -> Sentence:
    """Somebody of Slack's; whoever else a file names is only a name, or ``otherwise``."""
    return Who(person) if is_person(person) or person.startswith(ERASED) else otherwise or person


def people(ids: Iterable[str]) -> Sentence:
    """Several, whoever they are, with commas between them."""
    return joined(map(who, ids), ", ")


def is_person(text: str) -> bool:
    """Whether this is how Slack writes the id of a person."""
    return bool(_PERSON.fullmatch(text))


def is_channel(text: str) -> bool:
    """Whether this is how Slack writes the id of a channel."""
    return bool(_CHANNEL.fullmatch(text))


def section(sentence: Sentence, accessory: Block | None = None) -> Block:
    """A sentence with a button or a menu beside it, which rich text cannot have."""
    text = {"type": "mrkdwn", "text": markup(sentence), "verbatim": True}
    return {"type": "section", "text": text, **given(accessory=accessory)}


def context(*texts: str) -> Block:
    """Small print, as plain words; several stand beside each other."""
    return {"type": "context", "elements": [plain(text) for text in texts]}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def actions(*elements: Block) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def button(
    label: str, action: str, value: str | Value, *, called: str = "", style: str = "", confirm: Block | None = None
) -> Block:
    """A button; ``value`` is an id, never state. Where the place says what it is about, ``called`` has the whole words
    for those who hear it alone."""
    made: Block = {"type": "button", "text": plain(label), "action_id": action, "value": str(value)}
    return made | given(style=style, confirm=confirm, accessibility_label=shortened(called, LABEL_LENGTH))


def confirmation(title: str, text: str, confirm: str, deny: str) -> Block:
    """What Slack asks before a button acts."""
    return {"title": plain(title), "text": plain(text), "confirm": plain(confirm), "deny": plain(deny)}


def option(label: str, value: str | Value) -> Block:
    """One choice of a select."""
    return {"text": plain(shortened(label, OPTION_LENGTH)), "value": str(value)}


def choice(label: str, action: str, value: str | Value) -> Block:
    """One choice of a menu of buttons: what a button with this label would do."""
    return option(label, Chosen(str(value), action))


def menu(label: str, choices: Sequence[Block]) -> Block:
    """Buttons that are rarely wanted, in a menu that is called ``label``. It has no block id, so each change of its
    message shows it with nothing chosen."""
    return select(Action.MENU, choices, placeholder=label)


def select(action: str, options: Sequence[Block], *, chosen: str = "", placeholder: str = "") -> Block:
    """A menu; more than a hundred options come in groups. ``chosen`` is the value of the one that is picked already."""
    if len(options) > OPTIONS:
        parts = [options[at : at + OPTIONS] for at in range(0, len(options), OPTIONS)]
        groups = [(f"{part[0]['text']['text'][:30]} to {part[-1]['text']['text'][:30]}", part) for part in parts]
        return grouped_select(action, groups, chosen=chosen, placeholder=placeholder)
    return {"type": "static_select", "options": list(options), **_choice(action, options, chosen, placeholder)}


def grouped_select(
    action: str, groups: Sequence[tuple[str, Sequence[Block]]], *, chosen: str = "", placeholder: str = ""
) -> Block:
    """A menu whose options stand in named groups."""
    shown = [{"label": plain(label), "options": list(options)} for label, options in groups]
    offered = [option for _, options in groups for option in options]
    return {"type": "static_select", "option_groups": shown, **_choice(action, offered, chosen, placeholder)}


def typed_select(action: str, *, at_least: int, placeholder: str, chosen: Block | None = None) -> Block:
    """A menu whose options we are asked for once somebody has typed ``at_least`` so many letters."""
    made: Block = {"type": "external_select", "action_id": action, "min_query_length": at_least}
    return made | given(placeholder=plain(placeholder), initial_option=chosen)


def _choice(action: str, offered: Iterable[Block], chosen: str, placeholder: str) -> Block:
    initial = next((option for option in offered if option["value"] == chosen), None)
    return {"action_id": action, **given(initial_option=initial, placeholder=placeholder and plain(placeholder))}


def field(label: str, block_id: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """A labelled input of a form."""
    made: Block = {"type": "input", "block_id": block_id, "label": plain(label), "element": element}
    return made | given(hint=hint and plain(hint), optional=optional)


def asked_at_once(label: str, block_id: str, action: str, placeholder: str) -> Block:
    """A line of text that acts once Enter is pressed."""
    when = {"trigger_actions_on": ["on_enter_pressed"]}
    element = {"type": "plain_text_input", "action_id": action, "placeholder": plain(placeholder), "max_length": 300}
    return field(label, block_id, {**element, "dispatch_action_config": when}) | {"dispatch_action": True}


def with_blocks(shown: Block, blocks: list[Block]) -> Block:
    """The open modal ``shown``, everything typed in it kept, with other blocks."""
    same = ("type", "callback_id", "title", "submit", "close", "private_metadata")
    return {name: shown[name] for name in same} | {"blocks": blocks}


def modal(title: str, blocks: list[Block], *, callback: str, metadata: str | Value = "", submit: str = "") -> Block:
    """A modal; without ``submit`` it can only be closed."""
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain(shortened(title, MODAL_TITLE_LENGTH)),
        "close": plain("Cancel" if submit else "Close"),
        "private_metadata": str(metadata),
        "blocks": blocks,
        **given(submit=submit and plain(submit)),
    }


def given(**keys: Any) -> Block:
    """The keys that have a value."""
    return {key: value for key, value in keys.items() if value}
