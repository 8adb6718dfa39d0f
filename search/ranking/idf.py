"""How rare words are."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from search.ranking.signals import Names


class Idf(dict[str, float]):
    """idf of folded words, asked of `lookup` once a word."""

    def __init__(self, lookup: Callable[[str], float]) -> None:
        super().__init__()
        self._lookup = lookup
        self._wholes: dict[Names, float] = {}

    def __missing__(self, word: str) -> float:
        value = self[word] = self._lookup(word)
        return value

    def total(self, words: Iterable[str]) -> float:
        """The sum over `words`."""
        return sum(map(self.__getitem__, words))

    def unknown(self, word: str) -> bool:
        """Whether no name has the word: nothing is rarer."""
        return self[word] >= self[""]

    def whole(self, names: Names) -> float:
        """The sum over the words of a name, remembered."""
        held = self._wholes.get(names)
        if held is None:
            held = self._wholes[names] = self.total(names.folded)
        return held


def flat_idf() -> Idf:
    """An idf that says nothing."""
    return Idf(lambda word: 1.0)


def bm25_idf(documents: int, frequency: int) -> float:
    """Lucene's idf; a word that no document has gets the greatest one."""
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))
