"""Somebody who reads the public pages, and one who reads all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.app import new_id
from storage.archive import SqlArchives
from storage.unit_of_work import SqlStore
from web.app import Web
from web.site import WebSettings

ADDRESS = "https://notes.example.org"
SETTINGS = WebSettings(public_url=ADDRESS)
MOVED = (301, 307, 308)


@dataclass
class Visitor:
    """Asks for pages at our address; nothing that was known a moment ago is taken for known."""

    web: Web
    client: TestClient
    seen: dict[str, str] = field(default_factory=dict)

    def asks(self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Any:
        """An answer as it comes, without following it anywhere."""
        self.web.forget()
        return self.client.request(method, path, headers=headers)

    def reads(self, path: str) -> str:
        """The text at an address that there is; also after it has moved."""
        answer = self.asks(path)
        while answer.status_code in MOVED:
            answer = self.asks(answer.headers["location"])
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        text: str = answer.text
        return text

    def crawls(self, *starts: str) -> dict[str, str]:
        """Every text that can be reached from these, by its path; the words of refusals too."""
        waiting, found = list(starts or ("/", "/robots.txt", "/sitemap.xml", "/opensearch.xml")), {}
        while waiting:
            path = waiting.pop()
            if path in found:
                continue
            answer = self.asks(path)
            found[path] = answer.text + str(dict(answer.headers))
            if answer.status_code in MOVED:
                waiting.append(answer.headers["location"])
            waiting += [link for link in links(ADDRESS + path, answer.text) if link not in found]
        return found


def links(base: str, text: str) -> list[str]:
    """The paths of our own that a page, a feed or a list of pages points at."""
    pointed = re.findall(r'(?:href|src|action)="([^"]*)"|<loc>([^<]*)</loc>|"(?:next_)?url": "([^"]*)"', text)
    whole = (urlsplit(urljoin(base, next(filter(None, found), ""))) for found in pointed)
    return [unquote(one.path) for one in whole if f"{one.scheme}://{one.netloc}" == ADDRESS]


def archives(store: SqlStore) -> SqlArchives:
    """What the web reads."""
    return SqlArchives(store.engines, store.clock, new_id)


def visitor(store: SqlStore, settings: WebSettings = SETTINGS) -> Visitor:
    """Somebody who comes to our address."""
    web = Web(archives(store), settings)
    client = TestClient(Starlette(routes=web.routes()), base_url=ADDRESS, follow_redirects=False)
    return Visitor(web, client)
