"""What editors are told about Slack: what it did not take, and what it took late.

Nobody else would tell them, so a notice is itself never given up silently.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from domain.audit import CLOCK, SLACK
from domain.delivery import Act, Delivery, DeliveryState, Message
from domain.edition import posted_of
from domain.english import count
from domain.ports import Store, UnitOfWork
from domain.refusals import Late
from domain.sentence import Sentence, Where, Who
from domain.unit import Unit
from domain.wall_clock import clock_of
from rendering.slack.notes import accepted_again, failed_delivery
from services.common.notices import NOTICE, tell_editors


def tell_what_failed(work: UnitOfWork) -> None:
    """Each message that needs an editor, once; of links to an edition's stories one stands for all."""
    failed = work.posts.failed()
    notices = [delivery for delivery in failed if delivery.key.startswith(NOTICE)]
    in_vain = {notice.key for notice in notices}
    first: dict[str, Delivery] = {}
    for delivery in failed:
        first.setdefault(posted_of(delivery.target) if delivery.act is Act.LINK else delivery.id, delivery)
    for delivery in first.values():
        if delivery.key not in in_vain:
            channel = delivery.channel
            where = Where(channel) if channel.startswith(("C", "G")) else ("the messages with ", Who(channel))
            tell_editors(work, f"{delivery.id} {delivery.attempt}", failed_delivery(delivery, where), in_vain)
    for notice in notices:
        _do_not_give_up(work, notice, in_vain)


def _do_not_give_up(work: UnitOfWork, notice: Delivery, in_vain: Iterable[str]) -> None:
    """One of unknown fate does no harm twice. Where no editor can be told, the review channel is."""
    if notice.state is DeliveryState.ASKED:
        work.posts.retry(notice.id)
        return
    about = notice.key.rpartition(" ")[0]
    unit, editors = work.units.get(), work.units.editors()
    if unit is None or not unit.review_channel or any(f"{about} {editor}" not in in_vain for editor in editors):
        return
    key = f"{about} {unit.review_channel}"
    if key not in in_vain:
        said = Message(text=notice.payload["text"], blocks=tuple(notice.payload["blocks"]))
        work.posts.show(key, said, channel=unit.review_channel)


def app_is_gone(store: Store, workspace: str, event: str) -> None:
    """Slack tells that somebody has removed the app, or that its token is not valid any more."""
    with store.writing(workspace, SLACK) as work:
        work.app_refusals.refused(event)
        work.commit()


def tell_what_was_late(store: Store, workspace: str) -> None:
    """Slack accepts the app again, and everything goes out: what of it had to wait."""
    with store.writing(workspace, CLOCK) as work:
        refusal = work.app_refusals.get()
        if refusal and refusal.accepted_at:
            late = [(key, channel) for key, channel in refusal.late if not key.startswith(NOTICE)]
            lapsed = work.app_refusals.lapsed(refusal)
            if late or lapsed:
                clock = clock_of(None, work.units.get() or Unit(name=""))
                message = accepted_again(refusal, list(_in_words(work, late)), lapsed, clock)
                tell_editors(work, f"late {refusal.accepted_at.isoformat()}", message)
            work.app_refusals.told(refusal)
            work.commit()


def _in_words(work: UnitOfWork, late: Iterable[Late]) -> Iterator[Sentence]:
    """Editions by their titles, other messages by where they go."""
    editions, others = Counter[str](), Counter[str]()
    for key, channel in late:
        edition_id = posted_of(key)
        (editions if edition_id else others)[edition_id or channel] += 1
    for edition_id in editions:
        edition = work.editions.get(edition_id)
        if edition:
            yield edition.title
    people = sum(not channel.startswith(("C", "G")) for channel in others)
    for channel, messages in others.items():
        if channel.startswith(("C", "G")):
            yield f"{count(messages, 'message')} in ", Where(channel)
    if people:
        yield f"direct messages to {count(people, 'person', 'people')}"
