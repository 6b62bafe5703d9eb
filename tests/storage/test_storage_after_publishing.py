"""After an edition is published: what stays as it was, and what may still change, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.compile import content_hash
from domain.document import Document
from domain.edition import Edition
from domain.rich_text import paragraph
from domain.template import Template
from domain.update import UpdateContent
from services import editions
from services.documents import assembled, compiled
from services.exchange import export, import_file
from services.files import read, write
from services.projects import store_projects
from storage.unit_of_work import SqlStore, SqlUnitOfWork
from tests.storage.harbour import FERRY, UNIT, with_edition, written
from tests.unit.edition_sample import sample

CONTENT = UpdateContent(headline="Twelve boats", body=paragraph("They sail."))


@pytest.fixture
def published(store: SqlStore) -> SqlStore:
    """Edition 7 with an update on ferry tickets, approved and published by Edie."""
    with_edition(store)
    written(store, CONTENT)
    with store.writing("T1") as work:
        work.units.add_editor("U_EDIE")
        editions.close(work, edition_of(work))
        seen = content_hash(compiled(work, edition_of(work)))
        work.commit()
    editions.approve(store, "T1", "U_EDIE", "E1", seen)
    editions.publish(store, "T1", "U_EDIE", "E1")
    return store


def edition_of(work: SqlUnitOfWork) -> Edition:
    found = work.editions.get("E1")
    assert found
    return found


def says(store: SqlStore) -> Document:
    with store.reading("T1") as work:
        return compiled(work, edition_of(work))


# what was published stays


def test_a_document_is_kept_and_put_in_place_of_an_earlier_one(store: SqlStore) -> None:
    with_edition(store)
    with store.writing("T1") as work:
        assert work.editions.document("E1") is None
        for document in (sample(), replace(sample(), title="Another")):
            work.editions.keep_document("E1", document)
            assert work.editions.document("E1") == document
        work.commit()
    with store.reading("T2") as work:
        assert work.editions.document("E1") is None


def test_another_name_a_new_lead_and_another_template_change_nothing_that_is_published(published: SqlStore) -> None:
    before = says(published)
    with published.writing("T1") as work:
        store_projects(work, "U_EDIE", [(FERRY, replace(FERRY, name="Boat Tickets", leads=("U_NEW",)))])
        work.units.save(replace(UNIT, template=Template(updates="What they did")))
        assert compiled(work, edition_of(work)) == before
        assert assembled(work, edition_of(work)) != before
        work.commit()
    assert says(published) == before


def test_a_file_carries_what_was_published_to_another_workspace(published: SqlStore) -> None:
    with published.writing("T1") as work:
        store_projects(work, "U_EDIE", [(FERRY, replace(FERRY, name="Boat Tickets"))])
        work.commit()
    file = read(write(export(published, "T1")))
    import_file(published, "T2", file)
    with published.reading("T2") as work:
        (archived,) = work.editions.all()
        assert compiled(work, archived) == says(published)
        assert "Boat Tickets" in str(assembled(work, archived))
    assert import_file(published, "T2", file).updates == 0


def test_without_it_what_is_imported_as_published_stays_as_it_is_compiled_then(published: SqlStore) -> None:
    file = export(published, "T1")
    assert file.edition
    bare = file.model_copy(update={"edition": file.edition.model_copy(update={"document": None, "state": None})})
    import_file(published, "T2", bare, published=True)
    with published.writing("T2") as work:
        (archived,) = work.editions.all()
        before = compiled(work, archived)
        (project,) = work.projects.all()
        work.projects.save(replace(project, name="Boat Tickets"))
        assert compiled(work, archived) == before == says(published)
