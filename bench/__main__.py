"""Prints the report."""

from bench import acks, acts, checks, draft, home, rendering, sandbox, submits, web

if __name__ == "__main__":
    acks.report()
    rendering.report()
    draft.report()
    checks.report()
    checks.report_quality()
    home.report()
    sandbox.report()
    acts.report()
    submits.report()
    web.report()
