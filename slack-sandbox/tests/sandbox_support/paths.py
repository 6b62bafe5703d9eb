"""Where the package and its documentation are."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parents[2]
README = PACKAGE / "README.md"
REFERENCE = PACKAGE / "docs" / "reference.md"
