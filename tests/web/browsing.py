"""The public pages on a port, for browsers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from storage.unit_of_work import SqlStore
from tests.stage import free_port
from tests.web.visitor import archives
from web.app import Web
from web.site import WebSettings


@contextmanager
def served(store: SqlStore) -> Iterator[str]:
    """The address at which the pages of a store are."""
    with free_port() as port:
        address = f"http://127.0.0.1:{port}"
        app = Starlette(routes=Web(archives(store), WebSettings(public_url=address)).routes())
        config = uvicorn.Config(app, port=port, log_config=None, lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            while not server.started:
                time.sleep(0.02)
            yield address
        finally:
            server.should_exit = True
            thread.join()
