"""Addresses that links and images point at."""

import re
from urllib.parse import urlsplit

_REFUSED = re.compile(r"(?:vbscript|javascript|file|data):(?!image/(?:gif|png|jpeg|webp);)", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://[^\s<>\"]+|mailto:[^\s<>\"]+|tel:[0-9+().-]+)\Z", re.IGNORECASE)

_HOST = re.compile(r"[\w.-]+(?::\d+)?|\Z")


def is_refused_address(url: str) -> bool:
    """Whether an address is none that anybody links to in good faith: a script or a local file."""
    return bool(_REFUSED.match(url.strip()))


def is_web_address(url: str) -> bool:
    """Whether a link may be followed from every format: the schemes that open a page, a mail or a call."""
    return bool(_WEB.match(url)) and (url.isascii() or _has_a_real_host(url))


def _has_a_real_host(url: str) -> bool:
    """Whether a host name outside ASCII is one that can exist: letters and digits, by RFC 3490."""
    try:
        host = urlsplit(url).netloc
        host.partition(":")[0].encode("idna")
    except ValueError:  # a UnicodeError is one too
        return False
    return bool(_HOST.fullmatch(host))
