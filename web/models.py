"""Open data, version 1: what a reader of the files may rely on. The JSON Schema is made of these."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

VERSION = "1"


class Model(BaseModel):
    """A part of the data."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FactData(Model):
    """A short line below a heading, such as “Led by: Newcastle City Council”."""

    label: str
    text: str


class FigureData(Model):
    """A claim with a number, which is written as text."""

    label: str
    number: str
    unit: str


class AskData(Model):
    """Help wanted; ``outcome`` once it is settled or moved."""

    text: str
    last_day: date | None
    contact: str
    outcome: str | None


class DateData(Model):
    """Something that happens on a day."""

    event: str
    day: date
    time: str | None
    url: str
    outcome: str | None


class ItemData(Model):
    """A piece of news or a project's update. ``html`` is all of it below its heading and its facts."""

    id: str
    url: str
    project: str | None = Field(description="The key of the project; null for news.")
    heading: str
    facts: list[FactData]
    html: str
    phase: str
    status: str
    lead_organisation: str
    partners: list[str]
    figures: list[FigureData]
    asks: list[AskData]
    dates: list[DateData]
    updated: datetime


class SectionData(Model):
    """A named part of an edition; ``note_html`` closes it."""

    heading: str
    items: list[ItemData]
    note_html: str


class CorrectionData(Model):
    """What was put right, and on which day."""

    on: date
    note: str


class TakenDownData(Model):
    """An item that was taken down, by the id that it had."""

    id: str
    on: date


class EditionData(Model):
    """A published edition."""

    id: str
    url: str
    number: int
    title: str
    starts: date
    ends: date
    published: datetime
    updated: datetime
    intro_html: str
    sections: list[SectionData]
    closing_html: str
    corrections: list[CorrectionData]
    taken_down: list[TakenDownData]


class EditionsData(Model):
    """``/data/editions.json``."""

    version: str
    unit: str
    licence: str = Field(description="Its address or its name; empty where none is stated.")
    editions: list[EditionData]


class ProjectData(Model):
    """A project as it stands, with how it stood."""

    key: str
    name: str
    url: str
    lead_organisation: str
    partners: list[str]
    phase: str
    status: str
    aims: str
    updates: list["UpdateData"]


class UpdateData(Model):
    """What a project said in an edition."""

    edition: int
    url: str
    phase: str
    status: str
    headline: str
    figures: list[FigureData]


class ProjectsData(Model):
    """``/data/projects.json``."""

    version: str
    unit: str
    licence: str
    projects: list[ProjectData]
