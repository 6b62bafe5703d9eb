"""What the tests of several rooms share."""

from tests.databases import databases, engines, postgres, postgres_databases, sqlite_databases

__all__ = ["databases", "engines", "postgres", "postgres_databases", "sqlite_databases"]
