"""How the process keeps house with memory. Both are for a whole process, so that they are tried in one of their own."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAPS = """
import ctypes, sys, threading
from bot.memory import takes_one_heap

takes_one_heap()
together = threading.Barrier(8)

def takes():
    memory = bytearray(100_000)
    together.wait()

threads = [threading.Thread(target=takes) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
c = ctypes.CDLL(None)
c.malloc_info(0, ctypes.c_void_p.in_dll(c, "stdout"))
"""
GARBAGE = """
from collections import deque
import bot.app
from bot.memory import sets_apart_what_stays

class Thing:
    alive = 0

    def __init__(self):
        self.me = self
        Thing.alive += 1

    def __del__(self):
        Thing.alive -= 1

sets_apart_what_stays()
recent, most = deque(maxlen=1_000), 0
for n in range(2_000_000):
    short_lived = []
    short_lived.append(short_lived)
    if n % 20 == 0:
        recent.append(Thing())
        most = max(most, Thing.alive)
print(most)
"""


def printed(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's")
def test_threads_share_one_heap() -> None:
    assert printed(HEAPS).count("<heap nr=") == 1


def test_garbage_does_not_gather_for_the_sake_of_the_program() -> None:
    """A thousand things are in use at a time, each for a while."""
    assert int(printed(GARBAGE)) < 15_000
