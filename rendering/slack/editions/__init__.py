"""How an edition and its draft look."""
