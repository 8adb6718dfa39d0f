"""Figures for judged queries: nDCG@10, success@1/3/10, reciprocal rank. Pure."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

#: A result of this grade or better answers the query.
ANSWERS = 2


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query with graded codes: 3 exactly wanted, 2 sensible alternative, 1 related."""

    query: str
    grades: Mapping[str, int]
    style: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one query or the means of many."""

    ndcg: float
    success1: float
    success3: float
    success10: float
    mrr: float


def read_judged(lines: Iterable[str]) -> Iterator[JudgedQuery]:
    """Judged queries from JSON lines. Raises ValueError on a line that is not one."""
    for line in lines:
        if line.strip():
            said = json.loads(line)
            yield JudgedQuery(said["query"], said["grades"], said.get("style", ""), said.get("field", ""))


def measure(ranked: Sequence[Sequence[str]], grades: Mapping[str, int]) -> Figures:
    """Figures of one ranking. Each result is a group of twins: its codes count as one, by the best grade.

    The ideal ranking has each twin group once as well: twins of judged codes come from the ranking itself.
    """
    gains = [max((grades.get(code, 0) for code in group), default=0) for group in ranked]
    dcg = _dcg(gains[:10])
    ideal = _dcg(sorted(_ideal_gains(ranked, grades), reverse=True)[:10])
    first = next((i for i, gain in enumerate(gains) if gain >= ANSWERS), None)
    return Figures(
        ndcg=dcg / ideal if ideal else 0.0,
        success1=_within(first, 1),
        success3=_within(first, 3),
        success10=_within(first, 10),
        mrr=0.0 if first is None else 1 / (first + 1),
    )


def _ideal_gains(ranked: Sequence[Sequence[str]], grades: Mapping[str, int]) -> list[int]:
    left = dict(grades)
    gains = []
    for group in ranked:
        judged = [left.pop(code) for code in group if code in left]
        if judged:
            gains.append(max(judged))
    return gains + list(left.values())


def _dcg(gains: Sequence[int]) -> float:
    return sum((2.0**gain - 1) / math.log2(rank + 2) for rank, gain in enumerate(gains))


def _within(first: int | None, places: int) -> float:
    return float(first is not None and first < places)


def mean(figures: Sequence[Figures]) -> Figures:
    """The mean of each figure; zeros for none."""
    many = len(figures) or 1
    return Figures(
        ndcg=sum(f.ndcg for f in figures) / many,
        success1=sum(f.success1 for f in figures) / many,
        success3=sum(f.success3 for f in figures) / many,
        success10=sum(f.success10 for f in figures) / many,
        mrr=sum(f.mrr for f in figures) / many,
    )
