"""What the public archive needs of the world: to keep copies, and to read them and nothing else."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from domain.archive import Copy, PublishedEdition, PublishedItem, Site


class Copies(Protocol):
    """The workspace's site and its copies, for those who publish and correct."""

    def site(self) -> Site:
        """How the workspace shows its editions on the web; without anything chosen it does not."""

    def save_site(self, site: Site) -> None:
        """Chooses anew. What it is called in addresses stays, or becomes one that no other has."""

    def get(self, edition_id: str) -> Copy | None: ...
    def keep(self, copy: Copy, before: Copy | None = None) -> None:
        """Puts an edition in place of what was public of it ``before``, which is what ``get`` has answered."""

    def missing(self) -> list[str]:
        """The ids of published editions of which there is no copy yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A site that is there, or was: ``version`` is another one whenever anything in it has changed. One that
    ``was_alone`` had its addresses without a name once."""

    workspace: str
    unit: str
    site: Site
    version: int
    was_alone: bool = False


class Archive(Protocol):
    """What is public of one workspace: with its site turned off, and before its first edition, nothing is there."""

    def editions(self) -> list[PublishedEdition]:
        """All of them, the newest first."""

    def edition(self, number: int) -> Copy | None: ...
    def newest(self) -> list[PublishedItem]:
        """What each project said last, in the order of their keys."""

    def owner(self, key: str) -> str:
        """The id of the project that has this key, or had it last; empty where none ever had."""

    def of_project(self, project_id: str) -> list[PublishedItem]:
        """What a project has said, the newest first."""

    def counts(self) -> dict[str, int]:
        """How often each project has said something, by its id."""

    def organisations(self) -> list[tuple[str, str]]:
        """``(project's id, name)`` of all organisations that lead a project or work with it, or ever did."""

    def find(self, words: Sequence[str], most: int) -> list[PublishedItem]:
        """Items in which each of these folded words stands somewhere, the newest first."""


class Archives(Protocol):
    """Opens units of work that read what is public, and cannot see anything else."""

    def sites(self) -> list[Shown]:
        """Every site that is turned on or once was, in the order of their names in addresses."""

    def reading(self, workspace: str) -> AbstractContextManager[Archive]: ...
