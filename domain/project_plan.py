"""What a table of projects would change, and what is wrong in it: looked at first, applied as a whole or not.

A line is a project, found by its key, else by its name. What the table has not stays as it is.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from domain.errors import WrongInput
from domain.names import folded
from domain.project import AIMS_LENGTH, Phase, Project, ProjectState
from domain.project_changes import Change, called, check_names, differences, fingerprint, key_from
from domain.project_table import TableLine, Wrong, WrongTable, cell_of, read, value_in

LISTS = ("aliases", "partners")
YES_OR_NO = {**dict.fromkeys(("yes", "true", "1", "y"), True), **dict.fromkeys(("no", "false", "0", "n", ""), False)}
_SEVERAL = re.compile(r"[;\n]")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,}")
_MENTION = re.compile(r"<[@#]([A-Z0-9]+)(?:\|[^>]*)?>")  # as messages and our own forms have people and channels
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")


@dataclass(frozen=True, slots=True)
class Changed:
    """A project that a table would change; ``before`` is None for a new one."""

    before: Project | None
    after: Project

    @property
    def changes(self) -> list[Change]:
        """What would be different."""
        return differences(self.before or Project(id=self.after.id, key="", name=""), self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a table would do. ``mark`` is another one as soon as the table or any project has changed."""

    new: Sequence[Changed] = ()
    changed: Sequence[Changed] = ()
    unchanged: int = 0
    wrong: Sequence[Wrong] = ()
    mark: str = ""

    @property
    def applies(self) -> bool:
        """Whether there is something to do, and nothing in the way."""
        return not self.wrong and bool(self.new or self.changed)


@dataclass(frozen=True, slots=True)
class Roster:
    """Who may be named as a lead: ``ids`` that are known (None where any may be), and names with their ids."""

    ids: Collection[str] | None = None
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def meant_by(self, word: str) -> set[str]:
        """The ids of the people whom a word may mean."""
        if _PERSON.fullmatch(word):
            return {word} if self.ids is None or word in self.ids else set()
        return set(self.names.get(folded(word.removeprefix("@")), ()))


def plan(content: bytes, projects: Sequence[Project], roster: Roster, new_id: Callable[[], str] = lambda: "") -> Plan:
    """What a file would change; what is wrong in it is part of the answer, all of it at once."""
    try:
        lines = read(content)
    except WrongTable as error:
        return Plan(wrong=error.wrong)
    return _Planner(projects, roster, new_id).plan(lines)


