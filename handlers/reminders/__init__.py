"""Answering a reminder."""
