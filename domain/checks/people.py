"""Checks of people, and of what reaches them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from domain.checks.base import CheckInput, Found, Seen
from domain.checks.lexicon import GIVEN_NAMES, NO_ROLES, ROLES, STARTERS
from domain.checks.passage import REMEMBERED, Line, Passage, is_quoted
from domain.remembered import remembered

_NAME = r"[A-Z](?<![\w’'.@/#-].)[^\W\d_]*[a-zà-ÿ]"
_GIVEN = re.compile(rf"({_NAME})(?=[\s,.;:!?)’'–—]|$)")
_NAME_BEFORE = re.compile(r"([A-Z][\w’'-]*|[A-Z]\.|\b(?:Dr|Mr|Mrs|Ms|Cllr|Prof|Sir|Dame|St|Saint)\.?)\s$")
LONGEST_BEFORE = 60  # characters
_NAME_AFTER = re.compile(r"\s(?:(?:ab|al|ap|bin|da|de|del|der|di|du|el|la|le|van|von)\s){0,2}[A-Z][\w’'.-]*|-")
# Who no list has is a person where the sentence says so: “Anya and I”, “thanks to Anya”, “Anya (she/her)”.
# Before each pattern stand the words of which a line needs one: most have none, and this tells soonest.
_INTRODUCED = (
    (
        frozenset({"colleague", "colleagues", "named", "thank", "well", "goodbye", "farewell"}),
        re.compile(
            rf"[CcNnTtWwGgFf](?<!\w.)(?:olleagues?|amed|hank you,?|ell done,?|oodbye,?|arewell(?: to)?) ({_NAME})"
            r"(?=[\s,.;!)’]|$)"
        ),
    ),
    (
        frozenset({"i", "me", "she", "he", "they"}),
        re.compile(rf"({_NAME}) (?:and (?:I|me)\b|\((?:she|he|they)\b)"),
    ),
    (
        frozenset({"first", "last", "leaving", "maternity", "paternity", "birthday"}),
        re.compile(rf"({_NAME})’s (?:first day|last day|first week|last week|leaving|maternity|paternity|birthday)\b"),
    ),
    (
        frozenset({"paired", "chatted", "sketched", "interviewed", "shadowed", "coached", "facilitated", "sat"}),
        re.compile(
            rf"({_NAME}) (?:has |have )?(?:paired|chatted|sketched|interviewed|shadowed|coached|facilitated"
            r"|sat (?:down|in|with))\b"
        ),
    ),
    (frozenset({"joined", "left"}), re.compile(rf"({_NAME}) (?:has |have )?(?:joined|left) the team\b")),
    (
        frozenset({"away", "off", "leave", "holiday"}),
        re.compile(rf"({_NAME}) (?:is|was|will be) (?:away|off|on (?:leave|holiday))\b"),
    ),
    (
        frozenset({"her", "his"}),
        re.compile(rf"({_NAME}) (?:finished|wrote|began|started|gave|shared|drew|left) (?:her|his)\b"),
    ),
    (
        frozenset({"said", "says", "asked", "wrote"}),
        re.compile(rf"[,.!?]”,? (?:said|says|asked|wrote) ({_NAME})(?=[,.:]|$)"),
    ),
    (
        frozenset({"ring", "phone", "text", "mail", "email", "message"}),
        re.compile(rf"(?:[Rr]ing|[Pp]hone|[Tt]ext|[Mm]ail|[Mm]essage) ({_NAME}) (?:on|at) (?:[+(]?\d|\S+@)"),
    ),
    (
        frozenset({"chat", "chats", "chatted", "coffee", "lunch", "one", "ones", "with"}),
        re.compile(rf"[CcLlOo1](?:hat(?:s|ted)?|offee|unch|ne-to-ones?|:1s?) with ({_NAME})(?=[\s,.;]|$)(?! [A-Z])"),
    ),
    (
        frozenset({"tribute", "condolences", "congratulations", "thanks"}),
        re.compile(rf"(?:[Tt]ribute|[Cc]ondolences|[Cc]ongratulations|[Tt]hanks) to ({_NAME})(?=, whose?\b)"),
    ),
    # Of whom the next words say “she” or “he”.
    (
        frozenset({"he", "she"}),
        re.compile(
            rf"(?:[Tt]hanks to|[Tt]hank|[Mm]et|[Aa]sk(?:ed)?|told|[Ww]elcomed?|hired) ({_NAME})(?! [A-Z])"
            r"[^.!?]*[.!?] (?:He|She)\b"
        ),
    ),
    (
        frozenset({"her", "him", "she", "he"}),
        re.compile(
            rf"(?:^|(?<=[.!?] ))({_NAME})(?<!ing)(?<!tion)(?<!ment)(?<!ity)(?<!ness)(?<!back)"
            r" (?:(?:is|was) \w+ing|\w+ed|has|left|wrote)\b"
            r"[^.!?A-Z]*(?:[.!?] [A-Z][^.!?A-Z]*)?\b(?:her|him|she|he)\b"
        ),
    ),
)
_NO_PERSON = re.compile(r".+(?:body|one|s)$")
_JOINED = re.compile(" (?:and|&) [A-Z]")
_LISTED = re.compile(rf"(?:(?:{_NAME}, )+{_NAME},?|{_NAME}) (?:and|&) {_NAME}(?! [A-Z])")
# Who it is: “our tide clerk James”, “librarian Liz”; “Alison, our analyst”, “Alison joined as our analyst”.
_ROLE = r"[A-Za-z]+(?:er|or|ist|ian|ant|lead|head|chair|clerk|apprentice|intern|trainee)"
_ROLE_BEFORE = re.compile(
    r"(?:\b(?i:our|the|their|my|your|an?|new|\w+[’']s?) (?:[a-z][\w-]* ){0,3}(?P<noun>[a-z][\w-]*)"
    rf"|(?:\b(?i:our|the|their|my)|[’']s?) (?:\w+ ){{0,3}}(?P<apart>{_ROLE}),"
    rf"|\b(?P<role>{_ROLE})s?:?|\b(?P<both>{_ROLE}),) $"
)
_MANAGES = r"(?:lead|manager|designer|researcher|developer|officer|analyst|director|head|engineer|architect)"
_ROLE_AFTER = re.compile(
    r"(?:\s?\((?!(?:she|he|they|and|or|not)\b)[a-z]"
    r"|\s?[,–—-]\s?(?:who\b|(?:our|the|an?|their|my|your|from|at) |[a-z]+(?:er|or|ist|ian),"
    rf"|(?:[a-z]+ ){{1,3}}{_MANAGES}\b)"
    r"| (?:\w+ ){0,2}(?:join|start|work|return|act)\w* (?:\w+ ){0,4}as (?:our|the|an?|their)\b"
    r"| (?:is|was) (?:our|the|an?|their) | (?:from|at) (?:the )?[A-Z])"
)
_EMAIL = re.compile(r"\b([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)\b")
_PERSONAL = re.compile(r"^(?:[a-z]{2,}[._-]|[a-z]\.)[a-z]{2,}\d*$", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w/.-])(?:\+44[\s-]?(?:\(0\)\s?)?|0)(?:\d[\s-]?){9,10}(?!\d)")
_DIGITS = re.compile(r"[0-9][0-9\s-]{8}")
_ADDRESS = re.compile(r"[@0-9](?:(?<=@)|[0-9\s-]{8})")
_MOBILE = re.compile(r"^(?:\+44[\s-]?(?:\(0\)\s?)?|0)7(?!6)")  # as Ofcom gives them; 076 are pagers
# Where one has an address of one's own; organisations have their domain.
_MAIL_HOSTS = (
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.com", "live.co.uk", "msn.com",
    "yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "aol.com", "proton.me", "protonmail.com", "btinternet.com",
    "sky.com", "virginmedia.com", "talktalk.net", "gmx.com", "fastmail.com",
)  # fmt: skip


class _Named(NamedTuple):
    """A first name in a line. ``is_alone`` where it is said by itself; ``is_known`` where a surname, a role or a link
    says who that is."""

    name: str
    text: str
    at: int
    is_alone: bool
    is_known: bool


def first_names(given: CheckInput) -> Iterator[Found]:
    """Somebody who is a first name only: no registry, no surname, role or link in the item or before it says who."""
    told = {name.split()[0] for name in given.names if name.split()}
    for piece in given.pieces:
        named = _named(piece.passage)
        told |= {one.name for one in named if one.is_known} | set(piece.heading.split())
        here: set[str] = set()
        for one in named:
            if one.is_alone and one.name not in told | here:
                here.add(one.name)
                yield Found(piece, one.text, one.name, one.at)


@remembered(REMEMBERED)
def _named(passage: Passage) -> list[_Named]:
    people = {*_introduced(passage), *_listed(passage)}
    names = GIVEN_NAMES | people if people else GIVEN_NAMES
    places = [(line, at) for line in passage.with_capitals(names) for word, at in line.capitals if word in names]
    named: list[_Named] = []
    known: set[str] = set()  # who is known by one of these places is known: the others need not tell
    for line, at in places:
        if match := _GIVEN.match(line.text, at):
            named.append(_about(line, match, is_known=match[1] in known))
            known |= {match[1]} if named[-1].is_known else set()
    return named


def _introduced(passage: Passage) -> Iterator[str]:
    """Who the text speaks of as persons, whether a list has their names or not."""
    for words, pattern in _INTRODUCED:
        said = (match[1] for line in passage.with_words(words) for match in pattern.finditer(line.text))
        yield from (name for name in said if name not in STARTERS and not _NO_PERSON.match(name))


def _listed(passage: Passage) -> Iterator[str]:
    """Who stands beside somebody whose name a list has: “Helen and Xan”."""
    for line in passage.with_capitals(GIVEN_NAMES):
        for match in _LISTED.finditer(line.text) if _JOINED.search(line.text) else ():
            names = _GIVEN.findall(match[0])
            if any(name in GIVEN_NAMES for name in names):
                yield from (name for name in names if name not in STARTERS)


def _about(line: Line, match: re.Match[str], *, is_known: bool) -> _Named:
    text, at = line.text, match.start()
    before = text[max(0, at - LONGEST_BEFORE) : at]
    name_before = _NAME_BEFORE.search(before)
    has_name_before = bool(name_before and name_before[1] not in STARTERS)
    has_surname = bool(_NAME_AFTER.match(text, match.end()))
    return _Named(
        name=match[1],
        text=text,
        at=at,
        is_alone=not has_name_before and not is_quoted(text, at) and line.kind != "quote",
        is_known=is_known or has_surname or line.is_in_link(at) or _has_role(before, text[match.end() :]),
    )


def _has_role(before: str, after: str) -> bool:
    """Whether the words beside a name say who that is."""
    found = _ROLE_BEFORE.search(before)
    if found and found["both"] and not after.startswith(","):
        found = None  # “In the winter, Helen came”, not “Our designer, Helen, came”
    role = found and found[found.lastgroup or 0].lower()
    return bool(role and role not in NO_ROLES and not role.endswith("ed")) or bool(_ROLE_AFTER.match(after))


def lines_with_addresses(passage: Passage) -> list[Line]:
    """Those with what may be an e-mail address or a telephone number."""
    return passage.matching(_ADDRESS)


def addresses(line: Line) -> Iterator[Seen]:
    """The e-mail address or telephone number of one person."""
    for match in _EMAIL.finditer(line.text) if "@" in line.text else ():
        local = match[1]
        words = set(re.split(r"[._+-]", local.lower()))
        is_named = local.capitalize() in GIVEN_NAMES or _PERSONAL.match(local)
        if (is_named or match[2].lower() in _MAIL_HOSTS) and not words & ROLES:
            yield match[0], match.start(), None
    for match in _PHONE.finditer(line.text) if _DIGITS.search(line.text) else ():
        if _MOBILE.match(match[0]):
            yield match[0].strip(), match.start(), None
