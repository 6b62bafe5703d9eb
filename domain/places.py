"""Where a unit is, as far as its bank holidays go: countries and the regions in them that keep their own."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays
from babel import Locale
from babel.core import get_global

from domain.english import LOCALE
from domain.names import folded

MOST_FOUND = 100
MONTH_FIRST = {"US", "PR", "GU", "AS", "VI", "MP", "UM", "PH", "MH"}  # as CLDR has it for English
NONE: frozenset[date] = frozenset()  # where nothing is known there are weekends only
OF_THE_MOST = {"GB": "ENG"}  # whose bank holidays count where only the country is known; Wales shares them


@dataclass(frozen=True, slots=True)
class Place:
    """A country and a region in it, as ISO 3166 writes them: ``GB`` and ``WLS``. Both may be empty."""

    country: str = ""
    region: str = ""

    @property
    def is_month_first(self) -> bool:
        """Whether people there write 10/12/2025 for a day in October."""
        return self.country in MONTH_FIRST

    @property
    def code(self) -> str:
        """``GB-WLS``, or ``GB``."""
        return f"{self.country}-{self.region}" if self.region else self.country


def place_of(timezone: str) -> Place:
    """Where a time zone is; nowhere for one like UTC, which has weekends only."""
    return place_from(get_global("zone_territories").get(timezone, ""))


def place_from(country: str, region: str = "") -> Place:
    """The place with these codes. In the United Kingdom, without a region, the bank holidays of England count."""
    return Place(country, region or OF_THE_MOST.get(country, ""))


def place_called(code: str) -> Place | None:
    """The place whose ``code`` this is; None where there is none."""
    country, _, region = code.partition("-")
    place = Place(country, region)
    return place if is_known(place) and place_from(country, region) == place else None


def is_known(place: Place) -> bool:
    """Whether there is a list of bank holidays of this place."""
    return bool(place.country) and bank_holidays(place) is not NONE


def place_fault(country: str, region: str) -> str:
    """What is wrong with these codes of a place, in words; empty where they are well or left out."""
    if region and not country:
        return "“region” needs a “country” beside it"
    if country and not is_known(place_from(country, region)):
        named = f"{country}, {region}" if region else country
        return f"no bank holidays are known of “{named}”; write codes like GB and WLS"
    return ""


def name(place: Place) -> str:
    """``United Kingdom: Wales``."""
    country = Locale.parse(LOCALE).territories.get(place.country, place.country)
    return f"{country}: {_regions(place.country).get(place.region, place.region)}" if place.region else str(country)


def places() -> Sequence[Place]:
    """Every place whose bank holidays are known, in the order of their names."""
    return tuple(_plain_names())


def places_like(typed: str) -> list[Place]:
    """The places in whose names every word that was typed stands, those that begin with them first."""
    words, names = folded(typed).split(), _plain_names()
    found = [place for place, called in names.items() if all(word in called for word in words)]
    return sorted(found, key=lambda place: not names[place].startswith(" ".join(words)))[:MOST_FOUND]


@lru_cache(maxsize=1)
def _plain_names() -> dict[Place, str]:
    countries = holidays.list_supported_countries(include_aliases=False)
    known = [Place(country, region) for country, regions in countries.items() for region in ["", *regions]]
    named = {place: folded(name(place)) for place in known if place_from(place.country, place.region) == place}
    return dict(sorted(named.items(), key=lambda entry: entry[1]))


@lru_cache(maxsize=1_000)
def _regions(country: str) -> dict[str, str]:
    """The names of a country's regions by their codes, the first of several names."""
    aliases: dict[str, str] = _calendar(Place(country)).subdivisions_aliases
    named: dict[str, str] = {}
    for called, code in aliases.items():
        named.setdefault(code, called)
    return named


@lru_cache(maxsize=64)
def bank_holidays(place: Place) -> Container[date]:
    """The public holidays there; ``NONE`` where they are not known."""
    try:
        return _calendar(place)
    except NotImplementedError:
        return NONE


def _calendar(place: Place) -> holidays.HolidayBase:
    return holidays.country_holidays(place.country, subdiv=place.region or None)
