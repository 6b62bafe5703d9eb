"""Prints the report."""

from bench import acks, rendering, sandbox

if __name__ == "__main__":
    acks.report()
    rendering.report()
    sandbox.report()
