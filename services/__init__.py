"""Use cases: open a unit of work, apply the rules, say what must be said, write, commit."""
