"""Buttons that stand below many messages, with what they carry."""

from domain.edition import Edition
from domain.project import Project
from rendering.slack.kit.blocks import Block, button, shortened
from rendering.slack.kit.ids import Action
from rendering.slack.kit.values import InEdition


def update(verb: str, project: Project, edition: Edition | None = None, *, style: str = "") -> Block:
    """“Post update on …”, “Edit update on …”: for an edition, or for the one that takes updates."""
    about = InEdition(project.id, edition.id if edition else "")
    return button(f"{verb} update on {shortened(project.name)}", Action.POST_UPDATE, about, style=style)


def show_status(project: Project) -> Block:
    """“Show …”: how the project stands."""
    return button(f"Show {shortened(project.name)}", Action.SHOW_STATUS, project.id)


def nothing_to_report(project: Project, edition: Edition) -> Block:
    """“Nothing to report on …”."""
    about = InEdition(project.id, edition.id)
    return button(f"Nothing to report on {shortened(project.name)}", Action.NOTHING_TO_REPORT, about)


def correction(project: Project, edition: Edition) -> Block:
    """“Ask for a correction of …”: what “Edit update” becomes once the edition takes no updates any more."""
    about = InEdition(project.id, edition.id)
    return button(f"Ask for a correction of {shortened(project.name)}", Action.POST_UPDATE, about)


def earlier_versions(update_id: str) -> Block:
    """“See earlier versions”."""
    return button("See earlier versions", Action.HISTORY, update_id)
