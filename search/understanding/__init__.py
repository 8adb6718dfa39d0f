"""Reading a query: engine-free, pure."""

from search.understanding.lexicon import Lexicon
from search.understanding.pipeline import understand
from search.understanding.query import (
    MAX_CHARS,
    MAX_TERMS,
    Correction,
    Expansion,
    Fork,
    Reading,
    Term,
    UnderstoodQuery,
)

__all__ = [
    "MAX_CHARS",
    "MAX_TERMS",
    "Correction",
    "Expansion",
    "Fork",
    "Lexicon",
    "Reading",
    "Term",
    "UnderstoodQuery",
    "understand",
]
