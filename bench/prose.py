"""Updates of 6,000 characters that read like those of councils, and are all different.

As in a real edition, 6,000 characters are some forty paragraphs and list items, with about a hundred capital letters,
ten abbreviations, a dozen names of people, ten dates and two links. One sentence in twenty-five has something that the
editorial checks look for: a stray space, “this week”, a word twice.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from domain.english import weekday
from domain.text.markdown import parse
from domain.text.rich_text import RichText

CHARACTERS = 6_000
LISTED = 0.5  # of what is said
LINKED = 0.06
SLIPS = 0.04  # of the sentences: most people read what they have written

PLACES = [
    "Ambleford", "Brackwater", "Coldmere", "Dunleigh", "Eastry",
    "Farlow", "Gresham", "Holmwick", "Inverlay", "Kelding",
]  # fmt: skip
FIRST = [
    "Helen", "James", "Priya", "Niamh", "Oliver", "Fiona", "Samir", "Bethan",
    "Duncan", "Liz", "Tariq", "Megan", "Rhys", "Joanna", "Gareth", "Nadia",
]  # fmt: skip
LAST = [
    "Marsh", "Okafor", "Pryce", "Holloway", "Bright", "Sandhu", "Whitlock",
    "Trent", "Adeyemi", "Lindqvist", "Carrow", "Penhale", "Moss", "Varga",
]  # fmt: skip
ROLES = ["service designer", "delivery manager", "harbour warden", "housing officer", "data analyst", "user researcher"]
BODIES = ["Health Executive (HSE)", "NHS", "HSE", "DLUHC", "LGA", "API", "GDS", "CRM", "ICO", "GIS", "SMS", "PDF"]
MONTHS = ["September", "October", "November", "December", "January", "February", "March"]
WHO = """
the team|our developers|officers at {place} Borough Council|{first} {last}, the {role},|residents in {place}|
{number} colleagues from {place} City Council|the {kind} steering group|{first}, our {role},|most {them}|
the research partner|{them} and {them}|partners in {place} and {place}|a group of {them}|the project board|
Councillor {last}|everyone in {place}
"""
DID = """
tested|reviewed|sketched|rewrote|presented|mapped|agreed on|compared|published|gathered feedback about|finished|built|
tried out|asked questions about|approved|documented|moved|signed off|measured|discussed|started to improve|
will soon share|refined|praised|decided to keep
"""
WHAT = """
{the} {kind} {thing}|{the} {thing} {of}|{the} {kind} {thing} {of}|{the} {thing} and {the} {kind} {thing}|
the {body} {thing} {of}|{number} {kind} interviews with {noun} {them}
"""
HOW = """
with {number} {them} who {need}|after {the} {kind} workshop {of}|on {date}|
so that {them} spend {number} hours less {of}|because {the} {kind} {thing} closes in {month} {year}|
at {the} {kind} show and tell|together with {first} {last} from the {body}|to cut {the} {thing} {of} by {number}%|
as part of {the} {kind} phase|without adding {the} {thing} {of}|during {the} {kind} round of {kind} testing|
before {them} see {the} {thing}|to save {them} {number} hours a month|for {them} in {place}|
in line with {the} {kind} {thing}|although {them} could not attend|based on {kind} data from {place}|
as {them} find {the} {thing} easier than {the} paper one
"""
THE = ["the", "a", "our", "their", "this", "another", "each", "one"]
KIND = """
short|first|shared|draft|common|revised|accessible|local|regional|open source|clickable|monthly|online|weekly|
technical|second|simple|public|detailed|small|large|printed|bilingual|automatic|manual
"""
NOUN = """
booking|parking|planning|payment|housing|council tax|repairs|library|school|transport|flood|street light|community|
grant|rent|tenancy|care|waste|recycling|licence|permit|harbour|market|cemetery|allotment|archive|benefit|carer|case|
complaint|contract|damp|election|energy|event|family|fraud|garden|health|homelessness|income|inspection|job|land|
leisure|noise|nursery|park|pension|playground|procurement|property|road|safety|skip|social work|tree|volunteer|water|
youth
"""
THING = """
{noun} form|{noun} prototype|{noun} page|{noun} data|{noun} letter|{noun} backlog|{noun} report|{noun} map|
{noun} case|{noun} journey|{noun} guidance|{noun} register|{noun} dashboard|{noun} guide|{noun} model|{noun} roadmap|
{noun} survey|{noun} file|{noun} pattern|{noun} search|{noun} glossary|{noun} video|{noun} wireframe|{noun} story|
{noun} blueprint|{noun} tool|{noun} code|{noun} plan|{noun} paper|{noun} account|{noun} notice|{noun} test|
{noun} check|{noun} team|{noun} office|{noun} research
"""
OF = """
for {noun} {them}|about {noun} {them}|of {noun} and {noun}|on {noun} and {noun}|in {noun} services|from {place}|
with {noun} {them}
"""
THEM = """
tenants|officers|carers|case workers|residents|wardens|managers|planners|volunteers|developers|landlords|parents|
teachers|suppliers|neighbours|visitors|applicants|councillors|benefit advisers|business owners
"""
NEED = """
use screen readers|live in {place}|never applied|work with {them}|saw {the} {thing}|asked for help|speak Welsh|
rent homes
"""
THEN = """
{who} {did} {what} {how}. |{who} {did} {what} {how}, and {what} {how}. |{how}, {who} {did} {what}. |
“{the} {kind} {thing} is quicker,” said {first} {last}, who {did} {what}. |
We thank {first} {last} and {first} {last} for {what}. |For {what}, write to projects@{place}.gov.uk. |
{who} {did} {what} {how}; {who} {did} {what}. |
{number} {them} now use it, up from {number} in {month} {year}, which {who} {did} {how}.
"""
SLIP = """
{who} {did} {what} this week. |We will meet {place} again on {day} {month}. |{first} {did} {what} {how}. |
{who} {did} {what} , and {how}. |The QXC {did} {what}. |{who} {did} the the roadmap {how}. |
Next sprint, {who} {did} {what}. |Please read their latest blog post. |{who} {did} {what} last {weekday}. |
We put {what} on Github. |Two weeks ago {who} {did} {what}. |{who} {did} {what} on our web site. |
The launch is on {weekday}. |{who} {did} {what} yesterday and
"""


def _options(text: str) -> list[str]:
    return [option.strip() for option in text.replace("\n", " ").split("|")]


SLOTS = {
    "who": _options(WHO), "did": _options(DID), "what": _options(WHAT), "how": _options(HOW),
    "the": THE, "kind": _options(KIND), "noun": _options(NOUN), "thing": _options(THING), "of": _options(OF),
    "them": _options(THEM),
    "need": _options(NEED), "place": PLACES, "first": FIRST, "last": LAST, "role": ROLES, "body": BODIES,
    "month": MONTHS,
    "weekday": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
    "date": [weekday(date(2021, 9, 1) + timedelta(days)) for days in range(200)],
    "year": ["2021", "2022"], "day": [str(day) for day in range(1, 29)],
    "number": [str(number) for number in range(2, 99)],
}  # fmt: skip
"""What can stand for each name in braces."""


def body(words: random.Random) -> RichText:
    """Paragraphs and lists of 6,000 characters."""
    return parse(markdown(words, CHARACTERS))


def markdown(words: random.Random, characters: int) -> str:
    """About so many characters in paragraphs and lists, with something bold and links."""
    paragraphs = ["**12 people** met in [a library](https://example.org/library)."]
    while sum(map(len, paragraphs)) < characters:
        paragraphs.append("\n".join(_listed(words)) if words.random() < LISTED else _paragraph(words))
    return "\n\n".join(paragraphs)


def _listed(words: random.Random) -> Iterator[str]:
    for _ in range(words.randint(2, 5)):
        yield f"* {_filled(words.choice(SLOTS['what']), words)} {_filled(words.choice(SLOTS['how']), words)}"


def _paragraph(words: random.Random) -> str:
    return "".join(_sentence(words) for _ in range(words.randint(1, 4))).strip()


def _sentence(words: random.Random) -> str:
    pattern = words.choice(_options(SLIP) if words.random() < SLIPS else _options(THEN))
    said = f"{_filled(pattern, words)} "
    if words.random() < LINKED:
        said += f"It is described in [{_filled('{what}', words)}](https://example.org/{words.randint(1, 99_999)}). "
    return said[0].upper() + said[1:]


def _filled(pattern: str, words: random.Random) -> str:
    """The pattern with something for each name in braces, which may have such names itself."""
    while "{" in pattern:
        before, _, rest = pattern.partition("{")
        name, _, after = rest.partition("}")
        pattern = f"{before}{words.choice(SLOTS[name])}{after}"
    return pattern
