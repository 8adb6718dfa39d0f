"""A whole new index beside the old one, in use only when it is complete."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from search.engines.base import Building, Engine, EngineError
from search.indexing.consumer import newest
from search.indexing.prepared import PreparedDocument
from search.indexing.settling import settle, snapshot
from search.indexing.stream import Prepared, expected, prepared_stream

logger = logging.getLogger(__name__)

#: Documents asked for by the words of their title before a new index is put in use.
SAMPLE = 25
SEED = 8

Progress = Callable[[int], object]


class RebuildError(Exception):
    """The new index does not hold what it should; the old one stays in use."""


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """How many documents the new index holds, refs of those that could not be prepared, outbox entries settled."""

    documents: int
    failed: tuple[str, ...] = ()
    settled: int = 0


class _Taken:
    """What went by on its way to the engine: how many, which failed, and a fair sample of them."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.refs: set[str] = set()
        self.sent = 0
        self.failed: list[str] = []
        self.sample: list[PreparedDocument] = []
        self._drawn = random.Random(SEED)

    def __call__(self, stream: Iterator[Prepared]) -> Iterator[PreparedDocument]:
        for prepared in stream:
            self.progress(1)
            if isinstance(prepared, str):
                self.failed.append(prepared)
                continue
            self.sent += 1
            self.refs.add(prepared.ref)
            self._keep(prepared)
            yield prepared

    def _keep(self, prepared: PreparedDocument) -> None:
        place = self._drawn.randrange(self.sent)
        if len(self.sample) < SAMPLE:
            self.sample.append(prepared)
        elif place < SAMPLE:
            self.sample[place] = prepared


def rebuild(engine: Engine, progress: Progress = lambda done: None) -> RebuildReport:
    """Build a new index from all sources, check it and swap it in.

    Safe beside publishing: what is written meanwhile is in the new index too. Raises EngineError when the engine
    can't, RebuildError when documents were lost on the way, StreamError when they could not be read.
    """
    taken = _Taken(progress)
    with engine.building(newest) as building:
        added = building.add(taken(prepared_stream()))
        check(building, taken.sample, sent=taken.sent, arrived=added, refs=len(taken.refs))
    return RebuildReport(added, tuple(taken.failed))


def rebuild_and_settle(engine: Engine, progress: Progress = lambda done: None) -> RebuildReport:
    """The same, and take out of the outbox what waited before and is in the new index now."""
    waited = snapshot(engine)
    report = rebuild(engine, progress)
    return replace(report, settled=settle(engine, waited, report.failed))


def check(building: Building, sample: list[PreparedDocument], *, sent: int, arrived: int, refs: int) -> None:
    """Compare numbers, and ask the new index for a sample by title. Raises RebuildError when it fails."""
    if arrived != sent:
        raise RebuildError(f"{sent} documents were sent, {arrived} arrived")
    held = building.held()
    if held < refs:
        raise RebuildError(f"{refs} documents were sent, the new index holds {held}")
    lost = set(building.not_found(sample))
    # One that changed or was taken down meanwhile is no loss.
    lost -= {d.ref for d in sample if d.ref in lost and newest(d.ref, 0).seq != d.seq}
    if lost:
        raise RebuildError(f"not found by title in the new index: {', '.join(sorted(lost))}")


def up_to_date(engine: Engine) -> bool:
    """Whether the index in use answers and holds as many public documents as the sources have."""
    try:
        return engine.count() == expected()
    except EngineError:
        return False
