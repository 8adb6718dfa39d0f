"""Compares what should be found with what an index holds, by (ref, seq), and repairs it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from portal.core import outbox
from search import sources
from search.engines.base import Engine
from search.indexing.consumer import TOPIC, newest, topic_of
from search.indexing.rebuild import rebuild_and_settle
from search.indexing.stream import all_documents

CHUNK = 250

Stored = dict[str, tuple[int, bool]]


@dataclass(frozen=True, slots=True)
class Differences:
    """Refs by what is wrong with them in one engine.

    `missing`: public and not found. `stale`: found in an older version. `extra`: found and not public. `ahead`: of a
    newer version than the database knows, as after restoring a backup. `double`: stored twice. `waiting` are not
    wrong: the outbox will see to them.
    """

    compared: int
    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    double: tuple[str, ...] = ()
    waiting: int = 0

    @property
    def wrong(self) -> tuple[str, ...]:
        """Every ref that differs."""
        return tuple(sorted({*self.missing, *self.stale, *self.extra, *self.ahead, *self.double}))

    def counts(self) -> dict[str, int]:
        """How many of each."""
        names = ("missing", "stale", "extra", "ahead", "double")
        return {name: len(getattr(self, name)) for name in names} | {"waiting": self.waiting}


def compare(engine: Engine) -> Differences:
    """What differs now. What changes while comparing is looked at again. Raises EngineError."""
    wanted = {document.ref: document.seq for document in all_documents()}
    first = _differences(wanted, *_stored(engine), waiting=frozenset())
    if not first.wrong:
        return first
    again = {ref: seq for ref, seq in wanted.items() if ref not in first.wrong}
    for ref in first.wrong:
        document = sources.document(ref)
        if document is not None and document.public:
            again[ref] = document.seq
    return _differences(again, *_stored(engine), waiting=_waiting(engine))


def _stored(engine: Engine) -> tuple[Stored, frozenset[str]]:
    stored: Stored = {}
    times: Counter[str] = Counter()
    for ref, seq, public in engine.versions():
        times[ref] += 1
        if ref not in stored or seq > stored[ref][0]:
            stored[ref] = (seq, public)
    return stored, frozenset(ref for ref, count in times.items() if count > 1)


def _waiting(engine: Engine) -> frozenset[str]:
    topics = {TOPIC, topic_of(engine)}
    return frozenset(key for topic in topics for key in outbox.waiting(topic).values_list("key", flat=True))


def _differences(
    wanted: Mapping[str, int], stored: Stored, double: Collection[str], waiting: Collection[str]
) -> Differences:
    found: dict[str, list[str]] = {name: [] for name in ("missing", "stale", "extra", "ahead", "fine")}
    for ref in wanted.keys() | stored.keys():
        found[_state(wanted.get(ref), stored.get(ref))].append(ref)
    wrong = {name: tuple(sorted(set(refs) - set(waiting))) for name, refs in found.items() if name != "fine"}
    left = sum(len(refs) for name, refs in found.items() if name != "fine") - sum(map(len, wrong.values()))
    return Differences(
        len(wanted.keys() | stored.keys()), **wrong, double=tuple(sorted(double)), waiting=left
    )


def _state(wanted: int | None, stored: tuple[int, bool] | None) -> str:
    public = stored is not None and stored[1]
    if wanted is None:
        return "extra" if public else "fine"
    if stored is None:
        return "missing"
    if stored[0] > wanted:
        return "ahead"
    if not public:
        return "missing"
    return "stale" if stored[0] < wanted else "fine"


def repair(engine: Engine, differences: Differences) -> None:
    """Write what differs. An index ahead of the database refuses its versions: it is rebuilt.

    Raises EngineError, RebuildError, StreamError.
    """
    if differences.ahead:
        rebuild_and_settle(engine)
        return
    held = {ref: seq for ref, seq, _ in engine.versions()}
    refs = differences.wrong
    for start in range(0, len(refs), CHUNK):
        engine.write([newest(ref, held.get(ref, 0)) for ref in refs[start : start + CHUNK]])
