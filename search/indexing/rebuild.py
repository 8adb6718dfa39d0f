"""A whole new index beside the old one, in use only when it is complete."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from search.engines.base import Engine, EngineError
from search.indexing.consumer import newest
from search.indexing.prepared import PreparedDocument, prepare_document
from search.sources import SearchDocument, sources

logger = logging.getLogger(__name__)

Progress = Callable[[int], object]


class RebuildError(Exception):
    """The new index does not hold what it should; the old one stays in use."""


def expected() -> int:
    """How many public documents all sources have."""
    return sum(source.count() for source in sources())


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """How many documents the new index holds, and the refs of those that could not be prepared."""

    documents: int
    failed: tuple[str, ...] = ()


def rebuild(engine: Engine, progress: Progress = lambda done: None) -> RebuildReport:
    """Build a new index from all sources and swap it in.

    Safe beside publishing: what is written meanwhile is in the new index too. Raises EngineError when the
    engine can't, RebuildError when documents were lost on the way.
    """
    failed: list[str] = []
    sent = 0

    def stream() -> Iterator[PreparedDocument]:
        nonlocal sent
        for document in _all_documents():
            progress(1)
            try:
                prepared = prepare_document(document)
            except ValueError:
                logger.exception("document could not be prepared for search", extra={"ref": document.ref})
                failed.append(document.ref)
                continue
            sent += 1
            yield prepared

    with engine.building(newest) as building:
        added = building.add(stream())
        if added != sent:
            raise RebuildError(f"{sent} documents were sent, {added} arrived")
    return RebuildReport(added, tuple(failed))


def _all_documents() -> Iterator[SearchDocument]:
    for source in sources():
        yield from source.documents()


def up_to_date(engine: Engine) -> bool:
    """Whether the index in use answers and holds as many public documents as the sources have."""
    try:
        return engine.count() == expected()
    except EngineError:
        return False
