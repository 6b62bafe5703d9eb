"""A database that is an older copy put back: what it does not know of may be in Slack already.

Everything that was said since the copy was made is lost from it, but stands in Slack under its key. So a post whose key
may have been used since is looked up before it goes out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

AN_ID = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{26}\b")  # later ones sort after earlier ones


@dataclass(frozen=True, slots=True)
class Restored:
    """A copy was found in place of the database: the last thing that it knows of was at ``copied_at``, it was found at
    ``at``, and its ``id`` was made then."""

    id: str
    copied_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Doubt:
    """When something may have been said that the database does not know of; ids from ``id`` on are of later."""

    since: datetime
    until: datetime
    id: str

    def is_about(self, key: str) -> bool:
        """Whether a post with this key may have been made then; one that names something newer was not."""
        return not any(found >= self.id for found in AN_ID.findall(key))


def doubt_of(all_of: Sequence[Restored]) -> Doubt | None:
    """All of the times when a copy was put back as one; None where none ever was."""
    if not all_of:
        return None
    return Doubt(min(one.copied_at for one in all_of), max(one.at for one in all_of), max(one.id for one in all_of))
