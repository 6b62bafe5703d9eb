"""Who may do what."""

from collections.abc import Collection, Iterable
from enum import IntEnum

from domain.errors import Conflict, NotAllowed
from domain.project import Project, ProjectState
from domain.sentence import Command, Sentence, Who, joined


class Role(IntEnum):
    """What somebody is here; each may do all that those before it may."""

    MEMBER = 1
    LEAD = 2
    EDITOR = 3


def role_of(person: str, projects: Iterable[Project], editors: Collection[str]) -> Role:
    """The role of ``person``; while there is no editor, everybody may become one."""
    if person in editors or not editors:
        return Role.EDITOR
    return Role.LEAD if postable(person, projects, editors) else Role.MEMBER


def may_edit(person: str, editors: Collection[str], act: str) -> None:
    """Raises ``NotAllowed`` unless ``person`` is an editor; ``act`` says what was tried ("approve")."""
    if person not in editors:
        raise NotAllowed(f"Only an editor can {act}. ", _told(editors))


def may_set_up(person: str, editors: Collection[str]) -> None:
    """While there is no editor, whoever sets up becomes one; from then on only editors may."""
    if editors:
        may_edit(person, editors, "change the set-up")


def may_post(person: str, project: Project, editors: Collection[str], asked_for: Collection[str] = ()) -> None:
    """Raises ``NotAllowed`` unless ``person`` leads the project, edits, or was asked: ``asked_for`` are project ids."""
    if person not in project.leads and person not in editors and project.id not in asked_for:
        raise NotAllowed(
            f"Only a lead of {project.name} can post its update. ",
            _told(editors),
            " An editor can add you as a lead.",
        )


def may_speak_for(
    person: str, project: Project, editors: Collection[str], act: str, deputies: Collection[str] = ()
) -> None:
    """Raises ``NotAllowed`` unless ``person`` leads the project, stands in or edits; ``act`` says what was tried."""
    if person not in {*project.leads, *editors, *deputies}:
        raise NotAllowed(f"Only a lead of {project.name} can {act}. ", _told(editors))


def may_object(person: str, project: Project, deputies: Collection[str] = ()) -> None:
    """Raises ``NotAllowed`` unless the words of the update are the person's own: a lead's, or who stands in for one."""
    if person not in {*project.leads, *deputies}:
        raise NotAllowed(f"Only a lead of {project.name} can object to a change of its update.")


def may_post_at_all(projects: Collection[Project], editors: Collection[str]) -> None:
    """Raises ``NotAllowed`` for somebody who may post for none of the projects."""
    if not projects:
        raise NotAllowed("You do not lead a project yet. An editor can add you as a lead. ", _told(editors))


def may_remove_editor(person: str, editor: str, editors: Collection[str]) -> None:
    """Raises unless ``person`` may take ``editor`` off the editors: there is always one left."""
    may_edit(person, editors, "remove an editor")
    if editor not in editors:
        raise Conflict(Who(editor), " is not an editor any more. Nothing was changed.")
    if len(editors) == 1:
        raise Conflict(Who(editor), " is the only editor. Add another one first, then remove this one.")


def postable(
    person: str, projects: Iterable[Project], editors: Collection[str], asked_for: Collection[str] = ()
) -> list[Project]:
    """The open projects that ``person`` may post for, those first that they lead or were asked for."""
    live = [project for project in projects if project.state is not ProjectState.CLOSED]
    own = [project for project in live if person in project.leads or project.id in asked_for]
    others = [project for project in live if project not in own] if person in editors else []
    return own + others


def _told(editors: Collection[str]) -> Sentence:
    """Who can."""
    if not editors:
        return "There are none: whoever runs ", Command("/sprint-notes setup"), " becomes one."
    return "The editors are ", joined(map(Who, sorted(editors)), ", "), "."
