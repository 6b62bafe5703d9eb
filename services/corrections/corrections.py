"""An editor corrects what is published, or takes it down."""

from dataclasses import dataclass, replace

from domain.compile import item_key
from domain.correction import (
    item_of,
    note_from,
    text_of,
    with_item,
    with_text,
    without_pictures,
)
from domain.document import CLOSING, INTRO, Document
from domain.edition import Edition, EditionMove, in_channel
from domain.errors import NotFound, WrongInput
from domain.form_rules import content_of
from domain.merging import fingerprint
from domain.ports import UnitOfWork
from domain.project import Project
from domain.text.rich_text import RichText
from domain.text.rich_text_json import as_json
from domain.update import Update
from domain.welcome import introduced_as, no_new_gaps
from rendering.slack.corrections import corrections as say
from rendering.slack.corrections.corrections import TextForm
from rendering.slack.kit.ids import Field
from rendering.slack.kit.rich_text_read import untouched
from rendering.slack.updates.update_form import UpdateForm
from services.common import access, revisions
from services.common.actor import Actor
from services.common.mentions import kept
from services.common.overtaken import Overtaken
from services.common.snapshot import Snapshot, snapshot
from services.common.unit import unit_of
from services.corrections.correction_requests import asked_by
from services.editions.editions import show_again
from services.updates.update_filling import completed, correction_form
from services.updates.update_forms import OpenForm, filled_anew

