"""Answers on both databases: nothing that somebody may not see is in any answer to them, however they ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from domain.arrangement import Held
from domain.compile import content_hash, item_key
from domain.edition import Edition, EditionState
from domain.errors import SprintNotesError
from domain.news import NewsItem, NewsKind
from domain.project import Project, Status
from domain.tables import ASKED_AGAIN, Surface, TableKind
from domain.text.normal_form import paragraph
from domain.update import Ask, Revision, Update, UpdateContent
from services.answers import published as published_service
from services.answers import questions
from services.common.actor import Actor
from services.corrections import takedowns
from services.editions import editions
from storage.unit_of_work import SqlStore, SqlUnitOfWork
from tests.storage.conftest import NOW
from tests.storage.documents import compiled
from tests.storage.harbour import UNIT, edition, slack_takes
from tests.unit.asked import rows

EDIE, ADA, BOLA, MO = "U_EDIE", "U_ADA", "U_BOLA", "U_MO"
NAMES = ("ferry", "lamps", "pier", "tram", "quay")
LEADS = {"ferry": ADA, "lamps": BOLA}
PROJECTS = [
    Project(id=f"P-{name}", key=name, name=f"{name.capitalize()} Works", leads=(LEADS.get(name, "U_CY"),),
            lead_organisation="Harbour Council", round="5", aims=f"secretaims {name}" if name == "quay" else "")
    for name in NAMES
]  # fmt: skip
# what is planted: a word to ask for, and another that must not be in an answer
NOTE, HELD, WITHDRAWN, DOWN, WAITING, OPEN, OTHER, NEWS, UNSENT = (
    f"secret{kind}" for kind in ("note", "held", "withdrawn", "down", "waiting", "open", "other", "news", "unsent")
)
NEVER = (NOTE, HELD, WITHDRAWN, DOWN, OTHER, NEWS, UNSENT)
QUESTIONS = [
    *(question for question, _ in rows()),
    *(f"planted{secret.removeprefix('secret')}" for secret in (*NEVER, WAITING, OPEN)),
    *NAMES, *(f"{name} works" for name in NAMES), "payments", "went", "what did I write", "who needs help", "harbour",
    "edition 6", "edition 7", "edition 8", "latest edition", "ferry since edition 1", "all since edition 1",
]  # fmt: skip


def said(secret: str) -> UpdateContent:
    words = f"It went well. planted{secret.removeprefix('secret')} and {secret} payments."
    ask = Ask(f"Testers {secret}", date(2027, 1, 1))
    return UpdateContent(headline=f"Headline {secret}", body=paragraph(words), status=Status.AT_RISK, asks=(ask,))


def write(work: SqlUnitOfWork, name: str, edition_id: str, content: UpdateContent, *, withdrawn: bool = False) -> None:
    new_id = work.new_id()
    by = LEADS.get(name, "U_CY")
    update = Update(
        id=new_id, project_id=f"P-{name}", edition_id=edition_id, content=content, submitted_by=by, withdrawn=withdrawn
    )
    revision = Revision(f"R{new_id}", new_id, 1, content, by, new_id, NOW, withdrawn)
    work.updates.save(update, revision)


@pytest.fixture
def planted(store: SqlStore) -> SqlStore:
    """Edition 6 is published, 7 a draft, 8 open; something secret stands in each, and in another workspace."""
    _other_workspace(store)
    public = replace(said("public"), note=paragraph(NOTE))
    with store.writing("T1") as work:
        work.units.save(UNIT)
        for project in PROJECTS:
            work.projects.save(project)
        work.units.add_editor(EDIE)
        held = replace(edition("E6", 6).arrangement, held={item_key(PROJECTS[1]): Held("later", "U_EDIE")})
        work.editions.add(replace(edition("E6", 6), arrangement=held))
        write(work, "ferry", "E6", public)
        write(work, "lamps", "E6", said(HELD))
        write(work, "pier", "E6", said(WITHDRAWN), withdrawn=True)
        write(work, "tram", "E6", said(DOWN))
        editions.close(work, _edition(work, "E6"))
        seen = content_hash(compiled(work, _edition(work, "E6")))
        work.commit()
    editions.approve(Actor(store, "T1", EDIE), "E6", seen)
    editions.publish(Actor(store, "T1", EDIE), "E6")
    slack_takes(store, "E6")
    with store.reading("T1") as work:
        (tram,) = [one for one in compiled(work, _edition(work, "E6")).items if one.key == item_key(PROJECTS[3])]
    takedowns.submit(Actor(store, "T1", EDIE), "E6", tram.ref, "not ours")
    with store.writing("T1") as work:
        work.editions.add(edition("E7", 7))
        work.editions.add(edition("E8", 8))
        write(work, "ferry", "E7", said(WAITING))
        write(work, "lamps", "E8", said(OPEN))
        item = NewsItem(kind=NewsKind.ANNOUNCEMENT, title=NEWS, body=paragraph(f"plantednews {NEWS}"), id="n1")
        work.news.replace("E7", [item])
        editions.close(work, _edition(work, "E7"))
        work.commit()
    return store


def _edition(work: SqlUnitOfWork, edition_id: str) -> Edition:
    found = work.editions.get(edition_id)
    assert isinstance(found, Edition)
    return found


def _other_workspace(store: SqlStore) -> None:
    with store.writing("T2") as work:
        work.projects.save(Project(id="P2", key="ferry2", name="Ferry Works", leads=(ADA,)))
        work.editions.add(replace(edition("E66", 6), state=EditionState.OPEN))
        content = said(OTHER)
        update = Update(id="UP2", project_id="P2", edition_id="E66", content=content)
        work.updates.save(update, Revision("R2", "UP2", 1, content, ADA, "t", NOW))
        work.commit()


def answers(store: SqlStore, person: str, question: str, *, is_public: bool) -> str:
    actor = Actor(store, "T1", person)
    try:
        messages = questions.ask(actor, question, channel="C1", is_public=is_public)
    except SprintNotesError as error:
        return str(error)
    return "".join(f"{message.text}{message.blocks}" for message in messages)


def test_no_answer_has_what_its_readers_may_not_see(planted: SqlStore) -> None:
    may_see = {EDIE: {WAITING, OPEN}, ADA: {WAITING}, BOLA: {OPEN}, MO: set[str](), "U_OUT": set[str]()}
    seen: dict[str, set[str]] = {person: set() for person in may_see}
    for person, allowed in may_see.items():
        for question in QUESTIONS:
            for is_public in (True, False):
                answer = answers(planted, person, question, is_public=is_public)
                secrets = {secret for secret in (*NEVER, WAITING, OPEN) if secret in answer}
                assert secrets <= (set() if is_public else allowed), (person, question, is_public)
                seen[person] |= secrets
        for text in ("ferry works and lamps works", "Tram Works"):
            words = str([message.blocks for message in questions.about_message(Actor(planted, "T1", person), text, "")])
            assert not any(secret in words for secret in NEVER)
    assert seen[ADA] == {WAITING}  # so the crawl does look where something is
    assert seen[BOLA] == {OPEN}
    assert seen[EDIE] == {WAITING, OPEN}


def test_nor_has_what_is_below_an_answer(planted: SqlStore) -> None:
    for person in (EDIE, ADA, MO):
        actor = Actor(planted, "T1", person)
        for project in PROJECTS:
            for edition_id in ("E6", "E7", "E8"):
                shown = "".join(_below(actor, project.id, edition_id))
                assert not any(secret in shown for secret in (*NEVER, WAITING, OPEN)), (person, project.key, edition_id)


def _below(actor: Actor, project_id: str, edition_id: str) -> Iterator[str]:
    for show in (published_service.told, published_service.change):
        try:
            yield str(show(actor, project_id, edition_id))
        except SprintNotesError as error:
            yield str(error)
    yield str(published_service.all_told(actor, project_id)[1])


def test_who_has_newer_news_to_see(planted: SqlStore) -> None:
    newer = {person: _newer(planted, person, "ferry") for person in (EDIE, ADA, BOLA, MO)}
    assert newer == {EDIE: ["ferry"], ADA: ["ferry"], BOLA: [], MO: []}


def _newer(store: SqlStore, person: str, question: str) -> list[str]:
    return [project.key for project in questions.newer_for(Actor(store, "T1", person), question)]


@pytest.mark.parametrize("question", ["ferry", "payments", "at risk", "who needs help", "edition 6", ""])
def test_the_same_question_has_the_same_answer(planted: SqlStore, question: str) -> None:
    first = answers(planted, MO, question, is_public=True)
    assert "went well" in first or "Ferry Works" in first
    assert answers(planted, EDIE, question, is_public=True) == first


def test_a_kind_of_table_is_remembered_for_its_workspace_and_surface(store: SqlStore) -> None:
    tables = store.tables
    assert tables.kind("T1", Surface.MESSAGE) is TableKind.DATA
    tables.takes("T1", Surface.MESSAGE, TableKind.PLAIN)
    tables.takes("T1", Surface.MESSAGE, TableKind.LINES)
    assert tables.kind("T1", Surface.MESSAGE) is TableKind.LINES
    assert tables.kind("T1", Surface.EPHEMERAL) is TableKind.DATA
    assert tables.kind("T2", Surface.MESSAGE) is TableKind.DATA
    assert ASKED_AGAIN.days == 30
