"""The inputs of one open form."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.inputs import Input, InputRows, Kind, characters_of
from domain.update_fields import DESCRIBED, ROWS, Part, PictureRow
from rendering.slack.kit import blocks
from rendering.slack.kit.rich_text import form_value

NO_FILES = (
    "Files and pictures cannot be taken here: this workspace does not let Sprint Notes read files. "
    "Whoever runs the app can ask its administrators for the permission files:read."
)
PICTURE_TYPES = ["png", "jpg", "jpeg", "gif"]  # those that Slack shows in a message (contract: slack_file)
MOST_PICTURES_ADDED = 10  # of a message, to a form that has room for some fifteen
KEPT = "keep"  # a picture that is there already, and whose address is too long for a box to carry
AS_TYPED = {"trigger_actions_on": ["on_character_entered"]}
TYPES: Mapping[Kind, tuple[str, str]] = {  # of elements, and where their first value stands
    Kind.LINE: ("plain_text_input", "initial_value"),
    Kind.TEXT: ("rich_text_input", "initial_value"),
    Kind.CHOICE: ("static_select", "initial_option"),
    Kind.DAY: ("datepicker", "initial_date"),
    Kind.TIME: ("timepicker", "initial_time"),
    Kind.NUMBER: ("number_input", "initial_value"),
    Kind.ADDRESS: ("url_text_input", "initial_value"),
}


def can_be_kept(picture: str) -> bool:
    """Whether a box can carry this id of a file, or this address."""
    return 0 < len(picture) <= blocks.OPTION_VALUE


def keep_picture(row: PictureRow) -> blocks.Block:
    """What is ticked for a picture to stay; it carries which one it is."""
    picture = row.file or row.url
    return blocks.option("Keep this picture", picture if can_be_kept(picture) else KEPT)


class Inputs:
    """Makes the inputs of one form. Slack keeps what was typed in an input while its ids stay the same, so ``mark`` is
    another one each time the form is filled with something else. ``tells``: the bot hears of what is being typed."""

    def __init__(self, mark: object = "", *, tells: bool = False) -> None:
        self._mark = mark
        self._tells = tells

    def of(self, one: Input, value: Any, options: Mapping[Any, str] | None = None, **more: Any) -> blocks.Block:
        """An input with the value that stands in it; ``options`` are the values of a choice and their words."""
        kind, initial = TYPES[one.kind]
        as_typed = AS_TYPED if self._tells and one.kind in (Kind.LINE, Kind.TEXT) else None
        element: blocks.Block = {"type": kind, **blocks.given(max_length=one.longest, dispatch_action_config=as_typed)}
        element |= blocks.given(is_decimal_allowed=one.kind is Kind.NUMBER)
        if one.kind is Kind.TEXT:
            value = form_value(value)
        if one.kind is Kind.CHOICE:
            words = options or {value: value.capitalize() for value in one.options or ()}
            offered = [blocks.option(said, value) for value, said in words.items()]
            element |= {"options": offered, "placeholder": blocks.plain("Pick one")}
            value = next((option for option in offered if option["value"] == value), None)
        element |= blocks.given(**{initial: value})
        return self.input(one.label, one.name, element, **{"hint": one.hint, "optional": not one.needed, **more})

    def row(self, rows: InputRows, n: int, one: Input, row: Any, **more: Any) -> blocks.Block:
        """An input in one of several rows; all may stay empty."""
        named = replace(one, name=rows.id_of(one.name, n), label=numbered(one.label, n), needed=False)
        return self.of(named, getattr(row, one.name), **more)

    def box(self, label: str, name: str, option: blocks.Block, *, ticked: bool, **more: Any) -> blocks.Block:
        """One box to tick."""
        element: blocks.Block = {"type": "checkboxes", "options": [option]}
        return self.input(label, name, element | ({"initial_options": [option]} if ticked else {}), **more)

    def channel(self, label: str, name: str, channel: str, **more: Any) -> blocks.Block:
        """A channel to pick, public or private."""
        which = {"include": ["public", "private"], "exclude_bot_users": True}
        chosen = {"initial_conversation": channel} if blocks.is_channel(channel) else {}
        return self.input(label, name, {"type": "conversations_select", "filter": which, **chosen}, **more)

    def picture(self, label: str, name: str) -> blocks.Block:
        """A place for one picture. Slack tells nobody about it before the form is submitted or changed."""
        element: blocks.Block = {"type": "file_input", "filetypes": PICTURE_TYPES, "max_files": 1}
        made = self.input(label, name, element, hint="A PNG, JPG or GIF, up to 10 MB.")
        return made | ({"dispatch_action": False} if self._tells else {})

    def input(
        self, label: str, name: str, element: blocks.Block, *, hint: str = "", optional: bool = True, **limits: Any
    ) -> blocks.Block:
        """Any other input; ``name`` is its action id, ``limits`` are keys of the element."""
        whole = {**element, "action_id": name, **limits}
        block_id = name if self._mark == "" else f"{name}:{self._mark}"
        made = blocks.field(label, block_id, whole, hint=hint, optional=optional)
        return made | ({"dispatch_action": True} if self._tells else {})


def entry(
    name: str, label: str, kind: Kind, value: Any = "", *, hint: str = "", optional: bool = False, **limits: Any
) -> blocks.Block:
    """An input of a form that nobody else fills meanwhile; ``value`` is a text, a day, a time or characters."""
    shown = value if kind is Kind.TEXT else characters_of(value)
    return Inputs().of(Input(name, label, kind, hint, needed=not optional), shown, **limits)


def on_clock(timezone: str) -> str:
    """The hint beside a time of the unit's."""
    return f"On the unit’s clock: {timezone.replace('_', ' ')}."


def numbered(label: str, n: int) -> str:
    """The label of an input in the row with this number; the first one has none."""
    return f"{label} ({n + 1})" if n else label


def without_files(view: blocks.Block) -> blocks.Block:
    """The modal without its places for files, and without what describes a new picture; it says what is missing."""
    lost = {_number(block) for block in view["blocks"] if _asks_for_file(block)}
    if not lost:
        return view
    described = {f"{ROWS[Part.PICTURES].ids_of(DESCRIBED.name)}:{number}" for number in lost}
    kept = [
        block
        for block in view["blocks"]
        if not _asks_for_file(block) and (block.get("element") or {}).get("action_id") not in described
    ]
    return view | {"blocks": [*kept, blocks.words(NO_FILES)]}


def _asks_for_file(block: blocks.Block) -> bool:
    return bool((block.get("element") or {}).get("type") == "file_input")


def _number(block: blocks.Block) -> str:
    """The number of a picture among its form's."""
    return str(block["element"]["action_id"]).partition(":")[2]
