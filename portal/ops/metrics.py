"""How far search is behind, in numbers."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Count, Q

from portal.core import outbox
from portal.core.models import OutboxEntry
from search.engines.base import Engine, EngineError
from search.engines.select import engines
from search.indexing.stream import expected

logger = logging.getLogger(__name__)

HELP = {
    "outbox_waiting": "Entries of the outbox that wait, by topic",
    "outbox_dead": "Entries that failed so often that somebody should look",
    "outbox_lag_seconds": "Age of the oldest entry that is due, by topic",
    "search_documents_expected": "Public documents that should be found",
    "search_documents_missing": "Fewer documents in the index than that, by engine; below zero when there are more",
    "search_engine_up": "1 when the engine answers",
}


def search_figures() -> dict[str, object]:
    """For a probe: lag in seconds, entries that wait and that are dead, documents missing by engine.

    An engine that does not answer has null. A figure that can't be read makes no error.
    """
    return {
        "lag_seconds": _or_none(lambda: round(outbox.lag(), 1)),
        "waiting": _or_none(OutboxEntry.objects.count),
        "dead": _or_none(OutboxEntry.objects.filter(dead_since__isnull=False).count),
        "missing": _or_none(lambda: {one.name: _missing(one, expected()) for one in engines()}),
    }


def _or_none(figure: Callable[[], Any]) -> Any:
    try:
        return figure()
    except Exception as error:
        logger.warning("figure not read", extra={"error": type(error).__name__})
        return None


def _missing(engine: Engine, wanted: int) -> int | None:
    try:
        return wanted - engine.count(fresh=False)
    except EngineError:
        return None


def prometheus() -> str:
    """Every figure in Prometheus' text format."""
    lines: list[str] = []
    last = ""
    for name, labels, value in _figures():
        if name != last:
            lines += [f"# HELP mot_cua_{name} {HELP[name]}", f"# TYPE mot_cua_{name} gauge"]
            last = name
        lines.append(f"mot_cua_{name}{labels} {value:g}")
    return "\n".join(lines) + "\n"


def _figures() -> Iterator[tuple[str, str, float]]:
    topics = sorted({*outbox.topics(apart=True), *outbox.topics(apart=False)})
    counted = OutboxEntry.objects.values("topic").annotate(
        all=Count("pk"), dead=Count("pk", filter=Q(dead_since__isnull=False))
    )
    rows = {row["topic"]: row for row in counted.order_by()}
    yield from (("outbox_waiting", _label("topic", t), rows[t]["all"] if t in rows else 0) for t in topics)
    yield from (("outbox_dead", _label("topic", t), rows[t]["dead"] if t in rows else 0) for t in topics)
    yield from (("outbox_lag_seconds", _label("topic", t), outbox.lag(t)) for t in topics)
    wanted = expected()
    yield "search_documents_expected", "", wanted
    missing = {one.name: _missing(one, wanted) for one in engines()}
    known = ((name, count) for name, count in missing.items() if count is not None)
    yield from (("search_documents_missing", _label("engine", name), count) for name, count in known)
    yield from (("search_engine_up", _label("engine", n), float(c is not None)) for n, c in missing.items())


def _label(name: str, value: str) -> str:
    return f'{{{name}="{value}"}}'
