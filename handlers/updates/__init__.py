"""Posting an update."""
