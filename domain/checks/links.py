"""Checks of links and pictures."""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit

from domain.checks.base import CheckInput, Found, Seen
from domain.checks.passage import REMEMBERED, Line, Passage, has_any
from domain.compile import UNDESCRIBED
from domain.remembered import remembered
from domain.text.addresses import is_web_address

_VAGUE = re.compile(
    r"^(?:(?:please )?(?:click|tap|see|read|find out|learn)? ?(?:here|more|this|this link|link|this page|website|"
    r"read more|find out more|learn more|(?:more )?(?:details|info(?:rmation)?))|click (?:here|on this link)"
    r"|(?:\w+ ){0,3}here)[.:!]?$",
    re.IGNORECASE,
)
INTERNAL_HOSTS = (
    "sharepoint.com", "onedrive.live.com", "files.slack.com", "teams.microsoft.com", "localhost", "local", "internal",
    "intranet",
)  # fmt: skip
INTERNAL_PARTS = ("slack.com/archives/", "slack.com/files/", "/wp-admin/", ".atlassian.net/browse/")
# Whoever owns what is there decides who may see it.
PRIVATE_HOSTS = (
    "1drv.ms", "drive.google.com", "docs.google.com", "dropbox.com", "trello.com", "atlassian.net", "asana.com",
    "miro.com", "notion.so", "figma.com",
)  # fmt: skip
PUBLIC_IN_THEM = ("/viewform", "/pub", "/forms/", "forms.gle", "/shared_invite", "usp=sharing", "/meetup-join/")
# What a line says of what everybody can open.
_PUBLIC = re.compile(
    r"\b(?:public(?:ly)?|everybody|everyone|anybody|anyone|open to|open board|shared with all)\b", re.I
)
_WRAPPERS = {  # hosts that lead on, and which part of the query has the address
    "safelinks.protection.outlook.com": "url", "google.com": "q", "l.facebook.com": "u", "slack-redir.net": "url",
    "urldefense.com": "u", "urldefense.proofpoint.com": "u", "lnks.gd": "", "linkprotect.cudasvc.com": "a",
    "l.instagram.com": "u",
}  # fmt: skip
_PROOFPOINT = re.compile(r"/v3/__(.+?)__;")  # a “*” in it stands for a sign that is kept elsewhere
_THING = (
    r"(?:blog ?posts?|blog|article|report|video|recording|survey|(?:sign-?up |registration |nomination |quick |short |"
    r"online )*form|YouTube channel|case study|slides|podcast|newsletter|edition|event on)"
)
_LOOK = (
    r"(?:read|see|watch|view|download|visit|check out|fill (?:in|out)|complete|take (?:part in|a look at)"
    r"|have a look at|catch up (?:on|with)|listen to)"
)
_AT_THING = rf"[^.!?]{{0,60}}\b{_THING}\b"
_POINTS = {  # what a line must say for a pattern to be worth trying
    "": rf"^(?:(?:Please|Just|Also|And|To find out more,|To learn more,) )?{_LOOK}\b{_AT_THING}",
    "please": rf"\bplease {_LOOK}\b{_AT_THING}",
    "why not": rf"\bwhy not {_LOOK}\b{_AT_THING}",
    "you can": rf"\byou can (?:read|watch|view|download|listen to)\b{_AT_THING}",
    "more": rf"\bmore (?:\w+ ){{0,3}}in (?:our|their) (?:\w+ )?{_THING}\b",
    "here": r"\b(?:click|tap|(?:read|find out|learn|see) more|sign up|register|apply) here\b(?! in\b)",
}
_WAYS = [(word, re.compile(pattern, re.IGNORECASE)) for word, pattern in _POINTS.items()]
_LIKELY = (
    "blog", "article", "report", "video", "record", "survey", "form", "youtube", "study", "slides", "podcast", "letter",
    "edition", "event", "here",
)  # fmt: skip
LOOKS = frozenset({
    "read", "see", "watch", "view", "download", "visit", "check", "fill", "complete", "take", "have", "catch", "listen",
    "more", "here",
})  # fmt: skip
"""Every one of these ways has one of them."""
_FILE_NAME = re.compile(
    r"(?:^\S+\.(?:png|jpe?g|gif|webp|heic|svg|bmp|tiff?)$|^(?:IMG|DSC|image|photo|picture|screenshot|untitled|scan)"
    r"[\s_-]?[\d_.:\s-]*(?:at)?[\s\d.:-]*$)",
    re.IGNORECASE,
)


