"""The public pages: what stands where, what is refused and in which words, and what browsers are told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from domain.compile import item_key
from domain.document import ref_of
from domain.text.normal_form import paragraph
from services.common.actor import Actor
from services.corrections import takedowns
from storage.archive import SqlArchives
from storage.unit_of_work import SqlStore
from tests.storage.harbour import FERRY, UNIT, edition, with_edition
from tests.web.library import EDIE, SECOND, off, published, shown, told, with_two_editions
from tests.web.readers import Reader, in_html, squeezed
from tests.web.visitor import ADDRESS, SETTINGS, Visitor, visitor


@pytest.fixture
def store_of_two(store: SqlStore) -> SqlStore:
    return with_two_editions(store, "boats")


@pytest.fixture
def reader(store_of_two: SqlStore) -> Visitor:
    return visitor(store_of_two)


# what stands where


def test_an_edition_has_a_place_for_every_item_and_leads_to_its_neighbours(reader: Visitor) -> None:
    page = reader.reads("/editions/8")
    assert '<h3 id="ferry" dir="auto">Ferry Tickets</h3>' in page
    assert 'rel="prev" href="/editions/7"' in page
    assert 'rel="next"' not in page
    assert 'rel="next" href="/editions/8"' in reader.reads("/editions/7")
    assert reader.asks("/editions/latest").headers["location"] == "/editions/8"
    assert reader.asks("/editions/9").status_code == 404


def test_a_project_moves_for_good_when_its_key_changes(reader: Visitor) -> None:
    moved = reader.asks("/projects/boats")
    assert (moved.status_code, moved.headers["location"]) == (308, "/projects/ferry")
    moved = reader.asks("/projects/boats/feed.atom")
    assert (moved.status_code, moved.headers["location"]) == (308, "/projects/ferry/feed.atom")
    assert 'id="boats"' in reader.reads("/editions/7")


def test_a_project_tells_how_it_stood_its_figures_and_what_it_asks(reader: Visitor) -> None:
    page = reader.reads("/projects/ferry")
    for words in ("On track", "At risk", "Beta", "Twelve boats", "Thirteen boats", "1,300", "<polyline points="):
        assert words in page, words
    wanted, _, later = page.partition("<h2>Dates</h2>")
    assert "A pier to test at (by 1 May 2026; contact: " in wanted
    assert "A rope" not in wanted  # its last day is over
    assert '<time itemprop="startDate" datetime="2026-06-01">' in later


def test_an_organisation_reads_what_has_changed_and_what_letters_mean(reader: Visitor) -> None:
    page = reader.reads("/organisations/harbour-council")
    assert "Status: at risk; it was on track in Sprint Notes #7." in page
    assert "Thirteen boats" in page
    assert "Royal National Lifeboat Institution" in page
    assert "Ferry Tickets" in reader.reads("/organisations/dwr-and-co")
    assert reader.asks("/organisations/nobody").status_code == 404


def test_an_organisation_is_told_what_is_new_since_a_day(reader: Visitor) -> None:
    def news(day: str) -> str:
        return reader.reads(f"/organisations/harbour-council?since={day}").partition("<h2>What is new")[2]

    assert "Ferry Tickets, Sprint Notes #8</a>: Thirteen boats" in news("2026-03-05")
    assert "Ferry Tickets, Sprint Notes #7</a>: Twelve boats" in news("2026-03-05")
    assert "Nothing was published since 6 March 2026." in news("2026-03-06")
    assert "since" not in news("yesterday").partition("</form>")[2]


def test_help_wanted_lists_open_asks(reader: Visitor) -> None:
    page = reader.reads("/help-wanted")
    assert "A pier to test at" in page
    assert "A rope" not in page


def test_the_search_finds_published_words_and_says_when_there_are_none(reader: Visitor) -> None:
    assert 'href="/editions/8#ferry"' in reader.reads("/search?q=thirteen+BOATS")
    assert "Nothing found" in reader.reads("/search?q=thirteen+whales")
    assert "Nothing found" in reader.reads("/search?q=%25")
    assert 'value="&#34;&gt;&lt;script&gt;"' in reader.reads("/search?q=%22%3E%3Cscript%3E")
    assert "Nothing found" in reader.reads(f"/search?q={'a' * 300}")


def test_contacts_and_people_are_shown_only_where_the_unit_says_so(reader: Visitor, store_of_two: SqlStore) -> None:
    assert "Cy Quay" not in "".join(reader.crawls().values())
    shown(store_of_two, people=True)
    assert "Cy Quay" in reader.reads("/editions/8")


def test_what_is_taken_down_leaves_a_dated_line(reader: Visitor, store_of_two: SqlStore) -> None:
    takedowns.submit(Actor(store_of_two, "T1", EDIE), "E8", ref_of(item_key(FERRY)), "It was wrong.")
    assert "An item was taken down on 5 March 2026." in reader.reads("/editions/8")
    page = reader.reads("/corrections")
    assert "5 March 2026: an item of" in page
    assert "It was wrong" not in page
    everything = "".join(reader.crawls().values())
    assert "Thirteen" not in everything
    assert "pier" not in everything
    assert reader.asks("/projects/ferry").status_code == 404  # as it is told of now, it has another key
    assert "Twelve boats" in reader.reads("/projects/boats")


def test_hostile_words_are_shown_as_typed_and_are_no_markup(reader: Visitor, store_of_two: SqlStore) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)> & &lt; \u202e " + "x" * 5_000
    told(store_of_two, replace(SECOND, headline=hostile[:150], body=paragraph(hostile)), 9)
    for path in ("/editions/9", "/projects/ferry", "/organisations/harbour-council", "/help-wanted", "/"):
        page = Reader(only_main=False)
        page.feed(reader.reads(path))
        assert not {"script", "img", "iframe", "style", "object", "embed"} & {*page.tags}, path
        assert not [name for name in page.attributes if name.startswith("on") or name == "style"], path
    assert squeezed(hostile) in in_html(reader.reads("/editions/9")).words


# who may see it


def test_without_a_choice_there_is_nothing_and_turned_off_it_is_gone(store: SqlStore) -> None:
    with_edition(store)
    nothing = visitor(store).asks("/")
    assert (nothing.status_code, "No sprint notes are published here." in nothing.text) == (404, True)
    shown(store)
    assert "Nothing is published yet" in visitor(store).reads("/")
    off(store)
    for path in ("/", "/editions/7", "/nothing", "/feed.atom"):
        gone = visitor(store).asks(path)
        assert gone.status_code == 410
        assert "Harbour Unit does not show its sprint notes on the web any more." in gone.text


def test_several_units_have_their_names_in_every_address(store_of_two: SqlStore) -> None:
    with store_of_two.writing("T2") as work:
        work.units.save(replace(UNIT, name="Hill Unit"))
        work.editions.add(edition("E70", 7))
        work.commit()
    shown(store_of_two, "T2", slug="Hills")
    published(store_of_two, "E70", "T2")
    reader = visitor(store_of_two)
    assert "Hill Unit" in reader.reads("/")
    found = reader.crawls("/t1/")
    assert {path.split("/")[1] for path in found} == {"t1"}
    assert [path for path, text in found.items() if "Hill" in text] == []
    assert "Thirteen boats" in reader.reads("/t1/editions/8")
    before = reader.asks("/editions/8")  # the address from when there was one unit
    assert (before.status_code, before.headers["location"]) == (308, "/t1/editions/8")
    off(store_of_two, "T2")
    assert reader.asks("/hills/editions/7").status_code == 410
    assert "Thirteen boats" in reader.reads("/t1/editions/8")


# what browsers are told


def test_every_answer_says_what_browsers_may_do_with_it(reader: Visitor) -> None:
    for path in ("/", "/editions/8", "/nothing", "/feed.atom", "/style.css", "/data/updates.csv"):
        told_to = reader.asks(path).headers
        policy = told_to["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert told_to["strict-transport-security"].startswith("max-age=31536000")
        assert told_to["x-frame-options"] == "deny"
        assert told_to["referrer-policy"] == "no-referrer"
        assert told_to["cross-origin-opener-policy"] == "same-origin"
        assert told_to["x-permitted-cross-domain-policies"] == "none"
        assert "geolocation=()" in told_to["permissions-policy"]
        assert "set-cookie" not in told_to
    assert "access-control-allow-origin" not in reader.asks("/").headers
    assert reader.asks("/data/editions.json").headers["access-control-allow-origin"] == "*"


def test_a_page_that_is_known_already_is_not_sent_again(reader: Visitor, store_of_two: SqlStore) -> None:
    first = reader.asks("/editions/8")
    tag = first.headers["etag"]
    for asked in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        known = reader.asks("/editions/8", headers={"If-None-Match": asked})
        assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    assert reader.asks("/editions/8", headers={"If-None-Match": '"other"'}).content == first.content
    takedowns.submit(Actor(store_of_two, "T1", EDIE), "E8", ref_of(item_key(FERRY)), "It was wrong.")
    assert reader.asks("/editions/8", headers={"If-None-Match": tag}).status_code == 200


def test_head_says_what_get_would(reader: Visitor) -> None:
    get, head = reader.asks("/editions/8"), reader.asks("/editions/8", "HEAD")
    assert head.content == b""
    assert {**head.headers} == {**get.headers}


def test_the_usual_port_is_not_said(store_of_two: SqlStore) -> None:
    settings = replace(SETTINGS, public_url=f"{ADDRESS}:443")
    assert visitor(store_of_two, settings).asks("/").status_code == 200


# what is refused, in words


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_nothing_can_be_sent(reader: Visitor, method: str) -> None:
    refused = reader.asks("/editions/8", method)
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")
    assert "These pages can only be read" in refused.text


@pytest.mark.parametrize("host", ["evil.example", "notes.example.org.evil.example", "notes.example.org:81", ""])
def test_other_hosts_are_none_of_ours(reader: Visitor, host: str) -> None:
    refused = reader.asks("/editions/8", headers={"Host": host})
    assert refused.status_code == 421
    assert f"They are at {ADDRESS}/" in refused.text
    assert "evil" not in refused.text


@pytest.mark.parametrize(
    "path",
    [
        "/../etc/passwd",
        "/editions/..%2f..%2fetc%2fpasswd",
        "/style.css%00",
        "//evil.example",
        "/%5c%5cevil.example/",
        "/editions/8/%2e%2e/%2e%2e/x",
        "/editions/" + "9" * 30,
        "/editions/-1",
        "/feed.exe",
        "/feed-0.atom",
        "/feed-99.json",
        "/projects/%F0%9F%98%80",
        "//evil.example/editions/",
    ],
)
def test_addresses_that_are_none_lead_nowhere(reader: Visitor, path: str) -> None:
    answer = reader.asks(f"{ADDRESS}{path}")
    while answer.status_code in (307, 308):
        assert answer.headers["location"].startswith("/")
        assert not answer.headers["location"].startswith("//")
        answer = reader.asks(answer.headers["location"])
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.text


def test_addresses_that_are_too_long_are_refused(reader: Visitor) -> None:
    for path in ("/" + "a" * 2_000, "/search?q=" + "a" * 2_000):
        refused = reader.asks(path)
        assert (refused.status_code, "too long" in refused.text) == (414, True)
    assert reader.asks("/search?" + "&".join(f"q{n}=1" for n in range(50))).status_code == 400


def test_a_database_that_is_away_is_told_in_words(store_of_two: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    class Away:
        def sites(self) -> list[object]:
            raise OSError("secret host name")

    reader = visitor(store_of_two)
    monkeypatch.setattr(SqlArchives, "sites", Away.sites)
    answer = reader.asks("/")
    assert (answer.status_code, "cannot be read just now" in answer.text) == (503, True)
    assert "secret" not in answer.text


def test_the_settings_appear_where_they_belong(store_of_two: SqlStore) -> None:
    settings = replace(
        SETTINGS,
        colour="#123456",
        licence="https://example.org/licence",
        hub="https://hub.example.org/",
        contact="access@example.org",
        tested_on=date(2026, 2, 1),
        tested_how="by three people with screen readers",
        known_faults="The chart is small.",
    )
    reader = visitor(store_of_two, settings)
    assert "--bar: #123456" in reader.reads("/style.css")
    assert '<a rel="license" href="https://example.org/licence">' in reader.reads("/about")
    assert '<link rel="hub" href="https://hub.example.org/">' in reader.reads("/")
    statement = reader.reads("/accessibility")
    for words in ("mailto:access@example.org", "1 February 2026: by three people", "The chart is small."):
        assert words in statement


def test_feeds_say_that_an_item_was_corrected_or_is_gone(reader: Visitor, store_of_two: SqlStore) -> None:
    (item,) = [one for one in json.loads(reader.reads("/projects/ferry/feed.json"))["items"] if "#8" in one["title"]]
    takedowns.submit(Actor(store_of_two, "T1", EDIE), "E8", ref_of(item_key(FERRY)), "It was wrong.")
    assert f'<at:deleted-entry ref="{item["id"]}" when="2026-03-05T00:00:00Z"/>' in reader.reads("/feed.atom")
    gone = json.loads(reader.reads("/feed.json"))["_sprint_notes"]["taken_down"]
    assert [one["id"] for one in gone] == [item["id"]]
    (edition_data,) = [one for one in json.loads(reader.reads("/data/editions.json"))["editions"] if one["number"] == 8]
    assert [one["id"] for one in edition_data["taken_down"]] == [item["id"]]
