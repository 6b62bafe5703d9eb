"""Markers in all that is not published, withdrawn, taken down or of another workspace: no address has one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from domain.compile import item_key
from domain.correction import without_pictures
from domain.document import ref_of
from domain.edition import Edition
from domain.glossary import Term
from domain.merging import fingerprint
from domain.news import NewsItem, NewsKind
from domain.nomination import Nomination, NominationKind
from domain.person import Person
from domain.project import Project
from domain.text.normal_form import paragraph
from domain.text.rich_text import Mention, MentionKind, Paragraph, Text
from domain.update import Picture, Revision, UnsentForm, Update, UpdateContent
from services.common.actor import Actor
from services.corrections import corrections, takedowns
from services.corrections.corrections import SubmittedText
from services.review.items import hold_back
from services.setup.projects import store_projects
from services.updates.withdrawals import withdraw
from storage import personal
from storage.unit_of_work import SqlStore, SqlUnitOfWork
from tests.storage.conftest import NOW
from tests.storage.harbour import UNIT, edition
from tests.web.library import EDIE, closed, published, shown
from tests.web.visitor import SETTINGS, archives, visitor
from web.static import write_site

MARK = "xqz"  # begins every marker
ADA = Mention(MentionKind.USER, "U0ADAXQZ", name="xqzname Marsh")
LAMPS = Project(
    id="P2",
    key="lamps",
    name="Street Lamps",
    lead_organisation="Lamp Council",
    aliases=("xqzalias",),
    leads=("U0XQZLEAD",),
    contact="xqzcontact",
    channel="C0XQZ",
    round="xqzround",
    aims="We light streets.",
)
HELD = Project(id="P3", key="xqzheld", name="xqzheldname", lead_organisation="xqzheldorg")
QUIET = Project(id="P4", key="quiet", name="Quiet Streets")
PUBLIC = UpdateContent(
    body=(Paragraph((Text("Lamps are lit, thanks to "), ADA, Text("."))),),
    images=(Picture("The lamps at dusk", file="F0XQZPIC"),),
    note=paragraph("xqznote"),
)
BEFORE = UpdateContent(body=paragraph("xqzbefore the last version"))
LATER = UpdateContent(body=paragraph("xqzlater, in the next edition"))


@pytest.fixture
def full(store: SqlStore) -> SqlStore:
    """Edition 7 is published, 8 a draft, 9 open, 10 on its way; another workspace has a site of its own."""
    _set_up(store, "T1", UNIT.name)
    with store.writing("T1") as work:
        for project in (LAMPS, HELD, QUIET):
            work.projects.save(project)
        for number in (7, 8, 9, 10):
            work.editions.add(_edition(number))
        for project, content, number in (
            (LAMPS, BEFORE, 7),
            (LAMPS, PUBLIC, 7),
            (HELD, BEFORE, 7),
            (QUIET, BEFORE, 7),
            *((LAMPS, LATER, number) for number in (8, 9, 10)),
        ):
            _writes(work, project, content, number)
        work.people.add(Person(id="U0ADAXQZ", name="xqzname Marsh"))
        work.glossary.put(Term("XQZ", "xqzmeaning of what nobody has said"))
        why = paragraph("xqzwhy")
        work.nominations.save(Nomination(id="N1", at=NOW, by="U1", kind=NominationKind.COUNCIL, who="xqzwho", why=why))
        typed = {"body": "xqzunsent"}
        work.unsent_forms.save(UnsentForm(person="U1", project_id="P2", edition_id="E7", typed=typed, saved_at=NOW))
        work.news.replace("E8", [NewsItem(kind=NewsKind.ANNOUNCEMENT, title="xqznews", body=paragraph("x"), id="N8")])
        work.units.add_editor(EDIE)
        work.commit()
    withdraw(Actor(store, "T1", EDIE), "E7-P4")
    closed(store, "E7")
    hold_back(Actor(store, "T1", EDIE), "E7", ref_of(item_key(HELD)), "xqzreason")
    published(store, "E7", is_closed=True)
    closed(store, "E8")
    published(store, "E10", arrives=False)
    _of_another_workspace(store)
    shown(store)
    return store


def _set_up(store: SqlStore, workspace: str, name: str) -> None:
    with store.writing(workspace) as work:
        work.units.save(replace(UNIT, name=name))
        work.commit()


def _edition(number: int) -> Edition:
    return edition(f"E{number}", number)


def _writes(work: SqlUnitOfWork, project: Project, content: UpdateContent, number: int) -> None:
    """The next version of what a project says in an edition."""
    edition_id = f"E{number}"
    before = work.updates.get(project.id, edition_id)
    version = before.version + 1 if before else 1
    update = Update(
        id=f"{edition_id}-{project.id}", project_id=project.id, edition_id=edition_id, content=content, version=version
    )
    revision = Revision(work.new_id(), update.id, version, content, "U0XQZLEAD", work.new_id(), work.now())
    work.updates.save(update, revision)


def _of_another_workspace(store: SqlStore) -> None:
    """It shows what it has published, under its own name."""
    _set_up(store, "T2", "xqzunit")
    with store.writing("T2") as work:
        work.projects.save(replace(LAMPS, id="P20", name="xqzelsewhere"))
        work.editions.add(edition("E20", 7))
        content = UpdateContent(body=paragraph("xqzelsewhere"))
        update = Update(id="U20", project_id="P20", edition_id="E20", content=content)
        work.updates.save(update, Revision("R20", "U20", 1, content, "U1", "t20", work.now()))
        work.commit()
    published(store, "E20", "T2")
    shown(store, "T2", slug="elsewhere")


def marked(store: SqlStore, out: Path) -> list[str]:
    """Where a marker can be read: in pages, feeds, data, files, or by asking for what is not linked."""
    reader = visitor(store)
    unlinked = ("search?q=xqz", "editions/8", "editions/9", "editions/10", "projects/xqzheld", "projects/quiet")
    found = reader.crawls("/t1/", "/t1/sitemap.xml", "/t1/robots.txt", *(f"/t1/{path}" for path in unlinked))
    assert len(found) > 20
    write_site(archives(store), SETTINGS, out)
    files = {str(path): path.read_text(encoding="utf-8") for path in (out / "t1").rglob("*.*")}
    assert len(files) > 15
    asked = {"/t1/search?q=xqz", "/t1/projects/xqzheld"}  # these say what was asked for
    texts = {**{path: text for path, text in found.items() if path not in asked}, **files}
    return [
        f"{path}: {part}" for path, text in texts.items() for part in re.findall(f".*{MARK}.*", text, re.IGNORECASE)
    ]


def test_no_address_has_what_is_not_published(full: SqlStore, tmp_path: Path) -> None:
    assert marked(full, tmp_path) == []
    assert "Lamps are lit" in visitor(full).reads("/t1/editions/7")
    assert "xqzelsewhere" in visitor(full).reads("/elsewhere/editions/7")  # the crawl would see it


def test_nor_after_a_correction_has_what_was_said_before(full: SqlStore, tmp_path: Path) -> None:
    _corrects(full, "xqzwrong")
    assert marked(full, tmp_path) != []
    _corrects(full, "Lamps are out")
    assert marked(full, tmp_path) == []
    assert "Lamps are out" in (tmp_path / "t1/editions/7/index.html").read_text(encoding="utf-8")


def test_nor_after_a_takedown_anything_of_it(full: SqlStore, tmp_path: Path) -> None:
    _corrects(full, "xqzwrong")
    assert marked(full, tmp_path) != []
    takedowns.submit(Actor(full, "T1", EDIE), "E7", ref_of(item_key(LAMPS)), "xqzbecause")
    assert marked(full, tmp_path) == []
    assert not (tmp_path / "t1/projects/lamps/index.html").exists()


def test_nor_an_erased_person(full: SqlStore, tmp_path: Path) -> None:
    shown(full, people=True)
    assert marked(full, tmp_path) != []
    personal.erase(full.engines, "T1", "U0ADAXQZ", "X1")
    with_contact = marked(full, tmp_path)
    shown(full, people=False)
    assert marked(full, tmp_path) == []
    assert with_contact  # the contact of a project is no person of Slack's


def test_what_is_changed_in_the_set_up_is_read_once_it_is_published(full: SqlStore, tmp_path: Path) -> None:
    with full.writing("T1") as work:
        fresh = replace(LAMPS, name="xqzfresh", lead_organisation="xqzfresh", partners=("xqzfresh",))
        store_projects(work, [(LAMPS, fresh)])
        work.commit()
    assert marked(full, tmp_path) == []
    _corrects(full, "Lamps are out")
    assert marked(full, tmp_path) == []


def _corrects(store: SqlStore, words: str) -> None:
    with store.reading("T1") as work:
        document = work.editions.document("E7")
        assert document
        (item,) = (item for item in document.items if item.key == item_key(LAMPS))
    base = fingerprint(without_pictures(item.body))
    submitted = SubmittedText(edition_id="E7", ref=item.ref, text=paragraph(words), note="It read wrongly.", base=base)
    corrections.save_text(Actor(store, "T1", EDIE), submitted)