ACT = "correct what is published"
FRAME = {INTRO: "The introduction", CLOSING: "The closing words"}
SAY_WHAT = "Say in a line what was wrong: readers see it."
NOTHING_NEW = "These are the words that are published. Change them, or close this form."
THEIRS = (
    "Somebody else has corrected the update on {name} meanwhile. Save yours to put it in place of that "
    "one; the other stays in the history. Your text is still here."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedText:
    """A submitted form for a text; ``ref`` names the item, ``base`` the words that the form was filled with."""

    edition_id: str
    ref: str
    text: RichText
    note: str
    base: str


def choice(actor: Actor, edition_id: str) -> tuple[Edition, list[tuple[str, str]]]:
    """What can be corrected in an edition, by short name and heading."""
    with actor.reading() as work:
        now = published(work, edition_id, ACT)
        headings = [(item.ref, item.heading) for item in now.document.items]
        headings += [(key, FRAME[key]) for key in (INTRO, CLOSING) if text_of(now.document, key)]
        if not headings:
            raise NotFound(f"There is nothing in {now.edition.title} that could be corrected.")
        return now.edition, headings


def open_form(actor: Actor, edition_id: str, ref: str, *, token: str) -> UpdateForm | TextForm:
    """The form for an item: that for updates where it is one, else its words alone."""
    with actor.reading() as work:
        now = published(work, edition_id, ACT)
        key = key_of(now.document, ref)
        project = now.project_of(key)
        if project and project.id in {update.project_id for update in now.updates}:
            return correction_form(work, project.id, edition_id, token=token)
        return _text_form(now, key)


def open_requested(actor: Actor, project_id: str, edition_id: str, request: str, *, token: str) -> UpdateForm:
    """The form for the update about which a lead has asked."""
    with actor.reading() as work:
        return correction_form(work, project_id, edition_id, token=token, request=request)


def save_update(actor: Actor, shown: OpenForm, note: str) -> None:
    """Stores a corrected update, once, and shows it wherever the edition was posted. Raises ``Overtaken`` where it has
    changed since the form was opened."""
    with actor.writing() as work:
        now = published(work, shown.edition_id, ACT)
        before, project = access.update_for(work, shown.project_id, now.edition.id)
        form = filled_anew(work, shown)
        whole = completed(shown.values, form.values)
        content = content_of(whole, form.today)
        if work.updates.versions(before.project_id, before.edition_id)[-1].token == shown.token:
            return
        if before.version != shown.base:
            notice = THEIRS.format(name=project.name)
            raise Overtaken(replace(form, values=whole, notice=notice, was_overtaken=True), notice)
        if content == before.content:
            raise WrongInput(Field.BODY, NOTHING_NEW)
        line = note_from(note, Field.CORRECTED, SAY_WHAT)
        update = replace(before, content=content, version=before.version + 1)
        update = revisions.store(work, update, by=work.person, token=shown.token)
        now, key = now.with_update(update), item_key(project)
        fresh, document = item_of(now.assembled, key), now.document
        if fresh:  # where the item is not published, nothing shows it
            document = with_item(document, introduced_as(item_of(document, key), fresh), line, now.today)
        _publish(work, now, key, document, line, version=update.version)
        _tell(work, now.edition, project, update, line, shown.request)
        work.commit(homes=True)


def save_text(actor: Actor, submitted: SubmittedText) -> None:
    """Puts other words in an item or in what stands around them, once, wherever the edition was posted. Raises
    ``Overtaken`` where they have changed since the form was opened."""
    with actor.writing() as work:
        now = published(work, submitted.edition_id, ACT)
        key = key_of(now.document, submitted.ref)
        stands = without_pictures(text_of(now.document, key) or ())
        if untouched(submitted.text, stands):
            submitted = replace(submitted, text=stands)
        if submitted.text == stands and submitted.base != fingerprint(stands):
            return
        if submitted.base != fingerprint(stands):
            raise Overtaken(replace(_text_form(now, key), text=submitted.text, theirs=stands))
        if not submitted.text or submitted.text == stands:
            raise WrongInput(Field.BODY, NOTHING_NEW)
        if key in FRAME:
            no_new_gaps(submitted.text, stands, Field.BODY)
        line = note_from(submitted.note, Field.CORRECTED, SAY_WHAT)
        _publish(work, now, key, with_text(now.document, key, submitted.text, line, now.today), line)
        work.commit(homes=True)


def published(work: UnitOfWork, edition_id: str, act: str) -> Snapshot:
    """The edition, held against other changes; only for editors, and only once it is published."""
    work.require_editor(act)
    edition = access.edition(work, edition_id)
    edition.must_allow(EditionMove.CORRECT)
    unit_of(work)
    return snapshot(work, edition)


def key_of(document: Document, ref: str) -> str:
    """The key of the item, or of the text around the items, with this short name."""
    keys = {INTRO: INTRO, CLOSING: CLOSING} | {item.ref: item.key for item in document.items}
    return access.there(keys.get(ref), NotFound(f"This item is not in {document.title} any more."))


def _text_form(now: Snapshot, key: str) -> TextForm:
    text = without_pictures(text_of(now.document, key) or ())
    item = item_of(now.document, key)
    heading, ref = (item.heading, item.ref) if item else (FRAME[key], key)
    return TextForm(edition=now.edition, ref=ref, heading=heading, text=text, base=fingerprint(text))


def _publish(work: UnitOfWork, now: Snapshot, key: str, document: Document, line: str, **detail: int) -> None:
    document = kept(work, document)
    before, item = text_of(now.document, key) or (), item_of(document, key)
    told = {"note": line, "before": as_json(before), "after": as_json(text_of(document, key) or ()), **detail}
    subject = item.heading if item else FRAME[key]
    entry = work.audit.add("correct", subject, told, edition_id=now.edition.id, item=key)
    show_again(work, now.after(entry), document)


def _tell(work: UnitOfWork, edition: Edition, project: Project, update: Update, line: str, request: str) -> None:
    """The leads hear of it, and whoever has asked for it."""
    asked = asked_by(work, edition, request)
    for reader in {*access.present_leads(work, project, but=work.person), *asked}:
        message = say.corrected(work.person, project, edition, line, update_id=update.id, asked=reader in asked)
        key = f"corrected {update.id} {update.version} {reader}"
        work.posts.show(key, message, channel=reader, follows=in_channel(edition.id))
