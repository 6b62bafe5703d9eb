"""Prints the report."""

from bench import acks, checks, home, rendering, sandbox

if __name__ == "__main__":
    acks.report()
    rendering.report()
    checks.report()
    home.report()
    sandbox.report()
