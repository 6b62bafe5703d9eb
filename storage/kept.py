"""What is asked for all the time and changes hardly ever."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """What ``read`` has answered, for so many seconds or until it is to be forgotten."""

    def __init__(self, read: Callable[[], T], seconds: float) -> None:
        self._read = read
        self._seconds = seconds
        self._known: tuple[float, T] | None = None  # until when, and what

    def get(self) -> T:
        """What was read, read anew where it is too old."""
        known = self._known
        if known is None or time.monotonic() > known[0]:
            known = self._known = (time.monotonic() + self._seconds, self._read())
        return known[1]

    def forget(self) -> None:
        """Reads anew when asked next."""
        self._known = None
