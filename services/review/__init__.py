"""What editors do with a draft."""
