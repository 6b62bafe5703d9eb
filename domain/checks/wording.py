"""Checks of words, spaces and sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress, pairwise

from domain.checks.base import CheckedText, CheckInput, Found, Seen
from domain.checks.days import PAST
from domain.checks.lexicon import STARTERS
from domain.checks.passage import REMEMBERED, Line, Passage, has_any, is_quoted, whole_words
from domain.document import CLOSING, INTRO
from domain.names import nearest
from domain.placeholders import PLACEHOLDERS, unknown_in
from domain.remembered import remembered

LONG_SENTENCE = 45  # words; GOV.UK asks for 25, of which leads' prose would be full
LONG_UPDATE = 400  # words; readers of forty updates have less than two minutes for each
SHORT = 3  # words
LIKELY_SENTENCE = 8  # words: fewer are a caption or an answer
# Words that nothing but a slip sets twice; “a long, long way” and “the mean mean” may be meant.
NEVER_TWICE = {
    "the", "a", "an", "and", "or", "of", "to", "but", "from", "we", "they", "our", "their", "your", "my", "its", "are",
    "be", "this", "these", "into", "if", "is",
}  # fmt: skip
OFTEN_TWICE = {
    "had", "that", "very", "no", "ha", "bye", "so", "on", "in", "her", "many", "really", "far", "blah", "hear", "do",
    "was",
}  # fmt: skip
_DOUBLED = re.compile(r"(?<!-)\b([^\W\d_]+)[^\S\n]+(\1)\b(?!['’-]|\.\w)", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:what|where|who|how|why|that|there|all|thing|it)\b.* is is\b", re.IGNORECASE)
_BEFORE_VERB = re.compile(r"\b(?:and|or|to|has|have|been|was|were|be|it|he|she|they)\s$")
_SPACES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\w)([’'])\s+s\b(?!\w)"), r"\1s"),  # LDCU’ s
    (re.compile(r"(?<=[\w)”’%])\s+([,;.!?])(?=\s|$)(?!\.)"), r"\1"),
    (re.compile(r"(?<=[\w)”’%])\s+,(?=\w)"), r", "),  # A ,B
    (re.compile(rf"(?<=[a-z]{{3}})([.!?])(?=(?:{'|'.join(sorted(STARTERS))}) [a-z])"), r"\1 "),  # end.Then we
    (re.compile(r"(?<=[\w)”’%])\s+(:)(?=\s|$)"), r"\1"),
    (re.compile(r"(?<![:;=])([(“‘\[])\s+(?=\w)"), r"\1"),
    (re.compile(r"(?<=\w)\s+([)”\]])"), r"\1"),
    (re.compile(r"(?<=[a-z])([,;])(?=[A-Za-z])"), r"\1 "),
)
# What nothing ends with, whatever comes after it; “what it is for” may lack its full stop, “and it is for” goes on.
_HANGING = re.compile(
    r"\b(?:and|or|but|the|an|our|their|(?:the|our|their) (?:next|new)"
    r"|(?:and|but|or) (?:then|also|so)|such as|as well as|so that)[.…]?$"
)
_STRANDED = re.compile(r"(?<![\w-])(?:a|of|to|for|with|by|from|will)$")
_ASKS = re.compile(r"\b(?:what|where|how|who|whom|which|that|than|as|something|nothing|anything|everything)\b", re.I)
_WRAPPED = re.compile(r"\n[a-z]")
LONGEST_END = 20  # characters
_BEGINS = re.compile(r"[ASHWTBMFI](?<= .)(?:lso|till|owever|e|hey|his|hese|ut|hen|eanwhile|inally|t|he)(?![^\W\d_])")
# Another sentence begins where this one had not ended: “we could not Still, we have”, “was saved as Also fixed”.
_BROKEN_OFF = re.compile(
    r"[a-z] (?:(?:not|to|as|the|an?|and|or|of|with|for|from|by|could|will|would|should|is|are|was|were|has|have|been)"
    r" (?=(?:Also|Still|However|We|They|This|These|But|Then|Meanwhile|Finally|It),? [a-z])"
    r"|(?:asked|able|going|want|wanted|need|hope|hoped|try|tried|decided|agreed|expected|likely|unable|began|started"
    r"|continue|due|ready) to (?=The \w+ (?:\w+ed|is|was|has|will)\b))"
)
_LEFT_LINE = re.compile(r"\b(?:and|or|but|the|an|of|our|their)\n(?=[A-Z])")
_TEAM = re.compile(
    r"[Tt]he(?<!\w[Tt]he)(?<!of [Tt]he)(?: \w+)? team "
    r"(?:(?:also|now|currently|still|both) )?(is|has|was|are|have|were)\b(?! (?:members?|of)\b)"
)
# A sign with a space on its wrong side, or without one: most lines have none, and this tells soonest.
_ODD = re.compile(
    r"[,;.!?:)”\](“‘\[’'](?:(?<=\s[,;.!?:)”\]])|(?<=[(“‘\[])(?=\s)|(?<=[’'])(?=\ss\b)|(?<=[a-z][,;])(?=[A-Za-z])|(?<=[a-z][.!?])(?=[A-Z]))"
)
_TEAMS = frozenset({"team"})
SINGULAR = {"is", "has", "was"}
SPELLINGS: tuple[tuple[str, ...], ...] = (  # the first is the one that GOV.UK's style guide has, where it has one
    ("COVID-19", "Covid-19", "covid-19", "COVID 19", "COVID19", "Covid19"),
    ("email", "e-mail"),
    ("online", "on-line"),
    ("website", "web site", "web-site"),
    ("focusing", "focussing"),
    ("focused", "focussed"),
    ("wellbeing", "well-being"),
    ("organisation", "organization"),
    ("recognise", "recognize"),
    ("dataset", "data set", "data-set"),
    ("postcode", "post code"),
    ("cooperation", "co-operation"),
    ("coordinate", "co-ordinate"),
    ("GOV.UK", "Gov.uk", "Gov.UK"),
    ("licence holder", "license holder"),
    ("user-centred", "user-centered", "user centred", "user centered"),
)
_VARIANTS = [(re.split("[^a-z]", spelling.lower())[0], spelling) for group in SPELLINGS for spelling in group]
_ANY = "|".join(re.escape(spelling) for _, spelling in _VARIANTS)
_SPELLING = re.compile(rf"(?<![\w@./-])({_ANY})s?(?![\w@/-]|\.\w)")

_DOUBLE_SPACE = re.compile(r"(?<=[^\s.!?])[ ]{2,}(?=\S)")
# As those write them who make them.
MAKERS = {
    name.lower(): name
    for name in (
        "GitHub", "GitLab", "YouTube", "JavaScript", "TypeScript", "LinkedIn", "WordPress", "PowerPoint", "SharePoint",
        "WhatsApp", "PayPal", "iPhone", "iPad", "PostgreSQL", "MySQL", "OpenStreetMap", "SurveyMonkey", "TikTok",
        "OneDrive", "HubSpot", "OpenAI", "ChatGPT",
    )
}  # fmt: skip
_MADE = re.compile(rf"(?<![\w@./#-])({'|'.join(MAKERS)})(?![\w@/-]|\.\w)", re.IGNORECASE)


def long_lines(passage: Passage) -> list[Line]:
    """Those in which a long sentence can stand."""
    return [line for line in passage.lines if line.text.count(" ") >= LONG_SENTENCE]


@remembered(REMEMBERED)
def lines_with_doubles(passage: Passage) -> Sequence[Line]:
    """The lines of a text in which some word stands twice in a row."""
    return passage.lines if _may_double(passage.text) else ()


def lines_with_odd_spaces(passage: Passage) -> list[Line]:
    """Those with a sign that may have a space too many or too few beside it."""
    return passage.matching(_ODD)


def lines_with_double_spaces(passage: Passage) -> list[Line]:
    """Those with two spaces in a row."""
    return passage.matching(_DOUBLE_SPACE) if "  " in passage.text else []


def doubled_words(line: Line) -> Iterator[Seen]:
    """A word that stands twice and never does so on purpose."""
    for match in _doubled(line):
        if _is_slip(line, match):
            yield match[0], match.start(), match[1]


def _is_slip(line: Line, match: re.Match[str]) -> bool:
    """Whether no sentence has the word twice there; a verb that begins what “and” joins or “has” needs stands once."""
    word = match[1].lower()
    if word == "is":
        return not _CLAUSE.search(line.sentence_at(match.start()))
    is_verb = word not in OFTEN_TWICE and PAST.fullmatch(word) and _BEFORE_VERB.search(line.text[: match.start()])
    return word in NEVER_TWICE or bool(is_verb)


def words_twice(line: Line) -> Iterator[Seen]:
    """A word that stands twice, perhaps on purpose."""
    for match in _doubled(line):
        if match[1].lower() not in NEVER_TWICE | OFTEN_TWICE and not _is_slip(line, match):
            yield match[0], match.start(), None


def _doubled(line: Line) -> Iterator[re.Match[str]]:
    """“Walla Walla” is a name, in “done Done” something new begins, and what is quoted is its speaker's."""
    for match in _doubles(line.text):
        is_new = match[2][0].isupper() and not match[1].isupper()
        if not is_new and not line.is_literal(match.start()) and not is_quoted(line.text, match.start()):
            yield match


