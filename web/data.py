"""Open data: editions, updates and projects, for programs and spreadsheets."""

import csv
import io
import json
from collections.abc import Iterable, Sequence

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from domain.archive import Copy, PublishedEdition, PublishedItem, Said, document_for_readers, item_for_readers
from domain.document import Section
from domain.project_table import safe_cell
from domain.update import Figure
from rendering.formats import text as plain
from services import archive as reading
from web import models
from web.site import Answer, Page, Visit
from web.texts import text
from web.words import id_of

JSON = "application/json; charset=utf-8"
COLUMNS = (
    *("edition", "starts", "ends", "project", "name", "lead_organisation", "partners", "phase", "status"),
    *("headline", "text", "url"),
)


def editions(visit: Visit) -> Answer:
    """All editions with their whole texts."""
    pages = (visit.archive.edition(edition.number) for edition in visit.archive.editions())
    found = [_edition(visit, page) for page in pages if page]
    return _json(models.EditionsData(**_head(visit), editions=found))


def _edition(visit: Visit, copy: Copy) -> models.EditionData:
    edition, doc = copy.edition, document_for_readers(copy.document, people=visit.people)
    items = {item.item.key: item for item in copy.items}
    return models.EditionData(
        id=id_of(edition),
        url=visit.absolute(f"/editions/{edition.number}"),
        number=edition.number,
        title=edition.title,
        starts=edition.starts,
        ends=edition.ends,
        published=edition.published_at,
        updated=edition.updated_at,
        intro_html=str(text(doc.intro, 2)),
        sections=[_section(visit, copy, section, items) for section in doc.sections],
        closing_html=str(text(doc.closing, 2)),
        corrections=[models.CorrectionData(on=one.on, note=one.note) for one in edition.corrections],
        taken_down=[models.TakenDownData(id=id_of(edition, one.ref), on=one.on) for one in edition.gone],
    )


def _section(visit: Visit, copy: Copy, section: Section, items: dict[str, PublishedItem]) -> models.SectionData:
    return models.SectionData(
        heading=section.heading,
        items=[_item(visit, copy, items[item.key]) for item in section.items],
        note_html=str(text(section.note, 3)),
    )


def _item(visit: Visit, copy: Copy, one: PublishedItem) -> models.ItemData:
    item, said, edition = item_for_readers(one.item, people=visit.people), one.said, copy.edition
    return models.ItemData(
        id=id_of(edition, item.ref),
        url=visit.absolute(f"/editions/{edition.number}", one.key),
        project=one.key if one.project_id else None,
        heading=item.heading,
        facts=[models.FactData(label=fact.label, text=fact.text) for fact in item.facts],
        html=str(visit.body(one)),
        **_stands(said),
        figures=_figures(said.figures),
        asks=[
            models.AskData(text=ask.text, last_day=ask.last_day, contact=ask.contact, outcome=ask.outcome)
            for ask in said.asks
        ],
        dates=[
            models.DateData(
                event=planned.event,
                day=planned.day,
                time=planned.at.isoformat("minutes") if planned.at else None,
                url=planned.url,
                outcome=planned.outcome,
            )
            for planned in said.dates
        ],
        updated=one.updated_at,
    )


def _stands(said: Said) -> dict[str, object]:
    partners = list(said.partners)
    return {"phase": said.phase, "status": said.status, "lead_organisation": said.lead, "partners": partners}


def _figures(figures: Iterable[Figure]) -> list[models.FigureData]:
    return [models.FigureData(label=one.label, number=f"{one.number:f}", unit=one.unit) for one in figures]


def projects(visit: Visit) -> Answer:
    """All projects, as they stand and stood."""
    pages = (reading.project_page(visit.archive, item.key) for item in reading.projects(visit.archive))
    return _json(models.ProjectsData(**_head(visit), projects=[_project(visit, page) for page in pages if page]))


def _project(visit: Visit, page: reading.ProjectPage) -> models.ProjectData:
    return models.ProjectData(
        key=page.newest.key,
        name=page.newest.item.heading,
        url=visit.absolute(f"/projects/{page.newest.key}"),
        **_stands(page.newest.said),
        aims=page.aims,
        updates=[
            models.UpdateData(
                edition=edition.number,
                url=visit.absolute(f"/editions/{edition.number}", item.key),
                phase=item.said.phase,
                status=item.said.status,
                headline=item.said.headline,
                figures=_figures(item.said.figures),
            )
            for edition, item in page.told
        ],
    )


def updates(visit: Visit) -> Answer:
    """A row for each project's update in each edition; no cell is anything that a spreadsheet would compute."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    copies = (visit.archive.edition(edition.number) for edition in visit.archive.editions())
    told = ((copy.edition, one) for copy in copies if copy for one in copy.items if one.project_id)
    writer.writerows(map(safe_cell, _row(visit, edition, one)) for edition, one in told)
    return Page(out.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8; header=present")


def _row(visit: Visit, edition: PublishedEdition, one: PublishedItem) -> Sequence[str]:
    said, item = one.said, item_for_readers(one.item, people=visit.people)
    return (
        str(edition.number),
        edition.starts.isoformat(),
        edition.ends.isoformat(),
        one.key,
        item.heading,
        said.lead,
        "; ".join(said.partners),
        said.phase,
        said.status,
        said.headline,
        plain.text(item.body),
        visit.absolute(f"/editions/{edition.number}", one.key),
    )


def schema(visit: Visit) -> Answer:
    """The JSON Schema of the two files, version 1."""
    _, made = models_json_schema(
        [(models.EditionsData, "serialization"), (models.ProjectsData, "serialization")], title="Sprint notes"
    )
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": visit.absolute("/data/schema-1.json")}
    return Page(json.dumps(found | made, indent=1).encode(), "application/schema+json")


def _head(visit: Visit) -> dict[str, str]:
    return {"version": models.VERSION, "unit": visit.shown.unit, "licence": visit.settings.licence}


def _json(data: BaseModel) -> Page:
    return Page(data.model_dump_json(indent=1).encode(), JSON)
