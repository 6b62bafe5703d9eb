"""The site as a part of the ASGI app: who asks, what for, and the answer with all that belongs to it."""

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Lock
from urllib.parse import parse_qsl, quote

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from domain.archive_ports import Archives, Shown
from web.bodies import Bodies
from web.headers import headers
from web.site import Moved, Page, Visit, WebSettings
from web.views import answer
from web.words import environment

LONGEST = 1_000  # characters of a path or a query
MOST_FIELDS = 10  # of a query
THREADS = 2  # what is read for the web; people in Slack wait for others
KNOWN_SECONDS = 1.0  # until what was changed elsewhere is seen here
MOST_BYTES = 64_000_000  # of pages that are kept ready
GET = ("GET", "HEAD")
ASKED = ("/search", "/organisations/")  # pages that a query makes different
HTML = "text/html; charset=utf-8"
Key = tuple[str, int, str, str]  # workspace, version, root and path

log = structlog.get_logger("web")


@dataclass(frozen=True, slots=True)
class Ready:
    """An answer as it is sent; ``to`` is where a page has moved."""

    page: Page
    tag: str = ""
    to: str = ""


class Web:
    """An ASGI app that answers with what is public, and with words to everything else."""

    def __init__(self, archives: Archives, settings: WebSettings) -> None:
        self._archives = archives
        self._settings = settings
        self._is_https = settings.public_url.startswith("https://")
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="web")
        self._ready: OrderedDict[Key, Ready] = OrderedDict()
        self._bytes = 0
        self._bodies = Bodies()
        self._lock = Lock()  # of what is ready
        self._making: dict[Key, Lock] = {}  # many who ask for what is not ready wait for the first
        self._known: tuple[float, Sequence[Shown]] = (0.0, ())

    def routes(self) -> list[Route]:
        """Everything that nobody else answers."""
        return [Route("/{path:path}", self)]

    def forget(self) -> None:
        """Something has changed: what is known is asked for anew."""
        self._known = (0.0, ())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        await self._response(request, await self._answered(request))(scope, receive, send)

    async def _answered(self, request: Request) -> Ready:
        path, query = request.scope["path"], request.scope["query_string"]
        if refusal := self._refusal(request):
            return refusal
        until, sites = self._known
        if time.monotonic() < until and (ready := self._kept(sites, path, query)):
            return ready
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._read, path, query)
        except Exception:  # whatever it is, the visitor is told in words, and the log the rest
            log.exception("a page could not be made", path=path)
            return trouble(503, "These pages cannot be read just now", "Try again in a minute.")

    def _refusal(self, request: Request) -> Ready | None:
        if request.headers.get("host", "").lower() != self._settings.host.lower():
            return trouble(421, "Not the address of these pages", f"They are at {self._settings.public_url}/")
        if request.method not in GET:
            return trouble(405, "These pages can only be read", "Nothing can be sent to this address.")
        if max(len(request.scope["path"]), len(request.scope["query_string"])) > LONGEST:
            return trouble(414, "This address is too long", f"An address here has at most {LONGEST} characters.")
        return None

    def _kept(self, sites: Sequence[Shown], path: str, query: bytes) -> Ready | None:
        shown, root, inner = _found(sites, path)
        if shown is None or not shown.site.is_on or (query and inner.startswith(ASKED)):
            return None
        return self._get((shown.workspace, shown.version, root, inner))

    def _get(self, key: Key) -> Ready | None:
        with self._lock:
            if ready := self._ready.get(key):
                self._ready.move_to_end(key)
            return ready

    def _read(self, path: str, query: bytes) -> Ready:
        until, sites = self._known
        if time.monotonic() >= until:
            sites = self._archives.sites()
            self._known = (time.monotonic() + KNOWN_SECONDS, sites)
        shown, root, inner = _found(sites, path)
        if shown is None:
            return _of_several(sites, path)
        if not shown.site.is_on:
            words = f"{shown.unit} does not show its sprint notes on the web any more."
            return trouble(410, "These pages are gone", words)
        key = (shown.workspace, shown.version, root, inner)
        if query and inner.startswith(ASKED):
            return self._made(shown, root, inner, query)
        with self._lock:
            making = self._making.setdefault(key, Lock())
        with making:
            ready = self._get(key) or self._keep(key, self._made(shown, root, inner, b""))
        with self._lock:
            self._making.pop(key, None)
        return ready

    def _made(self, shown: Shown, root: str, path: str, query: bytes) -> Ready:
        fields = _fields(query)
        if fields is None:
            return trouble(400, "This search cannot be read", f"It may have {MOST_FIELDS} parts.", root)
        with self._archives.reading(shown.workspace) as archive:
            visit = Visit(
                archive=archive,
                shown=shown,
                settings=self._settings,
                path=path,
                root=root,
                query=fields,
                bodies=self._bodies,
            )
            made = answer(visit)
        if isinstance(made, Moved):
            return moved(root, made.path, 308 if made.for_good else 307)
        if made is None and path != "/" and path.endswith("/"):
            return moved(root, path.rstrip("/") or "/", 308)
        if made is None:
            words = "It may have been taken down, or its address has changed."
            return trouble(404, "There is nothing at this address", words, root)
        return Ready(made, f'"{hashlib.sha256(made.body).hexdigest()[:32]}"')

    def _keep(self, key: Key, ready: Ready) -> Ready:
        """Has an answer ready for the next one who asks; those to addresses without a page are not worth the room."""
        if ready.page.status != 200 or len(ready.page.body) > MOST_BYTES:
            return ready
        with self._lock:
            for old in [one for one in self._ready if one[0] == key[0] and one[1] != key[1]]:
                self._bytes -= len(self._ready.pop(old).page.body)
            self._ready[key] = ready
            self._bytes += len(ready.page.body)
            while self._bytes > MOST_BYTES:
                _, oldest = self._ready.popitem(last=False)
                self._bytes -= len(oldest.page.body)
        return ready

    def _response(self, request: Request, ready: Ready) -> Response:
        told = headers(ready.page.media, is_https=self._is_https)
        if ready.page.status == 405:
            told["Allow"] = ", ".join(GET)
            told["Connection"] = "close"  # or the rest of a body would be waited for
        if ready.to:
            told["Location"] = ready.to
        if ready.tag:
            told["ETag"] = ready.tag
            if _has(request.headers.get("if-none-match", ""), ready.tag):
                del told["Content-Type"]
                return Response(None, 304, told)
        body = ready.page.body
        if request.method == "HEAD":
            return Response(None, ready.page.status, {**told, "Content-Length": str(len(body))})
        return Response(body, ready.page.status, told)


