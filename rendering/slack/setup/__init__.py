"""How setting up looks."""
