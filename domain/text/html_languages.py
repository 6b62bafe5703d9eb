"""The languages that elements of HTML say their words are in, while the elements are open."""

from collections import Counter

from domain.text.html import language

_CLOSED_BY = {"dt": ("dt", "dd"), "dd": ("dt", "dd")}


class Languages:
    """Of the elements that are open, the outermost first."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str]] = []
        self._count: Counter[str] = Counter()

    def open(self, name: str, source: str) -> None:
        """An element begins; ``source`` is its tag."""
        self.end_paragraph()
        if self._open and self._open[-1][0] in _CLOSED_BY.get(name, ()):
            self.close(self._open[-1][0])
        inherited = self._open[-1][1] if self._open else ""
        self._open.append((name, language(source) or inherited))
        self._count[name] += 1

    def close(self, name: str) -> None:
        """An element ends, and what is still open in it."""
        closed = ""
        while self._count[name] and closed != name:
            closed, _ = self._open.pop()
            self._count[closed] -= 1

    def end_paragraph(self) -> None:
        """A paragraph ends where any block begins."""
        if self._open and self._open[-1][0] == "p":
            self.close("p")

    def said_in(self, words: str) -> str:
        """The words, marked with the language that they are said in."""
        spoken = self._open[-1][1] if self._open else ""
        return f'<span lang="{spoken}">{words}</span>' if spoken and words else words
