"""Asking how things stand."""
