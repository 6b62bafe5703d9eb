"""Correcting what is published."""
