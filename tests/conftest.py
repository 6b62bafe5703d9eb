"""What the tests of several rooms share, and where their files go: into memory, where the system has room for them."""

import os
import shutil
import tempfile
from pathlib import Path

from tests.databases import databases, engines, lasting_databases, postgres, sqlite_template

__all__ = ["databases", "engines", "lasting_databases", "postgres", "sqlite_template"]

MEMORY = Path("/dev/shm")  # noqa: S108 - the folder of Linux for that; what is in it we name as one does in /tmp
ROOM = 1_000_000_000  # bytes; databases that are waiting for a disk are most of what these tests wait for

if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    tempfile.tempdir = str(MEMORY)
