"""New members of the team: an editor invites, they fill in the form themselves, agree, and may take it down."""

from domain.compile import news_key
from domain.delivery import Message
from domain.edition import Edition, EditionMove
from domain.errors import Conflict, NotAllowed, WrongInput
from domain.news import NewsItem, NewsKind
from domain.news_form import NEW, NewsFormValues, values_from
from domain.news_json import fingerprint
from domain.person import Belonging, limits_of
from domain.ports import UnitOfWork
from rendering.slack.kit.ids import Field
from rendering.slack.news import members as say
from rendering.slack.news.news_form import NewsForm
from services.common import access
from services.common.actor import Actor
from services.common.snapshot import Snapshot, snapshot
from services.common.unit import unit_of
from services.corrections import takedowns
from services.editions.editions import changed
from services.news.news_changes import SubmittedNews, applied, change_news, held_edition, with_item

INVITED = "introduce "  # how the occasions of invitations begin; the id that the item will have follows
CONSENT_IS_GONE = "They do not want it to be public any more"
NOBODY = "This invitation is not for you, or is gone. An editor can send you one."


def invited(work: UnitOfWork, edition: Edition) -> set[str]:
    """Who was asked to introduce themselves while this edition was made."""
    return {person for kind, person in work.occasions.of_edition(edition.id) if kind.startswith(INVITED)}


def own(work: UnitOfWork) -> list[tuple[Edition, NewsItem]]:
    """What somebody has said of themselves and where it stands, oldest edition first."""
    items = work.news.of_person(work.person)
    return [(edition, item) for edition in work.editions.all() for place, item in items if place == edition.id]


def invitation(actor: Actor, edition_id: str) -> Edition:
    """The edition for which an editor invites somebody."""
    with actor.reading_as_editor("invite a team member") as work:
        return held_edition(work, edition_id)


def invite(actor: Actor, edition_id: str, member: str, *, token: str) -> str:
    """Asks somebody, once an edition, to introduce themselves; answers with a sentence for the editor."""
    with actor.writing_as_editor("invite a team member") as work:
        edition = held_edition(work, edition_id)
        known = work.people.get(member)
        if known and (not known.active or known.belonging is Belonging.APP):
            raise WrongInput(Field.MEMBER, f"{limits_of(known)} Pick somebody else.")
        if member in invited(work, edition):
            raise WrongInput(Field.MEMBER, f"They have been invited for {edition.title} already.")
        work.occasions.claim(edition.id, f"{INVITED}{token}", member)
        work.posts.show(_key(token), say.invited(token, by=work.person), channel=member)
        work.audit.add("invite team member", edition.title, {"member": member}, edition_id=edition.id)
        work.commit()
    return f"{known.name if known and known.name else 'They'} will get a direct message with the questions."


def form(actor: Actor, news_id: str) -> NewsForm:
    """The questions, with what the person has answered so far."""
    with actor.reading() as work:
        edition, item = _theirs(work, news_id)
        if item:
            typed, base = values_from(item), fingerprint(item)
        else:
            known = work.people.get(work.person)
            typed, base = NewsFormValues(title=known.name if known else ""), NEW
        return NewsForm(edition=edition, kind=NewsKind.TEAM_MEMBER, id=news_id, base=base, typed=typed, by_member=True)


def introduce(actor: Actor, submitted: SubmittedNews, *, agrees: bool) -> None:
    """Stores what somebody says of themselves, if they agree that it is published; sent twice it is stored once."""
    if not agrees:
        raise WrongInput(Field.CONSENT, "Tick the box if you agree. If not, close the form: nothing is kept.")
    with actor.writing() as work:
        _theirs(work, submitted.id)
        edition = held_edition(work, submitted.edition_id)
        edition.must_allow(EditionMove.TAKE_UPDATE)
        now = snapshot(work, edition)
        item = applied(now, submitted, member=work.person)
        if item is None:
            return
        work.posts.show(_key(item.id), say.introduced(edition, item.id), channel=work.person)
        work.audit.add("consent", edition.title, edition_id=edition.id)
        change_news(work, now, with_item(now.news, item), item.id)
        work.commit(homes=True)


def _theirs(work: UnitOfWork, news_id: str) -> tuple[Edition, NewsItem | None]:
    """The edition in which somebody says something of themselves, and what they have said there."""
    said = [(edition, item) for edition, item in own(work) if item.id == news_id]
    if said:
        edition, item = said[-1]
        edition.must_allow(EditionMove.TAKE_UPDATE)
        return edition, item
    if not any(
        (f"{INVITED}{news_id}", work.person) in work.occasions.of_edition(one.id) for one in work.editions.all()
    ):
        raise NotAllowed(NOBODY)
    unit_of(work)
    return access.edition_taking_updates(work), None


def take_down(actor: Actor, news_id: str) -> str:
    """Takes what somebody has said of themselves out of the notes, once; answers with what they are told."""
    with actor.writing() as work:
        said = [(edition, item) for edition, item in own(work) if item.id == news_id]
        if not said:
            raise Conflict("It is taken down already, or it was never yours.")
        message = say.taken_down(news_id, [one for one, _ in said if one.is_decided])
        work.posts.show(_key(news_id), message, channel=work.person)
        for edition, item in said:  # approvals of words that are gone fall
            if edition.is_decided:
                takedowns.take_down(work, snapshot(work, edition), news_key(news_id), CONSENT_IS_GONE)
            elif edition.may(EditionMove.EDIT):
                _take_out(work, snapshot(work, held_edition(work, edition.id)), item, CONSENT_IS_GONE)
        work.commit(homes=True)
    return message.text


def remove(work: UnitOfWork, now: Snapshot, item: NewsItem) -> None:
    """An editor takes it out of an edition; whom it is about hears that."""
    _tell(work, item, say.removed(now.edition, item.id, by=work.person))
    _take_out(work, now, item, "An editor has removed it")


def _take_out(work: UnitOfWork, now: Snapshot, item: NewsItem, reason: str) -> None:
    """The log does not keep the words, so that nobody can bring them back by undoing this."""
    kept, edition = [one for one in now.news if one.id != item.id], now.edition
    work.news.replace(edition.id, kept)
    detail = {"reason": reason}
    entry = work.audit.add("take down", edition.title, detail, edition_id=edition.id, item=news_key(item.id))
    changed(work, now.after(entry, news=kept))


def tell_changed(work: UnitOfWork, edition: Edition, item: NewsItem) -> None:
    """Whom an item is about hears that an editor has changed it."""
    _tell(work, item, say.changed(edition, item.id, by=work.person))


def _tell(work: UnitOfWork, item: NewsItem, message: Message) -> None:
    if item.person and item.person != work.person:
        work.posts.show(f"{_key(item.id)} {work.new_id()}", message, channel=item.person)


def _key(news_id: str) -> str:
    return f"member {news_id}"
