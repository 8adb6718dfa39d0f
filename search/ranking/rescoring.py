"""Candidates scored again, what hardly answers dropped, twins shown once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search.ranking.features import Asked, Pool, features_of
from search.ranking.idf import Idf
from search.ranking.signals import Signals
from search.ranking.weights import (
    ALWAYS_SHOWN,
    AUDIENCE_ASKED,
    DEEP,
    FEATURES,
    KIND_WORDS,
    LEVEL_ASKED,
    NEGATED,
    OTHER_KINDS,
    POPULARITY,
    RELEVANT,
    RELEVANT_BELOW,
)
from search.understanding import UnderstoodQuery


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score and what made it: the engine's score, features, factors of site and question."""

    signals: Signals
    score: float
    base: float
    features: Mapping[str, float]
    factors: Mapping[str, float]
    twins: tuple[str, ...] = ()

    @property
    def covered(self) -> float:
        """Share of the query that it holds."""
        return self.features["covered"]

    @property
    def parts(self) -> dict[str, float]:
        """What the score is the product of, by name."""
        weighed = {name: math.exp(FEATURES[name] * value) for name, value in self.features.items()}
        return {"bm25": self.base} | weighed | dict(self.factors)


def rescore(
    query: UnderstoodQuery,
    pool: Pool,
    idf: Idf,
    level_prior: Mapping[str, float],
    *,
    english: bool = False,
    pins: Sequence[str] = (),
) -> list[Scored]:
    """Score a pool again, drop what hardly answers, show twins once; `pins` (refs) first, then the best, ties by
    ref."""
    asked = Asked(query, idf)
    first, rest = looked_at(pool, pins)
    prior = {} if query.levels else level_prior
    scored = [
        _score(base, signals, features, _factors(query, signals, prior))
        for (base, signals), features in zip(first, features_of(asked, first, english=english), strict=True)
    ]
    scored.sort(key=lambda s: (-s.score, s.signals.ref))
    scored += [
        Scored(signals, 0.0, base, {"covered": asked.covered(signals, english)}, {}) for base, signals in rest
    ]
    return _pinned(_relevant(_once(scored), query.code, pins), pins)


def looked_at(pool: Pool, pins: Sequence[str]) -> tuple[Pool, Pool]:
    """The candidates that may come first, and those that follow in the order of the engine."""
    if len(pool) <= DEEP:
        return pool, ()
    ordered = sorted(pool, key=lambda one: (one[1].ref not in pins, -one[0], one[1].ref))
    return ordered[:DEEP], ordered[DEEP:]


def _score(
    base: float, signals: Signals, features: Mapping[str, float], factors: Mapping[str, float]
) -> Scored:
    exponent = sum([FEATURES[name] * value for name, value in features.items()])
    return Scored(signals, base * math.exp(exponent) * math.prod(factors.values()), base, features, factors)


def _factors(query: UnderstoodQuery, signals: Signals, level_prior: Mapping[str, float]) -> dict[str, float]:
    """What the site and the question say of any document; a level that is asked stands for the site's prior."""
    factors = {"popular": 1 + POPULARITY * signals.popularity}
    kind = signals.ref.partition(":")[0]
    if kind != "procedure" and not _begins_with(query, KIND_WORDS.get(kind, ())):
        factors["kind"] = OTHER_KINDS
    levels = signals.facets.get("level", ())
    factors["level"] = max([level_prior.get(level, 1.0) for level in levels], default=1.0)
    if query.levels:
        factors["level"] = LEVEL_ASKED if not set(query.levels).isdisjoint(levels) else 1.0
    if query.audience and query.audience in signals.facets.get("audience", ()):
        factors["audience"] = AUDIENCE_ASKED
    if query.negated:
        said = sum(word in signals.title.folded for word in query.negated) / len(query.negated)
        factors["negated"] = NEGATED**said
    return factors


def _begins_with(query: UnderstoodQuery, words: Sequence[str]) -> bool:
    """Whether a question begins with the word for a kind of thing."""
    begin = " ".join(term.folded for term in query.terms[:3]) + " "
    return any(begin.startswith(f"{word} ") for word in words)


def _relevant(scored: list[Scored], code: str, pins: Sequence[str]) -> list[Scored]:
    """Without what holds much less of the query than the best; what bears the asked code or is pinned stays."""
    best = max((s.covered for s in scored), default=0.0)

    def answers(rank: int, item: Scored) -> bool:
        share = RELEVANT if rank < ALWAYS_SHOWN else RELEVANT_BELOW
        asked = bool(code and item.signals.code == code) or item.signals.ref in pins
        return asked or item.covered >= share * best

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
    for group, refs in twins.items():
        one = leaders[group]
        leaders[group] = Scored(one.signals, one.score, one.base, one.features, one.factors, tuple(refs))
    return list(leaders.values())


def _pinned(scored: list[Scored], pins: Sequence[str]) -> list[Scored]:
    """What editors put first, in their order; a twin of it stands for it."""
    if not pins:
        return scored

    def place(item: Scored) -> int:
        return min(
            (pins.index(ref) for ref in (item.signals.ref, *item.twins) if ref in pins), default=len(pins)
        )

    return sorted(scored, key=place)
