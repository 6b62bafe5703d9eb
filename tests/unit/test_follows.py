"""What of an edition is news to those who follow something."""

from __future__ import annotations

import pytest

from domain.follows import Follow, FollowKind, news_for
from domain.project import Project
from domain.published import PublishedItem

FERRY = Project(id="P1", key="ferry", name="Ferry", lead_organisation="Quay Council", partners=("Pier Trust",))


def item(place: int, text: str, project_id: str = "") -> PublishedItem:
    return PublishedItem(
        edition_id="E1", number=7, place=place, key=f"k{place}", heading="Heading", text=text, project_id=project_id
    )


ITEMS = [item(0, "Taliadau newydd."), item(1, "The boats take payments.", "P1"), item(2, "Lamps.", "P2")]


@pytest.mark.parametrize(
    ("kind", "value", "places"),
    [
        (FollowKind.PROJECT, "P1", [1]),
        (FollowKind.PROJECT, "P3", []),
        (FollowKind.PROJECT, "", []),
        (FollowKind.ORGANISATION, "Quay Council", [1]),
        (FollowKind.ORGANISATION, "Pier Trust", [1]),
        (FollowKind.ORGANISATION, "Quay", []),
        (FollowKind.WORDS, "payment", [1]),
        (FollowKind.WORDS, "daliadau", [0]),
        (FollowKind.WORDS, "boat lamp", []),
        (FollowKind.WORDS, "***", []),
    ],
)
def test_what_is_news(kind: FollowKind, value: str, places: list[int]) -> None:
    found = news_for([Follow("U1", kind, value)], ITEMS, {"P1": FERRY})
    assert [one.place for one in found.get("U1", [])] == places


def test_each_item_once_for_all_that_somebody_follows() -> None:
    follows = [Follow("U1", FollowKind.PROJECT, "P1"), Follow("U1", FollowKind.WORDS, "heading")]
    follows.append(Follow("U2", FollowKind.WORDS, "lamps"))
    found = news_for(follows, ITEMS, {"P1": FERRY})
    assert {person: [one.place for one in news] for person, news in found.items()} == {"U1": [0, 1, 2], "U2": [2]}
