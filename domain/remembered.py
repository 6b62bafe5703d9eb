"""Answers of pure functions, remembered for as long as the same texts are looked at again and again."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])
_each: list[Callable[[], None]] = []


def remembered(most: int) -> Callable[[Function], Function]:
    """Decorates a function at module level: its last answers, so many at most, are given again without calling it."""

    def decorated(function: Function) -> Function:
        kept = lru_cache(most)(function)
        _each.append(kept.cache_clear)
        return cast("Function", kept)

    return decorated


def forget() -> None:
    """Drops every answer that was remembered; whoever looks again has it worked out anew."""
    for drop in _each:
        drop()
