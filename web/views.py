"""Every page of the site: its address, what it shows, and which pages of the kind there are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from re import Pattern
from typing import Any

from starlette.routing import compile_path

from domain.archive import document_for_readers, item_for_readers
from domain.archive_ports import Archive
from services import archive as reading
from web import chart, data, feeds
from web.site import Answer, Moved, Page, Visit
from web.words import environment

HIGHEST = 100_000  # number of an edition
View = Callable[..., Answer]
Paths = Callable[[Archive], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Route:
    """An address with its view. ``paths`` are the addresses of this kind that exist; those ``listed`` are pages that
    search engines and visitors look for."""

    pattern: str
    view: View
    paths: Paths
    listed: bool = True


def render(visit: Visit, template: str, **values: Any) -> Page:
    """A page made of a template, which has the visit besides its values."""
    made = environment().get_template(template)
    return Page(made.render(visit=visit, at=visit.to, absolute=visit.absolute, **values).encode())


def home(visit: Visit) -> Answer:
    """The newest edition in a few lines, and the ways to everything else."""
    editions = visit.archive.editions()
    newest = reading.edition_page(visit.archive, editions[0].number) if editions else None
    return render(visit, "home.html", editions=editions[:6], newest=_for_readers(visit, newest))


def latest(visit: Visit) -> Answer:
    """The newest edition at an address that stays."""
    editions = visit.archive.editions()
    return Moved(f"/editions/{editions[0].number}", for_good=False) if editions else None


def editions(visit: Visit) -> Answer:
    """All editions."""
    return render(visit, "editions.html", editions=visit.archive.editions())


def edition(visit: Visit, number: int) -> Answer:
    """An edition, every item with a place of its own."""
    page = reading.edition_page(visit.archive, number) if number <= HIGHEST else None
    if page is None:
        return None
    items = {item.item.key: item for item in page.copy.items}
    return render(visit, "edition.html", page=page, doc=_for_readers(visit, page), items=items)


def _for_readers(visit: Visit, page: reading.EditionPage | None) -> Any:
    return page and document_for_readers(page.copy.document, people=visit.people)


def projects(visit: Visit) -> Answer:
    """All projects, as they stand."""
    return render(visit, "projects.html", projects=reading.projects(visit.archive))


def project(visit: Visit, key: str) -> Answer:
    """A project with all that it said; under an earlier key it moves to the one that it has."""
    page = reading.project_page(visit.archive, key)
    if page is None:
        return None
    if page.newest.key != key:
        return Moved(f"/projects/{page.newest.key}")
    told = [(one, item_for_readers(item.item, people=visit.people), item) for one, item in page.told]
    return render(visit, "project.html", page=page, told=told, line_through=chart.line_through, points=chart.points)


def organisations(visit: Visit) -> Answer:
    """All organisations."""
    return render(visit, "organisations.html", organisations=reading.organisations(visit.archive))


def organisation(visit: Visit, address: str) -> Answer:
    """An organisation's projects in a few sentences each, for those who answer for them."""
    page = reading.organisation_page(visit.archive, address)
    if page is None:
        return None
    day = _day(visit.query.get("since", ""))
    news = reading.since(page, day) if day else []
    return render(visit, "organisation.html", page=page, in_sentences=reading.in_sentences, day=day, news=news)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def help_wanted(visit: Visit) -> Answer:
    """What projects ask for."""
    return render(visit, "help_wanted.html", wanted=reading.help_wanted(visit.archive))


def corrections(visit: Visit) -> Answer:
    """What was corrected or taken down."""
    return render(visit, "corrections.html", changes=reading.changes(visit.archive))


def about(visit: Visit) -> Answer:
    """What this is, who makes it, and the data."""
    return render(visit, "about.html")


def accessibility(visit: Visit) -> Answer:
    """The statement that public bodies owe."""
    return render(visit, "accessibility.html")


def subscribe(visit: Visit) -> Answer:
    """The feeds."""
    found = {"projects": reading.projects(visit.archive), "organisations": reading.organisations(visit.archive)}
    return render(visit, "subscribe.html", **found)


def search(visit: Visit) -> Answer:
    """Items in which some words stand."""
    typed = " ".join(visit.query.get("q", "").split())
    return render(visit, "search.html", typed=typed, found=reading.search(visit.archive, typed))


def style(visit: Visit) -> Answer:
    """The stylesheet, with the unit's colour."""
    return Page(environment().get_template("style.css").render(colour=visit.settings.colour).encode(), "text/css")


