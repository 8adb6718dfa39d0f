"""When the first engine is away, the second answers; a breaker keeps pages from waiting each time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from search.engines.base import Candidates, Engine, EngineError, EngineQuery

logger = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 60.0


class Breaker:
    """Open after a failure, for a pause that doubles with each further one; then one try."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_from = 0.0

    def allows(self) -> bool:
        """Whether to try now. After a pause only one caller is let through until it reports."""
        with self._lock:
            if self._failures == 0:
                return True
            if self._clock() < self._closed_from:
                return False
            self._closed_from = self._clock() + FIRST_PAUSE_SECONDS
            return True

    def succeeded(self) -> None:
        """The engine answered: the next caller may ask it."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """The engine did not answer: pause."""
        with self._lock:
            pause = min(FIRST_PAUSE_SECONDS * 2.0 ** min(self._failures, 10), LONGEST_PAUSE_SECONDS)
            self._failures += 1
            self._closed_from = self._clock() + pause


class FallbackReader:
    """Candidates from `first` while it answers, else from `second`."""

    def __init__(self, first: Engine, second: Engine, breaker: Breaker | None = None) -> None:
        self._first = first
        self._second = second
        self.breaker = breaker or Breaker()

    def candidates(self, query: EngineQuery) -> Candidates:
        """See `Engine.candidates`. Raises EngineError when neither can answer."""
        if self.breaker.allows():
            try:
                found = self._first.candidates(query)
            except EngineError as error:
                self.breaker.failed()
                logger.warning("search engine away", extra={"engine": self._first.name, "error": str(error)})
            else:
                self.breaker.succeeded()
                return found
        return self._second.candidates(query)
