"""The rules, in plain Python: no Slack, no SQL, no clock, no files."""
