"""Counting what is asked and opened: in memory at once, in the database every half minute.

A page never waits for it: counting takes a lock and a dictionary. The buffer is bounded; what does not fit, and the
last half minute of a process that is killed, is not counted.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from search import sources
from search.usage.models import OpenedDay, QueryDay
from search.usage.wording import is_robot, kept_as

logger = logging.getLogger(__name__)

FLUSH_SECONDS = 30.0
MOST = 5_000  # different questions, and different openings, held at a time
MOST_RANK = 1_000

Key = tuple[date, str]


@dataclass(slots=True)
class Count:
    """What is known of one question of one day since the last writing."""

    asked: int = 0
    results: int = 0
    empty: int = 0


class Buffer:
    """The counts of this process that are not written yet."""

    def __init__(self) -> None:
        self._asked: dict[Key, Count] = {}
        self._opened: dict[tuple[date, str, str, int], int] = {}
        self._lock = threading.Lock()

    def ask(self, query: str, results: int) -> None:
        """One question with so many results."""
        key = (timezone.localdate(), query)
        with self._lock:
            if key not in self._asked and len(self._asked) >= MOST:
                return
            count = self._asked.setdefault(key, Count())
            count.asked += 1
            count.results = results
            count.empty += not results

    def open(self, query: str, ref: str, rank: int) -> None:
        """One result opened from the list of a question."""
        key = (timezone.localdate(), query, ref, rank)
        with self._lock:
            if key in self._opened or len(self._opened) < MOST:
                self._opened[key] = self._opened.get(key, 0) + 1

    def take(self) -> tuple[dict[Key, Count], dict[tuple[date, str, str, int], int]]:
        """Everything held, which is then forgotten."""
        with self._lock:
            taken = self._asked, self._opened
            self._asked, self._opened = {}, {}
        return taken


_buffer = Buffer()
_started = threading.Lock()
_threads: list[threading.Thread] = []


def may_count(request: HttpRequest) -> bool:
    """Not for robots, not for those who ask not to be followed, not for the desk.

    Only the desk has a session cookie; reading the session itself would make the answer differ by cookie.
    """
    told_not_to = "1" in (request.headers.get("DNT"), request.headers.get("Sec-GPC"))
    at_desk = settings.SESSION_COOKIE_NAME in request.COOKIES
    return not told_not_to and not at_desk and not is_robot(request.headers.get("User-Agent", ""))


def count_question(request: HttpRequest, text: str, results: int) -> None:
    """Count a question, when it may be counted. Never raises."""
    try:
        if may_count(request) and (query := kept_as(text)):
            _buffer.ask(query, results)
            _start()
    except Exception:  # counting must never cost a page
        logger.warning("a question was not counted", exc_info=True)


def count_opening(request: HttpRequest, text: str, ref: str, rank: int) -> None:
    """Count that a result was opened. Never raises."""
    known = sources.source_of(ref) is not None and len(ref) <= 200 and 1 <= rank <= MOST_RANK
    if known and may_count(request) and (query := kept_as(text)):
        _buffer.open(query, ref, rank)
        _start()


def flush() -> int:
    """Write what is held; return how many counts. What can't be written is lost: it is only a count."""
    asked, opened = _buffer.take()
    if not asked and not opened:
        return 0
    with transaction.atomic():
        _write_questions(asked)
        _write_openings(opened)
    return len(asked) + len(opened)


def _write_questions(asked: Mapping[Key, Count]) -> None:
    QueryDay.objects.bulk_create(
        [QueryDay(day=day, query=query) for day, query in asked], ignore_conflicts=True, batch_size=200
    )
    for (day, query), count in sorted(asked.items()):
        QueryDay.objects.filter(day=day, query=query).update(
            asked=F("asked") + count.asked, empty=F("empty") + count.empty, results=count.results
        )


def _write_openings(opened: Mapping[tuple[date, str, str, int], int]) -> None:
    """Only for questions that were asked that day and things that are public: anybody may send us anything."""
    refs = {ref for _, _, ref, _ in opened}
    public = sources.cards(refs, frozenset(), "vi", timezone.localdate())
    for (day, query, ref, rank), counted in sorted(opened.items()):
        if ref not in public:
            continue
        row = QueryDay.objects.select_for_update().filter(day=day, query=query).first()
        times = min(counted, row.asked - row.opened) if row else 0
        if row and times > 0:
            row.opened, row.ranks = row.opened + times, row.ranks + rank * times
            row.save(update_fields=["opened", "ranks"])
            OpenedDay.objects.get_or_create(day=day, ref=ref)
            OpenedDay.objects.filter(day=day, ref=ref).update(times=F("times") + times)


def _start() -> None:
    """Start the thread that writes, once a process; with 0 seconds nobody writes but who calls `flush`."""
    seconds = float(getattr(settings, "SEARCH_USAGE_FLUSH_SECONDS", FLUSH_SECONDS))
    if seconds <= 0 or any(thread.is_alive() for thread in _threads):
        return
    with _started:
        if not any(thread.is_alive() for thread in _threads):
            _threads[:] = [threading.Thread(target=_work, args=(seconds,), name="search-usage", daemon=True)]
            _threads[0].start()


def _work(seconds: float) -> None:
    pause = threading.Event()
    while not pause.wait(seconds):
        try:
            close_old_connections()
            flush()
        except Exception:
            logger.warning("counts of use were not written", exc_info=True)
        finally:
            connection.close()
