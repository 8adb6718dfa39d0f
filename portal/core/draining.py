"""The threads that drain the outbox: in each web process of a small site, or in the worker.

Topics that may hang have a thread of their own; all others, and the jobs of each minute, share one.
"""

import atexit
import logging
import threading
import time

from django.db import close_old_connections, connection
from django.utils import timezone

from . import outbox

logger = logging.getLogger(__name__)

IDLE = 60.0  # seconds between two looks in a web process when nobody wakes the thread
PERIODIC = 60.0  # seconds between two runs of the jobs of each minute
SHORTEST = 0.2  # seconds between two looks
STOP_SECONDS = 20.0  # given to a batch that is being done


class DrainThread(threading.Thread):
    """Drains when woken, when the next entry falls due, and each `look_every` seconds, until stopped."""

    def __init__(self, *, apart: bool, look_every: float = IDLE, jobs_first: bool = False) -> None:
        super().__init__(name="outbox-apart" if apart else "outbox", daemon=True)
        self._apart = apart
        self._look_every = look_every
        self._jobs_at = time.monotonic() + (0.0 if jobs_first else PERIODIC)
        self._woken = threading.Event()
        self._stopping = threading.Event()

    def run(self) -> None:
        pause = 0.0
        while True:
            self._woken.wait(pause)
            self._woken.clear()
            if self._stopping.is_set():
                return
            pause = self._once()

    def wake(self) -> None:
        """Look now."""
        self._woken.set()

    def stop(self) -> None:
        """End after the batch that is being done."""
        self._stopping.set()
        self._woken.set()

    def _once(self) -> float:
        """Do what is due; seconds until the next look."""
        try:
            close_old_connections()
            if not self._apart and time.monotonic() >= self._jobs_at:
                self._jobs_at = time.monotonic() + PERIODIC
                outbox.run_periodic()
            topics = outbox.topics(apart=self._apart)
            outbox.drain(only=outbox.ready(topics, timezone.now()), stopped=self._stopping.is_set)
            return self._until(topics)
        except Exception:  # the thread outlives a database that is away
            logger.warning("outbox drain failed", exc_info=True)
            return min(self._look_every, outbox.AWAY_RETRY.total_seconds())
        finally:
            connection.close()

    def _until(self, topics: list[str]) -> float:
        due = outbox.next_due(topics)
        left = (due - timezone.now()).total_seconds() if due else self._look_every
        jobs = self._look_every if self._apart else self._jobs_at - time.monotonic()
        return max(SHORTEST, min(left, jobs, self._look_every))


_threads: list[DrainThread] = []
_lock = threading.Lock()


def start_threads(look_every: float = IDLE, *, jobs_first: bool = False) -> list[DrainThread]:
    """Start the threads of this process once; those that run already are given back."""
    with _lock:
        if not _threads or not all(thread.is_alive() for thread in _threads):
            _threads[:] = [
                DrainThread(apart=apart, look_every=look_every, jobs_first=jobs_first)
                for apart in (False, True)
                if not apart or outbox.topics(apart=True)
            ]
            for thread in _threads:
                thread.start()
        return list(_threads)


def wake_threads() -> None:
    """Let the threads of this process look now; start them when there are none."""
    for thread in start_threads():
        thread.wake()


def stop_threads() -> None:
    """End the threads of this process after what they are doing, at most STOP_SECONDS later.

    The end of the process does it too: a thread cut off in the middle of a batch would leave an index half written.
    """
    stopping, _threads[:] = list(_threads), []
    for thread in stopping:
        thread.stop()
    deadline = time.monotonic() + STOP_SECONDS
    for thread in stopping:
        thread.join(max(0.0, deadline - time.monotonic()))


atexit.register(stop_threads)
