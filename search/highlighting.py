"""The words of a query marked in the titles they found: the same on every engine, escaped, marks kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.understanding import Term, UnderstoodQuery
from search.vietnamese.prepare import prepare
from search.vietnamese.text import clean

#: Words that vote less only ask, or are what was typed in place of the word that was read.
LEAST_WEIGHT = 0.35
_PARTS = re.compile(r"[^\W_]+|[\W_]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The tokens to mark: `bare` with any marks, `exact` with these."""

    bare: frozenset[str]
    exact: frozenset[str]

    @classmethod
    def of(cls, query: UnderstoodQuery) -> Wanted:
        """The words of a query and of the official names it may mean."""
        terms = [term for term in query.terms if term.weight > LEAST_WEIGHT]
        terms += [term for expansion in query.expansions for term in expansion.terms]
        return cls._of(terms)

    @classmethod
    def _of(cls, terms: Iterable[Term]) -> Wanted:
        held = list(terms)
        return cls(
            frozenset(term.folded for term in held if not term.marked),
            frozenset(term.exact for term in held if term.marked),
        )

    def has(self, word: str) -> bool:
        """Whether a word as written is one of them."""
        tokens = prepare(word).syllables
        return bool(tokens) and all(t.folded in self.bare or t.exact in self.exact for t in tokens)


def highlight(text: str, wanted: Wanted) -> SafeString:
    """`text` as HTML with the wanted words in ``mark``; neighbours share one. Everything is escaped."""
    parts = _PARTS.findall(clean(text))
    found = [part[0].isalnum() and wanted.has(part) for part in parts]
    pieces: list[str] = []
    open_until = -1
    for at, part in enumerate(parts):
        if found[at] and at > open_until:
            pieces.append("<mark>")
            open_until = _end(parts, found, at)
        pieces.append(escape(part))
        if at == open_until:
            pieces.append("</mark>")
    return mark_safe("".join(pieces))


def _end(parts: list[str], found: list[bool], at: int) -> int:
    """Index of the last part of a run of wanted words with nothing but a blank between them."""
    while at + 2 < len(parts) and parts[at + 1] == " " and found[at + 2]:
        at += 2
    return at
