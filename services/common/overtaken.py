"""Two people on one thing: the second sees what changed, and loses nothing."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from domain.errors import Conflict
from domain.sentence import Sentence

Form = TypeVar("Form")


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted(Generic[Form]):
    """A submitted form: what stood in it when it opened and stands in it now, and what its writer has ``changed``."""

    base: str
    opened: Form
    wanted: Form
    changed: frozenset[str]


class Overtaken(Conflict, Generic[Form]):
    """Something has changed since a form was opened; ``form`` is that form to show again, with what was typed in it."""

    def __init__(self, form: Form, message: Sentence = "Somebody else has changed this since you opened it.") -> None:
        super().__init__(message)
        self.form = form
