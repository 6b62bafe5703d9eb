"""Whom to trust on the way to a bot over HTTPS."""

from __future__ import annotations

import ssl
from functools import cache

import httpx2


@cache
def authorities() -> ssl.SSLContext:
    """The usual authorities; read once, for that takes longer than starting a local Slack."""
    return httpx2.create_ssl_context(trust_env=False)
