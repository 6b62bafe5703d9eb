"""Files into and out of the database, and into a document without one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.audit import CHANGE, IMPORT
from domain.checks import CheckInput, Finding, findings
from domain.compile import compile_edition, content_hash, item_key, left_out, without_held
from domain.document import Document
from domain.edition import Edition, EditionState, numbered
from domain.errors import Conflict, NotFound
from domain.nomination import Nomination
from domain.ports import Store, UnitOfWork
from domain.project import Project
from domain.unit import Unit
from domain.update import NothingToReport, Update, UpdateContent
from domain.welcome import template_words, welcome_of
from services.common import access, revisions
from services.common.copies import make_public
from services.common.mentions import kept, renewed
from services.common.snapshot import snapshot
from services.editions import confirmations, drafts, follow_ups
from services.editions.editions import retell_later, review_again
from services.editions.published import keep_for_answers
from services.files import file_parts as parts
from services.files.file_format import (
    FORMAT,
    EditionFile,
    EditionPart,
    NewsPart,
    NominationPart,
    NothingToReportPart,
    ProjectPart,
    UpdatePart,
)
from services.files.files import WrongFile
from services.updates import nothing_to_report

BECAUSE = "bringing in a file"  # goes on after “by” in the log


@dataclass(frozen=True, slots=True)
class Imported:
    """How much of a file was new or changed."""

    projects: int = 0
    updates: int = 0
    edition: int | None = None


def compile_file(file: EditionFile) -> Document:
    """The file's edition, without a database."""
    if file.edition is None:
        raise WrongFile(["edition: “edition” is missing; there is nothing to compile without it"])
    unit, projects, updates = _read(file)
    edition = parts.edition_from(file.edition, unit, "")
    whole = compile_edition(unit, edition, projects, updates, parts.news_from(file.news))
    return without_held(whole, edition.arrangement)


def check_file(file: EditionFile, document: Document) -> list[Finding]:
    """What the editorial checks notice in a file's edition."""
    names = [name for part in file.projects for name in (part.name, part.lead_organisation, *part.partners) if name]
    is_month_first = parts.unit_from(file.unit, None).place.is_month_first if file.unit else False
    keys = {part.key: item_key(parts.as_value(Project, part, id=part.key)) for part in file.projects}
    given = CheckInput(
        document=document,
        names=names,
        left_out=_left_out(file),
        is_month_first=is_month_first,
        sources={keys[part.project]: part.body for part in file.updates if part.project in keys},
    )
    return findings(given)


def _left_out(file: EditionFile) -> Mapping[str, Sequence[str]]:
    if file.edition is None:
        return {}
    unit, projects, updates = _read(file)
    welcome = welcome_of(parts.edition_from(file.edition, unit, ""), unit.template)
    told = [(project, updates[project.id]) for project in projects if project.id in updates]
    return left_out(welcome, told, parts.news_from(file.news))


def _read(file: EditionFile) -> tuple[Unit, list[Project], dict[str, UpdateContent]]:
    unit = parts.unit_from(file.unit, None) if file.unit else Unit(name="")
    projects = [parts.as_value(Project, part, id=part.key) for part in file.projects]
    return unit, projects, {part.project: parts.as_value(UpdateContent, part) for part in file.updates}


def import_file(store: Store, workspace: str, file: EditionFile, *, published: bool = False) -> Imported:
    """Brings a file into the database as a whole; the same file twice changes nothing. A new edition is open, or with
    ``published`` goes to the archive as it is."""
    with store.writing(workspace, IMPORT) as work:
        if file.unit:
            known = work.units.get()
            unit = parts.unit_from(file.unit, known)
            if known is None and file.edition:
                anchor = file.unit.first_day or file.edition.starts
                unit = replace(unit, cadence=replace(unit.cadence, anchor=anchor))
            work.units.save(unit)
            kept(work, template_words(unit.template))
        _import_nominations(work, file.nominations)
        imported = Imported(projects=_import_projects(work, file.projects))
        if file.edition:
            imported = replace(imported, **_import_edition(work, file, file.edition, published=published))
        review_again(work, BECAUSE)
        work.audit.add("import", FORMAT, {"projects": imported.projects, "updates": imported.updates})
        work.commit(homes=True)
    return imported


def export(store: Store, workspace: str, number: int | None = None) -> EditionFile:
    """The unit, its projects and one edition: the given one, else the latest that holds anything."""
    with store.reading(workspace) as work:
        unit = work.units.get()
        edition = _chosen(work, number)
        projects = work.projects.all()
        keys = {project.id: project.key for project in projects}
        updates = work.updates.of_edition(edition.id) if edition else []
        news = work.news.of_edition(edition.id) if edition else []
        answers = work.nothing_to_report.of_edition(edition.id) if edition else []
        published = None
        if edition and edition.state is EditionState.PUBLISHED:
            published = work.editions.document(edition.id)
        return EditionFile(
            format=FORMAT,
            unit=parts.unit_part(unit) if unit else None,
            edition=_edition_part(work, edition, answers, keys, published) if edition else None,
            projects=[parts.as_part(ProjectPart, project) for project in projects],
            news=[parts.as_part(NewsPart, renewed(work, item)) for item in news],
            updates=[parts.update_part(_renewed(work, update), keys[update.project_id]) for update in updates],
            nominations=[parts.as_part(NominationPart, renewed(work, one)) for one in work.nominations.all()],
        )


