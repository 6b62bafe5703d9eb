"""How the update form and what is said about an update look."""
