"""What buttons, menus and forms carry for us to read again: of what each of them is.

What stands in Slack stays readable: a field or a separator of a release is never taken away, for its messages keep
their buttons.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform, get_type_hints

from domain.errors import Conflict
from domain.follows import FollowKind
from domain.news import NewsKind
from domain.reminders import Snooze

STRANGE = "This button or form is of another version of Sprint Notes. Open it anew where it came from, then try again."
T = TypeVar("T")


def one(kind: Callable[[str], T], text: str) -> T:
    """A word or a number that stands alone; raises ``Conflict`` where it is none of ``kind``."""
    try:
        return kind(text)
    except (LookupError, TypeError, ValueError) as error:
        raise Conflict(STRANGE) from error


@dataclass_transform(frozen_default=True)
class Value:
    """A frozen dataclass that stands in Slack as its fields in a row, or, with nothing between them, as JSON."""

    between: ClassVar[str]
    readers: ClassVar[Mapping[str, Callable[[Any], Any]]]

    def __init_subclass__(cls, between: str = " ") -> None:
        dataclass(frozen=True)(cls)
        hints = get_type_hints(cls)
        cls.between, cls.readers = between, {name: hints[name] for name in cls.__annotations__}

    def value(self) -> str:
        """As it stands in Slack."""
        given = vars(self)
        return self.between.join(map(str, given.values())).rstrip() if self.between else json.dumps(given)

    __str__ = value

    @classmethod
    def read(cls, text: str) -> Self:
        """The inverse of ``value``; raises ``Conflict`` where the text is of something else."""
        return one(cls._read, text)

    @classmethod
    def _read(cls, text: str) -> Self:
        if cls.between and not text.startswith("{"):
            given = dict(zip(cls.readers, text.rsplit(cls.between, len(cls.readers) - 1), strict=False))
        else:
            given = json.loads(text or "{}")
        return cls(**{name: reader(given[name]) for name, reader in cls.readers.items() if name in given})


class Chosen(Value):
    """A choice of a menu of buttons: what the button would carry, and its action."""

    carried: str
    action: str


class PageOf(Value, between=":"):
    """A page of what ``about`` stands for."""

    about: str
    page: int


class InEdition(Value):
    """A project in an edition, else in the one that takes updates; ``token`` makes what is asked about it one thing."""

    project: str
    edition: str = ""
    token: str = ""


class FollowOf(Value, between=""):
    """What is followed: see ``Follow``."""

    kind: FollowKind
    what: str


class ItemIn(Value):
    """An item of an edition: ``ref`` is its short name in the draft, or its id among the news."""

    edition: str
    ref: str


class Arranging(Value):
    """What becomes of an item of an edition in its draft; ``ref`` is its short name there."""

    edition: str
    ref: str
    how: str


class Snoozing(Value):
    """Until when reminders about an edition are put off."""

    edition: str
    until: Snooze


class VersionOf(Value):
    """A version of an update."""

    update: str
    version: int


class PreviewOf(Value):
    """An update as it is ``saved`` or as somebody has ``typed`` it."""

    project: str
    edition: str
    which: str


class Seen(Value, between=":"):
    """An edition, and the hash of what an editor has read of it."""

    edition: str
    content: str


class WordOf(Value, between=""):
    """A word that a check finds."""

    check: str
    word: str


class ListOf(Value, between=":"):
    """One of the two lists of findings."""

    edition: str
    which: str


class Undoing(Value):
    """An edition, and the audit entry that is undone; one of before there was that names the last."""

    edition: str
    change: str = ""


class OlderEntries(Value, between=":"):
    """The audit log before an entry; with a ``number``, that of an edition alone."""

    number: str
    before: str


class ProjectAct(Value, between=":"):
    """What the menu beside a project does: ``edit``, or the state that it gets."""

    act: str
    project: str


class WindowSeen(Value):
    """An edition, and its closing in ISO format when the form was opened."""

    edition: str
    closes: str


class OnceAbout(Value, between=""):
    """An edition, and the token that makes what is said about it one request."""

    edition: str
    token: str


class QuestionAbout(Value, between=""):
    """What an editor's question is about, an ``ItemIn``, and the token that makes it one."""

    about: str
    token: str


class Opened(Value, between=""):
    """What a form was filled from: ``base`` is its fingerprint; ``changed`` names what its writer has changed."""

    base: str
    edition: str = ""
    ref: str = ""
    changed: tuple[str, ...] = ()


class UpdateOpened(Value, between=""):
    """What the form for an update was filled for and from; see ``UpdateForm``."""

    project: str
    edition: str
    base: int
    token: str
    fill: int
    request: str = ""
    undecided: str = ""  # names of inputs, with spaces between them


class NewsOpened(Value, between=""):
    """What the form for an item of news was filled from; see ``NewsForm``."""

    edition: str
    kind: NewsKind
    id: str
    base: str
    changed: tuple[str, ...] = ()
    nomination: str = ""


class ProjectOpened(Value, between=""):
    """What the form for a project was filled from; ``id`` is that of a new one."""

    project: str
    base: str
    id: str
    changed: tuple[str, ...] = ()


class NewsListed(Value, between=""):
    """The edition whose news are listed; none for somebody who edits none."""

    edition: str = ""


class ProjectsListed(Value, between=""):
    """The words that were sought in the list of projects, and its page."""

    sought: str = ""
    page: int = 0


class FileChosen(Value, between=""):
    """A file of projects in Slack, and the mark of what it would change when that was shown."""

    file: str
    mark: str = ""
