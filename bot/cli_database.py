"""``sprint-notes db``, and the database as every command opens it.

Whatever takes time to import is imported where it is used: ``sprint-notes --help`` answers at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from storage.unit_of_work import SqlStore

database = typer.Typer(no_args_is_help=True, help="Operating the database.")


def opened(*, several: bool = False) -> tuple[SqlStore, str]:
    """The database and the workspace in it that a command is about; of ``several`` the first."""
    from bot.app import open_store
    from bot.settings import WrongSetting, read_settings
    from storage.unit_of_work import UNCLAIMED

    _, _, store = open_store(read_settings())
    known = store.workspaces()
    if len(known) > 1 and not several:
        raise WrongSetting("The database holds several workspaces; this command is for one with a single workspace.")
    if not known:
        store.meet(UNCLAIMED)
    return store, known[0] if known else UNCLAIMED


@database.command()
def upgrade() -> None:
    """Brings the database up to date; `run` does so by itself."""
    opened()
    typer.echo("The database is up to date.", err=True)


@database.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that is not there yet.")],
) -> None:
    """Copies the database to FILE, while the bot runs."""
    from storage.backup import back_up

    back_up(_sqlite_file(PG_BACKUP), file)
    typer.echo(f"The database is copied to {file}.", err=True)


@database.command()
def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help="What `db backup` has made.")]) -> None:
    """Puts FILE in place of the database; a bot that runs on that ends. What was there is kept beside it."""
    from bot.app import open_store
    from bot.settings import read_settings
    from storage.backup import restore as put_back

    kept = put_back(file, _sqlite_file(PG_RESTORE))
    open_store(read_settings())
    typer.echo(f"{file} is the database now. Start the bot: what was unfinished is looked up in Slack first.", err=True)
    if kept:
        typer.echo(f"What was there before is kept as {kept}.", err=True)


@database.command()
def reindex() -> None:
    """Makes the copies anew from which members are answered, and the search in them."""
    from domain.english import count
    from services.editions.published import reindex as copy_again

    store, workspace = opened()
    changed = copy_again(store, workspace)
    typer.echo(f"Changed: {count(changed, 'copy', 'copies')} of published items.", err=True)


PG_BACKUP = "PostgreSQL has a tool for this: pg_dump --format=custom --file=FILE DATABASE."
PG_RESTORE = (
    "PostgreSQL has a tool for this: stop the bot, then pg_restore --clean --if-exists --dbname=DATABASE FILE. "
    "At its next start the bot sees that this is an older copy, and looks up in Slack what was unfinished."
)


def _sqlite_file(otherwise: str) -> Path:
    """The file of the database; raises ``WrongSetting`` with what to do instead where it is none."""
    from sqlalchemy.engine import make_url

    from bot.settings import WrongSetting, read_settings

    url = make_url(read_settings().database_url)
    if url.drivername != "sqlite" or not url.database:
        raise WrongSetting(otherwise)
    return Path(url.database)
