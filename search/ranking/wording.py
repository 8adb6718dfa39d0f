"""One way to say a query: how much of it a name holds, and how much of the name it explains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from search.ranking.idf import Idf
from search.ranking.signals import Names
from search.understanding import Expansion, Term, UnderstoodQuery
from search.vietnamese.text import fold

#: What a word of another mark than asked is worth: "hoà" where "hóa" was written.
OTHER_MARK = 0.5


class Wording:
    """Weighted words (idf x weight), their marks, their pairs. What sets of words are worth is remembered: the
    candidates of one query hold the same few."""

    def __init__(self, terms: Iterable[Term], pairs: Iterable[str], idf: Idf) -> None:
        self._idf = idf
        self.weights: dict[str, float] = {}
        marks: dict[str, str] = {}
        for term in terms:
            self.weights[term.folded] = max(
                term.weight * idf[term.folded], self.weights.get(term.folded, 0.0)
            )
            if term.marked:
                marks[term.folded] = term.exact
        self.words = frozenset(self.weights)
        self.pairs = frozenset(pairs)
        self._total = sum(self.weights.values()) or 1.0
        self._unmarked = {
            word: weight * (OTHER_MARK if word in marks else 1.0) for word, weight in self.weights.items()
        }
        self._gains = {exact: self.weights[word] * (1 - OTHER_MARK) for word, exact in marks.items()}
        self._marks = frozenset(self._gains)
        self._worth: dict[frozenset[str], tuple[float, float]] = {}
        self._marked: dict[frozenset[str], float] = {}
        self._shares: dict[frozenset[str], float] = {}

    @classmethod
    def of(cls, query: UnderstoodQuery, idf: Idf) -> Wording:
        """The query as typed."""
        return cls(query.terms, (pair for pair, _ in query.bigrams), idf)

    @classmethod
    def expanded(cls, query: UnderstoodQuery, expansion: Expansion, idf: Idf) -> Wording:
        """The query with the official wording in the place of what was said."""
        said = set(fold(expansion.said).split())
        others = [term for term in query.terms if term.folded not in said]
        pairs = [f"{a.folded}_{b.folded}" for a, b in pairwise(expansion.terms)]
        own = [pair for pair, _ in query.bigrams if said.isdisjoint(pair.split("_"))]
        return cls([*others, *expansion.terms], [*own, *pairs], idf)

    def match(self, names: Names) -> float:
        """0..1: coverage both ways x half the share of the name's pairs that are said."""
        held = self.words & names.folded
        if not held:
            return 0.0
        found, explained = self._worth.get(held) or self._weigh(held)
        if self._marks:
            found += self._gain(self._marks & names.exact)
        together = len(names.pairs & self.pairs) / len(names.pairs) if names.pairs else 1.0
        return found / self._total * (explained / self._idf.whole(names)) * (0.5 + 0.5 * together)

    def _weigh(self, held: frozenset[str]) -> tuple[float, float]:
        worth = sum(map(self._unmarked.__getitem__, held)), self._idf.total(held)
        self._worth[held] = worth
        return worth

    def _gain(self, held: frozenset[str]) -> float:
        gain = self._marked.get(held)
        if gain is None:
            gain = self._marked[held] = sum(map(self._gains.__getitem__, held))
        return gain

    def covered(self, words: frozenset[str]) -> float:
        """Share of the idf that a set of words holds."""
        held = self.words & words
        share = self._shares.get(held)
        if share is None:
            share = self._shares[held] = sum(map(self.weights.__getitem__, held)) / self._total
        return share

    def in_pairs(self, names: Names) -> float:
        """Share of the neighbouring pairs that the name has."""
        return len(self.pairs & names.pairs) / len(self.pairs) if self.pairs else 0.0


def wordings(query: UnderstoodQuery, idf: Idf, most: int) -> Sequence[Wording]:
    """The query in official words, one an expansion, at most so many."""
    return [Wording.expanded(query, expansion, idf) for expansion in query.expansions[:most]]
