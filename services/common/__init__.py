"""What every feature stands on: who acts, what they may reach, and an edition read once."""