def icon(visit: Visit) -> Answer:
    """What browsers show on the tab, in the unit's colour."""
    return Page(environment().get_template("icon.svg").render(colour=visit.settings.colour).encode(), "image/svg+xml")


def robots(visit: Visit) -> Answer:
    """What robots may read: everything but what they could search for without end."""
    lines = ["User-agent: *", f"Disallow: {visit.root}/search", f"Sitemap: {visit.absolute('/sitemap.xml')}", ""]
    return Page("\n".join(lines).encode(), "text/plain; charset=utf-8")


def sitemap(visit: Visit) -> Answer:
    """All pages that are worth finding."""
    found = [path for route in ROUTES if route.listed for path in route.paths(visit.archive)]
    return Page(render(visit, "sitemap.xml", paths=found).body, "application/xml")


def opensearch(visit: Visit) -> Answer:
    """How a browser searches here."""
    return Page(render(visit, "opensearch.xml").body, "application/opensearchdescription+xml")


def _one(path: str) -> Paths:
    return lambda _archive: iter([path])


def _nothing(_archive: Archive) -> Iterator[str]:
    return iter(())


def _editions(archive: Archive) -> Iterator[str]:
    return (f"/editions/{one.number}" for one in archive.editions())


def _projects(archive: Archive) -> Iterator[str]:
    return (f"/projects/{one.key}" for one in archive.newest())


def _organisations(archive: Archive) -> Iterator[str]:
    return (f"/organisations/{address}" for address in reading.organisations(archive))


def _below(paths: Paths, end: str) -> Paths:
    return lambda archive: (f"{path}{end}" for path in paths(archive))


ROUTES = (
    Route("/", home, _one("/")),
    Route("/editions", editions, _one("/editions")),
    Route("/editions/latest", latest, _nothing),
    Route("/editions/{number:int}", edition, _editions),
    Route("/projects", projects, _one("/projects")),
    Route("/projects/{key}", project, _projects),
    Route("/organisations", organisations, _one("/organisations")),
    Route("/organisations/{address}", organisation, _organisations),
    Route("/help-wanted", help_wanted, _one("/help-wanted")),
    Route("/corrections", corrections, _one("/corrections")),
    Route("/about", about, _one("/about")),
    Route("/accessibility", accessibility, _one("/accessibility")),
    Route("/subscribe", subscribe, _one("/subscribe")),
    Route("/search", search, _nothing),
    Route("/style.css", style, _one("/style.css"), listed=False),
    Route("/icon.svg", icon, _one("/icon.svg"), listed=False),
    Route("/robots.txt", robots, _one("/robots.txt"), listed=False),
    Route("/sitemap.xml", sitemap, _one("/sitemap.xml"), listed=False),
    Route("/opensearch.xml", opensearch, _nothing, listed=False),
    Route("/feed.{kind}", feeds.everything, feeds.paths, listed=False),
    Route("/feed-{page:int}.{kind}", feeds.everything, _nothing, listed=False),
    Route("/projects/{key}/feed.{kind}", feeds.project, feeds.of_projects, listed=False),
    Route("/projects/{key}/feed-{page:int}.{kind}", feeds.project, _nothing, listed=False),
    Route("/organisations/{address}/feed.{kind}", feeds.organisation, feeds.of_organisations, listed=False),
    Route("/organisations/{address}/feed-{page:int}.{kind}", feeds.organisation, _nothing, listed=False),
    Route("/data/editions.json", data.editions, _one("/data/editions.json"), listed=False),
    Route("/data/updates.csv", data.updates, _one("/data/updates.csv"), listed=False),
    Route("/data/projects.json", data.projects, _one("/data/projects.json"), listed=False),
    Route("/data/schema-1.json", data.schema, _one("/data/schema-1.json"), listed=False),
)


@cache
def _compiled() -> list[tuple[Pattern[str], dict[str, Any], Route]]:
    compiled = ((compile_path(route.pattern), route) for route in ROUTES)
    return [(regex, convertors, route) for (regex, _, convertors), route in compiled]


def answer(visit: Visit) -> Answer:
    """What stands at the visit's path; None where nothing does."""
    for regex, convertors, route in _compiled():
        if found := regex.match(visit.path):
            values = {name: convertors[name].convert(value) for name, value in found.groupdict().items()}
            return route.view(visit, **values)
    return None
