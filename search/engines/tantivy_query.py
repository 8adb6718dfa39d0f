"""A query description in tantivy's terms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tantivy

from search.engines.base import EngineQuery
from search.engines.votes import CODE_WEIGHT, PIN_WEIGHT, Vote, alternative_votes, field_votes

SHOULD, MUST = tantivy.Occur.Should, tantivy.Occur.Must


def build(schema: Any, query: EngineQuery) -> Any | None:
    """The tantivy query, None when there is nothing to ask.

    Hidden documents have no words and no code: only a pin needs to ask whether its document is public. A union of
    words alone lets tantivy pass over documents that can't reach the pool.
    """
    should = _words(schema, field_votes(query))
    alternatives = [tantivy.Query.boolean_query(_words(schema, v)) for v in alternative_votes(query)]
    if alternatives:
        should.append((SHOULD, tantivy.Query.disjunction_max_query(alternatives)))
    if query.understood.code:
        should.append((SHOULD, _constant(schema, "code", query.understood.code, CODE_WEIGHT)))
    should += [(SHOULD, _pin(schema, ref)) for ref in query.pins]
    if not should:
        return None
    asked = tantivy.Query.boolean_query(should)
    filters = [(MUST, _any_of(schema, name, values)) for name, values in query.filters.items() if values]
    return tantivy.Query.boolean_query([(MUST, asked), *filters]) if filters else asked


def _words(schema: Any, votes: Iterable[Vote]) -> list[tuple[Any, Any]]:
    return [
        (SHOULD, tantivy.Query.boost_query(tantivy.Query.term_query(schema, name, token), weight))
        for name, token, weight in votes
    ]


def _pin(schema: Any, ref: str) -> Any:
    public = _constant(schema, "public", 1, 0.0)
    return tantivy.Query.boolean_query([(MUST, _constant(schema, "ref", ref, PIN_WEIGHT)), (MUST, public)])


def _constant(schema: Any, name: str, value: Any, weight: float) -> Any:
    return tantivy.Query.const_score_query(tantivy.Query.term_query(schema, name, value), weight)


def _any_of(schema: Any, name: str, values: tuple[str, ...]) -> Any:
    return tantivy.Query.const_score_query(
        tantivy.Query.boolean_query([(SHOULD, tantivy.Query.term_query(schema, name, v)) for v in values]),
        0.0,
    )
