"""One outbox for all work that publishing must not wait for.

A producer calls :func:`add` inside its transaction: the work exists if, and only if, the change does.
Consumers register by topic. The worker command, or a thread in the web process, drains what is due.
A consumer must be idempotent: after a crash the same entries are handed over again.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

logger = logging.getLogger(__name__)

BATCH = 500
FIRST_RETRY = timedelta(seconds=2)
LONGEST_RETRY = timedelta(minutes=5)
IDLE = 60.0  # seconds between looks at the clock when nobody wakes the thread


class Entry(NamedTuple):
    """What a consumer receives."""

    key: str
    seq: int


Consumer = Callable[[Sequence[Entry]], None]
_consumers: dict[str, Consumer] = {}
_periodic: list[Callable[[], object]] = []


def register(topic: str, consumer: Consumer) -> None:
    """Let ``consumer`` receive the entries of ``topic``."""
    _consumers[topic] = consumer


def each_minute(job: Callable[[], object]) -> None:
    """Let ``job`` run before each drain that the clock, not a producer, starts."""
    if job not in _periodic:
        _periodic.append(job)


def add(topic: str, key: str, *, seq: int = 0, due_at: datetime | None = None) -> None:
    """Write one piece of work; call it inside the transaction that makes it necessary."""
    add_many(topic, [(key, seq)], due_at=due_at)


def add_many(topic: str, entries: Iterable[tuple[str, int]], *, due_at: datetime | None = None) -> None:
    """Write several pieces of work of one topic at once."""
    from .models import OutboxEntry

    due = due_at or timezone.now()
    OutboxEntry.objects.bulk_create(
        [OutboxEntry(topic=topic, key=key, seq=seq, due_at=due) for key, seq in entries], batch_size=200
    )
    if settings.OUTBOX_IN_PROCESS:
        transaction.on_commit(wake)


def drain(now: datetime | None = None) -> int:
    """Hand everything due at ``now`` to its consumer and return the number of entries done."""
    now = now or timezone.now()
    done = 0
    for topic, consumer in list(_consumers.items()):
        while handled := _drain_batch(topic, consumer, now):
            done += handled
    return done


def _drain_batch(topic: str, consumer: Consumer, now: datetime) -> int:
    """Run one batch; entries are deleted only after the consumer returned."""
    from .models import OutboxEntry

    rows = list(OutboxEntry.objects.filter(topic=topic, due_at__lte=now).order_by("due_at", "id")[:BATCH])
    if not rows:
        return 0
    newest: dict[str, int] = {}
    for row in rows:
        newest[row.key] = max(row.seq, newest.get(row.key, 0))
    try:
        consumer([Entry(key, seq) for key, seq in newest.items()])
    except Exception as error:  # a consumer may fail in any way; the work stays
        logger.warning("outbox consumer failed", extra={"topic": topic, "error": type(error).__name__})
        _postpone(rows, now, type(error).__name__)
        return 0
    OutboxEntry.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _postpone(rows: Sequence["OutboxEntry"], now: datetime, error: str) -> None:  # type: ignore[name-defined]  # noqa: F821
    from .models import OutboxEntry

    for row in rows:
        row.attempts += 1
        row.last_error = error
        row.due_at = now + min(FIRST_RETRY * 2 ** min(row.attempts, 10), LONGEST_RETRY)
    OutboxEntry.objects.bulk_update(rows, ["attempts", "last_error", "due_at"], batch_size=200)


class _DrainThread(threading.Thread):
    """Drains when woken, and once a minute for what falls due."""

    def __init__(self) -> None:
        super().__init__(name="outbox", daemon=True)
        self.woken = threading.Event()

    def run(self) -> None:
        while True:
            by_clock = not self.woken.wait(IDLE)
            self.woken.clear()
            self._once(by_clock)

    def _once(self, by_clock: bool) -> None:
        try:
            close_old_connections()
            if by_clock:
                run_periodic()
            drain()
        except Exception:  # the thread outlives a database that is away
            logger.warning("outbox drain failed", exc_info=True)
        finally:
            connection.close()


_thread: _DrainThread | None = None
_thread_lock = threading.Lock()


def start_drain_thread() -> None:
    """Start the in-process drain once; harmless when it runs already."""
    global _thread  # noqa: PLW0603
    with _thread_lock:
        if _thread is None or not _thread.is_alive():
            _thread = _DrainThread()
            _thread.start()


def wake() -> None:
    """Let the in-process drain look now."""
    start_drain_thread()
    if _thread is not None:
        _thread.woken.set()


def run_periodic() -> None:
    """Run the jobs of each minute, one failing job not stopping the next."""
    for job in list(_periodic):
        try:
            job()
        except Exception:
            logger.warning("periodic job failed", exc_info=True)