@remembered(16 * REMEMBERED)
def _doubles(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_DOUBLED.finditer(text)) if _may_double(text) else ()


def _may_double(text: str) -> bool:
    """Whether a word seems to stand twice in a row: looking at whole words tells sooner than the pattern."""
    words = text.lower().replace("“", " ").replace("(", " ").replace('"', " ").split()
    alike = compress(pairwise(words), map(str.startswith, words[1:], words))
    return any(first.isalpha() and not second[len(first) : len(first) + 1].isalnum() for first, second in alike)


def stray_spaces(line: Line) -> Iterator[Seen]:
    """A space too many or too few at punctuation and quotes."""
    text = line.text
    for pattern, right in _SPACES:
        for match in pattern.finditer(text):
            if line.is_literal(match.start()):
                continue
            start, end = whole_words(text, *match.span())
            yield text[start:end], start, text[start : match.start()] + match.expand(right) + text[match.end() : end]


def double_spaces(line: Line) -> Iterator[Seen]:
    """Two spaces or more in a row, which many readers never see."""
    for match in _DOUBLE_SPACE.finditer(line.text):
        if not line.is_literal(match.start()):
            start, end = whole_words(line.text, match.start() - 1, match.end())
            found = line.text[start:end]
            yield found, start, _DOUBLE_SPACE.sub(" ", found)


