"""What a rebuild has done of the work that waited in the outbox."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from portal.core import outbox
from portal.core.models import OutboxEntry
from search.engines.base import Engine
from search.engines.select import engines
from search.indexing.consumer import TOPIC, topic_of

Snapshot = dict[int, tuple[str, int]]
CHUNK = 500


def snapshot(engine: Engine) -> Snapshot:
    """The entries that wait for `engine` now: primary key to (ref, seq).

    Taken before a rebuild reads its first document, it holds only changes that the rebuild sees.
    """
    rows = outbox.waiting(topic_of(engine)).filter(due_at__lte=timezone.now())
    failed = outbox.waiting(topic_of(engine)).exclude(last_error="")
    return {pk: (key, seq) for pk, key, seq in (rows | failed).values_list("pk", "key", "seq")}


def settle(engine: Engine, entries: Snapshot, failed: Collection[str]) -> int:
    """Take out entries that the new index of `engine` has seen, all but the `failed` refs; how many.

    Other engines still wait for what stood under the shared topic: it is passed on to them.
    """
    done = {pk: found for pk, found in entries.items() if found[0] not in failed}
    others = [one for one in engines() if topic_of(one) != TOPIC] if topic_of(engine) == TOPIC else []
    pks = list(done)
    for start in range(0, len(pks), CHUNK):
        part = pks[start : start + CHUNK]
        for other in others:
            outbox.add_many(topic_of(other), [done[pk] for pk in part])
        OutboxEntry.objects.filter(pk__in=part).delete()
    return len(pks)
