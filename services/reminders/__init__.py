"""Who is reminded when, and what leads choose about that."""