def linked(passage: Passage) -> list[Line]:
    """The lines with links."""
    return passage.linked


def bare(line: Line) -> Iterator[Seen]:
    """An address in the place of words, in the midst of others. At the end or alone it is named."""
    for link in line.links:
        if "://" in link.text or link.text.startswith("www."):
            at = line.text.find(link.text)
            if re.match(r"[.,;:]?\s+\w", line.text[at + len(link.text) :]):
                yield link.text, at, None


def vague(line: Line) -> Iterator[Seen]:
    """A link whose words do not say where it leads."""
    for link in line.links:
        if _VAGUE.match(link.text.strip()):
            yield link.text, line.text.find(link.text), None


def relative(given: CheckInput) -> Iterator[Found]:
    """A link or picture that leads somewhere only from the page that it was copied from."""
    for piece in given.pieces:
        for line in piece.passage.linked:
            for link in line.links:
                if not is_web_address(link.url) and not link.url.startswith("slack"):
                    yield Found(piece, line.text, link.url, line.text.find(link.text))
        for image in piece.passage.images:
            if image.url and not image.file and not is_web_address(image.url) and not image.url.startswith("data:"):
                yield Found(piece, f"{image.alt or 'a picture'} ({image.url})", image.url)


def internal(line: Line) -> Iterator[Seen]:
    """A link that only people inside an organisation can open."""
    for link in line.links:
        is_inside = any(part in link.url for part in INTERNAL_PARTS) or _is_in_a_network(link.url)
        if is_inside or _is_at(link.url, INTERNAL_HOSTS):
            yield link.url, line.text.find(link.text), None


def private(line: Line) -> Iterator[Seen]:
    """A link to what its owner may or may not have opened to everybody, where the line does not say so."""
    for link in line.links:
        is_told = _PUBLIC.search(line.text) or any(part in link.url for part in INTERNAL_PARTS)
        if _is_at(link.url, PRIVATE_HOSTS) and not is_told:
            yield link.url, line.text.find(link.text), None


@remembered(4 * REMEMBERED)
def _is_at(url: str, hosts: tuple[str, ...]) -> bool:
    """Whether an address is at one of these hosts, and not in a public part of it."""
    host = _host(url)
    is_public = any(part in url for part in PUBLIC_IN_THEM)
    return not is_public and any(host == name or host.endswith(f".{name}") for name in hosts)


def _is_in_a_network(url: str) -> bool:
    """Whether an address is in a network of one's own."""
    host = _host(url)
    try:
        return (":" in host or host[-1:].isdigit()) and ip_address(host).is_private
    except ValueError:
        return False


@remembered(4 * REMEMBERED)
def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def wrapped(given: CheckInput) -> Iterator[Found]:
    """A link that leads through somebody who looks at it first: a mail filter, a search engine."""
    for piece in given.pieces:
        for line in piece.passage.linked:
            for link in line.links:
                if address := unwrapped(link.url):
                    at = line.text.find(link.text)
                    yield Found(piece, line.text, link.url, at, address, is_address=True)


def unwrapped(url: str) -> str:
    """The address to which a wrapper leads; empty where it is none, or does not say."""
    host = _host(url)
    if host == "urldefense.com" and (inside := _PROOFPOINT.search(url)):
        return inside[1] if is_web_address(inside[1]) and "*" not in inside[1] else ""
    key = next((key for name, key in _WRAPPERS.items() if host == name or host.endswith(f".{name}")), "")
    values = parse_qs(urlsplit(url).query).get(key, []) if key else []
    if host == "urldefense.proofpoint.com":
        values = [unquote(value.replace("-", "%").replace("_", "/")) for value in values]
    return next((value for value in values if is_web_address(value)), "")


def missing(line: Line) -> Iterator[Seen]:
    """“Read their blog post”, and no link to it."""
    if line.links or line.kind in ("heading", "cell", "quote") or not has_any(line.small, _LIKELY):
        return
    ways = [pattern for word, pattern in _WAYS if word in line.small]
    for sentence, at in line.sentences:
        if match := next(filter(None, (pattern.search(sentence) for pattern in ways)), None):
            yield match[0].strip(), at + match.start(), None


def undescribed(given: CheckInput) -> Iterator[Found]:
    """A picture that people who cannot see it know nothing of."""
    for piece in given.pieces:
        for image in piece.passage.images:
            alt = image.alt.strip()
            if not alt or alt == UNDESCRIBED or _FILE_NAME.match(alt):
                yield Found(piece, alt or "a picture", alt or "a picture")
