"""The unit’s own news: items, team members, nominations."""
