"""The command line: ``slack-sandbox`` serves a local Slack until it is interrupted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from slack_sandbox.manifest import WrongManifest
from slack_sandbox.server import PORT, run


def serve(
    *,
    port: Annotated[int, typer.Option(help="Where to listen on 127.0.0.1; 0 picks a free port.")] = PORT,
    manifest: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="The bot's manifest: its scopes and commands.")
    ] = None,
    request_url: Annotated[str | None, typer.Option(help="The bot's address, for a bot without Socket Mode.")] = None,
    bot_token: Annotated[str | None, typer.Option(help="A fixed token instead of a made-up one.")] = None,
    app_token: Annotated[str | None, typer.Option(help="The same, for Socket Mode.")] = None,
    signing_secret: Annotated[str | None, typer.Option(help="A fixed secret instead of a made-up one.")] = None,
    rate_limits: Annotated[bool, typer.Option(help="Whether calls are paced as Slack paces them.")] = True,
    distributed: Annotated[
        bool, typer.Option(help="Pace reading history as outside the Marketplace: once a minute, 15 messages.")
    ] = False,
    answer_seconds: Annotated[
        float | None, typer.Option(help="How long the bot has to acknowledge and to use a trigger; Slack gives 3.")
    ] = None,
) -> None:
    """Serves a local Slack, and prints the settings that a bot needs to reach it."""
    run(
        port,
        manifest=manifest,
        bot_token=bot_token,
        app_token=app_token,
        signing_secret=signing_secret,
        request_url=request_url,
        rate_limits=rate_limits,
        distributed=distributed,
        answer_seconds=answer_seconds,
    )


def main() -> None:
    """Runs the command; a manifest that Slack would not take ends it with a line for each fault."""
    try:
        typer.run(serve)
    except WrongManifest as error:
        sys.exit(str(error))
