"""An edition as the contents of a file, in any format."""

import json

from domain.document import Document
from rendering.formats import FORMATS
from rendering.slack.editions.edition import in_a_row


def as_file(document: Document, to: str) -> tuple[str, str]:
    """``(suffix, contents)`` of the edition in the format ``to``; ``slack`` is a JSON list of messages, all of
    the edition in a row: a list has no threads."""
    if to == "slack":
        messages = [message.as_payload() for message in in_a_row(document)]
        return ".slack.json", json.dumps(messages, ensure_ascii=False, indent=2) + "\n"
    made = FORMATS[to]
    return made.suffix, made.render(document)
