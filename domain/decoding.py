"""Bytes of a file of text, opened as whoever saved it meant them: with a byte order mark or not, in UTF-8 or UTF-16."""

import json

from domain.errors import SprintNotesError

FIX = "In Excel choose “CSV UTF-8 (Comma delimited)”, elsewhere the encoding UTF-8, and save it again."


class NotText(SprintNotesError):
    """Bytes that cannot be read as text."""


def decoded(content: bytes) -> str:
    """The text in a file, without a byte order mark and with its line ends as ``\\n``; raises ``NotText``."""
    encoding = json.detect_encoding(content)  # by the mark, else by which of the first bytes are zero
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = len(f"{content[: error.start].decode(encoding, 'replace')}.".splitlines())
        raise NotText(f"Line {line}: The file is not in UTF-8{_instead(content)}. {FIX}") from None
    if "\0" in text:
        raise NotText(f"This is not a file of text. {FIX}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _instead(content: bytes) -> str:
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return " but, it seems, in Windows-1252 (in Excel “CSV”, elsewhere “ANSI”)"
