"""The words of items as HTML: most of the work of a page, and the same in pages, feeds and data."""

from collections import OrderedDict
from threading import Lock

from markupsafe import Markup

from domain.archive import PublishedItem, item_for_readers
from web.texts import text

LEVEL = 4  # of the highest heading in an item: title 1, section or list 2, item or edition 3
KEPT = 500  # items: a large edition and what was read beside it


class Bodies:
    """Makes each once, and keeps the last; with ``most`` 0 all of them."""

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._made: OrderedDict[tuple[str, bool], Markup] = OrderedDict()
        self._lock = Lock()

    def of(self, one: PublishedItem, *, people: bool) -> Markup:
        """The HTML of an item, which names people or not."""
        key = (one.digest, people)
        with self._lock:
            if made := self._made.get(key):
                self._made.move_to_end(key)
                return made
        made = text(item_for_readers(one.item, people=people).body, LEVEL)
        with self._lock:
            if one.digest:
                self._made[key] = made
            while 0 < self._most < len(self._made):
                self._made.popitem(last=False)
        return made
