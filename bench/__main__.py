"""Prints the report."""

from bench import acks, home, rendering, sandbox

if __name__ == "__main__":
    acks.report()
    rendering.report()
    home.report()
    sandbox.report()
