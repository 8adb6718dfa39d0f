"""One outbox for all work that publishing must not wait for.

A producer calls :func:`add` inside its transaction: the work exists if, and only if, the change does.
Consumers register by topic. The worker command, or threads in the web process, drain what is due: see
portal.core.draining. A consumer must be idempotent: after a crash the same entries are handed over again.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Min, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from .models import OutboxEntry

logger = logging.getLogger(__name__)

BATCH = 500
MOST_ROWS = 5_000  # rows that one batch may settle; a key may have many
FIRST_RETRY = timedelta(seconds=2)
LONGEST_RETRY = timedelta(minutes=5)
AWAY_RETRY = timedelta(seconds=5)
DEAD_RETRY = timedelta(hours=1)
DEAD_AFTER = 8  # failures of its own, some ten minutes
IN_A_ROW = 3  # entries that fail alone, one after the other, before the rest waits


class Entry(NamedTuple):
    """What a consumer receives."""

    key: str
    seq: int


class Away(Exception):
    """What a consumer needs is away: nothing was done, no entry is at fault. Its text must be a kind, not data."""


class Refused(Exception):
    """Some entries can't be done, all others of the batch are. `kinds`: key to the kind of its error."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        super().__init__(f"{len(kinds)} entries")
        self.kinds = dict(kinds)


Consumer = Callable[[Sequence[Entry]], None]
_consumers: dict[str, Consumer] = {}
_words: dict[str, str | Promise] = {}
_apart: set[str] = set()
_periodic: list[Callable[[], object]] = []
_paused: dict[str, datetime] = {}


def register(topic: str, consumer: Consumer, *, words: str | Promise = "", apart: bool = False) -> None:
    """Let ``consumer`` receive the entries of ``topic``; ``words`` is what editors read.

    A consumer that may hang is drained ``apart``, in a thread of its own, so that no other topic waits for it.
    """
    _consumers[topic] = consumer
    _words[topic] = words or topic
    if apart:
        _apart.add(topic)


def words_of(topic: str) -> str:
    """What editors read for a topic."""
    return str(_words.get(topic, topic))


def topics(*, apart: bool) -> list[str]:
    """The topics that are drained apart, or those that are not."""
    return [topic for topic in _consumers if (topic in _apart) == apart]


def each_minute(job: Callable[[], object]) -> None:
    """Let ``job`` run once a minute in the process that drains."""
    if job not in _periodic:
        _periodic.append(job)


def add(topic: str, key: str, *, seq: int = 0, due_at: datetime | None = None) -> None:
    """Write one piece of work; call it inside the transaction that makes it necessary."""
    add_many(topic, [(key, seq)], due_at=due_at)


def add_many(topic: str, entries: Iterable[tuple[str, int]], *, due_at: datetime | None = None) -> None:
    """Write several pieces of work of one topic at once."""
    due = due_at or timezone.now()
    OutboxEntry.objects.bulk_create(
        [OutboxEntry(topic=topic, key=key, seq=seq, due_at=due) for key, seq in entries], batch_size=200
    )
    if settings.OUTBOX_IN_PROCESS:
        transaction.on_commit(wake)


def wake() -> None:
    """Let the in-process drain look now."""
    from .draining import wake_threads

    wake_threads()


def start_drain_thread() -> None:
    """Start the in-process drain once; harmless when it runs already."""
    from .draining import start_threads

    start_threads()


