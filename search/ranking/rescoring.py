"""Candidates scored again, what hardly answers dropped, twins shown once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from search.ranking.features import Asked, Pool, features_of
from search.ranking.idf import Idf
from search.ranking.signals import Signals
from search.ranking.weights import ALWAYS_SHOWN, FEATURES, POPULARITY, RELEVANT, RELEVANT_BELOW
from search.understanding import UnderstoodQuery


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score and the factors that made it."""

    signals: Signals
    score: float
    covered: float
    parts: Mapping[str, float]
    twins: tuple[str, ...] = ()


def rescore(
    query: UnderstoodQuery,
    pool: Pool,
    idf: Idf,
    level_prior: Mapping[str, float],
    *,
    english: bool = False,
) -> list[Scored]:
    """Score a pool again, drop what hardly answers, show twins once; best first, ties by ref."""
    found = features_of(Asked(query, idf), pool, english=english)
    scored = [
        _score(base, signals, features, level_prior)
        for (base, signals), features in zip(pool, found, strict=True)
    ]
    scored.sort(key=lambda s: (-s.score, s.signals.ref))
    return _relevant(_once(scored), query.code)


def _score(
    base: float, signals: Signals, features: Mapping[str, float], level_prior: Mapping[str, float]
) -> Scored:
    parts = {"bm25": base}
    parts |= {name: math.exp(FEATURES[name] * value) for name, value in features.items()}
    parts["level"] = max(
        (level_prior.get(level, 1.0) for level in signals.facets.get("level", ())), default=1
    )
    parts["popular"] = 1 + POPULARITY * signals.popularity
    return Scored(signals, math.prod(parts.values()), features["covered"], parts)


def _relevant(scored: list[Scored], code: str) -> list[Scored]:
    """Without what holds much less of the query than the best; what bears the asked code stays."""
    best = max((s.covered for s in scored), default=0.0)

    def answers(rank: int, item: Scored) -> bool:
        share = RELEVANT if rank < ALWAYS_SHOWN else RELEVANT_BELOW
        return item.covered >= share * best or bool(code and item.signals.code == code)

    return [item for rank, item in enumerate(scored) if answers(rank, item)]


def _once(scored: list[Scored]) -> list[Scored]:
    """Documents with the same title shown as one, the best scored first; the others are its twins."""
    leaders: dict[str, Scored] = {}
    twins: dict[str, list[str]] = {}
    for item in scored:
        group = item.signals.group or item.signals.ref
        if group in leaders:
            twins.setdefault(group, []).append(item.signals.ref)
        else:
            leaders[group] = item
    return [replace(item, twins=tuple(twins.get(group, ()))) for group, item in leaders.items()]
