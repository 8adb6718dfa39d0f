"""Reading a query: engine-free, pure."""

from search.understanding.query import MAX_CHARS, MAX_TERMS, Term, UnderstoodQuery, understand

__all__ = ["MAX_CHARS", "MAX_TERMS", "Term", "UnderstoodQuery", "understand"]