def makers(line: Line) -> Iterator[Seen]:
    """A product whose maker spells it otherwise."""
    for match in _MADE.finditer(line.text):
        right = MAKERS[match[1].lower()]
        if match[1] != right and not line.is_literal(match.start()):
            yield match[0], match.start(), match[0].replace(match[1], right)


def long_sentences(line: Line) -> Iterator[Seen]:
    """A sentence that one has to read twice."""
    for sentence, at in line.sentences:
        if sentence.count(" ") >= LONG_SENTENCE and len(sentence.split()) > LONG_SENTENCE:
            yield sentence, at, None


def long_updates(given: CheckInput) -> Iterator[Found]:
    """An update that is longer than its readers have time for."""
    for piece in given.pieces:
        if piece.is_project and piece.passage.words > LONG_UPDATE:
            count = f"{piece.passage.words} words"
            yield Found(piece, count, count)


def empty_updates(given: CheckInput) -> Iterator[Found]:
    """An update that says nothing."""
    for piece in given.pieces:
        if piece.is_project and piece.passage.words < SHORT and not piece.passage.images:
            told = " ".join(line.text for line in piece.passage.lines)
            yield Found(piece, told, told)


def left_out(given: CheckInput) -> Iterator[Found]:
    """What somebody wrote and no reader is shown: a comment, a script."""
    for piece in given.pieces:
        for words in given.left_out.get(piece.key, ()):
            yield Found(piece, words, words)


def unfilled(given: CheckInput) -> Iterator[Found]:
    """Something in braces in the welcome or the thank-you that nothing fills."""
    for piece in given.pieces:
        for line in piece.passage.lines if piece.key in (INTRO, CLOSING) else ():
            for name in unknown_in(line.text):
                meant = nearest(name, PLACEHOLDERS)
                found = f"{{{name}}}"
                yield Found(piece, line.text, found, line.text.index(found), f"{{{meant}}}" if meant else None)


def unfinished(given: CheckInput) -> Iterator[Found]:
    """A sentence that stops in the middle: at the end of a paragraph, or of a line in one."""
    for piece in given.pieces:
        yield from (Found(piece, text, sentence, at) for text, sentence, at in _unfinished(piece.passage))
        for words in _left_in(given.sources.get(piece.key, "")):
            yield from _where(piece, words)


@remembered(REMEMBERED)
def _unfinished(passage: Passage) -> list[tuple[str, str, int]]:
    lines = passage.lines
    is_wrapped = any("\n" in line.text and _WRAPPED.search(line.text) for line in lines)
    whole = [
        line
        for place, line in enumerate(lines)
        if line.kind == "paragraph" and not line.ends_in_link and not _is_led_on(lines, place)
    ]
    return [(line.text, *broken) for line in whole for broken in _broken(line, is_wrapped=is_wrapped)]


