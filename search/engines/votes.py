"""The clauses of a query, the same for both engines: which token votes on which field with what weight."""

from __future__ import annotations

from search.engines.base import EngineQuery
from search.ranking.weights import (
    ALIAS_WEIGHTS,
    BIGRAM_VOTE,
    BODY_WEIGHT,
    ENGLISH_WEIGHT,
    EXACT_VOTE,
    FOLD_VOTE,
    TITLE_WEIGHTS,
)

#: Weight of a recognised code: above anything that words can reach.
CODE_WEIGHT = 1000.0


def field_votes(query: EngineQuery) -> list[tuple[str, str, float]]:
    """(field, token, weight) of every clause: the description both engines translate."""
    votes: list[tuple[str, str, float]] = []
    for term in query.understood.terms:
        fold = term.weight * FOLD_VOTE
        votes += [
            ("title_f", term.folded, fold * TITLE_WEIGHTS[0]),
            ("alias_f", term.folded, fold * ALIAS_WEIGHTS[0]),
            ("body_f", term.folded, fold * BODY_WEIGHT),
        ]
        if query.english:
            votes.append(("english", term.folded, fold * ENGLISH_WEIGHT))
        if term.marked:
            exact = term.weight * EXACT_VOTE
            votes.append(("title_x", term.exact, exact * TITLE_WEIGHTS[1]))
            votes.append(("alias_x", term.exact, exact * ALIAS_WEIGHTS[1]))
    for pair, weight in query.understood.bigrams:
        votes.append(("title_b", pair, weight * BIGRAM_VOTE * TITLE_WEIGHTS[2]))
        votes.append(("alias_b", pair, weight * BIGRAM_VOTE * ALIAS_WEIGHTS[2]))
    return votes
