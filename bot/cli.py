"""The command line: ``sprint-notes …``. What a command needs is imported when it runs, so ``--help`` is quick."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from bot.cli_database import database, opened
from bot.cli_person import person
from domain.errors import DatabaseGone, SprintNotesError

if TYPE_CHECKING:
    from services.files.file_format import EditionFile

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Sprint Notes: updates from project leads, collected in Slack and published as sprint notes.",
)
app.add_typer(database, name="db")
app.add_typer(person, name="person")

MANIFEST = Path(__file__).parents[1] / "manifest.yml"
WRONG = 1  # the exit status of what was refused with a sentence
GONE = 74  # of a bot that has lost its database: started again it would begin with an empty one


To = Literal["slack", "markdown", "html", "text", "json"]  # the formats of ``compile``
FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="A file in the format sprint-notes/1, or - for standard input.")
]


@app.command()
def demo(
    headless: Annotated[bool, typer.Option("--headless", help="End by itself, also at a terminal.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Print every command, form and message.")] = False,
) -> None:
    """Plays a fortnight of an example unit against a local Slack and prints it, a line a scene."""
    from bot.demo import play

    raise typer.Exit(play(headless=headless, full=full))


@app.command()
def run() -> None:
    """Runs the bot: in Socket Mode when SLACK_APP_TOKEN is set, else over HTTP."""
    from bot.logs import set_up_logs
    from bot.run import run as run_bot
    from bot.settings import read_settings

    settings = read_settings()
    set_up_logs(settings.log_level)
    run_bot(settings)


@app.command("compile")
def compile_(
    file: FileArgument,
    to: Annotated[To, typer.Option("--to", help="The format.")] = "text",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write a file there instead of printing.")
    ] = None,
    hints: Annotated[bool, typer.Option("--hints", help="Print what is style only, too.")] = False,
) -> None:
    """Compiles the edition in FILE, offline. What the editorial checks find goes to standard error."""
    from rendering.files import as_file
    from rendering.terminal import found_lines
    from services.files.exchange import check_file, compile_file

    contents = _read(file)
    document = compile_file(contents)
    for line in found_lines(check_file(contents, document), hints=hints):
        typer.echo(line, err=True)
    suffix, text = as_file(document, to)
    if out is None:
        sys.stdout.write(text)
        return
    path = out / f"sprint-notes-{document.number}{suffix}"
    out.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    typer.echo(path)


@app.command("import")
def import_(
    file: FileArgument,
    published: Annotated[bool, typer.Option("--published", help="The edition is out already: archive it.")] = False,
) -> None:
    """Brings a file into the database: all of it, or nothing."""
    from domain.english import count
    from services.files.exchange import import_file

    contents = _read(file)
    store, workspace = opened()
    imported = import_file(store, workspace, contents, published=published)
    edition = f" for edition {imported.edition}" if imported.edition else ""
    typer.echo(
        f"New or changed: {count(imported.projects, 'project')}, {count(imported.updates, 'update')}{edition}.",
        err=True,
    )
    for name in _strange_leads(contents):
        typer.echo(f"Note: the lead “{name}” is not a Slack member ID such as U012AB3CD and cannot post yet.", err=True)


@app.command()
def export(
    edition: Annotated[int | None, typer.Option("--edition", help="Its number; else the latest with content.")] = None,
) -> None:
    """Prints the unit, its projects and one edition in the format sprint-notes/1."""
    from services.files import exchange
    from services.files.files import write

    store, workspace = opened()
    sys.stdout.write(write(exchange.export(store, workspace, edition)))


@app.command("import-projects")
def import_projects(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table of projects (CSV), or - for standard input.")],
    apply: Annotated[
        bool, typer.Option("--apply", help="Change the database; else only say what would change.")
    ] = False,
) -> None:
    """Says what a table of projects (CSV) would change; with --apply it does it: all of it, or nothing."""
    from rendering.terminal import lines
    from services.setup.projects_file import from_command_line

    store, workspace = opened()
    plan = from_command_line(store, workspace, _content(file), applies=apply)
    for line in lines(plan, applied=apply):
        typer.echo(line, err=bool(plan.wrong))
    if plan.wrong:
        raise typer.Exit(WRONG)


@app.command("export-projects")
def export_projects() -> None:
    """Prints all projects as the table (CSV) that import-projects reads."""
    from services.setup.projects_file import table

    store, workspace = opened()
    sys.stdout.write(table(store, workspace))


@app.command()
def site(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder; only what has changed is written.")],
) -> None:
    """Writes the public pages, feeds and data as files for any web server."""
    from bot.app import new_id
    from bot.settings import WrongSetting, read_settings
    from domain.english import count
    from storage.archive import SqlArchives
    from web.static import write_site

    settings = read_settings().web
    if settings is None:
        raise WrongSetting("SPRINT_NOTES_PUBLIC_URL must be set to the address that the files will have.")
    store, _ = opened(several=True)
    written = write_site(SqlArchives(store.engines, store.clock, new_id), settings, out)
    told = f"{count(written.files, 'file')}, {written.written} of them written, {written.deleted} old ones deleted."
    typer.echo(f"{told} The search needs a server and is left out.", err=True)


@app.command()
def doctor(
    manifest: Annotated[
        Path, typer.Option("--manifest", help="The app's manifest, whose scopes must be granted.")
    ] = MANIFEST,
    blocks: Annotated[
        bool, typer.Option("--blocks", help="Have Slack judge one of every message and view, too; it posts none.")
    ] = False,
    prove: Annotated[
        str,
        typer.Option(
            "--prove", metavar="U123", help="Post a message to this person, look for it as the bot does, delete it."
        ),
    ] = "",
) -> None:
    """Says what stands between the bot and its work, each fault with its fix; leaves nothing changed."""
    from bot.doctor.examine import examine
    from bot.settings import read_settings
    from domain.english import count

    faults = 0
    for told in examine(read_settings(), manifest, blocks=blocks, prove=prove):
        typer.echo(told)
        faults += told.verdict == "wrong"
    if faults:
        typer.echo(f"{count(faults, 'thing')} to mend.", err=True)
        raise typer.Exit(WRONG)
    typer.echo("Nothing is in the way.")


@app.command()
def sandbox(
    port: Annotated[int, typer.Option("--port", help="Where to listen on 127.0.0.1.")] = 8765,
    manifest: Annotated[Path, typer.Option("--manifest", help="The bot's manifest: its scopes and commands.")] = Path(
        "manifest.yml"
    ),
) -> None:
    """Runs the local Slack alone, for any bot."""
    from slack_sandbox.manifest import WrongManifest
    from slack_sandbox.server import run as run_sandbox

    try:
        run_sandbox(port=port, manifest=manifest)
    except WrongManifest as error:
        raise SprintNotesError(str(error)) from None


def _read(path: Path) -> EditionFile:
    from domain.decoding import decoded
    from services.files.files import read

    return read(decoded(_content(path)))


def _content(path: Path) -> bytes:
    from services.files.files import WrongFile

    try:
        return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise WrongFile([f"{path} cannot be read: {error.strerror}."]) from None


def _strange_leads(file: EditionFile) -> list[str]:
    import re

    leads = sorted({lead for project in file.projects for lead in project.leads})
    return [lead for lead in leads if not re.fullmatch(r"[UW][A-Z0-9]{2,}", lead)]


def main() -> NoReturn:
    """Runs a command. What is refused ends with its sentences on standard error, never with a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # whatever the terminal says
    try:
        app()
    except SprintNotesError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(GONE if isinstance(error, DatabaseGone) else WRONG)
    sys.exit(0)
