"""Figures in lines for people, and in the JSON of a run. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from search.evaluation.measures import Figures, mean
from search.evaluation.run import Judgement

HEADING = f"{'':24}{'n':>5} nDCG@10  S@1   S@3   S@10  MRR"


def table(judgements: Sequence[Judgement]) -> Iterator[str]:
    """By style, by asked field, in total, and the times."""
    yield HEADING
    yield from _groups(judgements, lambda one: one.judged.style)
    yield "by field"
    yield from _groups(judgements, lambda one: one.judged.field)
    yield row("all", [one.figures for one in judgements])
    p50, p95 = percentiles([one.milliseconds for one in judgements])
    yield f"milliseconds: p50 {p50:.1f}, p95 {p95:.1f}"


def _groups(judgements: Sequence[Judgement], name: Callable[[Judgement], str]) -> Iterator[str]:
    groups: dict[str, list[Figures]] = defaultdict(list)
    for one in judgements:
        groups[name(one) or "–"].append(one.figures)
    for key, figures in sorted(groups.items()):
        yield row(key, figures)


def row(name: str, figures: Sequence[Figures]) -> str:
    """One line of a table."""
    m = mean(figures)
    return (
        f"{name:24}{len(figures):>5}   {m.ndcg:.3f} {m.success1:.3f} {m.success3:.3f}"
        f" {m.success10:.3f} {m.mrr:.3f}"
    )


def percentiles(milliseconds: Sequence[float]) -> tuple[float, float]:
    """The median and the 95th percentile; zeros for none."""
    ordered = sorted(milliseconds) or [0.0]
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]


def report(judgements: Sequence[Judgement]) -> Mapping[str, Any]:
    """A run as it is kept: who answered, what was found for each query, the figures of all."""
    engines = sorted({one.engine for one in judgements if one.engine})
    queries = [
        {"query": one.judged.query, "codes": list(one.codes), "ms": round(one.milliseconds, 2)}
        for one in judgements
    ]
    p50, p95 = percentiles([one.milliseconds for one in judgements])
    figures = asdict(mean([one.figures for one in judgements]))
    return {
        "engine": "+".join(engines),
        "queries": queries,
        "metrics": {**figures, "ms_p50": p50, "ms_p95": p95},
    }
