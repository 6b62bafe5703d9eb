"""What has become of everything, once all has come to rest: what people were told is held against what is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sandbox.server import LocalSlack
from slack_sandbox.text import as_text
from slack_sandbox.world import Message
from sqlalchemy import Row, select

from domain.delivery import Act, DeliveryState
from domain.edition import EditionState
from storage.tables import deliveries, editions, projects, revisions, updates
from tests.chaos.people import People, Told
from tests.databases import opened

UPDATES_LOST, UPDATES_TWICE, LOST, TWICE = "updates lost", "updates twice", "messages lost", "messages twice"
DISORDER, OLD_WORDS, STUCK = "out of order", "old words", "stuck"
KINDS = (UPDATES_LOST, UPDATES_TWICE, LOST, TWICE, DISORDER, OLD_WORDS, STUCK)
DONE = (DeliveryState.SENT, DeliveryState.WITHDRAWN)
Faults = dict[str, list[str]]
Rows = Sequence[Any]


@dataclass(frozen=True)
class Found:
    """All that there is: rows, and the bot's messages in Slack by the keys that they carry."""

    posts: Rows
    changes: Rows
    versions: Rows
    there: Mapping[str, list[Message]]
    notes: Sequence[Message]


def judged(people: People, stuck: Sequence[str] = ()) -> Faults:
    """What is wrong, by kind; ``stuck`` is known already."""
    found = _found(people)
    faults: Faults = {kind: [] for kind in KINDS}
    faults[STUCK] += stuck
    for kind, fault in (*_of_updates(found, people.told), *_of_messages(found, people.deleted), *_of_groups(found)):
        faults[kind].append(fault)
    return {kind: list(dict.fromkeys(some)) for kind, some in faults.items()}


def _found(people: People) -> Found:
    with opened(people.staged.database) as engines, engines.reader.connect() as connection:
        rows = connection.execute(select(deliveries).order_by(deliveries.c.group, deliveries.c.place)).all()
        of = revisions.join(updates, updates.c.id == revisions.c.update_id)
        of = of.join(projects, projects.c.id == updates.c.project_id)
        of = of.join(editions, editions.c.id == updates.c.edition_id)
        columns = (revisions.c.id, revisions.c.content, projects.c.key, editions.c.number, editions.c.state)
        order = (editions.c.number, projects.c.key, revisions.c.version)
        versions = connection.execute(select(*columns).select_from(of).order_by(*order))
        posts = [row for row in rows if row.act == Act.POST]
        changes = [row for row in rows if row.act != Act.POST]
        there = keyed(people.staged.slack)
        return Found(posts, changes, versions.all(), there, _said_in(people.staged.slack, people.staged.notes.id))


def keyed(slack: LocalSlack) -> dict[str, list[Message]]:
    """The bot's messages by the keys that they carry."""
    there: dict[str, list[Message]] = defaultdict(list)
    for channel in slack.sandbox.world.channels:
        for message in _said_in(slack, channel):
            key = ((message.metadata or {}).get("event_payload") or {}).get("key")
            if key:
                there[str(key)].append(message)
    return there


def _said_in(slack: LocalSlack, channel: str) -> list[Message]:
    """What all of a channel see; of a deleted message that has replies Slack leaves a mark."""
    messages = slack.sandbox.world.channels[channel].messages
    return [one for one in messages if one.visible_to is None and one.subtype != "tombstone"]


def _of_updates(found: Found, told: Sequence[Told]) -> Iterator[tuple[str, str]]:
    """What was acknowledged is stored once, in the order of its being written; its last words are published, and
    whoever wrote them has heard of them."""
    stored: dict[str, list[str]] = defaultdict(list)
    newest: dict[tuple[str, int], Row[Any]] = {}
    for version in found.versions:
        stored[version.key].append(version.content["headline"])
        newest[version.key, version.number] = version
    for one in told:
        copies = stored[one.project].count(one.headline)
        if one.is_in and not copies:
            yield UPDATES_LOST, f"“{one.headline}” of {one.project}"
        if copies > 1:
            yield UPDATES_TWICE, f"“{one.headline}” of {one.project}, {copies} times"
    for project, headlines in stored.items():
        written = [one.headline for one in told if one.project == project and one.headline in headlines]
        if written != headlines:
            yield DISORDER, f"the versions of {project}: {headlines}, and not {written}"
    for version in newest.values():
        headline = version.content["headline"]
        is_published = version.state == EditionState.PUBLISHED
        if is_published and not any(headline in message.text for message in found.notes):
            yield LOST, f"“{headline}” is not in what was published"
        if f"confirmation {version.id}" not in found.there:
            yield LOST, f"nobody has heard that “{headline}” is in"


def _of_messages(found: Found, deleted: set[str]) -> Iterator[tuple[str, str]]:
    """Each message that is wanted is there once and says what it is to say; no other is there; nothing waits."""
    for post in found.posts:
        copies = found.there.get(post.key, [])
        if post.state not in DONE:
            yield STUCK, _shown(post)
        elif not post.wanted and copies:
            yield OLD_WORDS, f"{post.key} is still there"
        elif post.wanted and post.state == DeliveryState.SENT and not copies and post.key not in deleted:
            yield LOST, _shown(post)
        if len(copies) > 1:
            yield TWICE, f"{post.key} is there {len(copies)} times"
        for copy in copies:
            says = as_text({"text": copy.text, "blocks": copy.blocks, "attachments": copy.attachments})
            if post.wanted and says != as_text(post.payload):
                yield OLD_WORDS, f"{post.key} says\n{says}\nand not\n{as_text(post.payload)}"
    for key in found.there.keys() - {post.key for post in found.posts}:
        yield TWICE, f"nobody knows of {key}"
    for change in found.changes:
        if change.state not in DONE:
            yield STUCK, _shown(change)


def _of_groups(found: Found) -> Iterator[tuple[str, str]]:
    """The messages of a group stand in the order of their places."""
    groups: dict[str, list[str]] = defaultdict(list)
    for post in found.posts:
        copies = found.there.get(post.key, [])
        if post.group and post.wanted and len(copies) == 1:
            groups[post.group].append(copies[0].ts)
    for group, times in groups.items():
        if times != sorted(times):
            yield DISORDER, f"{group}: {times}"


def _shown(row: Row[Any]) -> str:
    return f"{row.act} {row.key} {row.target} is {row.state}, tried {row.attempt} times: {row.error or 'no error'}"
