"""Vietnamese text for search: pure functions, no Django, the same for documents and queries."""

from search.vietnamese.prepare import Prepared, prepare
from search.vietnamese.text import clean, fold, normalise, title_key, words

__all__ = ["Prepared", "clean", "fold", "normalise", "prepare", "title_key", "words"]
