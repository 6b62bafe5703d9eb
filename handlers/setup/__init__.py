"""Setting the unit up."""
