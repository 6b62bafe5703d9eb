"""One server for the stories of a module: what they send changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.http.server import Served, database, served


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The bot over HTTP, which knows its workspace, with Slack away."""
    with served(database(tmp_path_factory.mktemp("bot"))) as made:
        yield made