def _found(sites: Sequence[Shown], path: str) -> tuple[Shown | None, str, str]:
    """Whose page a path is about, what stands before its own paths, and the path there. One unit needs no name."""
    if len(sites) == 1:
        return sites[0], "", path
    slug, _, rest = path.removeprefix("/").partition("/")
    shown = next((one for one in sites if one.site.slug == slug), None)
    return shown, f"/{slug}", f"/{rest}"


def _of_several(sites: Sequence[Shown], path: str) -> Ready:
    shown = [one for one in sites if one.site.is_on]
    alone = [one for one in shown if one.was_alone]
    if path != "/" and alone:  # from when there was one unit
        return moved(f"/{alone[0].site.slug}", path, 308)
    if path == "/" and shown:
        return Ready(Page(environment().get_template("units.html").render(sites=shown).encode()))
    return trouble(404, "There is nothing at this address", "No sprint notes are published here.")


def _fields(query: bytes) -> dict[str, str] | None:
    try:
        return dict(parse_qsl(query.decode("ascii", "replace"), max_num_fields=MOST_FIELDS))
    except ValueError:
        return None


def _has(asked: str, tag: str) -> bool:
    return asked.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in asked.split(","))


def trouble(status: int, title: str, words: str, root: str = "") -> Ready:
    """A page that says what is wrong and what to do."""
    body = environment().get_template("trouble.html").render(title=title, words=words, root=quote(root))
    return Ready(Page(body.encode(), HTML, status))


def moved(root: str, path: str, status: int) -> Ready:
    """The way to where a page is."""
    address = quote(f"/{(root + path).lstrip('/')}")  # never another host
    return replace(trouble(status, "This page has moved", address, root), to=address)
