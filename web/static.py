"""The whole site as files, for any web server: the same bytes for the same database, and only what has changed is
written anew. What a server does for visitors (the search, earlier keys) is left out."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from domain.archive_ports import Archives, Shown
from domain.errors import SprintNotesError
from rendering.formats import html
from web.bodies import Bodies
from web.site import Moved, Page, Visit, WebSettings, file_of
from web.views import ROUTES, answer

LIST = ".sprint-notes-site.json"  # in the folder: what we wrote, so that nothing else is ever deleted
OURS = (Path(__file__).parent, Path(html.__file__).parent)  # what pages are made by: another release, other pages
LATEST = "/editions/latest"


@dataclass(frozen=True, slots=True)
class Written:
    """How many files there are, how many were written anew and how many deleted."""

    files: int
    written: int
    deleted: int


@dataclass(frozen=True, slots=True)
class Listed:
    """What was written before: its stamp, and the length of each file."""

    stamp: str
    files: dict[str, int]


def write_site(archives: Archives, settings: WebSettings, out: Path) -> Written:
    """Writes the sites of all units that show theirs; with several each is in a folder of its own."""
    sites = archives.sites()
    shown = [one for one in sites if one.site.is_on]
    if not shown:
        raise SprintNotesError("No unit shows its editions on the web. An editor turns that on: /sprint-notes setup.")
    out.mkdir(parents=True, exist_ok=True)
    known = _known(out)
    stamp = _stamp(shown, settings)
    if known.stamp == stamp and all(_is_there(out, name, size) for name, size in known.files.items()):
        return Written(len(known.files), 0, 0)
    files: dict[str, int] = {}
    written = 0
    for one in shown:
        root = f"/{one.site.slug}" if len(sites) > 1 else ""
        for name, body in _pages(archives, one, settings, root):
            files[name] = len(body)
            written += _put(out / name, body)
    gone = [name for name in known.files if name not in files]
    for name in gone:
        (out / name).unlink(missing_ok=True)
    _put(out / LIST, json.dumps(asdict(Listed(stamp, files)), indent=1, sort_keys=True).encode())
    return Written(len(files), written, len(gone))


def _pages(archives: Archives, shown: Shown, settings: WebSettings, root: str) -> Iterator[tuple[str, bytes]]:
    """The files of a site, each once; made one after the other."""
    bodies = Bodies(most=0)
    with archives.reading(shown.workspace) as archive:
        paths = [path for route in ROUTES for path in route.paths(archive)]
        for path in sorted([*paths, LATEST]):  # what reads the same items stands together
            visit = Visit(
                archive=archive, shown=shown, settings=settings, path=path, root=root, files=True, bodies=bodies
            )
            made = answer(visit)
            if isinstance(made, Moved):
                made = answer(replace(visit, path=made.path))
            if isinstance(made, Page):
                yield file_of(root + path), made.body


def _put(path: Path, body: bytes) -> bool:
    """Whether it had to be written: whoever reads meanwhile sees all of the old file or all of the new one."""
    if path.exists() and path.read_bytes() == body:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_bytes(body)
    fresh.replace(path)
    return True


def _is_there(out: Path, name: str, size: int) -> bool:
    path = out / name
    return path.is_file() and path.stat().st_size == size


def _known(out: Path) -> Listed:
    try:
        return Listed(**json.loads((out / LIST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Listed("", {})


def _stamp(shown: list[Shown], settings: WebSettings) -> str:
    """Another one whenever anything that pages are made of or by has changed."""
    made = hashlib.sha256(repr((shown, settings)).encode())
    for path in sorted(path for folder in OURS for path in folder.rglob("*") if path.suffix not in (".pyc", "")):
        made.update(path.read_bytes())
    return made.hexdigest()
