"""Forms as they come from Slack, for tests of what becomes of them in the database."""

from __future__ import annotations

from domain.project import Project
from domain.project_changes import fingerprint
from services.setup.projects import SubmittedProject


def form(token: str, wanted: Project, changed: str, before: Project | None = None) -> SubmittedProject:
    opened = before or Project(id="", key="", name="")
    base = fingerprint([before]) if before else "new"
    return SubmittedProject(
        project_id=before.id if before else "",
        base=base,
        token=token,
        opened=opened,
        wanted=wanted,
        changed=frozenset([changed]),
    )
