"""Answers to whoever asks how things stand."""
