"""Signals of documents, kept in memory so that a query reads only what changed."""

from __future__ import annotations

import threading
from collections import OrderedDict

from portal.core.pauses import keep
from search.ranking import Signals

#: The whole national catalogue with its forms, acts and papers fits: reading one again costs a tenth of a millisecond,
#: and a query has a pool of hundreds.
CACHE_SIZE = 32_768
#: So many new ones are set apart from the search for cycles: looking at them all took 0.2 s of somebody's answer.
KEPT_TOGETHER = 500


class SignalCache:
    """Signals by uid, the first put forgotten first; shared by the threads of a process."""

    def __init__(self, size: int = CACHE_SIZE) -> None:
        self._size = size
        self._held: OrderedDict[int, Signals] = OrderedDict()
        self._lock = threading.Lock()
        self._fresh = 0

    def get(self, uid: int) -> Signals | None:
        """The signals of a document version, None when not held."""
        return self._held.get(uid)

    def put(self, uid: int, signals: Signals) -> None:
        """Hold signals, dropping the oldest above the size."""
        with self._lock:
            self._held[uid] = signals
            while len(self._held) > self._size:
                self._held.popitem(last=False)
            self._fresh += 1
            if self._fresh >= KEPT_TOGETHER:
                self._fresh = 0
                keep()
