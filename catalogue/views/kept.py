"""Pages kept in this process: a record never changes, so a page does only when its entry says so."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Final, NamedTuple

MOST: Final = 32 * 1024 * 1024
"""Bytes a process keeps: 1,900 pages of the median size (15 kB), or 640 of the 99th in a hundred (50 kB)."""
OVERHEAD: Final = 2_500
"""Bytes a kept page costs beside its content. Measured: 900 to 2,100, by how much the centre says of itself."""


class KeptPage(NamedTuple):
    """The bytes of a page and their ETag."""

    content: bytes
    etag: str


class KeptPages:
    """A store bounded in bytes that forgets the page not asked for longest.

    A page is kept under its address with the state of everything it says. Asked for in another state it is
    forgotten at once: what was taken out of a record does not linger.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._pages: OrderedDict[str, tuple[Hashable, KeptPage]] = OrderedDict()
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Bytes in use."""
        return self._size

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, address: str, state: Hashable) -> KeptPage | None:
        """The page of an address if it was kept in this very state."""
        with self._lock:
            kept = self._pages.get(address)
            if kept is None:
                return None
            if kept[0] != state:
                self._drop(address)
                return None
            self._pages.move_to_end(address)
            return kept[1]

    def put(self, address: str, state: Hashable, page: KeptPage) -> None:
        """Keep a page; one larger than the whole store is not kept."""
        with self._lock:
            if address in self._pages:
                self._drop(address)
            self._pages[address] = state, page
            self._size += _cost(page)
            while self._size > self._most:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._size = 0

    def _drop(self, address: str) -> None:
        self._size -= _cost(self._pages.pop(address)[1])


def _cost(page: KeptPage) -> int:
    return len(page.content) + OVERHEAD


kept_pages: Final = KeptPages(MOST)
