"""Thanking the leads once every message of a published edition is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.compile import item_key
from domain.delivery import Delivery, DeliveryState
from domain.delivery_ports import Permalinks
from domain.edition import Edition, in_channel
from domain.failpoints import reached
from domain.names import in_reading_order
from domain.objection import since_own
from domain.ports import Store, UnitOfWork
from rendering.slack.review.thanks import Published, nothing_left, thanks
from rendering.slack.updates.history import counts
from services.common import access
from services.common.snapshot import snapshot
from services.editions.posted import beginnings
from services.editions.publishing import THANK_AGAIN, THANKS_DUE

THANKED = "thanked"  # an occasion, as are these:
TRIES = ("permalinks asked", "permalinks asked again")  # after which leads are thanked without them


@dataclass(frozen=True, slots=True)
class Posted:
    """An edition that is there as a whole: what it says of the projects, and the messages in which that begins."""

    edition: Edition
    updates: Sequence[tuple[Published, Delivery]]


def thank(store: Store, permalinks: Permalinks, workspace: str) -> None:
    """Each edition once, as soon as all of it is posted."""
    with store.reading(workspace) as work:
        thanked, again = work.occasions.editions(THANKED), work.occasions.editions(THANK_AGAIN)
        due = (work.occasions.editions(THANKS_DUE) - thanked) | (again & thanked)
        ready = [_posted(work, edition) for edition in work.editions.all() if edition.id in due]
    for posted in filter(None, ready):
        links = _links(permalinks, workspace, {post.ts: post for _, post in posted.updates if post.ts})
        with store.writing(workspace) as work:
            if posted.edition.id in thanked:
                if work.occasions.drop(posted.edition.id, THANK_AGAIN, ""):
                    _tell_again(work, posted, links)
            elif _is_time(work, posted, links):
                _tell_leads(work, posted, links)
            reached("thank.before_commit")
            work.commit()
            reached("thank.after_commit")


def _posted(work: UnitOfWork, edition: Edition) -> Posted | None:
    """None while something of it is still to go out."""
    posts = work.posts.in_group(in_channel(edition.id))
    if any(post.state is not DeliveryState.SENT for post in posts):
        return None
    now = snapshot(work, edition)
    begins = beginnings(posts, now.document)
    updates = {update.project_id: update for update in now.updates}
    revisions, told = work.updates.revisions_in(edition.id), []
    for project in in_reading_order(now.projects):
        post = begins.get(item_key(project))
        if project.id in updates and post:
            update = updates[project.id]
            others = now.editors - set(project.leads)
            pair = since_own(revisions[update.id], others)
            changed = counts(pair[0].content, pair[1].content) if pair else []
            told.append((Published(project, update.id, changed), post))
    return Posted(edition, told)


def _links(permalinks: Permalinks, workspace: str, messages: Mapping[str, Delivery]) -> dict[str, str]:
    """The addresses of messages by their time stamps; where Slack does not answer, it is left in peace."""
    links: dict[str, str] = {}
    for ts, post in sorted(messages.items()):
        link = post.permalink or permalinks.of(workspace, post.channel, ts)
        if not link:
            break
        links[ts] = link
    return links


def _is_time(work: UnitOfWork, posted: Posted, links: Mapping[str, str]) -> bool:
    """Whether to thank now, for whoever is first; without all addresses a later tick asks for them again."""
    # Slack never said where a message stands that an editor has found there: it is not asked for its address
    lacks_some = any(post.ts and post.ts not in links for _, post in posted.updates)
    if lacks_some and any(work.occasions.claim(posted.edition.id, kind, "") for kind in TRIES):
        return False
    return work.occasions.claim(posted.edition.id, THANKED, "")


def _tell_leads(work: UnitOfWork, posted: Posted, links: Mapping[str, str]) -> None:
    for lead, theirs in _of_leads(work, posted, links).items():
        work.posts.show_group(f"thanks {posted.edition.id} {lead}", thanks(posted.edition, theirs), channel=lead)


def _tell_again(work: UnitOfWork, posted: Posted, links: Mapping[str, str]) -> None:
    """Something was taken down: what leads were thanked for is, in its place, what is still there."""
    theirs, begins = _of_leads(work, posted, links), f"thanks {posted.edition.id} "
    keys = [post.key for post in work.posts.about(posted.edition.id) if post.key.startswith(begins)]
    for lead in dict.fromkeys(key.split()[2] for key in keys):
        said = thanks(posted.edition, theirs[lead]) if lead in theirs else [nothing_left(posted.edition)]
        work.posts.show_group(f"{begins}{lead}", said, channel=lead)


def _of_leads(work: UnitOfWork, posted: Posted, links: Mapping[str, str]) -> dict[str, list[Published]]:
    of_lead: dict[str, list[Published]] = {}
    gone = access.gone(work)
    for published, post in posted.updates:
        for lead in (lead for lead in published.project.leads if lead not in gone):
            of_lead.setdefault(lead, []).append(replace(published, permalink=links.get(post.ts, "")))
    return of_lead
