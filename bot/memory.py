"""How the process keeps house with memory, so that it holds after months what it held after days."""

import ctypes
import gc
import os
from contextlib import suppress

M_ARENA_MAX = -8  # as glibc's malloc.h has it


def takes_one_heap() -> None:
    """Has all threads take memory from one heap; to be called before there is a second thread.

    glibc gives threads heaps of their own, up to eight for each processor, and what one thread gives back is of no use
    to those on other heaps: with a thread for each call to Slack the process would grow for weeks. ``MALLOC_ARENA_MAX``
    in the environment goes first; other C libraries have nothing of the kind.
    """
    if "MALLOC_ARENA_MAX" not in os.environ:
        with suppress(AttributeError, OSError, TypeError):  # no glibc
            ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def sets_apart_what_stays() -> None:
    """Has Python look for garbage only among what is made from now on; to be called once the program is put together.

    It looks everywhere when there is a quarter more than what was left the last time. The program itself, some 200,000
    objects, would let as much as 50,000 of garbage gather, and be gone through for each of them.
    """
    gc.collect()
    gc.freeze()
    gc.collect()  # from here it counts: next to nothing was left