def _left_in(source: str) -> Iterator[str]:
    """The lines of a Markdown text that stop in the middle of a sentence, where its writer has not broken lines to
    wrap them."""
    if not _WRAPPED.search(source):
        for match in _LEFT_LINE.finditer(source):
            yield source[source.rfind("\n", 0, match.start()) + 1 : match.end()].strip()


def _where(piece: CheckedText, words: str) -> Iterator[Found]:
    for line in piece.passage.lines:
        at = line.text.find(f"{words} ")
        if at >= 0 and line.kind == "paragraph":
            sentence = max(start for _, start in line.sentences if start <= at + len(words))
            yield Found(piece, line.text, line.text[sentence : at + len(words)].strip(), sentence)


def _is_led_on(lines: tuple[Line, ...], place: int) -> bool:
    """Whether a list follows, which may go on with the sentence: “We met the”, and who."""
    return place + 1 < len(lines) and lines[place + 1].kind in ("item", "quote", "cell")


def _broken(line: Line, *, is_wrapped: bool) -> Iterator[tuple[str, int]]:
    text = line.text.rstrip()
    end = text[-LONGEST_END:]
    is_open = _HANGING.search(end) or _STRANDED.search(end)
    if is_open and len(text.split()) >= LIKELY_SENTENCE:
        sentence, at = line.sentences[-1]
        if _HANGING.search(end) or (at and _STRANDED.search(end) and not _ASKS.search(sentence)):
            yield sentence, at
    for match in _broken_off(line):
        start = max((begin for _, begin in line.sentences if begin <= match.start()), default=0)
        if not is_quoted(text, match.end()) and not line.is_literal(match.end()):
            yield text[start : match.end()].strip(), start + len(text[start:]) - len(text[start:].lstrip())
    for match in _LEFT_LINE.finditer(text) if "\n" in text and not is_wrapped else ():
        start = text.rfind("\n", 0, match.start()) + 1
        yield text[start : match.end()].rstrip(), start


def _broken_off(line: Line) -> Iterator[re.Match[str]]:
    """Where another sentence begins too early."""
    for at in (begins.start() for begins in _BEGINS.finditer(line.text)):
        match = _BROKEN_OFF.search(line.text, max(0, at - LONGEST_END), at + LONGEST_END)
        if match and match.end() == at:
            yield match


def team_number(given: CheckInput) -> Iterator[Found]:
    """“The team is” and “the team are” in one item."""
    for piece in given.pieces:
        used = _of_teams(piece.passage)
        numbers = {match[1] in SINGULAR for match in used}
        if len(numbers) == 2:
            first = used[0][1] in SINGULAR
            match = next(one for one in used if (one[1] in SINGULAR) is not first)
            yield Found(piece, match.string, match[0], match.start())


@remembered(REMEMBERED)
def _of_teams(passage: Passage) -> list[re.Match[str]]:
    return [match for line in passage.with_words(_TEAMS) for match in _TEAM.finditer(line.text)]


def spellings(given: CheckInput) -> Iterator[Found]:
    """A thing spelt in two ways in one edition."""
    there = {one for piece in given.pieces for one in _variants_in(piece.passage)}
    for group in SPELLINGS:
        if len(there.intersection(group)) > 1:
            yield from _in_two_ways(given, group)


def _in_two_ways(given: CheckInput, group: Sequence[str]) -> Iterator[Found]:
    first: dict[str, Found] = {}
    for piece in given.pieces:
        for match in _spelt(piece.passage):
            first.setdefault(match[1], Found(piece, match.string, match[0], match.start()))
    best, *others = [spelling for spelling in group if spelling in first] or [""]
    for other in others:
        yield replace(first[other], instead=first[other].found.replace(other, best))


@remembered(REMEMBERED)
def _variants_in(passage: Passage) -> list[str]:
    return [one for word, one in _VARIANTS if passage.has_word(word) and one in passage.text]


@remembered(REMEMBERED)
def _spelt(passage: Passage) -> list[re.Match[str]]:
    """What can be spelt in several ways."""
    lines = [line for line in passage.lines if has_any(line.text, _variants_in(passage))]
    matches = [(line, match) for line in lines for match in _SPELLING.finditer(line.text)]
    return [match for line, match in matches if not line.is_literal(match.start())]
