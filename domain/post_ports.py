"""What the rules need of the messages that people are to see. ``storage`` provides it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from domain.delivery import Delivery, Message


class Posts(Protocol):
    """Messages that the workspace's channels and people are to see; see ``domain.delivery``."""

    def show(
        self,
        key: str,
        message: Message,
        *,
        channel: str,
        group: str = "",
        place: int = 0,
        thread: str = "",
        not_after: datetime | None = None,
        follows: str = "",
    ) -> None:
        """Posts ``message`` under ``key``, or changes it in place; it is not sent later than ``not_after``. It tells of
        what stands in the group, or the post, that it ``follows``: so that must be in Slack as it is wanted first."""

    def post(self, key: str, message: Message, *, channel: str) -> None:
        """Posts a message with a new key, for which nobody has to look."""

    def join(self, channel: str) -> None:
        """Makes sure that there can be posts in a channel; editors hear it where there cannot."""

    def show_group(
        self,
        group: str,
        messages: Sequence[Message],
        *,
        channel: str,
        thread: str = "",
        first: int = 0,
        begins: Mapping[int, str] | None = None,
    ) -> None:
        """Makes the messages of a group look like these, in few statements: they change in place, further ones follow,
        too many are withdrawn. They are called ``group`` and their place (“draft 7”), which counts from ``first``;
        ``begins`` says at which of these places a story begins."""

    def show_edition(
        self, group: str, front: Sequence[Message], stories: Mapping[str, Sequence[Message]], *, channel: str
    ) -> None:
        """Makes the messages of a group look like a front page and, in its thread, stories by their short names; what
        else there is of the group is withdrawn. They are called ``group`` and their place, or story and part. A story
        that Slack refuses holds up no other."""

    def links(self, group: str) -> Mapping[str, str]:
        """Where the stories of a group are to be read, by their short names, as far as that is known."""

    def ask_for_link(self, key: str) -> None:
        """Has Slack asked where a post is to be read, unless that is known or was asked already."""

    def change(self, key: str, message: Message) -> bool:
        """Makes the message called ``key`` look like ``message``; False where there never was one."""

    def change_all(self, messages: Mapping[str, Message], *, follows: str = "") -> None:
        """Makes those of the messages that there are look so, by their keys, in few statements; none is posted anew.
        They tell of what is called ``follows``, a post or a group, and wait until that is in Slack as it should be."""

    def among(self, keys: Collection[str]) -> set[str]:
        """Those of the keys that a message has."""
        ...

    def about(self, edition_id: str) -> list[Delivery]:
        """The posts that have the edition's id as a word inside their keys, each group in its order."""
        ...

    def withdraw(self, key: str) -> None:
        """Takes the message called ``key`` away again."""

    def waiting(self, groups: Collection[str]) -> set[str]:
        """Those of the groups in which something is still to go out."""

    def call_off(self, key: str) -> None:
        """Does not send the message called ``key``; one that is on its way or there stays."""

    def leaving(self, group: str) -> bool:
        """Whether something of a group that is not wanted any more is, or may be, in Slack still."""
        ...

    def in_group(self, group: str) -> list[Delivery]:
        """The posts of a group in their places, withdrawn ones left out."""

    def outstanding(self, groups: Collection[str]) -> list[Delivery]:
        """What is still to happen to the posts of these groups: posts that are not there, and changes of them."""

    def failed(self) -> list[Delivery]:
        """Deliveries that need an editor: refused by Slack, or of a fate that cannot be looked up."""

    def get(self, delivery_id: str) -> Delivery | None: ...
    def retry(self, delivery_id: str) -> bool: ...
    def show_again(self, picture: str) -> bool:
        """Shows the picture with this digest again wherever Slack did not; False where that is nowhere."""

    def renew(self, delivery_id: str) -> None:
        """Makes a post that is in Slack look as it is wanted, whatever it looks like."""

    def confirm(self, delivery_id: str) -> bool: ...
    def find(self, key: str) -> Delivery | None:
        """The post that is called ``key``."""

    def post_anew(self, key: str, *, with_what_follows: bool, every: timedelta = ...) -> bool:
        """Posts what is called ``key`` again, which is gone from Slack, and where ``with_what_follows`` its thread and
        the rest of its group after it. False where it was posted anew already within ``every``."""

    def write_once_more(self, key: str) -> None:
        """Writes a post as it is: what Slack shows of it may be older."""

    def put_off(self, delivery_id: str, wait: timedelta) -> None:
        """Tries a delivery that was refused again later."""

    def leave(self, delivery_id: str) -> None:
        """Does not make a change any more that nobody would see."""
