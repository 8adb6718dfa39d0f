"""Fitting the weights of the ranking's features to judged queries, cross-validated.

A listwise softmax (Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach", 2007) over each
query's pool, gains 2^grade - 1, by gradient descent with a small penalty. A weight may not turn against its sense:
only `length` may be negative. Needs numpy, which only the development requirements bring.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.base import EngineQuery
from search.evaluation.measures import Figures, JudgedQuery, measure
from search.ranking.features import Asked, features_of
from search.ranking.rescoring import looked_at
from search.service import SearchService

Array = NDArray[np.float64]

NEGATIVE = frozenset({"length"})
ROUNDS, STEP, PENALTY, SEED = 250, 0.05, 0.003, 7


@dataclass(frozen=True, slots=True)
class Sheet:
    """One query's pool: a row of features a candidate, its gain, its code and its twin group."""

    judged: JudgedQuery
    rows: Array
    gains: Array
    codes: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights by feature relative to log BM25, and the figures on queries that did not choose them."""

    weights: Mapping[str, float]
    left_out: list[Figures]
    on_all: list[Figures]


def sheets(service: SearchService, queries: Sequence[JudgedQuery]) -> tuple[tuple[str, ...], list[Sheet]]:
    """The names of the features and a sheet a query. Raises EngineError when the search can't answer."""
    made: list[Sheet] = []
    names: tuple[str, ...] = ()
    for judged in queries:
        understood = service.understand(judged.query)
        found_there = service.reader.candidates(EngineQuery(understood)).found
        pool, _ = looked_at([(c.score, c.signals) for c in found_there], ())
        features = features_of(Asked(understood, service.idf()), pool)
        levels = [float("commune" in signals.facets.get("level", ())) for _, signals in pool]
        rows = [
            {"bm25": float(np.log(base)), "commune": level} | found
            for (base, _), level, found in zip(pool, levels, features, strict=True)
        ]
        names = tuple(rows[0]) if rows else names
        grades = [judged.grades.get(signals.code, 0) for _, signals in pool]
        made.append(
            Sheet(
                judged,
                np.array([list(row.values()) for row in rows], dtype=np.float64).reshape(len(rows), -1),
                np.array([2.0**grade - 1 for grade in grades]),
                tuple(signals.code for _, signals in pool),
                tuple(signals.group for _, signals in pool),
            )
        )
    return names, made


def fit(names: Sequence[str], found: Sequence[Sheet], folds: int = 10) -> Fit:
    """Fit on all queries; measure on each fold with weights fitted on the others."""
    scale = np.vstack([sheet.rows for sheet in found if len(sheet.rows)]).std(axis=0) + 1e-9
    order = list(range(len(found)))
    random.Random(SEED).shuffle(order)
    left_out = []
    for fold in range(folds):
        held = set(order[fold::folds])
        weights = _descend(names, [s for i, s in enumerate(found) if i not in held], scale)
        left_out += [_figures(found[i], weights / scale) for i in sorted(held)]
    whole = _descend(names, found, scale) / scale
    relative = {name: float(w / whole[names.index("bm25")]) for name, w in zip(names, whole, strict=True)}
    return Fit(relative, left_out, [_figures(sheet, whole) for sheet in found])


def _descend(names: Sequence[str], found: Sequence[Sheet], scale: Array) -> Array:
    """Adam on the mean cross entropy; weights of the scaled features."""
    signs = np.array([-1.0 if name in NEGATIVE else 1.0 for name in names])
    weights, first, second = (np.zeros(len(names)) for _ in range(3))
    learned = [(sheet.rows / scale, sheet.gains / sheet.gains.sum()) for sheet in found if sheet.gains.any()]
    for turn in range(1, ROUNDS + 1):
        slope = PENALTY * weights
        for rows, wanted in learned:
            slope += rows.T @ (_softmax(rows @ weights) - wanted) / len(learned)
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights = weights - STEP * (first / (1 - 0.9**turn)) / (np.sqrt(second / (1 - 0.999**turn)) + 1e-8)
        weights = np.where(signs * weights < 0, 0.0, weights)
    return weights


def _softmax(scores: Array) -> Array:
    raised = np.exp(scores - scores.max())
    shares: Array = raised / raised.sum()
    return shares


def _figures(sheet: Sheet, weights: Array) -> Figures:
    scores = sheet.rows @ weights if len(sheet.rows) else np.zeros(0)
    groups: dict[str, list[str]] = {}
    for at in sorted(range(len(scores)), key=lambda i: (-scores[i], sheet.codes[i])):
        groups.setdefault(sheet.groups[at], []).append(sheet.codes[at])
    return measure(list(groups.values()), sheet.judged.grades)
