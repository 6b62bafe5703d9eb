"""Slack out: whatever must reach Slack exactly once goes through here."""
