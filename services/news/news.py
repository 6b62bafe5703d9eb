"""News from the team, as editors add, change, carry and remove it."""

from dataclasses import replace
from datetime import date

from domain.added import AddedMessage
from domain.arrangement import in_order
from domain.compile import news_key
from domain.edition import Edition, editable, takes_updates
from domain.english import quoted
from domain.errors import NotFound
from domain.news import NewsItem, NewsKind
from domain.news_form import NEW, NewsFormValues, values_from
from domain.news_json import fingerprint
from domain.nomination import NominationState
from domain.ports import UnitOfWork
from rendering.slack.news.news import EditionNews
from rendering.slack.news.news_form import NewsForm
from services.common import access
from services.common.actor import Actor
from services.common.snapshot import snapshot
from services.common.unit import today, unit_of
from services.news import members, nominations
from services.news.news_changes import SubmittedNews, applied, change_news, held_edition, item_in, with_item

ACT = "change the news"


def listing(actor: Actor, edition_id: str = "") -> tuple[EditionNews | None, list[tuple[Edition, NewsItem]]]:
    """The news of an edition, without an id of the one that is being made, for editors; and what somebody has said of
    themselves."""
    with actor.reading() as work:
        own = members.own(work)
        if not own:
            work.require_editor(ACT)
        news = _news(work, edition_id) if work.person in work.units.editors() else None
        return news, own


def _news(work: UnitOfWork, edition_id: str) -> EditionNews:
    edition = _chosen(work, edition_id)
    items = {news_key(item.id): item for item in work.news.of_edition(edition.id)}
    waiting = [one for one in work.nominations.all() if one.state is NominationState.WAITING]
    return EditionNews(
        edition=edition,
        editions=editable(work.editions.all()),
        items=[items[key] for key in in_order(list(items), edition.arrangement.order)],
        invited=sorted(members.invited(work, edition) - {item.person for item in items.values()}),
        nominations=len(waiting),
    )


def _chosen(work: UnitOfWork, edition_id: str) -> Edition:
    """The edition with this id where its news may change, else the one that is being made."""
    unit_of(work)
    editions = editable(work.editions.all())
    if not editions:
        raise NotFound(access.OPENS_SOON)
    wanted = next((edition for edition in editions if edition.id == edition_id), None)
    return wanted or takes_updates(editions) or editions[-1]


def new_form(
    actor: Actor,
    kind: NewsKind,
    edition_id: str = "",
    *,
    token: str,
    added: AddedMessage | None = None,
    nomination_id: str = "",
) -> NewsForm:
    """The form for a new item, which gets ``token`` as its id; it may begin with a message or a nomination."""
    with actor.reading_as_editor(ACT) as work:
        typed = nominations.typed(work, nomination_id) if nomination_id else NewsFormValues()
        begun = NewsForm(
            edition=_chosen(work, edition_id), kind=kind, id=token, base=NEW, typed=typed, nomination=nomination_id
        )
        if added is None:
            return begun
        return replace(begun, typed=replace(typed, body=added.words, pictures=added.pictures), notice=added.notice)


def edit_form(actor: Actor, edition_id: str, news_id: str) -> NewsForm:
    """The form for an item that is there."""
    with actor.reading_as_editor(ACT) as work:
        edition = held_edition(work, edition_id)
        item = item_in(edition, work.news.of_edition(edition_id), news_id)
        base = fingerprint(item)
        return NewsForm(edition=edition, kind=item.kind, id=item.id, base=base, typed=values_from(item))


def save(actor: Actor, submitted: SubmittedNews) -> str:
    """Stores an item, once, a new one at the end; answers with a sentence. Raises ``WrongInput`` and ``Overtaken``."""
    with actor.writing_as_editor(ACT) as work:
        edition = held_edition(work, submitted.edition_id)
        now = snapshot(work, edition)
        item = applied(now, submitted)
        if item is None:
            return f"{quoted(submitted.wanted.title)} is in {edition.title}."
        if submitted.nomination:
            nominations.picked(work, submitted.nomination, edition)
        members.tell_changed(work, edition, item)
        change_news(work, now, with_item(now.news, item), item.id)
        work.commit(homes=True)
    return f"{quoted(item.title)} is in {edition.title}."


def remove(actor: Actor, edition_id: str, news_id: str) -> str:
    """Takes an item out of its edition; answers with a sentence."""
    with actor.writing_as_editor(ACT) as work:
        now = snapshot(work, held_edition(work, edition_id))
        gone = item_in(now.edition, now.news, news_id)
        if gone.person:
            members.remove(work, now, gone)
        else:
            change_news(work, now, [item for item in now.news if item.id != news_id], news_id)
        work.commit(homes=True)
    return f"{quoted(gone.title)} is removed from {now.edition.title}."


def carry_on(actor: Actor, edition_id: str, news_id: str, *, on: bool) -> str:
    """Says whether an item goes on to the next edition; where it is there already it stays. Answers with a sentence."""
    with actor.writing_as_editor(ACT) as work:
        now = snapshot(work, held_edition(work, edition_id))
        item = replace(item_in(now.edition, now.news, news_id), carried=on)
        change_news(work, now, with_item(now.news, item), item.id)
        work.commit(homes=True)
    return f"{quoted(item.title)} {'goes' if on else 'does not go'} on to the edition after {now.edition.title}."


def saved(actor: Actor, edition_id: str, news_id: str) -> tuple[Edition, NewsItem, date]:
    """An item as somebody else has saved it, and today's date; for editors, and for whom it is about."""
    with actor.reading() as work:
        edition = held_edition(work, edition_id)
        item = item_in(edition, work.news.of_edition(edition_id), news_id)
        if work.person != item.person:
            work.require_editor(ACT)
        return edition, item, today(work)
