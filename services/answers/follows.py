"""Following a project, an organisation or words: one message for all of it when an edition is published."""

from collections.abc import Sequence

from domain.delivery import Message
from domain.edition import Edition
from domain.english import quoted
from domain.follows import Follow, FollowKind, news_for
from domain.ports import Store, UnitOfWork
from domain.project import by_id
from rendering.slack.answers.follows import Followed, followed_news, following_list
from services.common import access
from services.common.actor import Actor
from services.editions.publishing import FOLLOWERS_DUE

FOLLOWERS_TOLD = "followers told"  # an occasion


def follow(actor: Actor, kind: FollowKind, value: str) -> str:
    """Somebody follows something from now on; answers with a sentence."""
    with actor.writing() as work:
        called = _called(work, Follow(work.person, kind, value))
        work.follows.add(Follow(work.person, kind, value))
        work.commit()
    return f"You follow {called} now: you hear of it in one message when an edition is published."


def stop(actor: Actor, kind: FollowKind, value: str) -> str:
    """Somebody does not follow something any more; answers with a sentence."""
    with actor.writing() as work:
        called = _called(work, Follow(work.person, kind, value))
        work.follows.drop(Follow(work.person, kind, value))
        work.commit()
    return f"You do not follow {called} any more."


def following(actor: Actor) -> Message:
    """What somebody follows."""
    with actor.reading() as work:
        return following_list(_followed(work, work.follows.of_person(work.person)))


def tell_followers(store: Store, workspace: str) -> None:
    """Whoever follows something hears of each edition once that it is published."""
    with store.reading(workspace) as work:
        due = work.occasions.editions(FOLLOWERS_DUE) - work.occasions.editions(FOLLOWERS_TOLD)
        editions = [edition for edition in work.editions.all() if edition.id in due]
    for edition in editions:
        with store.writing(workspace) as work:
            if work.occasions.claim(edition.id, FOLLOWERS_TOLD, ""):
                _tell(work, edition)
            work.commit()


def _tell(work: UnitOfWork, edition: Edition) -> None:
    follows, gone = work.follows.all(), access.gone(work)
    items = work.published.of_edition(edition.number) if follows else []
    for person, news in news_for(follows, items, by_id(work.projects.all())).items():
        if person not in gone:
            own = [one for one in follows if one.person == person]
            message = followed_news(edition, news, _followed(work, own))
            work.posts.show(f"followed {edition.id} {person}", message, channel=person)


def _followed(work: UnitOfWork, follows: Sequence[Follow]) -> list[Followed]:
    return [Followed(one, _called(work, one)) for one in follows]


def _called(work: UnitOfWork, one: Follow) -> str:
    """What people call something that is followed; raises ``NotFound`` for a project that is not there."""
    if one.kind is FollowKind.PROJECT:
        return access.project(work, one.value).name
    return quoted(one.value) if one.kind is FollowKind.WORDS else one.value
