"""The unit’s own news."""
