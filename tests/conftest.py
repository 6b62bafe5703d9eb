"""What the tests of several rooms share, how long Slack waits in them, and where their files go.

They go into memory, where the system has room for them.
"""

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from slack_sandbox.core import ANSWER_VARIABLE

from tests.databases import databases, engines, lasting_databases, postgres, postgres_server, sqlite_template

os.environ.setdefault(ANSWER_VARIABLE, "30")  # a busy machine is no slow bot
settings.register_profile("any machine", deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile("any machine")

__all__ = ["databases", "engines", "lasting_databases", "postgres", "postgres_server", "sqlite_template"]

MEMORY = Path("/dev/shm")  # noqa: S108 - the folder of Linux for that; what is in it we name as one does in /tmp
ROOM = 1_000_000_000  # bytes; databases that are waiting for a disk are most of what these tests wait for


def use_memory() -> None:
    """Has temporary files in memory, where there is room."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        tempfile.tempdir = str(MEMORY)


use_memory()
