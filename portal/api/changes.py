"""Every version once, in the order of publishing: for who keeps a copy."""

from threading import Lock
from typing import Final

from django.db import connection
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from ninja import Query

from catalogue.models.counter import CounterEntry, ProcedureVersion

from .answering import listed, send, spliced
from .entries import BASE
from .registering import operation
from .shapes import Changes, VersionHead

MOST_NUMBER: Final = 2**63 - 1
IN_FLIGHT: Final = """
SELECT EXISTS (SELECT 1 FROM pg_locks WHERE relation = %s::regclass AND mode = 'RowExclusiveLock'
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid())"""


class _ChangeHead(VersionHead):
    cursor: int


class Settled:
    """The number below which no version can appear any more.

    Numbers are given out before a transaction ends: on PostgreSQL a smaller one may be seen after a greater. So a
    number seen counts only when, after it was seen, nobody was writing; until then the one that counted before.
    """

    def __init__(self) -> None:
        self._number = 0
        self._lock = Lock()

    def number(self) -> int:
        """The greatest settled number now; 0 when there is none."""
        seen = ProcedureVersion.objects.aggregate(most=Max("pk"))["most"] or 0
        if connection.vendor != "postgresql":  # SQLite has one writer at a time
            return seen
        busy = _in_flight()
        with self._lock:
            if not busy:
                self._number = max(self._number, seen)
            return min(self._number, seen)


def _in_flight() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(IN_FLIGHT, [ProcedureVersion._meta.db_table])
        return bool(cursor.fetchone()[0])


settled: Final = Settled()


@operation("changes", Changes, "Versions in the order of publishing, each once")
def changes(
    request: HttpRequest,
    since: int = Query(
        0, ge=0, le=MOST_NUMBER, description="The last ``cursor`` read; 0 begins at the first."
    ),
    limit: int = Query(50, ge=1, le=200, description="Versions of a page."),
) -> HttpResponse:
    """Of public procedures only; a version whose content was taken away has no record.

    Begin with 0, follow ``next`` until it is null, and come back later with ``since``. Whether a procedure is still
    public says its own address: 404 or 410 when it is not.
    """
    public = CounterEntry.objects.filter(public=True).values("code")
    found = ProcedureVersion.objects.filter(pk__gt=since, pk__lte=settled.number(), code__in=public)
    rows = list(found.order_by("pk")[: limit + 1])
    shown = rows[:limit]
    last = shown[-1].pk if shown else since
    following = f'"{BASE}/changes?since={last}&limit={limit}"' if len(rows) > limit else "null"
    items = [_change(version) for version in shown]
    return send(request, listed(items, since=str(last), next=following).encode())


def _change(version: ProcedureVersion) -> str:
    fields = {name: getattr(version, name) for name in VersionHead.model_fields}
    head = _ChangeHead(cursor=version.pk, **fields)
    return spliced(head, record=None if version.redacted else version.record)
