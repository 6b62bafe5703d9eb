"""What becomes of an edition after it is published."""
