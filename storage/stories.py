"""Editions as front pages with stories in their threads."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from domain.delivery import ONCE_MORE, Act, DeliveryState, Message
from storage.post_questions import FAILED, FOLLOWING, OUTSTANDING, WITHDRAWN
from storage.posts import Placed, SqlPosts
from storage.rows import mine
from storage.tables import deliveries

LINKS = select(deliveries.c.story, deliveries.c.permalink).where(
    mine(deliveries, "group", "act"), deliveries.c.wanted, deliveries.c.story != "", deliveries.c.permalink != ""
)


class SqlStories(SqlPosts):
    """The posts of one workspace, those too that hold up no other in their group."""

    def show_edition(
        self, group: str, front: Sequence[Message], stories: Mapping[str, Sequence[Message]], *, channel: str
    ) -> None:
        pages = [Placed(message, place) for place, message in enumerate(front)]
        placed = {f"{group} {page.place}": page for page in pages}
        for story, messages in stories.items():
            for part, message in enumerate(messages):
                placed[f"{group} {story} {part}"] = Placed(message, len(placed), f"{group} 0", story)
        self._show_placed(group, placed, channel)

    def ask_for_link(self, key: str) -> None:
        """Has Slack asked where the post is to be read, unless that is known or was asked already."""
        post = self._held(deliveries, key=key)
        is_there = post is not None and post.wanted and post.state == DeliveryState.SENT
        if post is None or not is_there or not post.ts or post.permalink:
            return
        if not self._rows(FOLLOWING, targets=[key], act=Act.LINK):
            self._ask(key, post.channel)

    def links(self, group: str) -> dict[str, str]:
        """Where the stories of a group are to be read, by their short names, as far as that is known."""
        return {row.story: row.permalink for row in self._rows(LINKS, group=group, act=Act.POST)}

    def retry(self, delivery_id: str) -> bool:
        """Sends a failed delivery again; False when it has not failed any more. Where a link was refused, all that were
        in its group are asked for once more."""
        row = self._one(deliveries, id=delivery_id)
        post = self._one(deliveries, key=row.target) if row and row.act == Act.LINK else None
        if post is None:
            return super().retry(delivery_id)
        of_it = self._rows(OUTSTANDING, groups=[post.group])
        refused = [one for one in of_it if one.act == Act.LINK and one.state == FAILED]
        self._set([{"is_id": one.id, "state": WITHDRAWN} for one in refused])
        for one in refused:
            self._ask(one.target, one.channel, ONCE_MORE)
        return bool(refused)

    def _ask(self, key: str, channel: str, mark: str = "") -> None:
        link = f"{key}#{mark}link {self._new_id()}"
        self._post(self._new(link, Act.LINK, {}, channel=channel, place=0, target=key))
