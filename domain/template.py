"""What every edition of a unit is made of: its title, its sections' names, and the words that open and close it."""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "Sprint Notes #{number}"
NEWS = "News from the team"
UPDATES = "Funded project updates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The unit's own frame around each edition. ``intro`` and ``closing`` are Markdown; all may hold placeholders."""

    title: str = TITLE
    news: str = NEWS
    updates: str = UPDATES
    intro: str = ""
    closing: str = ""
