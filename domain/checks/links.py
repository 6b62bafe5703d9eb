"""Checks of links and pictures."""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from domain.checks.base import CheckInput, Found, Seen
from domain.checks.passage import Line, may_say
from domain.compile import UNDESCRIBED
from domain.text.addresses import is_web_address

_VAGUE = re.compile(
    r"^(?:(?:please )?(?:click|tap|see|read|find out|learn)? ?(?:here|more|this|this link|link|this page|website|"
    r"read more|find out more|learn more|(?:more )?(?:details|info(?:rmation)?))|click (?:here|on this link)"
    r"|(?:\w+ ){0,3}here)[.:!]?$",
    re.IGNORECASE,
)
PRIVATE_HOSTS = (
    "sharepoint.com", "onedrive.live.com", "1drv.ms", "drive.google.com", "docs.google.com", "dropbox.com",
    "files.slack.com", "slack.com", "teams.microsoft.com", "trello.com", "atlassian.net", "asana.com",
    "localhost", "local", "internal", "intranet",
)  # fmt: skip
PUBLIC_IN_THEM = ("/viewform", "/pub", "/forms/", "forms.gle")
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
_FILE_NAME = re.compile(
    r"(?:^\S+\.(?:png|jpe?g|gif|webp|heic|svg|bmp|tiff?)$|^(?:IMG|DSC|image|photo|picture|screenshot|untitled|scan)"
    r"[\s_-]?[\d_.:\s-]*(?:at)?[\s\d.:-]*$)",
    re.IGNORECASE,
)


def bare(line: Line) -> Iterator[Seen]:
    """An address in the place of words."""
    for link in line.links:
        if "://" in link.text or link.text.startswith("www."):
            yield link.text, line.text.find(link.text), None


def vague(line: Line) -> Iterator[Seen]:
    """A link whose words do not say where it leads."""
    for link in line.links:
        if _VAGUE.match(link.text.strip()):
            yield link.text, line.text.find(link.text), None


def relative(line: Line) -> Iterator[Seen]:
    """A link that leads somewhere only from the page that it was copied from."""
    for link in line.links:
        if not is_web_address(link.url) and not link.url.startswith("slack"):
            yield f"{link.text} ({link.url})", line.text.find(link.text), None


def private(line: Line) -> Iterator[Seen]:
    """A link that only some people can open."""
    for link in line.links:
        if _is_private(link.url):
            yield link.text, line.text.find(link.text), None


def _is_private(url: str) -> bool:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    if any(part in url for part in PUBLIC_IN_THEM):
        return False
    try:
        return ip_address(host).is_private
    except ValueError:
        return any(host == name or host.endswith(f".{name}") for name in PRIVATE_HOSTS)


def missing(line: Line) -> Iterator[Seen]:
    """“Read their blog post”, and no link to it."""
    if line.links or line.kind in ("heading", "cell", "quote") or not may_say(line.text, _LIKELY):
        return
    ways = [pattern for word, pattern in _WAYS if may_say(line.text, [word])]
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
