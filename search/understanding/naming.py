"""Everyday names and abbreviations: official wordings that vote beside what was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from search.understanding.lexicon import Abbreviation, EverydayName, Lexicon
from search.understanding.phrases import Found
from search.understanding.query import Expansion, Term
from search.understanding.views import Draft, Span
from search.vietnamese.prepare import prepare

#: Weights of an everyday name of one word, of two, of more. Measured: .2 to .35 of the original words' weight, as
#: a clause of its own; .7, summed into the query, drowns it.
NAME_WEIGHTS: Final = (0.2, 0.3, 0.35)
#: An abbreviation is a sure thing where its context is right.
ABBREVIATION_WEIGHT: Final = 0.5
#: Alternatives that are kept: the longest names come first.
MOST_EXPANSIONS: Final = 8
_MOST_TERMS: Final = 16

Named = list[tuple[Span, Found[EverydayName]]]


def find_names(draft: Draft, lexicon: Lexicon, restored: Sequence[str] | None) -> Named:
    """Everyday names in the query, the longest at each place. A bare single word is one only when it is likely
    to have the marks of the name (`restored`: the likely exact words)."""
    found: dict[Span, Found[EverydayName]] = {}
    for view in draft.views:
        for span, one in view.find(lexicon.names):
            if one.size > 1 or _likely(one, span, draft, restored):
                found.setdefault(span, one)
    kept = {span: one for span, one in found.items() if not _inside(span, found)}
    return sorted(kept.items(), key=lambda item: item[0])


def _inside(span: Span, found: Iterable[Span]) -> bool:
    """Whether a longer name covers a place."""
    return any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in found)


def _likely(one: Found[EverydayName], span: Span, draft: Draft, restored: Sequence[str] | None) -> bool:
    said, meant = draft.words[span[0]], one.phrase[0]
    if said.exact == meant.exact:
        return True
    return not draft.marked and (restored is None or restored[span[0]] == meant.exact)


def expand_names(draft: Draft, found: Named) -> list[Expansion]:
    """The official wordings of the names, most words first."""
    expansions: list[Expansion] = []
    for span, one in sorted(found, key=lambda item: item[0][0] - item[0][1]):
        weight = NAME_WEIGHTS[min(one.size, len(NAME_WEIGHTS)) - 1]
        wordings = dict.fromkeys(wording for meaning in one.meanings for wording in meaning.official)
        expansions += _expansions(draft, draft.said(span), wordings, weight, "tên thường gọi")
    return expansions[:MOST_EXPANSIONS]


def expand_abbreviations(draft: Draft, lexicon: Lexicon) -> list[Expansion]:
    """What the abbreviations of the query stand for, where a word of their context stands too."""
    expansions: list[Expansion] = []
    for span, one in draft.views[0].find(lexicon.abbreviations):
        for meaning in one.meanings:
            if _in_context(draft, span, meaning):
                wordings = meaning.expansions
                expansions += _expansions(draft, draft.said(span), wordings, ABBREVIATION_WEIGHT, "viết tắt")
    return expansions[:MOST_EXPANSIONS]


def _in_context(draft: Draft, span: Span, meaning: Abbreviation) -> bool:
    if not meaning.context:
        return True
    beside = f" {draft.folded((0, span[0]))} | {draft.folded((span[1], len(draft.words)))} "
    return any(f" {' '.join(words)} " in beside for words in meaning.context)


def _expansions(
    draft: Draft, said: str, wordings: Iterable[str], weight: float, how: str
) -> Iterable[Expansion]:
    """Wordings that say something the query does not say already."""
    own = {word.folded for word in draft.words}
    for wording in wordings:
        words = dict.fromkeys(prepare(wording).syllables[:_MOST_TERMS])
        if all(word.folded in own for word in words):
            continue
        draft.steps.append(f"“{said}” là {how}: tìm thêm “{wording}” (×{weight:g})".replace(".", ","))
        yield Expansion(said, wording, tuple(Term(s.exact, s.folded) for s in words), weight)
