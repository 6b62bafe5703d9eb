"""The file format, into the database and out of it."""
