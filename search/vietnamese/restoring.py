"""The most likely sequence of words by what follows what: marks for bare text, the word meant by a slip."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

#: Share of a pair's likelihood that comes from the pair; the rest from the second word alone.
_PAIR_SHARE: Final = 0.9
#: Readings of one word that are tried, the most frequent first.
WIDTH: Final = 10

Reading = tuple[str, float]


class Restorer:
    """Scores are natural logarithms of likelihoods, worked out once."""

    def __init__(self, counts: Mapping[str, int], pairs: Mapping[str, Mapping[str, int]]) -> None:
        whole = sum(counts.values()) or 1
        self._unseen = math.log((1 - _PAIR_SHARE) / whole / 4)
        self._alone = {word: math.log((1 - _PAIR_SHARE) * n / whole) for word, n in counts.items()}
        self._counts, self._pairs, self._whole = counts, pairs, whole
        self._rows: dict[str, dict[str, float]] = {}

    def alone(self, token: str) -> float:
        """The score of a word without neighbours."""
        return self._alone.get(token, self._unseen)

    def best(self, lattice: Sequence[Sequence[Reading]]) -> tuple[str, ...]:
        """One token of each place; a reading's cost is taken off its score."""
        scores: list[float] = []
        back: list[list[int]] = []
        before: list[str] = []
        for place, readings in enumerate(lattice):
            tokens = [token for token, _ in readings[:WIDTH]]
            alone = [self.alone(token) for token in tokens]
            if not place:
                scores = [score - cost for score, (_, cost) in zip(alone, readings, strict=False)]
            else:
                scores, came = self._step(before, scores, tokens, alone, readings)
                back.append(came)
            before = tokens
        return _trace(lattice, scores, back) if lattice else ()

    def _step(
        self,
        before: list[str],
        scores: list[float],
        tokens: list[str],
        alone: list[float],
        readings: Sequence[Reading],
    ) -> tuple[list[float], list[int]]:
        rows = [self._row(token) for token in before]
        reached, came = [], []
        for token, own, (_, cost) in zip(tokens, alone, readings, strict=False):
            best, origin = -math.inf, 0
            for at, row in enumerate(rows):
                score = scores[at] + row.get(token, own)
                if score > best:
                    best, origin = score, at
            reached.append(best - cost)
            came.append(origin)
        return reached, came

    def _row(self, first: str) -> dict[str, float]:
        """Scores of what was seen to follow `first`."""
        row = self._rows.get(first)
        if row is None:
            seen = self._counts.get(first, 0) or 1
            row = self._rows[first] = {
                second: math.log(
                    _PAIR_SHARE * n / seen + (1 - _PAIR_SHARE) * self._counts.get(second, 0) / self._whole
                )
                for second, n in self._pairs.get(first, {}).items()
            }
        return row


def _trace(
    lattice: Sequence[Sequence[Reading]], scores: Sequence[float], back: Sequence[Sequence[int]]
) -> tuple[str, ...]:
    at = max(range(len(scores)), key=scores.__getitem__)
    chosen = [lattice[-1][at][0]]
    for place in range(len(back) - 1, -1, -1):
        at = back[place][at]
        chosen.append(lattice[place][at][0])
    return tuple(reversed(chosen))
