"""A change of an edition's news: from a form to an item, and what follows from it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from domain import english
from domain.audit import AuditEntry
from domain.compile import news_key
from domain.edition import Edition, EditionMove, numbered
from domain.errors import NotFound
from domain.merging import touched
from domain.news import NewsItem, NewsKind, carried_on
from domain.news_form import LABELS, NEW, NewsFormValues, item_of, merged, values_from
from domain.news_json import as_json, fingerprint, from_json
from domain.ports import UnitOfWork
from domain.sentence import Sentence, Who
from rendering.slack.kit import blocks
from rendering.slack.news.news_form import NewsForm
from services.common import access
from services.common.mentions import kept
from services.common.overtaken import Overtaken, Submitted
from services.common.snapshot import Snapshot, snapshot
from services.editions.editions import changed


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedNews(Submitted[NewsFormValues]):
    """The form for an item of an edition's news."""

    edition_id: str
    kind: NewsKind
    id: str
    nomination: str = ""


def held_edition(work: UnitOfWork, edition_id: str) -> Edition:
    """The edition, held so that nobody approves or publishes it while its news change."""
    edition = access.edition(work, edition_id)
    edition.must_allow(EditionMove.EDIT, "{title} is {state} already: its news cannot be changed here any more.")
    return edition


def item_in(edition: Edition, items: Iterable[NewsItem], news_id: str) -> NewsItem:
    """An item of an edition's news; raises ``NotFound``."""
    found = next((item for item in items if item.id == news_id), None)
    return access.there(found, NotFound(f"This item is not in {edition.title} any more."))


def change_news(work: UnitOfWork, now: Snapshot, items: Sequence[NewsItem], news_id: str) -> Snapshot:
    """Puts ``items`` in place of an edition's news; ``news_id`` is the one that differs. The draft shows them."""
    return changed(work, put_news(work, now, items, news_id))


def put_news(work: UnitOfWork, now: Snapshot, items: Sequence[NewsItem], news_id: str) -> Snapshot:
    """Puts ``items`` in place of an edition's news, of which ``news_id`` differs. The caller shows the draft."""
    items = [kept(work, item) if item.id == news_id else item for item in items]
    before = {item.id: item for item in now.news}
    after = _store(work, now, items, news_id)
    newly = [item for item in items if item.carried and not (item.id in before and before[item.id].carried)]
    _carry_at_once(work, now.edition, newly)
    return after


def _carry_at_once(work: UnitOfWork, edition: Edition, newly: Sequence[NewsItem]) -> None:
    """What is carried on from now goes to the next edition where that is there already."""
    later = [one for one in numbered(work.editions.all()) if one.number > edition.number]
    following = work.editions.get(later[0].id) if newly and later else None
    if following is None or not following.may(EditionMove.EDIT):
        return
    then = snapshot(work, following)
    for item in carried_on(newly, edition, following):
        if item.id not in {one.id for one in then.news}:
            then = _store(work, then, [*then.news, item], item.id)
    changed(work, then)


def _store(work: UnitOfWork, now: Snapshot, items: Sequence[NewsItem], news_id: str) -> Snapshot:
    work.news.replace(now.edition.id, items)
    title = next(item.title for item in (*items, *now.news) if item.id == news_id)
    detail = {"before": [as_json(item) for item in now.news], "after": [as_json(item) for item in items]}
    entry = work.audit.add("news", title, detail, edition_id=now.edition.id, item=news_key(news_id))
    return now.after(entry, news=items)


def restore_news(work: UnitOfWork, now: Snapshot, entry: AuditEntry) -> bool:
    """Puts the news back that were there before an entry; False where they are not what it made of them any more."""
    if list(now.news) != [from_json(raw) for raw in entry.detail["after"]]:
        return False
    before = [from_json(raw) for raw in entry.detail["before"]]
    work.news.replace(now.edition.id, before)
    changed(work, now.after(news=before))
    return True


def with_item(items: Sequence[NewsItem], changed: NewsItem) -> list[NewsItem]:
    """The items with one changed in its place, or added at the end."""
    kept = [changed if item.id == changed.id else item for item in items]
    return kept if changed in kept else [*kept, changed]


def applied(now: Snapshot, submitted: SubmittedNews, *, member: str = "") -> NewsItem | None:
    """The item as a form makes it, said by ``member`` of themselves; None where it is so already. Raises
    ``WrongInput``, and ``Overtaken`` where the item is not the one that the form was filled with."""
    before = next((item for item in now.news if item.id == submitted.id), None)
    if before is None and submitted.base != NEW:
        kept = "Your words are still here; add them to put it back."
        form = NewsForm(
            edition=now.edition,
            kind=submitted.kind,
            id=submitted.id,
            base=NEW,
            typed=submitted.wanted,
            notice=f"Somebody has removed this from {now.edition.title}. {kept}",
            by_member=bool(member),
        )
        raise Overtaken(form)
    filled_with = before if submitted.base != NEW else None
    whole = merged(values_from(filled_with), submitted.wanted, submitted.changed) if filled_with else submitted.wanted
    empty = NewsItem(kind=submitted.kind, id=submitted.id, title="", body=(), person=member)
    item = item_of(whole, before or empty, now.today)
    if item == before:
        return None
    if before and fingerprint(before) != submitted.base:
        raise Overtaken(replace(_shown_again(now, before, submitted, whole), by_member=bool(member)))
    return item


def _shown_again(now: Snapshot, item: NewsItem, submitted: SubmittedNews, whole: NewsFormValues) -> NewsForm:
    theirs = touched(submitted.opened, values_from(item))
    both = _named(theirs & submitted.changed)
    actor = next((entry.actor for entry in reversed(now.log) if entry.item == news_key(item.id)), "")
    notice: Sentence = (
        Who(actor) if blocks.is_person(actor) else "Somebody",
        f" has changed this since you opened it ({_named(theirs) or 'and then back'}). Save to keep both.",
        f" What you have both changed stands here as you wrote it: {both}." if both else "",
    )
    return NewsForm(
        edition=now.edition,
        kind=item.kind,
        id=item.id,
        base=fingerprint(item),
        typed=whole,
        notice=notice,
        was_overtaken=True,
        changed=submitted.changed,
        nomination=submitted.nomination,
    )


def _named(fields: Collection[str]) -> str:
    return english.listing([label for name, label in LABELS.items() if name in fields])
