"""Two units' projects: the example's, and one of long names."""

from __future__ import annotations

import json
from pathlib import Path

from domain.project import Project

EXAMPLE = Path(__file__).parents[2] / "bot" / "example" / "unit.json"


def project(key: str, name: str, *aliases: str, featured: bool = False) -> Project:
    return Project(id=f"id-{key}", key=key, name=name, aliases=aliases, featured=featured)


def example_unit() -> list[Project]:
    parts = json.loads(EXAMPLE.read_text("utf-8"))["projects"]
    return [project(part["key"], part["name"], *part.get("aliases", ())) for part in parts]


THREADS = example_unit()
COUNCILS = [
    project("ims", "Income Management System (IMS)", "LocalGov IMS", featured=True),
    project("a-community-grants-service", "A Community Grants Service"),
    project("task", "A Task Management tool for Neighbourhood Services Staff Working in the Field"),
    project("childrens-social-care-demand", "Children’s Social Care Demand"),
    project("vcs", "Data Exchange with VCS"),
    project("toolkit", "Digital Inclusion Toolkit"),
    project("future-work-design", "Future Work Design"),
    project("low-code", "Low-Code Patterns for Housing Management"),
    project("offline", "Offline Data Input Tool for Field Working Council Staff"),
    project("quality", "Quality Data for Children in Care"),
    project("savvi", "SAVVI (Scalable Approach to Vulnerability via Interoperability)"),
    project("sen", "Special Education Needs Top-up Funding Service"),
]
