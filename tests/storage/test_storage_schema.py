"""The migrations make exactly the tables that are declared, however and however often they run."""

from __future__ import annotations

import threading

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, select

from storage.columns import metadata
from storage.engine import open_engines
from storage.migrate import upgrade
from storage.published_tables import is_declared
from storage.tables import workspaces
from tests.databases import Databases, opened


def of_ours(name: str | None, *_rest: object) -> bool:
    return is_declared(name)


def test_the_migrated_database_has_the_declared_tables(databases: Databases) -> None:
    with opened(databases.empty()) as engines:
        upgrade(engines.writer)
        with engines.writer.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": True, "include_name": of_ours}
            )
            assert compare_metadata(context, metadata) == []


def test_the_comparison_notices_what_is_missing(databases: Databases) -> None:
    with opened(databases.migrated()) as engines:
        with engines.writer.begin() as connection:
            connection.exec_driver_sql("DROP INDEX ix_deliveries_workspace_target")
        with engines.writer.connect() as connection:
            context = MigrationContext.configure(connection, opts={"include_name": of_ours})
            assert len(compare_metadata(context, metadata)) == 1


def test_migrating_again_keeps_everything(databases: Databases) -> None:
    with opened(databases.empty()) as engines:
        upgrade(engines.writer)
        with engines.writer.begin() as connection:
            connection.execute(workspaces.insert().values(id="T1", name="Harbour", bot_id="B1", bot_user_id="U1"))
        upgrade(engines.writer)
        with engines.reader.connect() as connection:
            assert connection.execute(select(workspaces.c.id)).scalars().all() == ["T1"]


def test_replicas_that_start_at_once_migrate_once(databases: Databases) -> None:
    url, ready, faults = databases.empty(), threading.Barrier(4), []

    def replica() -> None:
        engines = open_engines(url)
        ready.wait()
        try:
            upgrade(engines.writer)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the test must tell
            faults.append(fault)
        finally:
            engines.dispose()

    threads = [threading.Thread(target=replica) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    with opened(url) as engines, engines.reader.connect() as connection:
        made = set(filter(is_declared, inspect(connection).get_table_names()))
        assert made == {*metadata.tables, "alembic_version"}
