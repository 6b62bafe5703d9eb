"""A line through the values of a figure, as SVG: a picture of the table beside it, with nothing to run or load."""

from collections.abc import Sequence
from decimal import Decimal

WIDTH, HEIGHT, MARGIN = 600, 160, 12


def points(values: Sequence[Decimal]) -> list[tuple[float, float]]:
    """Where each value stands; one that is larger stands higher, and nothing is drawn below nought."""
    low, high = min(*values, Decimal(0)), max(*values, Decimal(0))
    across = (WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)
    room = HEIGHT - 2 * MARGIN
    span = high - low or Decimal(1)
    return [
        (round(MARGIN + n * across, 1), round(HEIGHT - MARGIN - float((value - low) / span) * room, 1))
        for n, value in enumerate(values)
    ]


def line_through(values: Sequence[Decimal]) -> str:
    """The ``points`` of a polyline."""
    return " ".join(f"{x},{y}" for x, y in points(values))
