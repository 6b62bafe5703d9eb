"""Spaces: people paste no-break, thin and wide ones, and mean a space."""

OTHER_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_AS_SPACE = str.maketrans(dict.fromkeys(OTHER_SPACES, " "))


def with_plain_spaces(text: str) -> str:
    """The text with U+0020 for every other space of Unicode (category Zs); every character keeps its place."""
    has_other = not text.isascii() and any(space in text for space in OTHER_SPACES)  # most texts have none
    return text.translate(_AS_SPACE) if has_other else text
