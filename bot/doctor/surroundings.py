"""What surrounds the bot: names that look like settings and are none, the form of the signing secret, the port."""

import json
import os
import re
import socket
from collections.abc import Iterable
from urllib.error import HTTPError
from urllib.request import urlopen

from pydantic_settings import DotEnvSettingsSource, EnvSettingsSource
from rapidfuzz import process

from bot.doctor.said import Saying, Told, note, ok, wrong
from bot.settings import Settings

ABOUT = "Settings"
OURS = "sprint_notes_"  # how names begin that nobody else has
ALIKE = 90.0  # of 100, from which on a name is a misspelt one of ours
SECRET = re.compile("[0-9a-f]{32}")
ANSWER_SECONDS = 2.0


def check_surroundings(settings: Settings) -> Saying:
    """What can be said without the database and without Slack."""
    yield from check_names({*EnvSettingsSource(Settings).env_vars, *DotEnvSettingsSource(Settings).env_vars})
    secret = settings.slack_signing_secret.get_secret_value()
    if secret and not SECRET.fullmatch(secret):
        fix = "Copy its 32 characters from “Basic Information” of the app."
        yield wrong(ABOUT, f"SLACK_SIGNING_SECRET is none of Slack’s, so every request is refused. {fix}")
    if settings.port:
        yield check_port(settings.sprint_notes_host, settings.port)


def check_names(names: Iterable[str]) -> Saying:
    """Whether each variable of the environment that looks like a setting of ours is one."""
    known = list(Settings.model_fields)
    for name in sorted(set(map(str.lower, names)) - set(known)):
        alike = process.extractOne(name, known, score_cutoff=ALIKE)
        if alike or name.startswith(OURS):
            nearest = alike or process.extractOne(name, known)
            yield wrong(
                ABOUT, f"{name.upper()} is no setting and does nothing. Write {nearest[0].upper()}, or take it away."
            )


def check_port(host: str, port: int) -> Told:
    """Whether the bot can listen there, or does."""
    try:
        with socket.create_server((host, port), reuse_port=False):
            return ok("Port", f"{port} is free on {host}.")
    except OSError as error:
        if _is_ours(port):
            return note("Port", f"a bot runs on {port} already.")
        fix = "End what listens there, or set another PORT."
        return wrong(
            "Port", f"PORT {port} on SPRINT_NOTES_HOST {host} cannot be used: {os.strerror(error.errno or 0)}. {fix}"
        )


def _is_ours(port: int) -> bool:
    """Whether what answers there is a bot of ours."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/livez", timeout=ANSWER_SECONDS) as answer:
            return "faults" in json.load(answer)
    except HTTPError as answer:
        return answer.code == 503
    except (OSError, ValueError):
        return False
