"""What the process that the tests' bots are forked from has read already: modules, and tables read on first use."""

import importlib

from domain.places import Place, name, place_of
from rendering.slack.setup.setup import zones

for module in (
    "alembic.command",
    "bot.cli",
    "bot.run",
    "httptools",
    "rendering.files",
    "services.files.files.exchange",
    "uvicorn.lifespan.on",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.auto",
):
    importlib.import_module(module)

name(Place("GB", "ENG"))
place_of("Europe/London")
zones()
