"""The site as files: the same bytes for the same database, whole and linked within, and nothing stays that is gone."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from domain.compile import item_key
from domain.document import ref_of
from domain.errors import SprintNotesError
from services.common.actor import Actor
from services.corrections import takedowns
from storage.unit_of_work import SqlStore
from tests.storage.harbour import FERRY
from tests.web.library import EDIE, off, with_two_editions
from tests.web.visitor import SETTINGS, archives, visitor
from web.static import LIST, write_site


@pytest.fixture
def two(store: SqlStore) -> SqlStore:
    return with_two_editions(store)


def files(out: Path) -> dict[str, bytes]:
    """What stands in a folder, by path."""
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def test_the_same_database_makes_the_same_bytes_and_nothing_is_written_twice(two: SqlStore, tmp_path: Path) -> None:
    first = write_site(archives(two), SETTINGS, tmp_path / "a")
    write_site(archives(two), SETTINGS, tmp_path / "b")
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert first.written == first.files == len(files(tmp_path / "a")) - 1  # but for the list
    again = write_site(archives(two), SETTINGS, tmp_path / "a")
    assert (again.files, again.written, again.deleted) == (first.files, 0, 0)
    (tmp_path / "a/about/index.html").unlink()
    assert write_site(archives(two), SETTINGS, tmp_path / "a").written == 1
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_every_link_in_the_files_leads_to_a_file_and_a_place_in_it(two: SqlStore, tmp_path: Path) -> None:
    write_site(archives(two), SETTINGS, tmp_path)
    pages = list(tmp_path.rglob("*.html"))
    assert len(pages) > 12
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert 'href="/' not in text
        assert "search" not in text.lower().replace("research", "")
        for link in _links(text):
            where, _, anchor = link.partition("#")
            target = (page.parent / unquote(where)).resolve() if where else page
            assert target.is_file(), (page, link)
            assert not anchor or f'id="{anchor}"' in target.read_text(encoding="utf-8"), (page, link)


def _links(text: str) -> list[str]:
    return [
        link for link in re.findall(r'href="([^"]*)"', text) if "://" not in link and not link.startswith("mailto:")
    ]


def test_feeds_and_data_in_files_are_those_of_the_server(two: SqlStore, tmp_path: Path) -> None:
    write_site(archives(two), SETTINGS, tmp_path)
    reader = visitor(two)
    for name in ("feed.atom", "feed.json", "projects/ferry/feed.atom", "data/editions.json", "data/updates.csv"):
        assert (tmp_path / name).read_bytes() == reader.asks(f"/{name}").content, name
    assert (tmp_path / "editions/latest/index.html").read_bytes() == (tmp_path / "editions/8/index.html").read_bytes()


def test_what_is_taken_down_or_corrected_changes_in_the_next_build_and_no_other_file(
    two: SqlStore, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    write_site(archives(two), SETTINGS, out)
    (out / "theirs.txt").write_text("not ours")
    before = files(out)
    takedowns.submit(Actor(two, "T1", EDIE), "E8", ref_of(item_key(FERRY)), "It was wrong.")
    written = write_site(archives(two), SETTINGS, out)
    after = files(out)
    changed = {name for name in before if after.get(name) != before[name]} - {LIST}
    assert "editions/8/index.html" in changed
    assert "editions/7/index.html" not in changed
    assert written.written == len(changed & after.keys())
    assert b"Thirteen boats" not in b"".join(after.values())
    takedowns.submit(Actor(two, "T1", EDIE), "E7", ref_of(item_key(FERRY)), "It was wrong.")
    assert write_site(archives(two), SETTINGS, out).deleted > 0
    assert "projects/ferry/index.html" not in files(out)
    assert files(out)["theirs.txt"] == b"not ours"


def test_a_site_that_is_off_is_not_written(two: SqlStore, tmp_path: Path) -> None:
    off(two)
    with pytest.raises(SprintNotesError, match="No unit shows its editions on the web"):
        write_site(archives(two), SETTINGS, tmp_path)
