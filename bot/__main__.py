"""``python -m bot`` is ``sprint-notes``."""

from bot.cli import main

main()
