"""What an engine is: it stores prepared documents and gives candidates for a query description."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from search.indexing.prepared import PreparedDocument
from search.ranking import POOL, Idf, Signals
from search.understanding import UnderstoodQuery


class EngineError(Exception):
    """An engine can't answer or write now: away, slow, broken or not built yet."""


class EngineAway(EngineError):
    """The engine as a whole does not answer, or refuses everything: no document is at fault, try later."""


class DocumentsRefused(EngineError):
    """The engine can't hold some documents; all others of the call are written. `kinds`: ref to kind of error."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        super().__init__(f"{len(kinds)} documents were refused")
        self.kinds = dict(kinds)


@dataclass(frozen=True, slots=True)
class EngineQuery:
    """What is asked of an engine, in no engine's language; a document has a value of each filter. The public ones of
    `pins` (refs) that pass the filters are in the pool whatever their words."""

    understood: UnderstoodQuery
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    english: bool = False
    pool: int = POOL
    pins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that an engine proposes, with its BM25 score."""

    score: float
    signals: Signals


@dataclass(frozen=True, slots=True)
class Candidates:
    """What an engine found, best first; `more` when the pool did not hold all that matched."""

    found: tuple[Candidate, ...]
    more: bool = False
    engine: str = ""


@dataclass(frozen=True, slots=True)
class HiddenDocument:
    """What is left in an index of something that was removed; `since` in seconds since 1970, 0 when not known."""

    ref: str
    seq: int
    since: float


@dataclass(frozen=True, slots=True)
class WriteReport:
    """How many documents were written, and how many were older than what was there."""

    written: int = 0
    stale: int = 0


#: From a ref and the least seq it must have to its newest document.
Replay = Callable[[str, int], PreparedDocument]


class Reader(Protocol):
    """What answers queries: an engine, or one behind another."""

    def candidates(self, query: EngineQuery) -> Candidates:
        """The pool of public documents that match any word of the query, or its code.

        Raises EngineError, and nothing else, when it can't answer.
        """
        ...


class Engine(Reader, Protocol):
    """Every method raises `EngineError`, and nothing else, when the engine can't do it."""

    @property
    def name(self) -> str:
        """For reports: "embedded" or "elasticsearch"."""
        ...

    def write(self, documents: Sequence[PreparedDocument]) -> WriteReport:
        """Write documents; one whose seq is smaller than the stored one changes nothing."""
        ...

    def building(self, replay: Replay) -> AbstractContextManager[Building]:
        """A new index to fill; left without error it replaces the old one in one step.

        `replay` gives the newest document of a ref that was written to the old index meanwhile.
        """
        ...

    def versions(self) -> Iterator[tuple[str, int, bool]]:
        """(ref, seq, public) of every stored document."""
        ...

    def count(self, *, fresh: bool = True) -> int:
        """How many public documents can be found; `fresh` False answers at once, perhaps from a second ago."""
        ...

    def hidden(self) -> Iterator[HiddenDocument]:
        """Every document that is kept only so that a late write can't raise it."""
        ...

    def forget(self, documents: Sequence[HiddenDocument]) -> int:
        """Delete those that are still hidden and of that seq; returns how many."""
        ...


class Building(Protocol):
    """An index being filled, not yet in use."""

    def add(self, documents: Iterable[PreparedDocument]) -> int:
        """Add documents, as a stream; returns how many. Later ones replace earlier ones of the same ref."""
        ...

    def held(self) -> int:
        """How many documents the new index holds, hidden ones too."""
        ...

    def not_found(self, sample: Sequence[PreparedDocument]) -> list[str]:
        """Refs of those documents that a query of all the words of their own title does not find."""
        ...


class Statistics(Protocol):
    """How rare words are among the titles and aliases, the same numbers whichever engine answers."""

    def idf(self) -> Idf:
        """A function from a folded word to its idf, on one consistent state of the index."""
        ...
