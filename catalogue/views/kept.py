"""Pages kept in this process: a record never changes, so a page does only when its entry says so."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Final, NamedTuple

KEPT: Final = 256
"""Pages a process keeps: some 40 kB each, 130 kB the longest."""


class KeptPage(NamedTuple):
    """The bytes of a page and their ETag."""

    content: bytes
    etag: str


class RecentlyUsed:
    """A bounded store that forgets the page not asked for longest."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> KeptPage | None:
        with self._lock:
            if key not in self._pages:
                return None
            self._pages.move_to_end(key)
            return self._pages[key]

    def put(self, key: Hashable, page: KeptPage) -> None:
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > self._size:
                self._pages.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()


kept_pages: Final = RecentlyUsed(KEPT)
