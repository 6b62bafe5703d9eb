"""Working on a draft."""
