"""How the forms for news look."""
