"""The files of the page in the browser, with headers that let nothing else in."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

FOLDER = Path(__file__).parent / "page"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' https: data:; object-src 'none'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


async def serve_page(request: Request) -> Response:
    """Serves the page, or one of its files."""
    path = FOLDER / request.path_params.get("name", "index.html")
    if path.parent != FOLDER or path.suffix not in KINDS or not path.is_file():
        return PlainTextResponse("There is no such file.", 404)
    return Response(path.read_bytes(), media_type=KINDS[path.suffix], headers=HEADERS)
