"""Emoji by the names that Slack gives them.

``emoji.txt`` has a character and its names a line, as https://github.com/iamcal/emoji-data (MIT licence) lists them:
Slack's names come from there. No package on PyPI has these names without bringing modules that clash with ours.
"""

import re
from functools import cache
from importlib.resources import files

SKIN_TONE = "::skin-tone-"
_CODE = r":([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):"
_CODES = re.compile(rf"(?<![\w:/=&?#%@+-])(?:{_CODE})+(?![\w:])")  # not in “10:30:45”, “a::b::c” or an address
_EACH = re.compile(_CODE)
_VARIATION = "\ufe0f"


@cache
def _characters() -> dict[str, str]:
    lines = files(__package__).joinpath("emoji.txt").read_text(encoding="utf-8").splitlines()
    return {name: character for character, *names in map(str.split, lines) for name in names}


def character(name: str) -> str:
    """The characters of an emoji such as ``tada`` or ``+1::skin-tone-4``; empty for a workspace's own."""
    bare, _, tone = name.partition(SKIN_TONE)
    found = _characters().get(bare, "")
    if not found or not tone:
        return found
    return found[0] + _characters().get(f"skin-tone-{tone}", "") + found[1:].removeprefix(_VARIATION)


def with_characters(text: str) -> str:
    """The text with each ``:tada:`` as its character; names that only a workspace has stay as they are."""
    return _CODES.sub(lambda codes: _EACH.sub(lambda code: character(code[1]) or code[0], codes[0]), text)


def codes_at(text: str, place: int, end: int) -> str:
    """The ``:tada:`` or several in a row that stand at ``place``; empty where none that has a character does."""
    found = _CODES.match(text, place, end)
    return found[0] if found and with_characters(found[0]) != found[0] else ""
