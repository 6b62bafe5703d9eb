"""The Web API, a module a family of methods."""

from slack_sandbox.api import (
    about,
    blocks,
    chat,
    conversations,
    dnd,
    files,
    history,
    marks,
    oauth,
    reactions,
    scheduled,
    usergroups,
    users,
    views,
)
from slack_sandbox.api.call import METHODS, ApiCall, Method

__all__ = [
    "METHODS",
    "ApiCall",
    "Method",
    "about",
    "blocks",
    "chat",
    "conversations",
    "dnd",
    "files",
    "history",
    "marks",
    "oauth",
    "reactions",
    "scheduled",
    "usergroups",
    "users",
    "views",
]
