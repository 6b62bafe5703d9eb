"""The text tree: what people write, its parsers, and its JSON."""
