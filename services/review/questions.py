"""An editor asks a lead about an item; the answer lands in the draft's thread."""

from domain.compile import item_key
from domain.edition import Edition
from domain.errors import NotFound, WrongInput
from domain.offers import MessageKind
from domain.ports import UnitOfWork
from domain.project import Project
from domain.text.rich_text import RichText
from rendering.slack.review import questions as say
from services.common import access
from services.common.actor import Actor
from services.common.mentions import kept
from services.editions import drafts
from services.review.items import place_of


def form(actor: Actor, edition_id: str, ref: str) -> tuple[Project, Edition, list[str]]:
    """What an editor's question is about, and who will get it."""
    with actor.reading() as work:
        return _whom(work, edition_id, ref)


def ask(actor: Actor, edition_id: str, ref: str, words: RichText, token: str) -> None:
    """The leads get the question in a direct message, the editors see that in the thread; once for a ``token``."""
    if not words:
        raise WrongInput("question", "Write what you want to know, or what should be changed.")
    with actor.writing() as work:
        project, edition, there = _whom(work, edition_id, ref)
        if not work.occasions.claim(edition.id, f"question {token}", work.person):
            return
        words = kept(work, words)
        question = say.asked(project, edition, by=work.person, words=words)
        for lead in there:
            group = f"{MessageKind.QUESTION} {edition.id} {project.id} {lead} {token}"
            work.posts.show_group(group, question, channel=lead)
        was_asked = say.was_asked(project, there, by=work.person, words=words)
        drafts.post_below(work, edition, f"question {token}", was_asked)
        detail = {"token": token, "leads": there}
        work.audit.add("ask the lead", project.name, detail, edition_id=edition.id, item=item_key(project))
        work.commit()


def answer_form(actor: Actor, project_id: str, edition_id: str) -> tuple[Project, Edition]:
    """What a lead's answer is about."""
    with actor.reading() as work:
        return _about(work, project_id, edition_id)


def answer(actor: Actor, project_id: str, edition_id: str, words: RichText, token: str) -> None:
    """The answer goes into the draft's thread, and whoever gave it hears that. Sent twice it is there once."""
    if not words:
        raise WrongInput("answer", "Write your answer.")
    with actor.writing() as work:
        project, edition = _about(work, project_id, edition_id)
        if not work.occasions.claim(edition.id, f"answer {token}", work.person):
            return
        told = say.answer(project, edition, by=work.person, words=kept(work, words))
        answer = f"answer {token}"
        drafts.post_below(work, edition, answer, told)
        work.posts.show(f"answered {token}", say.received(project, edition), channel=work.person, follows=answer)
        work.audit.add("answer", project.name, edition_id=edition.id, item=item_key(project))
        work.commit()


def _whom(work: UnitOfWork, edition_id: str, ref: str) -> tuple[Project, Edition, list[str]]:
    """The project that an item is about, its edition, and who can be asked; only editors ask."""
    place = place_of(work, edition_id, ref, "ask a lead")
    no_lead = NotFound("This item is not about a project, so there is no lead to ask.")
    project = access.there(place.project, no_lead)
    return project, place.edition, [who.id for who in access.askable(work, project, edition_id)]


def _about(work: UnitOfWork, project_id: str, edition_id: str) -> tuple[Project, Edition]:
    edition = access.edition(work, edition_id)
    project = access.project(work, project_id)
    access.check(work, project, edition.id, "answer for it")
    return project, edition
