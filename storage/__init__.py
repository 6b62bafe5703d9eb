"""Tables, repositories and units of work on SQLite and PostgreSQL."""
