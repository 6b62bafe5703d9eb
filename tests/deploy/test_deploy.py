"""What the bot runs in: the image, the containers around it, the unit of systemd, and what they all install with."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field

from bot.cli import GONE
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
IMAGE_CONTEXT = re.findall(r"^!(.+)$", (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
STOPPING = 10  # seconds that the bot takes at most
NOBODY = 65534
Duration = Annotated[str, Field(pattern=r"^\d+s$")]


class Strict(BaseModel):
    """What we use of the Compose Specification, and no more: a key that is written wrong is refused."""

    model_config = ConfigDict(extra="forbid")


class Build(Strict):
    context: str
    dockerfile: str


class Healthcheck(Strict):
    test: Annotated[list[str], Field(min_length=2)]
    interval: Duration
    timeout: Duration
    retries: Annotated[int, Field(gt=0)]
    start_period: Duration = "0s"


class Dependency(Strict):
    condition: Literal["service_started", "service_healthy", "service_completed_successfully"]


class Replicas(Strict):
    replicas: Annotated[int, Field(gt=0)]


class Service(Strict):
    image: str = ""
    build: Build | None = None
    environment: dict[str, str] = {}
    env_file: str = ""
    volumes: list[Annotated[str, Field(pattern=r"^[^:]+:/[^:]+(:ro)?$")]] = []
    ports: list[Annotated[str, Field(pattern=r"^\d+:\d+$")]] = []
    networks: list[str]
    depends_on: dict[str, Dependency] = {}
    deploy: Replicas | None = None
    read_only: bool = False
    tmpfs: list[str] = []
    cap_drop: list[Literal["ALL"]] = []
    security_opt: list[Literal["no-new-privileges:true"]] = []
    restart: Literal["no", "always", "on-failure", "unless-stopped"]
    stop_grace_period: Duration = "10s"
    healthcheck: Healthcheck | None = None


class Network(Strict):
    internal: bool = False


class Volume(Strict):
    pass


class Compose(Strict):
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    services: dict[str, Service]
    networks: dict[str, Network]
    volumes: dict[str, Volume]


@pytest.fixture(scope="module")
def compose() -> Compose:
    return Compose.model_validate(yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8")))


def test_everything_that_the_compose_file_names_is_there(compose: Compose) -> None:
    for name, service in compose.services.items():
        assert bool(service.image) != bool(service.build), name
        assert set(service.networks) <= set(compose.networks)
        for needed, how in service.depends_on.items():
            assert how.condition != "service_healthy" or compose.services[needed].healthcheck
        for volume in service.volumes:
            source = volume.split(":")[0]
            assert source in compose.volumes or (source.startswith("./") and (DEPLOY / source).is_file())
        if service.build:
            assert (DEPLOY / service.build.context / service.build.dockerfile).is_file()


def test_two_replicas_stand_behind_the_proxy(compose: Compose) -> None:
    bot, proxy, database = (compose.services[name] for name in ("bot", "proxy", "database"))
    assert bot.deploy
    assert bot.deploy.replicas == 2
    assert (bot.ports, database.ports, database.networks) == ([], [], ["inside"])
    assert compose.networks["inside"].internal
    assert int(bot.stop_grace_period.removesuffix("s")) > STOPPING
    assert Settings(database_url=re.sub(r"\$\{[^}]+\}", "secret", bot.environment["DATABASE_URL"]))
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert re.findall(r"server (\w+:\d+)", nginx) == ["bot:3000"]
    assert re.findall(r"location = (\S+)", nginx) == ["/slack/events", "/readyz", "/livez", "/metrics"]
    assert re.findall(r"location = (\S+) \{\s+return 404", nginx) == ["/livez", "/metrics"]  # not from outside
    assert f"listen {proxy.ports[0].split(':')[1]};" in nginx
    for service in (bot, proxy):
        assert service.read_only
        assert (service.cap_drop, service.security_opt) == (["ALL"], ["no-new-privileges:true"])


def test_health_is_asked_where_it_is_told(compose: Compose) -> None:
    check = compose.services["bot"].healthcheck
    assert check
    assert "http://127.0.0.1:3000/readyz" in check.test[-1]
    assert "http://127.0.0.1:3000/livez" in DOCKERFILE
    for code in (check.test[-1], re.findall(r'"-c", "([^"]+)"', DOCKERFILE)[0]):
        compile(code, "healthcheck", "exec")


def test_the_image_is_made_by_the_script_and_runs_as_nobody_in_particular() -> None:
    *_, last = DOCKERFILE.split("\nFROM ")
    assert re.findall(r"^RUN (.+)", DOCKERFILE, re.MULTILINE)[0] == "/checkout/deploy/install /opt/sprint-notes"
    assert last.startswith("python:3.13-slim\n")
    [user] = re.findall(r"^USER (\d+):\d+$", last, re.MULTILINE)
    assert int(user) > 0
    settings = dict(re.findall(r"([A-Z_]+)=(\S+)", last))
    assert {"DATABASE_URL", "SPRINT_NOTES_HOST", "PORT"} < set(settings)
    assert set(settings) - {"PYTHONDONTWRITEBYTECODE"} <= {name.upper() for name in Settings.model_fields}


def test_the_image_gets_all_that_the_script_copies_and_nothing_else() -> None:
    [copied] = re.findall(r"for part in ([^;]+);", (DEPLOY / "install").read_text(encoding="utf-8"))
    assert set(IMAGE_CONTEXT) == {*copied.split(), "deploy/install", "deploy/requirements.lock"}
    assert all((ROOT / part).exists() for part in IMAGE_CONTEXT)


def test_it_installs_the_versions_that_were_tested() -> None:
    def pinned(lock: Path) -> set[str]:
        return set(re.findall(r"^[a-z0-9-]+==[^ \\]+", lock.read_text(encoding="utf-8"), re.MULTILINE))

    assert pinned(DEPLOY / "requirements.lock") < pinned(ROOT / "requirements.lock")


def test_systemd_runs_what_the_script_installs_and_does_not_begin_anew() -> None:
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "sprint-notes.service")
    service = unit["Service"]
    assert service["ExecStart"] == "/opt/sprint-notes/bin/sprint-notes run"
    assert int(service["TimeoutStopSec"]) > STOPPING
    assert int(service["RestartPreventExitStatus"]) == GONE
    assert service["DynamicUser"] == "yes"


@pytest.fixture(scope="module")
def installed() -> Iterator[Path]:
    """The steps of the image, in a clean folder, by somebody who is not root."""
    with tempfile.TemporaryDirectory(prefix="sprint-notes-image-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        for part in IMAGE_CONTEXT:
            there = folder / "checkout" / part
            there.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if (ROOT / part).is_dir() else shutil.copy)(ROOT / part, there)
        done = _as_nobody([folder / "checkout" / "deploy" / "install", folder / "opt"], folder)
        assert done.returncode == 0, done.stderr
        yield folder


def test_what_is_installed_runs_from_a_folder_that_cannot_be_written(installed: Path) -> None:
    command = installed / "opt" / "bin" / "sprint-notes"
    assert command.stat().st_uid != 0
    for path in (installed / "opt", *(installed / "opt").rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    data = installed / "data"
    data.mkdir()
    data.chmod(0o777)
    upgraded = _as_nobody([command, "db", "upgrade"], data)
    assert (upgraded.returncode, upgraded.stderr) == (0, "The database is up to date.\n")
    started = _as_nobody([command, "run"], data)
    assert (started.returncode, started.stderr.count("SLACK_BOT_TOKEN must be set")) == (1, 1)
    assert {path.name for path in data.iterdir()} >= {"sprint-notes.db"}


def _as_nobody(command: list[object], folder: Path) -> subprocess.CompletedProcess[str]:
    someone = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}
    ours = ("SLACK_", "SPRINT_", "DATABASE")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    done: subprocess.CompletedProcess[str] = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env={**clean, "HOME": str(folder)},
        check=False,
        capture_output=True,
        text=True,
        **someone,  # type: ignore[call-overload]
    )
    return done
