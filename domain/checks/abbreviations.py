"""The check of abbreviations that nothing explains."""

import re
from collections.abc import Iterator

from domain.checks.base import CheckInput, Found
from domain.checks.lexicon import KNOWN, SHOUTED
from domain.checks.passage import REMEMBERED, Line, Passage, is_quoted
from domain.remembered import remembered

_CAPITALS = re.compile(r"[A-Z][aeiouf]?[A-Z]")
# Capitals, or three letters with a small one between capitals: “PoC”, “DfE”.
_ABBREVIATION = re.compile(r"(?<![\w.@/&#’'-])([A-Z]{2,6}|[A-Z][aeiouf][A-Z])(?:s|’s|'s)?(?![\w@/&]|\.\w|-\w)")
_AFTER_ITS_WORDS = re.compile(r"\w[”’\"')]?\s*[(\[–—]\s*(?:the\s|or\s|“|‘)*([A-Z]{2,6})s?\b")
_BEFORE_ITS_WORDS = re.compile(
    r"\b([A-Z]{2,6})s?(?:\s*\([A-Za-z][\w’'-]*[\s,]|,? (?:which |that )?(?:stands|is short) for\b"
    r"|(?:, or|,? meaning) |,? (?:–|—|-)? ?(?:an?|our) [a-z])"
)
_BEFORE_ONE_WORD = re.compile(r"\b(([A-Z])[A-Z]{1,5}) \(\2[a-z]+\)")  # QLD (Queensland)
_SHOUT_BEFORE = re.compile(r"(?:\b[A-Z]{2,} ){1,2}$")
_SHOUT_AFTER = re.compile(r"(?: [A-Z]{2,}\b){1,2}")
_CALLED = re.compile(r"\b(?:call(?:s|ed)?(?: it| this| them)?|named|known as|nicknamed) (?:the )?$")
LONGEST_BEFORE = 30  # characters
LIKELY_INITIALS = 3  # letters: so many words hardly begin with them by chance
UNEXPLAINED = "unexplained abbreviation"  # what the check is called
_JOINING = {"and", "for", "in", "of", "on", "the", "to", "with"}
_WORD = re.compile(r"\w[\w’']*")


def unexplained(given: CheckInput) -> Iterator[Found]:
    """An abbreviation that nothing in the edition explains, where each item has it first."""
    told = {*_explained(given.document.unit), *given.glossary}
    for piece in given.pieces:
        told |= _explained(piece.heading) | _explained_in(piece.passage)
    for piece in given.pieces:
        here: set[str] = set()
        for text, name, at in (*_abbreviations(piece.heading), *_abbreviations_in(piece.passage)):
            if name not in told | here and not spelt_out(name, piece.passage):
                here.add(name)
                yield Found(piece, text, name, at)


@remembered(REMEMBERED)
def _abbreviations_in(passage: Passage) -> list[tuple[str, str, int]]:
    """Those of a text; what is quoted is its speaker's, and a word that is also there in small letters is shouted."""
    lines = [line for line in _lines_with_capitals(passage) if line.kind != "quote" and not _is_shouted(line.text)]
    found = [(one, line) for line in lines for one in _abbreviations(line.text) if not line.is_literal(one[2])]
    return [one for one, _ in found if not _is_word(one[1].lower(), passage)]


def _is_word(small: str, passage: Passage) -> bool:
    lines = passage.lines if small in passage.text else ()
    return any(small in _WORD.findall(line.text) for line in lines if small in line.text)


@remembered(REMEMBERED)
def _lines_with_capitals(passage: Passage) -> list[Line]:
    return passage.matching(_CAPITALS)


def _is_shouted(text: str) -> bool:
    return not _CAPITALS.search(text) or text.isupper()


def _abbreviations(text: str) -> Iterator[tuple[str, str, int]]:
    if _is_shouted(text):
        return
    for match in _ABBREVIATION.finditer(text):
        is_name = _CALLED.search(text, max(0, match.start() - LONGEST_BEFORE), match.start())
        is_own = not is_name and not is_quoted(text, match.start()) and not _is_in_shout(text, match)
        if match[1] not in KNOWN | SHOUTED and is_own:
            yield text, match[1], match.start()


def _is_in_shout(text: str, match: re.Match[str]) -> bool:
    """Whether the words to both sides, or two to one side, are in capitals, too: “PLEASE NOTE THIS”."""
    before, after = _SHOUT_BEFORE.search(text, 0, match.start()), _SHOUT_AFTER.match(text, match.end())
    return len((before[0] if before else "").split()) + len((after[0] if after else "").split()) > 1


@remembered(REMEMBERED)
def _explained_in(passage: Passage) -> set[str]:
    told = {name for line in _lines_with_capitals(passage) for name in _explained(line.text)}
    return told | {name for line in passage.linked for name in _linked(line)}


def _explained(text: str) -> set[str]:
    """“Health and Safety Executive (HSE)”, or the other way round."""
    patterns = (_AFTER_ITS_WORDS, _BEFORE_ITS_WORDS, _BEFORE_ONE_WORD) if _CAPITALS.search(text) else ()
    return {match[1] for pattern in patterns for match in pattern.finditer(text)}


def _linked(line: Line) -> Iterator[str]:
    """What a link carries can be looked up."""
    for link in line.links:
        yield from (match[1] for match in _ABBREVIATION.finditer(link.text))


@remembered(4 * REMEMBERED)
def spelt_out(name: str, passage: Passage) -> str:
    """The words of a text for which the letters stand: “Port of Lamport Authority” for “PLA”; empty without any."""
    pattern = _initials(name.upper())
    lines = passage.lines if pattern.search(passage.text) else ()  # most texts have none, and this tells soonest
    return next((match[0] for line in lines if (match := pattern.search(line.text))), "")


@remembered(4 * REMEMBERED)
def _initials(name: str) -> re.Pattern[str]:
    """Words that begin with these letters, joining words between them; of two letters the first with a capital."""
    first, others = name[0], name[1:]
    joining = rf"(?:[\s-]+(?:{'|'.join(sorted(_JOINING))}))*[\s-]+"
    rest = "".join(rf"{joining}[{letter}{letter.lower()}][a-z]+" for letter in others)
    begin = f"[{first}]" if len(name) < LIKELY_INITIALS else f"[{first}{first.lower()}]"
    return re.compile(rf"{begin}(?<!\w.)[a-z]+{rest}")
