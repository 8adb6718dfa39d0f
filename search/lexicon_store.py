"""The lexicon of this site, kept in memory: the database is asked whether it has changed, and only seldom."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from django.db import DatabaseError

from search import sources
from search.models import Abbreviation, AskPhrase, LexiconVersion, PinnedResult, Synonym
from search.sources import Place
from search.understanding.lexicon import Lexicon, Pin, Rows, shipped, shipped_rows

logger = logging.getLogger(__name__)

#: Seconds for which the lexicon held is not doubted: a saved entry counts everywhere within this time.
FRESH_SECONDS = 3.0
#: Seconds for which names of places are not read again: they change with a law.
PLACES_SECONDS = 600.0


class LexiconStore:
    """One a process. `get` asks one number of the database when the last look is older than `FRESH_SECONDS`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._held: Lexicon | None = None
        self._number = -1
        self._looked = self._read_places = float("-inf")
        self._places: tuple[Place, ...] = ()

    def get(self) -> Lexicon:
        """The lexicon of now; what was held, else the shipped one, when the database does not answer. While one
        thread reads a new one, the others go on with the old."""
        held = self._held
        if held is not None and self._clock() - self._looked < FRESH_SECONDS:
            return held
        if self._lock.acquire(blocking=held is None):
            try:
                self._refresh()
            finally:
                self._lock.release()
        return self._held or shipped()

    def _refresh(self) -> None:
        now = self._clock()
        if self._held is not None and now - self._looked < FRESH_SECONDS:
            return
        self._looked = now
        try:
            self._look(now)
        except DatabaseError:
            logger.exception("lexicon can't be read")

    def forget(self) -> None:
        """Read everything again at the next call."""
        with self._lock:
            self._held, self._number = None, -1
            self._looked = self._read_places = float("-inf")

    def _look(self, now: float) -> None:
        number = LexiconVersion.objects.filter(pk=1).values_list("number", flat=True).first() or 0
        old = now - self._read_places >= PLACES_SECONDS
        if self._held is not None and number == self._number and not old:
            return
        if old or number != self._number:
            self._places, self._read_places = _places(), now
        self._held, self._number = read_lexicon(self._places, from_tables=number > 0), number


def _places() -> tuple[Place, ...]:
    return tuple(place for source in sources.sources() for place in source.places())


def read_lexicon(places: Sequence[Place] = (), *, from_tables: bool = True) -> Lexicon:
    """The lexicon of the tables; a list that has no row is the shipped one."""
    rows = shipped_rows()
    if not from_tables:
        return Lexicon.of(replace(rows, places=places)) if places else shipped()
    names = [entry.row for entry in Synonym.objects.all()]
    abbreviations = [entry.row for entry in Abbreviation.objects.all()]
    asks = [entry.row for entry in AskPhrase.objects.all()]
    pins = [(p.query, Pin(p.full_ref, p.starts, p.ends)) for p in PinnedResult.objects.all()]
    return Lexicon.of(
        Rows(
            asks=asks or rows.asks,
            names=names or rows.names,
            abbreviations=abbreviations or rows.abbreviations,
            dialect=rows.dialect,
            forks=rows.forks,
            places=places,
            pins=pins,
        )
    )
