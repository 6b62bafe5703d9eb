"""Somebody as Slack describes them, as a person of ours."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.person import Belonging, Person

AWAY = (":palm_tree:", ":face_with_thermometer:")  # Slack's own statuses for a holiday and for being ill


def person_from(user: Mapping[str, Any], workspace: str) -> Person:
    """Somebody from Slack's user object, by the name that they go by outside of it; what dnd.info says is not in it."""
    profile = user.get("profile") or {}
    zone = str(user.get("tz") or "")
    ends = int(profile.get("status_expiration") or 0)  # of a status; one without an end says nothing
    is_away = ends and profile.get("status_emoji") in AWAY
    name = profile.get("real_name") or user.get("real_name") or profile.get("display_name") or ""
    return Person(
        id=str(user["id"]),
        name=str(name),
        timezone=zone if _is_timezone(zone) else "",
        belonging=_belonging(user, workspace),
        active=not (user.get("deleted") or user.get("is_bot")),
        quiet_until=datetime.fromtimestamp(ends, UTC) if is_away else None,
    )


def _belonging(user: Mapping[str, Any], workspace: str) -> Belonging:
    if user.get("is_bot"):
        return Belonging.APP
    teams = (user.get("enterprise_user") or {}).get("teams") or ()  # of an organisation with several workspaces
    if user.get("is_stranger") or (user.get("team_id", workspace) != workspace and workspace not in teams):
        return Belonging.ELSEWHERE
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Belonging.GUEST
    return Belonging.MEMBER


def _is_timezone(name: str) -> bool:
    try:
        return bool(name) and bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
