"""The inside of a Markdown paragraph, heading or cell, written in one of several forms.

The plainest form comes first; ``rendering.formats.markdown`` reads back what was written and takes the
next form when it does not say the same. The last, careful form works for every text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html.entities import html5
from typing import TypeAlias

from domain.text.emoji import codes_at
from domain.text.inline import plain
from domain.text.rich_text import PLAIN, Emoji, Inline, Inlines, Link, Mention, Text
from domain.text.slack_address import SCHEME, address, label

_TAGS = {"bold": "b", "italic": "i", "strike": "del", "underline": "u", "code": "code"}
_MARKERS = {"bold": "**", "italic": "*"}  # neither CommonMark nor kramdown has one for what is struck
_ADDRESS = re.compile(r"https?://(?:[^\x00-\x20<>&|]|&(?![#\w]+;))+", re.IGNORECASE)  # such as <…> may hold
_RISKY_IN_ADDRESS = re.compile(r"(?:[()!,;:.?]|\W_|_)\Z|--|\.\.\.|\W_|_(?=\W)|[*~|$\[\]{}\\`^'\"]|[^\x00-\x7f]")
_BEFORE_ADDRESS = re.compile(r"(?:\A|\s)\Z")
_AFTER_ADDRESS = re.compile(r"[.,:;!?]?(?:\s|\Z)")
_OUTER_STYLES = ("strike", "underline", "bold", "italic")  # code is always the innermost


@dataclass(frozen=True, slots=True)
class Form:
    """``tags`` for ``<b>`` where there could be ``**``; ``bare`` for addresses without brackets; ``cell`` in tables."""

    tags: bool = False
    bare: bool = True
    careful: bool = False
    cell: bool = False


PRETTY = Form()
CAREFUL = Form(tags=True, bare=False, careful=True)
FORMS = (PRETTY, Form(bare=False), Form(tags=True), Form(tags=True, bare=False), CAREFUL)


Mark: TypeAlias = str | tuple[str]  # a style or a tag, or the address of a link


@dataclass(frozen=True, slots=True)
class _Atom:
    """An inline, with the marks around it that are not written yet; ``inside`` says that others are, ``alone``
    that white space is around it."""

    inline: Inline
    marks: tuple[Mark, ...]
    last: bool = False
    inside: bool = False
    in_link: bool = False
    alone: bool = False


def inline(inlines: Inlines, form: Form) -> str:
    """Inlines in one form. Line breaks come out as two spaces and a line end, or as ``<br>``."""
    atoms = [replace(_atom(one, form), alone=_is_alone(inlines, place)) for place, one in enumerate(inlines)]
    return _write([*atoms[:-1], *(replace(atom, last=True) for atom in atoms[-1:])], form)


def _is_alone(inlines: Inlines, place: int) -> bool:
    """Whether every reader of Markdown would see where an address ends here, were it written without brackets."""
    before, after = plain(inlines[:place][-1:]), plain(inlines[place + 1 :][:1])
    return bool(_BEFORE_ADDRESS.search(before) and _AFTER_ADDRESS.match(after))


def _atom(inline: Inline, form: Form) -> _Atom:
    marks: list[Mark] = [f'span lang="{inline.style.language}"'] if inline.style.language else []
    marks += [style for style in _OUTER_STYLES if getattr(inline.style, style)]
    if isinstance(inline, Link):
        if inline.url == inline.text and form.bare and not inline.style.code and _ADDRESS.fullmatch(inline.url):
            return _Atom(replace(inline, style=PLAIN), tuple(marks))
        marks.append((inline.url,))
        inline = Text(inline.text, inline.style)
    if inline.style.code:
        marks.append("code")
    return _Atom(replace(inline, style=PLAIN), tuple(marks))


def _write(atoms: Sequence[_Atom], form: Form) -> str:
    out: list[str] = []
    at = 0
    while at < len(atoms):
        mark, end = _widest(atoms, at)
        run = atoms[at:end]
        if mark is None:
            written = _inline(run[0], form)
        elif mark == "code":
            written = _code(run, form)
        else:
            written = _wrap(mark, _write([_without(atom, mark) for atom in run], form), form)
        if out and out[-1].endswith("!") and written.startswith("["):
            out[-1] = out[-1][:-1] + "\\!"  # not an image
        out.append(written)
        at = end
    return "".join(out)


def _widest(atoms: Sequence[_Atom], start: int) -> tuple[Mark | None, int]:
    """The mark of the first atom that spans most atoms, and where it ends."""
    best: tuple[Mark | None, int] = (None, start + 1)
    for mark in atoms[start].marks:
        end = start
        while end < len(atoms) and mark in atoms[end].marks:
            end += 1
        if best[0] is None or (end > best[1] and mark != "code"):
            best = (mark, end)
    return best


def _without(atom: _Atom, mark: Mark) -> _Atom:
    marks = tuple(other for other in atom.marks if other != mark)
    return replace(atom, marks=marks, inside=True, in_link=atom.in_link or isinstance(mark, tuple))


def _wrap(mark: Mark, inner: str, form: Form) -> str:
    if isinstance(mark, tuple):
        return link(mark[0], inner)
    if form.tags or mark not in _MARKERS:
        tag = _TAGS.get(mark, mark)
        return f"<{tag}>{inner}</{tag.partition(' ')[0]}>"
    return f"{_MARKERS[mark]}{inner}{_MARKERS[mark]}"


def _code(run: Sequence[_Atom], form: Form) -> str:
    first = run[0].inline
    if len(run) == 1 and isinstance(first, Text) and not form.careful and not _needs_tag(first.text, form):
        return code_span(first.text)
    careful = replace(form, tags=True, careful=True)  # between tags kramdown reads no escapes
    return _wrap("code", _write([_without(atom, "code") for atom in run], careful), careful)


def _needs_tag(code: str, form: Form) -> bool:
    """Whether no backticks hold this code in every reader: kramdown reads no ``\\|`` in them."""
    return "\n" in code or code != code.strip() or ("|" in code and form.cell)


def code_span(text: str) -> str:
    """Inline code between backticks, more of them than stand in the text."""
    fence = "`"
    while fence in text:
        fence += "`"
    pad = " " if text[:1] == "`" or text[-1:] == "`" or (text[:1] == text[-1:] == " " and text.strip()) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _inline(atom: _Atom, form: Form) -> str:
    match atom.inline:
        case Text(text):
            if form.careful:
                return _carefully(text)
            return escape(text, last=atom.last, inside=atom.inside, in_link=atom.in_link)
        case Link(url):
            return url if atom.alone and not atom.inside and not _RISKY_IN_ADDRESS.search(url) else f"<{url}>"
        case Mention() | Emoji() as inline:
            text = label(inline)
            return f"[{_carefully(text) if form.careful else escape(text, in_link=True)}]({address(inline)})"


def link(url: str, label: str) -> str:
    """A link; one that would read as a mention is told from it by a title."""
    title = ' "link"' if url.startswith(SCHEME) else ""
    return f"[{label}]({destination(url)}{title})"


def destination(url: str) -> str:
    """An address as it stands between the brackets of a link."""
    if re.fullmatch(r"[^\s<>()\\|]*", url) and not _ENTITY.search(url):
        return url
    return "<" + re.sub(r"[\\<>|]", reference, _AMPERSAND.sub("&amp;", url)) + ">"


_AMPERSAND = re.compile("&(?=#?[0-9A-Za-z]+;)")
_ENTITY = re.compile(r"&#?[0-9A-Za-z]+;")
_ALWAYS = r"""\\(?=[!-/:-@\[-`{-~\n]|\Z)   # a backslash that would escape, or break the line
    | `
    | \*+ | _+
    | (?<![ \t\n])~+                      # it could end what is struck in GFM; kramdown has no such escape
    | <(?=[A-Za-z/!?])
    | &(?=\#?[0-9A-Za-z]+;)
    | \](?=[(\[])
    | \](?=:)                            # even an escaped one ends the name of a link for kramdown
    | !(?=\[)
    | (?i:(?<=http)|(?<=https)):(?=//)
    | \| | \{(?=[:#]) | \${2,} | \[(?=\^) | (?<![^\n])\^   # a table, attributes, mathematics, notes for kramdown
    | (?<=-)- | (?<=<)< | (?<=>)>         # a dash and French quotes
    | :(?=[a-z0-9_+'-]+:)                 # maybe an emoji
    """
_IN_LINK = r"| [\[\]]"
_SPECIAL = {in_link: re.compile(_ALWAYS + _IN_LINK * in_link, re.VERBOSE) for in_link in (False, True)}
_NAMED = {"&": "&amp;", "<": "&lt;"}
_ESCAPED_ADDRESS = re.compile(r":(?=//\S*[\\&])")


def escape(text: str, *, last: bool = False, inside: bool = False, in_link: bool = False) -> str:
    """Plain characters with as few backslashes as will do; ``last`` says that nothing follows them."""

    def escaped(match: re.Match[str]) -> str:
        marks = match.group()
        before, after = text[: match.start()][-1:], text[match.end() :][:1] or (" " if last else "x")
        closes = inside and marks[0] == "*"  # a marker of ours stands open
        if marks[0] in "*_" and not closes and not _can_open(marks[0], before, after):
            return marks
        if marks == ":" and not _means_more(text, match.start(), in_link=in_link):
            return marks
        if marks == "&" and not _is_entity(text[match.start() : match.start() + 40]):
            return marks
        if marks[0] in "~^&" or (marks == "]" and after == ":") or before + marks == "<<":
            return _NAMED.get(marks) or reference(match)
        return "".join(f"\\{mark}" for mark in marks)

    written = _SPECIAL[in_link].sub(escaped, text).replace("\n", "  \n")
    return _ESCAPED_ADDRESS.sub(r"\:", written) if in_link else written  # a link in a link to mistune, with its escapes


def _means_more(text: str, colon: int, *, in_link: bool) -> bool:
    """Whether a colon is that of an address, which is no link yet, or of an emoji."""
    return (text.startswith("//", colon + 1) and not in_link) or bool(codes_at(text, colon, len(text)))


def _can_open(mark: str, before: str, after: str) -> bool:
    """Whether ``*`` or ``_`` between these characters could begin emphasis; without that no other can end it."""
    if after.isspace() or (before.isalnum() and not after.isalnum()):
        return False
    return mark == "*" or not before.isalnum()


def _is_entity(text: str) -> bool:
    found = _ENTITY.match(text)
    return found is not None and (text[1] == "#" or found.group()[1:] in html5)


def reference(match: re.Match[str]) -> str:
    """Character references for what was found, or ``<br>``."""
    return "<br>" if match.group() == "\n" else "".join(f"&#{ord(character)};" for character in match.group())


_RISKY = re.compile(r"[!-/:-@\[-`{-~\n\t]|\A\s+|\s+\Z|(?<=\n) +| +(?=\n)|(?<= ) +")


def _carefully(text: str) -> str:
    """Plain characters, with a reference for each that could mean anything."""
    return _RISKY.sub(reference, text)
