"""Counting views: in memory at once, in the database twice a second, exact over any number of processes.

A request takes a lock and a dictionary. A thread of each process writes what came, every VIDEO_VIEWS_FLUSH_SECONDS
(0.5 unless told), in one transaction: the views' random numbers are inserted where they are not there yet, and each
video's count is raised by as many as were new. So a token sent twice counts once, in whichever process it arrives, and
writing a batch again after a failure changes nothing.
What a process has not written when it is killed is lost: less than a second's views.
"""

import atexit
import logging
import os
import threading
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.db.models import F

from .models import CountedView, VideoPage, ViewCount
from .tokens import View

logger = logging.getLogger(__name__)

TIDY_SECONDS = 300.0
MOST = 200_000  # views held while the database is away; what comes after them is not counted
BATCH = 500  # rows of one INSERT


class Buffer:
    """The views of this process that are not written yet, by their random number."""

    def __init__(self) -> None:
        self._held: dict[str, View] = {}
        self._lock = threading.Lock()

    def add(self, view: View) -> bool:
        """Hold a view; False when there is no room."""
        with self._lock:
            if len(self._held) >= MOST:
                return False
            self._held[view.number] = view
            return True

    def take(self) -> dict[str, View]:
        """Everything held, which is then forgotten."""
        with self._lock:
            taken, self._held = self._held, {}
        return taken

    def give_back(self, views: dict[str, View]) -> None:
        """Hold again what could not be written."""
        with self._lock:
            self._held = {**views, **self._held}


_writing = threading.Lock()


def write(views: Iterable[View]) -> int:
    """Count views in one transaction; how many were new. Views of videos that are gone are left out."""
    by_number = {view.number: view for view in views}
    if not by_number:
        return 0
    with transaction.atomic():
        asked = {view.video for view in by_number.values()}
        there = set(VideoPage.objects.filter(pk__in=asked).values_list("pk", flat=True))
        new = _insert([view for view in by_number.values() if view.video in there])
        times = Counter(by_number[number].video for number in new)
        ViewCount.objects.bulk_create([ViewCount(video_id=pk) for pk in sorted(times)], ignore_conflicts=True)
        for video, number in sorted(
            times.items()
        ):  # one order, so that two processes never wait for each other
            ViewCount.objects.filter(video_id=video).update(counted=F("counted") + number)
    return len(new)


def _insert(views: list[View]) -> list[str]:
    """Insert the numbers that are not there; which they were. Django's own way doesn't tell."""
    inserted: list[str] = []
    table = connection.ops.quote_name(CountedView._meta.db_table)
    ordered = sorted(views, key=lambda view: view.number)
    for start in range(0, len(ordered), BATCH):
        rows = ordered[start : start + BATCH]
        marks = ", ".join(["(%s, %s)"] * len(rows))
        values = [
            value
            for view in rows
            for value in (view.number, connection.ops.adapt_datetimefield_value(view.until))
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (number, until) VALUES {marks} ON CONFLICT DO NOTHING RETURNING number",
                values,
            )
            inserted += [number for (number,) in cursor.fetchall()]
    return inserted


class Flusher(threading.Thread):
    """Writes what this process holds, every so many seconds, on a connection of its own."""

    def __init__(self, every: float) -> None:
        super().__init__(name="video-views", daemon=True)
        self._every = every
        self._tidy_at = time.monotonic() + TIDY_SECONDS

    def run(self) -> None:
        while True:
            time.sleep(self._every)
            try:
                close_old_connections()
                flush()
                self._tidy()
            except Exception:  # the thread outlives a database that is away
                logger.warning("views were not written yet", exc_info=True)
                connection.close()

    def _tidy(self) -> None:
        if time.monotonic() >= self._tidy_at:
            self._tidy_at = time.monotonic() + TIDY_SECONDS
            tidy()


_buffer = Buffer()
_starting = threading.Lock()
_threads: list[Flusher] = []


def count(view: View) -> None:
    """Count a view; it is in the database within a second."""
    if _buffer.add(view):
        _start()
    else:
        logger.warning("a view was not counted: too many wait to be written")


def flush() -> int:
    """Write what this process holds; how many views were new. Raises the database's error, losing nothing."""
    with _writing:
        taken = _buffer.take()
        try:
            return write(taken.values())
        except BaseException:
            _buffer.give_back(taken)
            raise


def tidy() -> int:
    """Forget the numbers whose token has expired; how many rows."""
    return CountedView.objects.filter(until__lt=datetime.now(UTC)).delete()[0]


def _start() -> None:
    """Start the thread of this process once: lazily, since a thread does not survive a fork."""
    every = settings.VIDEO_VIEWS_FLUSH_SECONDS
    if every <= 0 or (_threads and _threads[0].is_alive()):
        return
    with _starting:
        if not _threads or not _threads[0].is_alive():
            _threads[:] = [Flusher(every)]
            _threads[0].start()


def _after_fork() -> None:
    """A child counts its own views only: what the parent holds, the parent writes."""
    global _buffer, _writing, _starting
    _buffer, _writing, _starting = Buffer(), threading.Lock(), threading.Lock()
    _threads.clear()


def _at_exit() -> None:
    try:
        if _threads:
            flush()
    except Exception:
        logger.warning("the last views were not written", exc_info=True)


os.register_at_fork(after_in_child=_after_fork)
atexit.register(_at_exit)
