"""A query description in tantivy's terms."""

from __future__ import annotations

from typing import Any

import tantivy

from search.engines.base import EngineQuery
from search.engines.votes import CODE_WEIGHT, field_votes

SHOULD, MUST = tantivy.Occur.Should, tantivy.Occur.Must


def build(schema: Any, query: EngineQuery) -> Any | None:
    """The tantivy query, None when there is nothing to ask."""
    should = [
        (SHOULD, tantivy.Query.boost_query(tantivy.Query.term_query(schema, name, token), weight))
        for name, token, weight in field_votes(query)
    ]
    if query.understood.code:
        code = tantivy.Query.term_query(schema, "code", query.understood.code)
        should.append((SHOULD, tantivy.Query.const_score_query(code, CODE_WEIGHT)))
    if not should:
        return None
    must = [(MUST, tantivy.Query.boolean_query(should)), (MUST, _silent(schema, "public", 1))]
    must += [(MUST, _any_of(schema, name, values)) for name, values in query.filters.items() if values]
    return tantivy.Query.boolean_query(must)


def _silent(schema: Any, name: str, value: Any) -> Any:
    return tantivy.Query.const_score_query(tantivy.Query.term_query(schema, name, value), 0.0)


def _any_of(schema: Any, name: str, values: tuple[str, ...]) -> Any:
    return tantivy.Query.const_score_query(
        tantivy.Query.boolean_query([(SHOULD, tantivy.Query.term_query(schema, name, v)) for v in values]),
        0.0,
    )
