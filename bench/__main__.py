"""Prints the report."""

from bench import acks, rendering

if __name__ == "__main__":
    acks.report()
    rendering.report()
