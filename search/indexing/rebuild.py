"""A whole new index beside the old one, in use only when it is complete."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from search.engines.base import Engine, EngineError
from search.indexing.consumer import newest
from search.indexing.prepared import PreparedDocument, prepare_document
from search.sources import sources

Progress = Callable[[int], object]


class RebuildError(Exception):
    """The new index does not hold what it should; the old one stays in use."""


def expected() -> int:
    """How many public documents all sources have."""
    return sum(source.count() for source in sources())


def rebuild(engine: Engine, progress: Progress = lambda done: None) -> int:
    """Build a new index from all sources and swap it in; returns how many documents it holds.

    Safe beside publishing: what is written meanwhile is in the new index too. Raises EngineError when the
    engine can't, RebuildError when documents were lost on the way.
    """
    sent = 0

    def stream() -> Iterator[PreparedDocument]:
        nonlocal sent
        for source in sources():
            for document in source.documents():
                yield prepare_document(document)
                sent += 1
                progress(1)

    with engine.building(newest) as building:
        added = building.add(stream())
        if added != sent:
            raise RebuildError(f"{sent} documents were sent, {added} arrived")
    return added


def up_to_date(engine: Engine) -> bool:
    """Whether the index in use answers and holds as many public documents as the sources have."""
    try:
        return engine.count() == expected()
    except EngineError:
        return False
