"""Block Kit as plain dicts."""
