"""Writes ``docs/words.md``: every sentence that the bot can say, as it stands in the code. ``make words`` runs it."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "words.md"
ROOMS = ("domain", "services", "handlers", "rendering")
READERS = ("domain/text", "domain/codec.py", "domain/checks/lexicon.py")  # of what others write; they say nothing
OPENING = """# What the bot says

Every sentence, label and part of a sentence that people can see, room by room, as `make words` finds it in the code.
What is filled in stands in braces, what is said one way or another with a bar between. A translation starts here.
Do not edit this page: change the words where they stand, then run `make words`. A test fails while the page is out of
date.
"""
UNSAID_CALLS = {  # what is given to these is read by programs
    *("compile", "get_logger", "TypeVar", "NewType", "frozenset", "split", "strip", "removeprefix", "removesuffix"),
    *("partition", "rpartition", "startswith", "endswith", "replace_with", "info", "warning", "exception", "debug"),
    *("read", "get", "getattr", "isinstance", "cast", "Literal", "fail", "maketrans", "lru_cache", "field_validator"),
    *("add", "log_about", "_log", "reached", "store", "may", "Command"),
}
FOR_PROGRAMMERS = {"AssertionError", "KeyError", "LookupError", "RuntimeError", "TypeError", "ValueError"}
_WORDS = re.compile(r"[^\W\d_]{2,}\S* +\S|^[A-Z][^\W\d_]*[a-z](…|\.)?$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_BRACES = re.compile(r"\{[^{}]*\}")
_IDS = r"\{(id|token|version|news id|edition id|project id|picture|local day|[A-Z ]+)\}"
_IN_KEYS = re.compile(rf"{_IDS}|^[a-z]{{4,}} \{{…\}}$")
_NAME = re.compile(r"[a-z ]+")
_CODE = re.compile(r"\\[bdswWSD]|\(\?|\[\^|^[a-z_]+(\.[a-z_]+)+$|%Y|MMMM|://[^ ]*$|^<|</|=\"")


def page() -> str:
    """The whole page."""
    parts = [OPENING]
    for room, modules in _rooms():
        said = [(path, sentences(path.read_text(encoding="utf-8"))) for path in modules]
        if any(found for _, found in said):
            parts.append(f"## {room}\n")
            parts += [f"### {path.name}\n\n{_bullets(found)}\n" for path, found in said if found]
    return "\n".join(parts)


def _rooms() -> Iterator[tuple[str, list[Path]]]:
    """Each folder with its modules, from the top down."""
    for top in ROOMS:
        folders = [ROOT / top, *(folder for folder in sorted((ROOT / top).rglob("*")) if folder.is_dir())]
        for folder in folders:
            room = folder.relative_to(ROOT).as_posix()
            if "__pycache__" not in room and not room.startswith(READERS):
                yield room, [path for path in sorted(folder.glob("*.py")) if not _reads(path)]


def _reads(path: Path) -> bool:
    return path.relative_to(ROOT).as_posix().startswith(READERS)


def _bullets(found: Iterable[str]) -> str:
    return "\n".join(f"- {_escaped(text)}" for text in found)


def _escaped(text: str) -> str:
    lines = " ⏎ ".join(line.strip() for line in text.strip().splitlines())
    return re.sub(r"([*_`<>\[\]])", r"\\\1", lines)


def sentences(source: str) -> list[str]:
    """What a module can say, in the order in which it stands there."""
    reader = _Reader()
    reader.visit(ast.parse(source))
    return list(dict.fromkeys(reader.said))


class _Reader(ast.NodeVisitor):
    """Collects what is said; what programs read (keys, patterns, docstrings, logs) is passed over."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def _says(self, text: str) -> None:
        if _WORDS.search(text) and _WORD.search(_BRACES.sub("", text)) and not (_CODE.search(text) or _is_key(text)):
            self.said.append(text)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # else a docstring
            self.visit(node.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._says(node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._says(_written(node))

    def visit_Tuple(self, node: ast.Tuple) -> None:
        self._in_a_row(node.elts)

    def visit_Call(self, node: ast.Call) -> None:
        if _last_name(node.func) in UNSAID_CALLS:
            return
        self.visit(node.func)
        self._in_a_row(node.args)
        for keyword in node.keywords:
            self.visit(keyword.value)

    def visit_Raise(self, node: ast.Raise) -> None:
        if not (isinstance(node.exc, ast.Call) and _last_name(node.exc.func) in FOR_PROGRAMMERS):
            self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        for value in node.values:
            self.visit(value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value and "TypeAlias" not in ast.unparse(node.annotation):
            self.visit(node.value)

    def visit_Assign(self, node: ast.Assign) -> None:
        is_name = _NAME.fullmatch(" ".join(_constants(node.value)))  # by which the log calls an act
        if ast.unparse(node.targets[0]) != "__all__" and not is_name:
            self.visit(node.value)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for part in (*node.args.defaults, *filter(None, node.args.kw_defaults), *node.body):
            self.visit(part)

    def visit_Compare(self, _node: ast.Compare) -> None:
        """What something is compared with is not said."""

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)

    def _in_a_row(self, parts: list[ast.expr]) -> None:
        """One sentence where words go on beside each other, else each part for itself."""
        if any(_goes_on(part) for part in parts):
            self._says("".join(map(_written, parts)))
            for part in parts:
                if not isinstance(part, ast.Constant | ast.JoinedStr):
                    self.visit(part)
        else:
            for part in parts:
                self.visit(part)


def _is_key(text: str) -> bool:
    """Whether it is how a message is known in the outbox, such as ``reminder 01J… U01``: small letters and ids."""
    return bool(_IN_KEYS.search(text) and re.fullmatch(r"[a-z ]*", _BRACES.sub("", text)))


def _constants(value: ast.expr) -> Iterator[str]:
    parts = value.elts if isinstance(value, ast.Tuple) else [value]
    return (str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)


def _goes_on(part: ast.expr) -> bool:
    """Whether words end or begin with a space: something stands before or after them."""
    text = _written(part) if isinstance(part, ast.Constant | ast.JoinedStr) else ""
    return text != text.strip(" ") and any(map(str.isalpha, text))


def _written(part: ast.AST) -> str:
    """An expression as readers see it, with what is filled in between braces."""
    match part:
        case ast.Constant(str(text)):
            return text
        case ast.JoinedStr(values):
            return "".join(map(_written, values))
        case ast.FormattedValue(value):
            return _written(value)
        case ast.IfExp(body=one, orelse=other):
            return f"{{{_written(one).strip('{}')}|{_written(other).strip('{}')}}}"
        case ast.Call(func=function, args=[first, *others]):
            return _of_call(_last_name(function), first, others)
        case ast.Tuple(elts):
            return "".join(map(_written, elts))
        case ast.Attribute() | ast.Name():
            return f"{{{_last_name(part).replace('_', ' ')}}}"
        case _:
            return "{…}"


def _of_call(name: str, first: ast.AST, others: list[ast.expr]) -> str:
    match name, others:
        case "Command", _:
            return _written(first)
        case "quoted", _:
            return f"“{_written(first)}”"
        case "count", [ast.Constant(str(noun)), *_]:
            return f"{{2 {noun}s}}"
        case "Who", _:
            return "{@somebody}"
        case "Where", _:
            return "{#channel}"
        case "shortened" | "plain" | "str" | "joined" | "listing" | "names", _:
            return _written(first)
        case _:
            return f"{{{name.replace('_', ' ').strip()}}}"


def _last_name(node: ast.AST) -> str:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
