"""How long something takes."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Sequence


def median(work: Callable[[], object], rounds: int = 7) -> float:
    """The median of several rounds, in milliseconds."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def percentile(values: Sequence[float], percent: int) -> float:
    """What so many percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[math.ceil(len(ordered) * percent / 100) - 1]
