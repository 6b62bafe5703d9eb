"""Notices to editors about messages that are not in Slack as they should be."""

from collections.abc import Collection

from domain.delivery import Message
from domain.ports import UnitOfWork

NOTICE = "trouble "  # how their keys begin; what they are about and whom they tell go on


def tell_editors(work: UnitOfWork, about: str, message: Message, in_vain: Collection[str] = ()) -> None:
    """Tells each editor by a direct message, those left out whose notice is ``in_vain``."""
    for editor in sorted(work.units.editors()):
        key = f"{NOTICE}{about} {editor}"
        if key not in in_vain:
            work.posts.show(key, message, channel=editor)


def change_notice(work: UnitOfWork, about: str, message: Message) -> None:
    """Says something else where editors were told."""
    for editor in sorted(work.units.editors()):
        work.posts.change(f"{NOTICE}{about} {editor}", message)
