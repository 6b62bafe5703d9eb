"""Block Kit in small builders: blocks, ids, messages, modals, pages, rich text."""
