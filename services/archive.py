"""What readers of the web are told: read from the public copies alone, the same for the same copies."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain import english
from domain.archive import (
    LONGEST_SEARCH,
    Copy,
    PublishedEdition,
    PublishedItem,
    address_of,
    all_words,
    standing,
)
from domain.archive_ports import Archive
from domain.names import folded, reading_order
from domain.update import SETTLED, Ask, PlannedDate

MOST_FOUND = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPage:
    """An edition with its neighbours."""

    copy: Copy
    previous: PublishedEdition | None
    next: PublishedEdition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What a figure has been, edition by edition."""

    label: str
    unit: str
    values: tuple[tuple[PublishedEdition, Decimal], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPage:
    """A project: what it said last, and all that it said, the newest first, each with its edition."""

    newest: PublishedItem
    told: tuple[tuple[PublishedEdition, PublishedItem], ...]
    aims: str
    figures: tuple[Series, ...]
    asks: tuple[Ask, ...]
    dates: tuple[PlannedDate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An open ask, the item that it stands in and its edition."""

    ask: Ask
    item: PublishedItem
    edition: PublishedEdition


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationPage:
    """An organisation's projects now, those that it had a part in earlier, and the abbreviations in what they say."""

    name: str
    projects: tuple[ProjectPage, ...]
    earlier: tuple[PublishedItem, ...]
    terms: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A line of what was corrected or taken down."""

    on: date
    edition: PublishedEdition
    note: str = ""
    heading: str = ""


def edition_page(archive: Archive, number: int) -> EditionPage | None:
    """An edition, if it is public."""
    copy = archive.edition(number)
    if copy is None:
        return None
    others = archive.editions()
    earlier = next((one for one in others if one.number < number), None)
    later = next((one for one in reversed(others) if one.number > number), None)
    return EditionPage(copy=copy, previous=earlier, next=later)


def project_page(archive: Archive, key: str) -> ProjectPage | None:
    """The project that has this key, or once had it."""
    return _project(archive.of_project(archive.owner(key)), editions_by_number(archive))


def editions_by_number(archive: Archive) -> dict[int, PublishedEdition]:
    """The public editions."""
    return {edition.number: edition for edition in archive.editions()}


def _project(items: Sequence[PublishedItem], editions: Mapping[int, PublishedEdition]) -> ProjectPage | None:
    if not items:
        return None
    newest = items[0]
    return ProjectPage(
        newest=newest,
        told=tuple((editions[item.number], item) for item in items),
        aims=next((item.said.aims for item in items if item.said.aims), ""),
        figures=tuple(_figures(items, editions)),
        asks=_open_asks(newest, editions),
        dates=_coming(newest, editions),
    )


def _figures(items: Sequence[PublishedItem], editions: Mapping[int, PublishedEdition]) -> Iterator[Series]:
    found: dict[tuple[str, str], list[tuple[PublishedEdition, Decimal]]] = {}
    for item in reversed(items):
        for figure in item.said.figures:
            found.setdefault((figure.label, figure.unit), []).append((editions[item.number], figure.number))
    for (label, unit), values in found.items():
        yield Series(label=label, unit=unit, values=tuple(values))


def _day_of(editions: Mapping[int, PublishedEdition]) -> date:
    """The day on which the archive stands: the last day that it tells of. Pages are the same on every later one."""
    return max((edition.ends for edition in editions.values()), default=date.min)


def _open_asks(item: PublishedItem, editions: Mapping[int, PublishedEdition]) -> tuple[Ask, ...]:
    day = _day_of(editions)
    return tuple(
        ask for ask in item.said.asks if ask.outcome not in SETTLED and (ask.last_day is None or ask.last_day >= day)
    )


def _coming(item: PublishedItem, editions: Mapping[int, PublishedEdition]) -> tuple[PlannedDate, ...]:
    day = _day_of(editions)
    coming = (one for one in item.said.dates if one.outcome not in SETTLED and one.day >= day)
    return tuple(sorted(coming, key=lambda one: one.day))


def projects(archive: Archive) -> list[PublishedItem]:
    """What each project said last, in the order in which people read their names."""
    return in_order(archive.newest())


def in_order(items: Iterable[PublishedItem]) -> list[PublishedItem]:
    """Items in the order in which people read their headings."""
    return sorted(items, key=lambda one: (reading_order(one.item.heading), one.key))


def help_wanted(archive: Archive) -> list[Wanted]:
    """All open asks: those with a last day first, the next one on top."""
    editions = editions_by_number(archive)
    wanted = [
        Wanted(ask=ask, item=item, edition=editions[item.number])
        for item in projects(archive)
        for ask in _open_asks(item, editions)
    ]
    return sorted(wanted, key=lambda one: one.ask.last_day or date.max)


def organisations(archive: Archive) -> dict[str, tuple[str, list[str]]]:
    """By the last step of its address: an organisation's name and the ids of the projects that it has a part in."""
    found: dict[str, tuple[str, list[str]]] = {}
    for project_id, name in sorted(archive.organisations(), key=lambda one: reading_order(one[1])):
        _, ids = found.setdefault(address_of(name), (name, []))
        if project_id not in ids:
            ids.append(project_id)
    return found


def told_by_organisations(archive: Archive) -> dict[str, int]:
    """By the last step of its address: how often the projects have said something that an organisation has a part in
    now."""
    newest, counts = {item.project_id: item for item in archive.newest()}, archive.counts()
    return {
        address: sum(counts[one] for one in ids if address in map(address_of, newest[one].said.organisations))
        for address, (_, ids) in organisations(archive).items()
    }


def organisation_page(archive: Archive, address: str) -> OrganisationPage | None:
    """An organisation at this address."""
    name, ids = organisations(archive).get(address, ("", []))
    if not ids:
        return None
    newest = {item.project_id: item for item in archive.newest()}
    now = [one for one in ids if address in map(address_of, newest[one].said.organisations)]
    editions = editions_by_number(archive)
    pages = [_project(archive.of_project(item.project_id), editions) for item in in_order(newest[one] for one in now)]
    return OrganisationPage(
        name=name,
        projects=tuple(page for page in pages if page),
        earlier=tuple(in_order(newest[one] for one in ids if one not in now)),
        terms={
            term.name: term.meaning
            for page in pages
            if page
            for term in standing(page.told[0][0].terms, all_words(page.newest.item))
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a project of an organisation said in an edition."""

    edition: PublishedEdition
    item: PublishedItem


def since(page: OrganisationPage, day: date) -> list[News]:
    """What its projects have said in editions published on a day or later, the newest first."""
    told = (News(edition=edition, item=item) for one in page.projects for edition, item in one.told)
    recent = [one for one in told if one.edition.published_at.date() >= day]
    return sorted(recent, key=lambda one: (-one.edition.number, reading_order(one.item.item.heading)))


def in_sentences(page: ProjectPage, organisation: str) -> str:
    """How a project stands, for those who know the organisation: who leads it, its phase, its status and what that
    was before."""
    said = page.newest.said
    others = f", with {english.listing(said.partners)}" if said.partners else ""
    led = f"Led here{others}" if said.lead == organisation else f"Led by {said.lead}"
    parts = (
        said.lead and led,
        said.phase and f"Phase: {said.phase}",
        said.status and f"Status: {said.status}{_before(page)}",
    )
    return " ".join(f"{part}." for part in parts if part)


def _before(page: ProjectPage) -> str:
    """What the status was in the edition before, where that was another one."""
    for edition, item in page.told[1:2]:
        if item.said.status and item.said.status != page.newest.said.status:
            return f"; it was {item.said.status} in {edition.title}"
    return ""


def changes(archive: Archive) -> list[Change]:
    """All that was corrected or taken down, the newest first."""
    found = []
    for edition in archive.editions():
        copy = archive.edition(edition.number) if edition.corrections else None
        headings = {item.item.key: item.item.heading for item in (copy.items if copy else ())}
        found += [
            Change(on=one.on, edition=edition, note=one.note, heading=headings.get(one.key, ""))
            for one in edition.corrections
        ]
        found += [Change(on=gone.on, edition=edition) for gone in edition.gone]
    return sorted(found, key=lambda one: one.on, reverse=True)


def search(archive: Archive, typed: str) -> list[PublishedItem]:
    """Items in which all of the words stand; nothing for no words, or for more than anybody types."""
    words = folded(typed).split() if len(typed) <= LONGEST_SEARCH else []
    return archive.find(words, MOST_FOUND) if words else []
