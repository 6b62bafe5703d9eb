"""A small unit, its project and its edition, for tests of the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from threading import Barrier, Thread

from sqlalchemy import update

from domain.delivery import DeliveryState
from domain.edition import Edition, in_channel
from domain.mentions import Called
from domain.project import Project
from domain.text.normal_form import paragraph
from domain.text.rich_text import RichText
from domain.unit import Unit
from domain.update import Revision, Update, UpdateContent
from services.editions.publishing import following
from storage.tables import deliveries
from storage.unit_of_work import SqlStore

UNIT = Unit(name="Harbour Unit", review_channel="C1", publish_channel="C2")
FERRY = Project(id="P1", key="ferry", name="Ferry Tickets", leads=("U_ADA", "U_BOLA"))
CLOSES = datetime(2026, 3, 18, 17, tzinfo=UTC)


class NoNames:
    """What channels and user groups are called cannot be asked."""

    def channel(self, workspace: str, channel_id: str) -> Called | None:
        """Not now."""

    def groups(self, workspace: str) -> list[Called] | None:
        """Not now."""


def edition(edition_id: str = "E1", number: int = 7) -> Edition:
    return Edition(id=edition_id, number=number, starts=date(2026, 3, 5), ends=date(2026, 3, 18), closes_at=CLOSES)


def with_edition(store: SqlStore, workspace: str = "T1") -> None:
    """The unit, a project and an open edition."""
    with store.writing(workspace) as work:
        work.units.save(UNIT)
        work.projects.save(FERRY)
        work.editions.add(edition())
        work.commit()


def written(store: SqlStore, content: UpdateContent, version: int = 1, workspace: str = "T1") -> Update:
    """An update stored as its next version."""
    with store.writing(workspace) as work:
        new = Update(id="UP1", project_id="P1", edition_id="E1", content=content, version=version)
        revision = Revision(
            id=work.new_id(), update_id="UP1", version=version, content=content, by="U_ADA", token="t", at=work.now()
        )
        work.updates.save(new, revision)
        work.commit()
    return new


def slack_takes(store: SqlStore, edition_id: str = "E1", workspace: str = "T1") -> None:
    """Every message of an edition that is being published arrives."""
    with store.writing(workspace) as work:
        posts = work.posts.in_group(in_channel(edition_id))
        with following(work, posts[-1]):
            for n, post in enumerate(posts, 1):
                taken = update(deliveries).where(deliveries.c.id == post.id)
                there = {"ts": f"{n}.1", "sent_to": post.channel, "permalink": f"https://acme.slack.com/p{n}"}
                work.connection.execute(taken.values(state=DeliveryState.SENT, **there))
        for change in work.posts.outstanding([in_channel(edition_id)]):  # the front page leads to its stories now
            with following(work, change):
                done = update(deliveries).where(deliveries.c.id == change.id)
                work.connection.execute(done.values(state=DeliveryState.SENT))
        work.commit()


def words(text: str) -> RichText:
    return paragraph(text)


def at_once(jobs: Sequence[Callable[[], object]]) -> list[object]:
    """Does all jobs at the same moment; what each returned or raised, in their order."""
    barrier, results = Barrier(len(jobs)), [object() for _ in jobs]

    def run(n: int, job: Callable[[], object]) -> None:
        barrier.wait()
        try:
            results[n] = job()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            results[n] = error

    threads = [Thread(target=run, args=(n, job)) for n, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
