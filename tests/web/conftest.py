"""The store of the tests of storage: what is public is read from it."""

from tests.storage.conftest import store

__all__ = ["store"]
