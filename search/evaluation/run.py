"""Running judged queries through the search."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from search.evaluation.measures import Figures, JudgedQuery, measure
from search.service import SearchRequest, SearchService


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judged query after its search: top codes, figures, milliseconds."""

    judged: JudgedQuery
    codes: tuple[str, ...]
    figures: Figures
    milliseconds: float


def judge(service: SearchService, queries: Iterable[JudgedQuery]) -> list[Judgement]:
    """Search each query and measure it. Raises EngineError when the search can't answer."""
    return [_judge(service, query) for query in queries]


def _judge(service: SearchService, judged: JudgedQuery) -> Judgement:
    started = time.perf_counter()
    found = service.search(SearchRequest(judged.query)).found
    milliseconds = (time.perf_counter() - started) * 1000
    ranked = [[ref.partition(":")[2] for ref in (item.signals.ref, *item.twins)] for item in found]
    top = tuple(group[0] for group in ranked[:10])
    return Judgement(judged, top, measure(ranked, judged.grades), milliseconds)
