"""The people of the unit: editors, leads, and what Slack tells about them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from domain import person as rules
from domain.audit import SLACK
from domain.errors import Conflict
from domain.names import in_reading_order, reading_order
from domain.person import Belonging, Person
from domain.ports import Store, UnitOfWork
from domain.project import Project, ProjectState
from domain.project_changes import without_active_lead
from domain.roles import may_remove_editor, role_of
from domain.sentence import Sentence, Where, Who, joined
from rendering.slack.notes import Reader
from rendering.slack.setup.people import PeopleView, editor_changed, left, only_editor_left
from services.common import access
from services.common.actor import Actor
from services.editions.editions import review_again


def view(actor: Actor, *, page: int = 0, notice: Sentence = "") -> PeopleView:
    """Who edits and who leads which projects, for editors."""
    with actor.reading_as_editor("see who edits and who leads") as work:
        projects = _live(work)
        known = {one.id: one for one in work.people.all()}
        return PeopleView(
            editors=sorted(work.units.editors()),
            leads=_leads(projects, known),
            without_lead=without_active_lead(projects, [one.id for one in known.values() if not one.active]),
            people=known,
            page=page,
            notice=notice,
        )


def _leads(projects: Iterable[Project], known: dict[str, Person]) -> list[tuple[str, list[Project]]]:
    """Leads by their names, those without a known one last, each with their projects."""
    led = defaultdict(list)
    for project in projects:
        for lead in project.leads:
            led[lead].append(project)

    names = {lead: known[lead].name if lead in known else "" for lead in led}
    ordered = sorted(led, key=lambda lead: (not names[lead], reading_order(names[lead]), lead))
    return [(lead, led[lead]) for lead in ordered]


def review_channel(actor: Actor) -> str:
    """The channel that drafts go to, for editors; empty before set-up."""
    with actor.reading_as_editor("add an editor") as work:
        unit = work.units.get()
        return unit.review_channel if unit else ""


def add_editor(actor: Actor, editor: str, *, outside: str = "") -> Sentence:
    """Makes somebody an editor, who is told so; answers with a sentence. ``outside`` names the private review channel
    that they are not in, which both of them hear."""
    with actor.writing_as_editor("add an editor") as work:
        if editor in work.units.editors():
            return Who(editor), " is an editor already."
        known = work.people.get(editor)
        if known and not known.active:
            what = "is an app" if known.belonging is Belonging.APP else "has left the workspace"
            raise Conflict(Who(editor), f" {what}. Pick somebody else.")
        work.units.add_editor(editor)
        _say_editor(work, editor, added=True, outside=outside)
        work.commit()
    limit = rules.limits_of(known) if known else ""
    missing = ("They are not in ", Where(outside), ", where drafts come: invite them to it.") if outside else ""
    return joined([(Who(editor), " is an editor now."), missing, limit])


def remove_editor(actor: Actor, editor: str) -> Sentence:
    """Makes somebody an editor no more, who is told so; one editor always stays."""
    with actor.writing() as work:
        may_remove_editor(work.person, editor, work.units.held_editors())
        work.units.remove_editor(editor)
        _say_editor(work, editor, added=False)
        work.commit()
    return Who(editor), " is no editor any more."


def _say_editor(work: UnitOfWork, editor: str, *, added: bool, outside: str = "") -> None:
    work.audit.add("add editor" if added else "remove editor", editor)
    review_again(work, "changing who edits")  # whose approvals count, and how many there can be
    known = work.people.get(editor)
    if editor != work.person and (known is None or known.active):
        told = editor_changed(work.person, added=added, outside=outside)
        work.posts.show(f"editor {work.new_id()}", told, channel=editor)
    work.homes.changed()


def learned(store: Store, workspace: str, person: Person, *, asked: bool = False) -> None:
    """Takes in what Slack tells about somebody who leads, edits or is known already; or, ``asked``, about anybody.
    Editors hear once of a lead or an editor who has left: an editor is none any more then."""
    with store.reading(workspace) as work:  # Slack tells about everybody in the workspace
        if not (
            asked
            or work.people.get(person.id)
            or person.id in work.units.editors()
            or any(person.id in project.leads for project in _live(work))
        ):
            return
    with store.writing(workspace, SLACK) as work:
        before = work.people.get(person.id)
        led = [project for project in _live(work) if person.id in project.leads]
        edits = person.id in work.units.editors()
        after = _with_their_own(before, person, asked=asked)
        if replace(after, asked_at=None) != (before and replace(before, asked_at=None)):
            work.homes.changed()
        work.people.save(after)
        if (before is None or before.active) and not person.active and (led or edits):
            if edits:
                work.units.remove_editor(person.id)
                review_again(work, "telling that an editor has left")
            _tell_left(work, after, led, edits=edits)
        work.commit()


def remember(store: Store, workspace: str, people: Iterable[Person]) -> None:
    """Takes in what Slack has answered about people whom an editor names."""
    with store.writing(workspace) as work:
        for person in people:
            work.people.save(_with_their_own(work.people.get(person.id), person))
        work.commit()


def unknown(actor: Actor, people: Iterable[str], act: str) -> list[str]:
    """Those of whom Slack has not told anything yet, for an editor; ``act`` says what they are named for."""
    with actor.reading_as_editor(act) as work:
        known = [work.people.get(one) or Person(id=one) for one in people]
        return [one.id for one in known if not one.name and one.asked_at is None]


def reader_of_help(actor: Actor) -> Reader:
    """For whom the list of commands is: what they are here, whom they can ask, and how Slack limits them."""
    with actor.reading() as work:
        editors, known = work.units.editors(), work.people.get(work.person)
        return Reader(
            role=role_of(work.person, work.projects.all(), editors),
            editors=sorted(editors),
            limits=_instead(known),
        )


def instead(actor: Actor) -> str:
    """What somebody whom Slack limits can do instead, as far as is known; empty for members."""
    with actor.reading() as work:
        return _instead(work.people.get(work.person))


def _instead(known: Person | None) -> str:
    return rules.INSTEAD.get(known.belonging, "") if known else ""


def _with_their_own(before: Person | None, person: Person, *, asked: bool = False) -> Person:
    """What they said themselves stays, and what Slack tells only when it is asked: do-not-disturb."""
    if before is None:
        return person
    person = replace(person, name=person.name or before.name)  # of somebody who is gone Slack tells no name
    if asked:
        return replace(person, away_until=before.away_until)
    quiet_until = max(filter(None, (person.quiet_until, before.quiet_until)), default=None)
    return replace(person, away_until=before.away_until, quiet_until=quiet_until, asked_at=before.asked_at)


def _tell_left(work: UnitOfWork, person: Person, led: list[Project], *, edits: bool) -> None:
    gone = access.gone(work) | {person.id}
    lacking = in_reading_order(without_active_lead(led, gone))
    work.audit.add("left", person.id, {"projects": [project.key for project in lacking]})
    day = work.now().date().isoformat()  # who comes back and leaves again is told of again
    editors, unit = work.units.editors(), work.units.get()
    if edits and not editors and unit and unit.review_channel:
        work.posts.show(f"left {person.id} {day}", only_editor_left(person), channel=unit.review_channel)
    for editor in sorted(editors - gone):
        work.posts.show(f"left {person.id} {day} {editor}", left(person, lacking, edits=edits), channel=editor)


def _live(work: UnitOfWork) -> list[Project]:
    return [project for project in in_reading_order(work.projects.all()) if project.state is not ProjectState.CLOSED]