def _edition_part(
    work: UnitOfWork,
    edition: Edition,
    answers: Sequence[NothingToReport],
    keys: Mapping[str, str],
    published: Document | None,
) -> EditionPart:
    document = renewed(work, published) if published else None
    return parts.edition_part(renewed(work, edition), answers, keys, document)


def _renewed(work: UnitOfWork, update: Update) -> Update:
    return replace(update, content=renewed(work, update.content))


def _import_projects(work: UnitOfWork, projects: Iterable[ProjectPart]) -> int:
    known = {project.key: project for project in work.projects.all()}
    changed = 0
    for part in projects:
        before = known.get(part.key)
        project = parts.as_value(Project, part, id=before.id if before else work.new_id())
        project = replace(project, added=before.added if before else None)
        if project != before:
            work.projects.save(project)
            changed += 1
    return changed


def _import_edition(work: UnitOfWork, file: EditionFile, part: EditionPart, *, published: bool) -> dict[str, int]:
    known = any(edition.number == part.number for edition in numbered(work.editions.all()))
    edition = _known_or_new(work, part, published=published)
    before = content_hash(snapshot(work, edition).assembled)
    fresh = kept(work, parts.edition_from(part, work.units.get() or Unit(name=""), edition.id))
    edited = replace(
        edition,
        starts=fresh.starts,
        ends=fresh.ends,
        closes_at=fresh.closes_at,
        intro=fresh.intro,
        closing=fresh.closing,
        arrangement=fresh.arrangement if part.arrangement else edition.arrangement,
    )
    if edited != edition:
        work.editions.save(edited, expected=edition.state)
        retell_later(work, edition, edited)
    if file.news:  # a file without any is about something else
        work.news.replace(edition.id, [kept(work, item) for item in parts.news_from(file.news)])
    changed = sum([_import_update(work, edition, update) for update in file.updates])
    answered = sum([_import_answer(work, edition, answer) for answer in part.nothing_to_report])
    edition = work.editions.get(edition.id) or edition
    now = snapshot(work, edition)
    if changed or answered or content_hash(now.assembled) != before:
        if (edition.state is EditionState.APPROVED or edition.is_decided) and known:
            state = edition.state
            raise Conflict(f"{edition.title} is {state} already; the file would change it. Nothing was imported.")
        drafts.refresh(
            work, now.after(work.audit.add(CHANGE, edition.title, {"because": BECAUSE}, edition_id=edition.id))
        )
    if edition.state is EditionState.PUBLISHED and not known:
        document = kept(work, part.document) if part.document else now.assembled
        work.editions.keep_document(edition.id, document)
        keep_for_answers(work, now, document)
        make_public(work, now.after(kept=document), edition.closes_at)
    return {"updates": changed, "edition": edition.number}


def _import_nominations(work: UnitOfWork, nominations: Iterable[NominationPart]) -> None:
    """Those that are there already, said by the same person at the same moment, take on what became of them."""
    known = {(one.by, one.at): one for one in work.nominations.all()}
    for part in nominations:
        before = known.get((part.by, part.at))
        nomination = parts.as_value(Nomination, part, id=before.id if before else work.new_id())
        if nomination != before:
            work.nominations.save(nomination)


def _known_or_new(work: UnitOfWork, part: EditionPart, *, published: bool) -> Edition:
    for edition in numbered(work.editions.all()):
        if edition.number == part.number:
            return edition
    edition = parts.edition_from(part, work.units.get() or Unit(name=""), work.new_id())
    archived = published or part.state == EditionState.PUBLISHED.value
    edition = replace(edition, state=EditionState.PUBLISHED if archived else EditionState.OPEN, intro=(), closing=())
    work.editions.add(edition)
    return edition


def _import_update(work: UnitOfWork, edition: Edition, part: UpdatePart) -> bool:
    project = _project(work, part.project)
    before = work.updates.get(project.id, edition.id)
    content = parts.as_value(UpdateContent, part)
    if before and before.content == content and not before.withdrawn:
        return False
    nothing_to_report.superseded(work, project, edition)
    update = Update(
        id=before.id if before else work.new_id(),
        project_id=project.id,
        edition_id=edition.id,
        content=content,
        submitted_by=part.submitted_by,
        submitted_at=part.submitted_at,
        late=part.late,
        on_behalf=part.on_behalf,
        version=before.version + 1 if before else 1,
    )
    follow_ups.catch_up(work, edition)
    revisions.store(work, update, by=part.submitted_by or IMPORT)
    confirmations.outdate(work, project, edition, update)
    return True


def _import_answer(work: UnitOfWork, edition: Edition, part: NothingToReportPart) -> bool:
    project = _project(work, part.project)
    update = work.updates.get(project.id, edition.id)
    if update and not update.withdrawn:
        raise Conflict(
            f"{project.name} has an update for {edition.title} already; the file says that there is nothing to "
            "report. Nothing was imported."
        )
    at = part.at or work.now()
    return work.nothing_to_report.add(NothingToReport(edition_id=edition.id, project_id=project.id, by=part.by, at=at))


def _project(work: UnitOfWork, key: str) -> Project:
    return next(project for project in work.projects.all() if project.key == key)


def _chosen(work: UnitOfWork, number: int | None) -> Edition | None:
    editions = numbered(work.editions.all())
    if number is not None:
        found = next((edition for edition in editions if edition.number == number), None)
        return access.there(found, NotFound(f"There is no edition {number}."))
    holders = (work.updates, work.news, work.nothing_to_report)
    filled = [edition for edition in editions if any(holder.of_edition(edition.id) for holder in holders)]
    return max(filled or editions, key=lambda edition: edition.number, default=None)
