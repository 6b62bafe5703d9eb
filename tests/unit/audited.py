"""Reads in the source of the services what they write into the audit log."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType

import services

FILES = sorted(Path(services.__path__[0]).rglob("*.py"))


@dataclass(frozen=True)
class Source:
    """A module, its tree, and the function around each call."""

    module: ModuleType
    tree: ast.Module

    @cached_property
    def calls(self) -> list[tuple[ast.Call, ast.FunctionDef]]:
        """Every call that stands in a function, with that function."""
        functions = [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)]
        return [(node, one) for one in functions for node in ast.walk(one) if isinstance(node, ast.Call)]


def _name(path: Path) -> str:
    return ".".join(path.relative_to(Path(services.__path__[0]).parent).with_suffix("").parts)


SOURCES = [
    Source(importlib.import_module(_name(path)), ast.parse(path.read_text(encoding="utf-8")))
    for path in FILES
    if path.stem != "__init__"
]


def actions() -> dict[str, set[str]]:
    """The actions that ``work.audit.add`` can be told, by the place of the call."""
    found = {}
    for source in SOURCES:
        for call, function in source.calls:
            if ast.unparse(call.func) == "work.audit.add":
                place = f"{source.module.__name__}:{call.lineno}"
                found[place] = set(_texts(call.args[0], function, source))
    return found


def actors() -> set[str]:
    """Who acts though nobody does in Slack: whom a unit of work is opened for by name, or an entry is said to be by."""
    found: set[str] = set()
    for source in SOURCES:
        for call, function in source.calls:
            named = [one.value for one in call.keywords if one.arg == "actor"]
            if ast.unparse(call.func) == "store.writing":
                named += call.args[1:2]
            found.update(text for node in named for text in _texts(node, function, source))
    return found


def _texts(node: ast.expr | None, function: ast.FunctionDef, source: Source) -> Iterator[str]:
    """What an expression can be; nothing where it comes from the data."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _texts(body, function, source)
            yield from _texts(orelse, function, source)
        case ast.Name(id=name) if isinstance(getattr(source.module, name, None), str):
            yield str(getattr(source.module, name))
        case ast.Name(id=name):
            for value in _assigned(name, function):
                yield from _texts(value, function, source)
            yield from _passed(name, function, source)


def _assigned(name: str, function: ast.FunctionDef) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Tuple)
            and isinstance(node.value, ast.Tuple)
        ):
            pairs = zip(node.targets[0].elts, node.value.elts, strict=True)
            yield from (value for target, value in pairs if ast.unparse(target) == name)
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            yield node.value


def _passed(name: str, function: ast.FunctionDef, source: Source) -> Iterator[str]:
    """What callers pass for a parameter: those in the same module, and for a public function all of them."""
    parameters = [one.arg for one in function.args.args]
    if name not in parameters:
        return
    place = parameters.index(name)
    for caller in SOURCES if not function.name.startswith("_") else [source]:
        for call, around in caller.calls:
            if ast.unparse(call.func).rpartition(".")[2] == function.name and around is not function:
                given = {one.arg: one.value for one in call.keywords}
                value = call.args[place] if place < len(call.args) else given.get(name)
                yield from _texts(value, around, caller)
