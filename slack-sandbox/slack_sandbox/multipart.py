"""multipart/form-data, read with the standard library."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message


@dataclass(frozen=True)
class Part:
    """One field of a form; `filename` is None unless it is a file."""

    name: str
    filename: str | None
    content: bytes


def read_parts(body: bytes, content_type: str) -> list[Part]:
    """The parts of a body."""
    boundary = _parameter(content_type, "boundary")
    if not boundary:
        return []
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    return [part for piece in pieces[1:] if not piece.startswith(b"--") and (part := _part(piece))]


def _part(piece: bytes) -> Part | None:
    head, gap, content = piece.partition(b"\r\n\r\n")
    if not gap:
        return None
    for line in head.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip().lower() == "content-disposition":
            return Part(_parameter(value, "name") or "", _parameter(value, "filename"), content)
    return None


def _parameter(header: str, name: str) -> str | None:
    message = Message()
    message["content-type"] = header.strip()
    value = message.get_param(name, header="content-type")
    return value if isinstance(value, str) else None
