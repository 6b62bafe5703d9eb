"""Whether a request is Slack's: its signature and its age, of the raw body, before anything in it is read."""

import hmac
import re
import time
from collections.abc import Callable, Iterable

SIGNATURE_SECONDS = 300  # what was signed longer ago may be a copy of what Slack has sent somebody else
TIMESTAMP = re.compile(rb"[0-9]{1,12}")
SIGNED, SIGNATURE = b"x-slack-request-timestamp", b"x-slack-signature"
RawHeaders = Iterable[tuple[bytes, bytes]]


class Door:
    """Lets in what was signed with Slack's signing secret a short while ago."""

    def __init__(self, secret: str, now: Callable[[], float] = time.time) -> None:
        self._secret = secret.encode()
        self._now = now

    def opens_for(self, headers: RawHeaders, body: bytes) -> bool:
        """Whether Slack has signed this; each header must be there once."""
        signed = _only(headers, SIGNED)
        if not TIMESTAMP.fullmatch(signed) or abs(self._now() - int(signed)) > SIGNATURE_SECONDS:
            return False
        expected = b"v0=" + hmac.digest(self._secret, b"v0:%b:%b" % (signed, body), "sha256").hex().encode()
        return hmac.compare_digest(expected, _only(headers, SIGNATURE))


def _only(headers: RawHeaders, name: bytes) -> bytes:
    """The value of the one header with this name; nothing where there is none or where there are several."""
    values = [value for key, value in headers if key == name]
    return values[0] if len(values) == 1 else b""
