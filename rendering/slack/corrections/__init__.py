"""How corrections look."""
