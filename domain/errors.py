"""Everything that can go wrong by rule. The message of each is a sentence for the person who caused it.

SprintNotesError
├── NotAllowed        the person's role does not cover this
├── NotSetUp          the workspace has no unit yet
├── NotFound          nothing goes by that name
├── WrongInput        a field of a form or a file needs another value
├── Conflict          somebody or something else was faster
│   └── JustChanged   at this very moment
├── Repeated          it is done already: Slack has brought it before
├── DatabaseGone      the database is not where it was any more
└── WrongCopy         a copy of the database cannot be made or put back
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.sentence import Command, Sentence, plain

NO_PROJECTS = "There are no projects yet: an editor adds them with /sprint-notes projects."


class SprintNotesError(Exception):
    """A rule was not met. ``message`` is the sentence with its parts, ``str`` reads it plainly."""

    def __init__(self, *message: Sentence) -> None:
        self.message: Sentence = message[0] if len(message) == 1 else message
        super().__init__(plain(self.message))


class NotAllowed(SprintNotesError):
    """The person's role does not cover this."""


class NotSetUp(SprintNotesError):
    """The workspace has no unit yet."""

    def __init__(self) -> None:
        super().__init__(
            "Sprint Notes is not set up in this workspace yet. Whoever runs the notes can do it with ",
            Command("/sprint-notes setup"),
            ".",
        )


class NotFound(SprintNotesError):
    """Nothing goes by that name."""


class WrongInput(SprintNotesError):
    """A field of a form or a place in a file needs another value; ``place`` names it, ``more`` are others."""

    def __init__(self, place: str, message: Sentence, more: Sequence[WrongInput] = ()) -> None:
        super().__init__(message)
        self.place = place
        self.more = more


class Conflict(SprintNotesError):
    """Somebody or something else was faster; nothing was changed."""


class JustChanged(Conflict):
    """Somebody else has changed it at this very moment: whoever reads it anew may try again."""

    def __init__(self) -> None:
        super().__init__("Somebody else has just changed this. Look at it, then try again.")


class Repeated(SprintNotesError):
    """It is done already: Slack has brought it before, and nobody waits for another answer."""

    def __init__(self) -> None:
        super().__init__("This is done already.")


class DatabaseGone(SprintNotesError):
    """The database is not where it was any more: nothing that is written now would be found again."""

    def __init__(self, what: str, instead: str) -> None:
        super().__init__(f"Sprint Notes has lost its database: {what} is gone, there is {instead}. Nothing was kept.")


class WrongCopy(SprintNotesError):
    """A copy of the database cannot be made or put back."""
