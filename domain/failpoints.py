"""Places by name at which a test may end the process, to see what becomes of what it had in hand.

Nothing in the product arms them, no setting does: there ``reached`` is one comparison.
"""

from collections.abc import Callable

_reached: Callable[[str], object] | None = None


def reached(name: str) -> None:
    """Says that the process is at a place; each name stands once in the code."""
    if _reached is not None:
        _reached(name)


def arm(told: Callable[[str], object] | None) -> None:
    """Has ``told`` hear of each place that is reached; for tests, in a process of their own."""
    global _reached
    _reached = told
