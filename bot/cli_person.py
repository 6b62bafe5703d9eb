"""``sprint-notes person``: what is stored about somebody, printed or erased."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.cli_database import opened
from domain.errors import SprintNotesError

person = typer.Typer(no_args_is_help=True, help="What is stored about one person.")
PersonArgument = Annotated[str, typer.Argument(metavar="U123", help="Their member ID in Slack.")]


@person.command("export")
def export_person(person: PersonArgument) -> None:
    """Prints everything that names a person, as JSON: what they wrote, where and when, and what they were told."""
    import json

    from storage import personal

    store, workspace = opened()
    rows = personal.export(store.engines, workspace, _known(person))
    sys.stdout.write(json.dumps({"workspace": workspace, "person": person, "rows": rows}, indent=2) + "\n")


@person.command("erase")
def erase_person(
    person: PersonArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for the ID once more.")] = False,
) -> None:
    """Erases a person: what is about them alone is deleted, and nothing else names them any more."""
    from bot.app import new_id
    from domain.audit import COMMAND_LINE
    from domain.english import count
    from services.common.actor import Actor
    from services.common.audit import log_erasure
    from services.editions.published import reindex
    from storage import personal

    known = _known(person)
    if not yes:
        typer.echo(f"{person} cannot be brought back once erased. Type their ID again to erase them:", err=True)
        if sys.stdin.readline().strip() != person:
            raise SprintNotesError(f"Nobody was erased: what was typed is not {person}.")
    store, workspace = opened()
    erased = personal.erase(store.engines, workspace, known, new_id())
    log_erasure(Actor(store, workspace, COMMAND_LINE), erased.instead)
    reindex(store, workspace)  # names in the copies, too
    typer.echo(f"Deleted: {count(erased.deleted, 'row')}. No longer naming them: {count(erased.changed, 'row')}.")
    typer.echo("Editions and updates keep their words, by somebody whose data was erased.")
    typer.echo("What is in Slack already stays there; news about them can be taken down from their edition’s card.")


def _known(person: str) -> str:
    import re

    if not re.fullmatch(r"[UW][A-Z0-9]{2,}", person):
        raise SprintNotesError(
            f"“{person}” is no Slack member ID. Write one such as U012AB3CD; a profile’s menu has it."
        )
    return person
