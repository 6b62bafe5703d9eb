"""Taking an item of a published edition down."""

from domain.compile import news_key
from domain.correction import item_of, note_from, recounted, without_item
from domain.document import Item
from domain.edition import Edition, in_channel
from domain.errors import NotFound
from domain.ports import UnitOfWork
from domain.project import Project
from domain.update import Update
from rendering.slack.corrections import corrections as say
from rendering.slack.kit.blocks import is_person
from rendering.slack.kit.ids import Field
from services.common import access
from services.common.actor import Actor
from services.common.snapshot import Snapshot, compiled_to_publish, snapshot
from services.corrections import corrections
from services.editions.editions import TO_BE_RETOLD, show_again, show_later
from services.editions.publishing import THANK_AGAIN
from services.updates.withdrawals import store_withdrawn

ACT = "take a published item down"
SAY_WHY = "Say in a line why it goes: the log keeps it."


def item_to_go(actor: Actor, edition_id: str, ref: str) -> tuple[Edition, Item]:
    """The item that an editor wants to take down."""
    with actor.reading() as work:
        now = corrections.published(work, edition_id, ACT)
        return now.edition, _item(now, ref)


def submit(actor: Actor, edition_id: str, ref: str, reason: str) -> None:
    """An editor takes an item down."""
    with actor.writing() as work:
        now = corrections.published(work, edition_id, ACT)
        line = note_from(reason, Field.TAKEN_DOWN, SAY_WHY)
        take_down(work, now, _item(now, ref).key, line)
        work.commit(homes=True)


def take_down(work: UnitOfWork, now: Snapshot, key: str, reason: str) -> None:
    """The item leaves the published edition, wherever that was posted, if it is in it. The log names neither its words
    nor its heading: they may be what had to go."""
    if item_of(now.document, key) is None:
        return
    project, edition = now.project_of(key), now.edition
    if project:
        update = work.updates.get(project.id, edition.id)
        if update and not update.withdrawn:  # nobody who asks for the project's status gets the words any more
            store_withdrawn(work, update)
        for reader in _readers(work, project, update):
            message = say.taken_down(work.person, project, edition, reason)
            told = f"taken down {edition.id} {project.id} {reader}"
            work.posts.show(told, message, channel=reader, follows=in_channel(edition.id))
    else:
        work.news.replace(edition.id, [news for news in now.news if news_key(news.id) != key])
    work.audit.add("take down", edition.title, {"reason": reason}, edition_id=edition.id, item=key)
    after = snapshot(work, edition)
    counted = recounted(now.document, compiled_to_publish(now), compiled_to_publish(after, without=project))
    show_again(work, after, without_item(counted, key, now.today))
    show_later(work, edition)
    for kind in (TO_BE_RETOLD, THANK_AGAIN):
        work.occasions.claim(edition.id, kind, "")


def _readers(work: UnitOfWork, project: Project, update: Update | None) -> set[str]:
    """Who is to hear that the update is down: the leads, and whoever was told that it is in."""
    wrote = {one.by for one in work.updates.revisions(update.id)} if update else set()
    there = {who for who in wrote if is_person(who)} - access.gone(work) - {work.person}
    return there.union(access.present_leads(work, project, but=work.person))


def _item(now: Snapshot, ref: str) -> Item:
    key = corrections.key_of(now.document, ref)
    return access.there(item_of(now.document, key), NotFound("Only items can be taken down."))
