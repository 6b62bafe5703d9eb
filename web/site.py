"""What a view is given: the archive of one unit, the settings, and how addresses are written."""

from dataclasses import dataclass, field
from datetime import date
from posixpath import dirname, relpath
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from domain.archive import PublishedItem
from domain.archive_ports import Archive, Shown
from web.bodies import Bodies

INDEX = "index.html"
USUAL_PORTS = {"https": ":443", "http": ":80"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """What whoever runs the process says about the site. ``public_url`` has no slash at its end."""

    public_url: str
    colour: str = "#1d70b8"
    licence: str = ""
    hub: str = ""
    contact: str = ""
    tested_on: date | None = None
    tested_how: str = ""
    known_faults: str = ""

    @property
    def host(self) -> str:
        """What browsers say in ``Host``: the port only where it is not the usual one."""
        parts = urlsplit(self.public_url)
        return parts.netloc.removesuffix(USUAL_PORTS[parts.scheme])


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody asks for the page at ``path``. ``root`` stands before every path of the unit; in ``files`` links lead
    from file to file."""

    archive: Archive
    shown: Shown
    settings: WebSettings
    path: str
    root: str = ""
    files: bool = False
    query: dict[str, str] = field(default_factory=dict)
    bodies: Bodies = field(default_factory=Bodies)

    @property
    def people(self) -> bool:
        """Whether the names of people may be shown."""
        return self.shown.site.people

    def body(self, one: PublishedItem) -> Markup:
        """The words of an item as HTML, below its heading."""
        return self.bodies.of(one, people=self.people)

    def to(self, path: str, anchor: str = "") -> str:
        """A link to a page of the site."""
        end = f"#{quote(anchor)}" if anchor else ""
        if not self.files:
            return quote(self.root + path) + end
        return quote(relpath(file_of(path), dirname(file_of(self.path)) or ".")) + end

    def absolute(self, path: str, anchor: str = "") -> str:
        """The address of a page wherever it is read: in feeds, data, previews."""
        end = f"#{quote(anchor)}" if anchor else ""
        return f"{self.settings.public_url}{quote(self.root + path)}{end}"


def file_of(path: str) -> str:
    """The file in which a page is when the site is written out."""
    inner = path.strip("/")
    if "." in inner.rpartition("/")[2]:
        return inner
    return f"{inner}/{INDEX}" if inner else INDEX


@dataclass(frozen=True, slots=True)
class Page:
    """What is answered, ready to be sent."""

    body: bytes
    media: str = "text/html; charset=utf-8"
    status: int = 200


@dataclass(frozen=True, slots=True)
class Moved:
    """The page is at another path of the site, for good or just now."""

    path: str
    for_good: bool = True


Answer = Page | Moved | None  # None: there is nothing at this address
