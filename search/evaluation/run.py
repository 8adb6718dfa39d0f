"""Running judged queries through the search."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from search.evaluation.measures import Figures, JudgedQuery, measure
from search.ranking import Scored
from search.service import SearchRequest, SearchService

#: Results that a report names.
TOP = 10
PROCEDURE = "procedure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judged query after its search: the best results as groups of twins, figures, milliseconds, who answered."""

    judged: JudgedQuery
    ranked: tuple[tuple[str, ...], ...]
    figures: Figures
    milliseconds: float
    engine: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """What stands on the first page; of twins the one that is shown."""
        return tuple(group[0] for group in self.ranked)


def judge(service: SearchService, queries: Iterable[JudgedQuery]) -> list[Judgement]:
    """Search each query and measure it. Raises EngineError when the search can't answer."""
    return [_judge(service, query) for query in queries]


def _judge(service: SearchService, judged: JudgedQuery) -> Judgement:
    started = time.perf_counter()
    result = service.search(SearchRequest(judged.query))
    milliseconds = (time.perf_counter() - started) * 1000
    ranked = [_group(item) for item in result.found]
    figures = measure(ranked, judged.grades)
    return Judgement(judged, tuple(ranked[:TOP]), figures, milliseconds, result.engine)


def _group(item: Scored) -> tuple[str, ...]:
    return tuple(map(code_of, (item.signals.ref, *item.twins)))


def code_of(ref: str) -> str:
    """A procedure's code; of anything else the ref, which no judgement names but which takes its place."""
    kind, _, key = ref.partition(":")
    return key if kind == PROCEDURE else ref