class _Planner:
    """Goes through a table's lines once and collects what they would do."""

    def __init__(self, projects: Sequence[Project], roster: Roster, new_id: Callable[[], str]) -> None:
        self._before = {project.id: project for project in projects}
        self._by_key = {folded(project.key): project for project in projects}
        self._by_name = {folded(project.name): project for project in projects}
        self._roster, self._new_id = roster, new_id
        self._wrong: list[Wrong] = []
        self._lines: dict[str, TableLine] = {}
        self._results: dict[str, Project] = {}

    def plan(self, lines: Sequence[TableLine]) -> Plan:
        """The answer."""
        for line in lines:
            self._take(line)
        self._check_names()
        done = [Changed(self._before.get(key), project) for key, project in self._results.items()]
        new = [change for change in done if change.before is None]
        changed = [change for change in done if change.before not in (None, change.after)]
        told = [repr(replace(change.after, id="")) for change in done]
        return Plan(
            new=[replace(change, after=replace(change.after, id=self._new_id())) for change in new],
            changed=changed,
            unchanged=len(done) - len(new) - len(changed),
            wrong=sorted(self._wrong, key=lambda wrong: wrong.line),
            mark=fingerprint(self._before.values(), *told),
        )

    def _take(self, line: TableLine) -> None:
        key, name = line.cells.get("key", ""), line.cells.get("name", "")
        if not key and not name:
            self._say(line, "key", "Write a key, or a name without a key.")
            return
        before = self._by_key.get(folded(key)) if key else self._by_name.get(folded(name))
        place = before.id if before else f"new {folded(key) or folded(name)}"
        earlier = self._lines.get(place)
        if earlier:
            what = "key" if key else "name"
            self._say(line, what, f"“{key or name}” stands in line {earlier.number} too. Keep one of them.")
            return
        self._lines[place] = line
        self._results[place] = self._filled(line, before, place)

    def _filled(self, line: TableLine, before: Project | None, place: str) -> Project:
        """The project as the line has it; what is wrong in a cell stays as it was."""
        project = before or Project(id=place, key=line.cells.get("key", ""), name="")
        for column, cell in line.cells.items():
            if column == "key" or (before and cell == value_in(column, cell_of(before, column))):
                continue
            try:
                value: Any = self._leads(line, cell) if column == "leads" else _value(column, cell)
                project = replace(project, **{column: value})
            except WrongInput as error:
                self._say(line, column, str(error))
        if before is None and not project.key:
            taken = [*self._by_key, *(folded(other.key) for other in self._results.values())]
            project = replace(project, key=key_from(project.name, taken))
        return project

    def _leads(self, line: TableLine, cell: str) -> tuple[str, ...]:
        """The ids of the people in a cell; every word that means nobody is named."""
        meant: list[str] = []
        for word in self._people(cell):
            found = self._roster.meant_by(word)
            if not found:
                fix = "Write the member ID, such as U012AB3CD, from their profile in Slack."
                self._say(line, "leads", f"Nobody here is “{word}”. {fix}")
            elif len(found) > 1:
                fix = "Write the member ID, such as U012AB3CD."
                self._say(line, "leads", f"Several people are called “{word}”. {fix}")
            else:
                meant += found
        return tuple(dict.fromkeys(meant))

    def _people(self, cell: str) -> Iterator[str]:
        """The words in a cell, one for each person; commas part them where no name has them."""
        for word in _several(_MENTION.sub(r"\1;", cell)):
            yield from (word,) if self._roster.meant_by(word) else _several(word.replace(",", ";"))

    def _check_names(self) -> None:
        """Names are checked in what would be there after all lines: two projects may swap theirs."""
        owners = called([*(self._before | self._results).values()])
        for place, project in self._results.items():
            before = self._before.get(place)
            if project == before:
                continue
            try:
                check_names(project, before, owners)
            except WrongInput as error:
                self._say(self._lines[place], error.place, str(error))

    def _say(self, line: TableLine, column: str, message: str) -> None:
        self._wrong.append(Wrong(line.number, column, message))


def _value(column: str, cell: str) -> Any:
    """What a cell says about one field."""
    if column in LISTS:
        return _several(cell)
    if column == "featured":
        if folded(cell) not in YES_OR_NO:
            raise WrongInput(column, f"“{cell}” is not known here. Write yes or no.")
        return YES_OR_NO[folded(cell)]
    if column == "phase":
        return _choice(Phase, cell) if cell else None
    if column == "state":
        return _choice(ProjectState, cell) if cell else ProjectState.ACTIVE
    if column == "channel":
        return _channel(cell)
    if column == "aims" and len(cell) > AIMS_LENGTH:
        raise WrongInput(column, f"It has {len(cell)} characters. Write {AIMS_LENGTH} or fewer.")
    return " ".join(cell.split())


def _channel(cell: str) -> str:
    channel = _MENTION.sub(r"\1", cell)
    if channel and not _CHANNEL.fullmatch(channel):
        raise WrongInput("channel", f"“{cell}” is no channel’s ID. Write one such as C012AB3CD, or nothing.")
    return channel


def _several(cell: str) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for part in _SEVERAL.split(cell))
    return tuple(dict.fromkeys(part for part in parts if part))


def _choice(choices: type[Phase] | type[ProjectState], cell: str) -> Phase | ProjectState:
    try:
        return choices(folded(cell))
    except ValueError:
        raise WrongInput("", f"“{cell}” is not known here. Write one of {', '.join(choices)}.") from None
