"""``sprint-notes doctor``: what stands between the bot and its work, each fault with its fix. It leaves no change."""
