"""The clauses of a query, the same for both engines: which token votes on which field with what weight."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from search.engines.base import EngineQuery
from search.ranking.weights import (
    ALIAS_WEIGHTS,
    BIGRAM_VOTE,
    BODY_WEIGHT,
    ENGLISH_WEIGHT,
    EXACT_VOTE,
    EXPANSION_VOTE,
    FOLD_VOTE,
    TITLE_WEIGHTS,
)
from search.understanding import Expansion, Term

#: (field, token, weight)
Vote = tuple[str, str, float]

#: Weight of a recognised code, and of a document that editors put first: above anything that words can reach.
CODE_WEIGHT = 1000.0
PIN_WEIGHT = 1000.0


def field_votes(query: EngineQuery) -> list[Vote]:
    """The clauses of the query's own words, added up."""
    understood = query.understood
    votes = _names(understood.terms, understood.bigrams)
    votes += [("body_f", term.folded, term.weight * FOLD_VOTE * BODY_WEIGHT) for term in understood.terms]
    if query.english:
        votes += [
            ("english", term.folded, term.weight * FOLD_VOTE * ENGLISH_WEIGHT) for term in understood.terms
        ]
    return votes


def alternative_votes(query: EngineQuery) -> list[list[Vote]]:
    """The clauses of each official wording; only the best alternative of a document counts, beside its words."""
    return [_alternative(expansion) for expansion in query.understood.expansions if expansion.terms]


def _alternative(expansion: Expansion) -> list[Vote]:
    weight = expansion.weight * EXPANSION_VOTE
    pairs = [(f"{a.folded}_{b.folded}", 1.0) for a, b in pairwise(expansion.terms)]
    return [(field, token, weight * vote) for field, token, vote in _names(expansion.terms, pairs)]


def _names(terms: Iterable[Term], pairs: Iterable[tuple[str, float]]) -> list[Vote]:
    votes: list[Vote] = []
    for term in terms:
        fold = term.weight * FOLD_VOTE
        votes.append(("title_f", term.folded, fold * TITLE_WEIGHTS[0]))
        votes.append(("alias_f", term.folded, fold * ALIAS_WEIGHTS[0]))
        if term.marked:
            exact = term.weight * EXACT_VOTE
            votes.append(("title_x", term.exact, exact * TITLE_WEIGHTS[1]))
            votes.append(("alias_x", term.exact, exact * ALIAS_WEIGHTS[1]))
    for pair, weight in pairs:
        votes.append(("title_b", pair, weight * BIGRAM_VOTE * TITLE_WEIGHTS[2]))
        votes.append(("alias_b", pair, weight * BIGRAM_VOTE * ALIAS_WEIGHTS[2]))
    return votes
