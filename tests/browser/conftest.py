"""The page of the local Slack in Chromium, with our bot behind it."""

from sandbox_support.chromium import browser, pages

__all__ = ["browser", "pages"]
