"""A message of a channel that somebody adds to an update or to the news."""

from dataclasses import dataclass

from domain import english
from domain.text.rich_text import RichText
from domain.update_fields import PictureRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedMessage:
    """Its words, with who said them and where; its pictures, to be described; and names of what could not come."""

    words: RichText = ()
    pictures: tuple[PictureRow, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def notice(self) -> str:
        """What could not come; nothing where all did."""
        if not self.left_out:
            return ""
        return (
            f"Not taken from the message: {english.listing(self.left_out)}. Describe in words what readers need of it."
        )
