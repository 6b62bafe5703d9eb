"""How things look. Pure: domain values in; Block Kit, Markdown, HTML or text out."""
