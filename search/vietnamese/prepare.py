"""The one preparation of text for every engine, documents and queries alike.

Engines index the three strings with a plain whitespace analyser, so tantivy, the barest Elasticsearch and
a full one rank alike.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from search.vietnamese.text import Syllable, syllable, words


class Prepared(NamedTuple):
    """The syllables of a text in order."""

    syllables: tuple[Syllable, ...]

    @property
    def exact(self) -> tuple[str, ...]:
        """Tokens that keep vowels and tone."""
        return tuple(s.exact for s in self.syllables)

    @property
    def folded(self) -> tuple[str, ...]:
        """Tokens without marks."""
        return tuple(s.folded for s in self.syllables)

    @property
    def bigrams(self) -> tuple[str, ...]:
        """Neighbouring folded syllables, "khai_sinh": they do the work of a word segmenter."""
        return bigrams(self.folded)


def bigrams(folded: tuple[str, ...]) -> tuple[str, ...]:
    """Neighbouring pairs joined by an underscore, which no token contains."""
    return tuple(map("_".join, pairwise(folded)))


def prepare(text: str) -> Prepared:
    """Prepare any text; never raises."""
    return Prepared(tuple(syllable(word) for word in words(text)))
