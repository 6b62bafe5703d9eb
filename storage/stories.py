"""Editions as front pages with stories in their threads."""

from collections.abc import Mapping, Sequence

from domain.delivery import Act, DeliveryState, Message
from storage.post_questions import FOLLOWING
from storage.posts import Placed, SqlPosts
from storage.tables import deliveries


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
            ask = self._new(f"{key}#link {self._new_id()}", Act.LINK, {}, channel=post.channel, place=0, target=key)
            self._post(ask)
