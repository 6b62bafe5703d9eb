"""How what editors decide looks."""
