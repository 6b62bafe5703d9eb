"""What the process that the tests' bots are forked from has read already: modules, and tables read on first use."""

# ruff: noqa: F401 - what matters is that they are imported, by statements, so that mypy knows of a name that is gone

import alembic.command
import httptools
import uvicorn.lifespan.on
import uvicorn.loops.auto
import uvicorn.protocols.http.auto
import uvicorn.protocols.websockets.auto

import bot.cli
import bot.run
import rendering.files
import services.files.exchange
from domain.lemmas import read_dictionaries
from domain.places import Place, name, place_of
from rendering.slack.setup.setup import zones

name(Place("GB", "ENG"))
place_of("Europe/London")
zones()
read_dictionaries()