def drain(
    now: datetime | None = None,
    only: Iterable[str] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Hand everything due at ``now`` to its consumer and return the number of entries done.

    Entries of one key are handed over once, with the greatest seq. Once ``stopped`` no further batch is begun.
    """
    now = now or timezone.now()
    wanted = list(_consumers) if only is None else list(only)
    return sum(
        _drain_topic(topic, _consumers[topic], now, stopped) for topic in wanted if topic in _consumers
    )


def _drain_topic(topic: str, consumer: Consumer, now: datetime, stopped: Callable[[], bool]) -> int:
    done = 0
    while not stopped() and (rows := _due(topic, now)):
        outcome = _hand_over(consumer, _newest(rows))
        settled = [row.pk for row in rows if row.key in outcome.done]
        for start in range(0, len(settled), BATCH):
            OutboxEntry.objects.filter(pk__in=settled[start : start + BATCH]).delete()
        done += len(settled)
        left = [row for row in rows if row.key not in outcome.done]
        _postpone(topic, left, outcome, now)
        if outcome.away:
            break
    return done


def ready(only: Iterable[str], now: datetime) -> list[str]:
    """Those topics whose service was not found away a moment ago."""
    return [topic for topic in only if _paused.get(topic, now) <= now]


def waiting(topic: str) -> QuerySet[OutboxEntry]:
    """The entries of a topic."""
    return OutboxEntry.objects.filter(topic=topic)


def _due(topic: str, now: datetime) -> list[OutboxEntry]:
    """Rows of the next keys that are due. Rows of these keys that wait for another try come along: whoever does
    the key now, from its newest state, does them too."""
    due = waiting(topic).filter(due_at__lte=now).order_by("due_at", "id")
    keys = set(due.values_list("key", flat=True)[:BATCH])
    if not keys:
        return []
    ripe = Q(due_at__lte=now) | Q(attempts__gt=0)
    return list(waiting(topic).filter(ripe, key__in=keys).order_by("due_at", "id")[:MOST_ROWS])


def _newest(rows: Sequence[OutboxEntry]) -> list[Entry]:
    newest: dict[str, int] = {}
    for row in rows:
        newest[row.key] = max(row.seq, newest.get(row.key, 0))
    return [Entry(key, seq) for key, seq in newest.items()]


class _Outcome(NamedTuple):
    """Keys done, kinds of error of those that failed, and what was away; keys in neither were not tried."""

    done: set[str]
    failed: dict[str, str]
    away: str = ""


def _hand_over(consumer: Consumer, entries: Sequence[Entry]) -> _Outcome:
    keys = {entry.key for entry in entries}
    try:
        consumer(entries)
    except (Away, OperationalError, InterfaceError) as error:
        return _Outcome(set(), {}, str(error) if isinstance(error, Away) else type(error).__name__)
    except Refused as error:
        return _Outcome(keys - set(error.kinds), error.kinds)
    except Exception as error:  # a consumer may fail in any way; the work stays
        logger.warning("outbox consumer failed", extra={"error": type(error).__name__})
        if len(entries) == 1:
            return _Outcome(set(), {entries[0].key: type(error).__name__})
        return _one_by_one(consumer, entries)
    return _Outcome(keys, {})


def _one_by_one(consumer: Consumer, entries: Sequence[Entry]) -> _Outcome:
    """Find out which entries spoil the batch. When even the first few all fail, nobody is at fault."""
    done: set[str] = set()
    failed: dict[str, str] = {}
    in_a_row = 0
    for entry in entries:
        alone = _hand_over(consumer, [entry])
        done |= alone.done
        failed |= alone.failed
        in_a_row = 0 if alone.done else in_a_row + 1
        if alone.away or in_a_row == IN_A_ROW:
            away = alone.away or ("" if done else next(iter(failed.values())))
            return _Outcome(done, failed if done else {}, away)
    return _Outcome(done, failed)


def _postpone(topic: str, rows: Sequence[OutboxEntry], outcome: _Outcome, now: datetime) -> None:
    """Let what was not done wait: what failed by itself longer each time, all else for moments."""
    if outcome.away:
        logger.warning("outbox waits", extra={"topic": topic, "error": outcome.away})
        _paused[topic] = now + AWAY_RETRY
    for row in rows:
        if row.key in outcome.failed:
            _fail(row, outcome.failed[row.key], now)
        elif outcome.away:
            row.last_error = outcome.away[:200]
        else:
            row.due_at = now + FIRST_RETRY
    OutboxEntry.objects.bulk_update(rows, ["attempts", "last_error", "due_at", "dead_since"], batch_size=100)


def _fail(row: OutboxEntry, kind: str, now: datetime) -> None:
    row.attempts += 1
    row.last_error = kind[:200]
    row.due_at = now + min(FIRST_RETRY * 2 ** min(row.attempts, 10), LONGEST_RETRY)
    if row.attempts >= DEAD_AFTER:
        row.dead_since = row.dead_since or now
        row.due_at = now + DEAD_RETRY


def try_again(pks: Iterable[int] | None = None) -> int:
    """Let failed entries, or those of ``pks`` only, be tried now as if for the first time; how many."""
    failed = OutboxEntry.objects.filter(~Q(last_error=""))
    if pks is not None:
        failed = failed.filter(pk__in=list(pks))
    _paused.clear()
    count = failed.update(due_at=timezone.now(), attempts=0, dead_since=None, last_error="")
    if settings.OUTBOX_IN_PROCESS:
        transaction.on_commit(wake)
    return count


def next_due(only: Iterable[str]) -> datetime | None:
    """When the next entry of these topics may be handed over; None when none waits."""
    found = (
        OutboxEntry.objects.filter(topic__in=list(only))
        .values("topic")
        .annotate(first=Min("due_at"))
        .order_by()
    )
    moments = [max(row["first"], _paused.get(row["topic"], row["first"])) for row in found]
    return min(moments, default=None)


def lag(topic: str | None = None) -> float:
    """Seconds since the oldest entry, of a topic or of all, should have been done; 0 when none is due.

    Entries that failed by themselves count from the moment they were made, dead ones not at all.
    """
    now = timezone.now()
    live = OutboxEntry.objects.filter(dead_since=None, topic__in=[topic] if topic else list(_consumers))
    waits = live.filter(attempts=0, due_at__lte=now).aggregate(since=Min("due_at"))["since"]
    fails = live.filter(attempts__gt=0).aggregate(since=Min("created_at"))["since"]
    return max((now - since).total_seconds() for since in (waits or now, fails or now))


def run_periodic() -> None:
    """Run the jobs of each minute, one failing job not stopping the next."""
    for job in list(_periodic):
        try:
            job()
        except Exception:
            logger.warning("periodic job failed", exc_info=True)
