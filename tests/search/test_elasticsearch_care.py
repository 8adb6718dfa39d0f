"""The real Elasticsearch: hidden documents, the check of a new index, and whose fault a refusal is."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace

import pytest

from search.engines.base import DocumentsRefused, EngineAway, HiddenDocument
from search.engines.elasticsearch import ElasticsearchEngine
from search.indexing.prepared import hidden, prepare_document
from tests.search.fakes import filled_source, make_document
from tests.search.test_elasticsearch_faults import PRODUCT, answering

DOCUMENTS = [prepare_document(document) for document in filled_source().held.values()]
REF = DOCUMENTS[0].ref


@pytest.fixture
def engine(elasticsearch_url: str) -> Iterator[ElasticsearchEngine]:
    made = ElasticsearchEngine(elasticsearch_url, f"test-{secrets.token_hex(4)}")
    made.write(DOCUMENTS)
    yield made
    made.remove_all()


@pytest.mark.elasticsearch
def test_a_hidden_document_says_since_when_and_is_forgotten(engine: ElasticsearchEngine) -> None:
    engine.write([hidden(REF, 2)])
    (left,) = engine.hidden()
    assert (left.ref, left.seq) == (REF, 2)
    assert left.since > 0
    assert engine.forget([left]) == 1
    assert REF not in {ref for ref, _, _ in engine.versions()}


@pytest.mark.elasticsearch
def test_what_was_written_since_is_not_forgotten(engine: ElasticsearchEngine) -> None:
    engine.write([replace(DOCUMENTS[0], seq=5)])
    assert engine.forget([HiddenDocument(REF, 2, 0)]) == 0
    assert (REF, 5, True) in set(engine.versions())


@pytest.mark.elasticsearch
def test_a_new_index_is_asked_before_it_is_put_in_use(engine: ElasticsearchEngine) -> None:
    stranger = prepare_document(make_document("9.9", "Không có ở đây"))
    with engine.building(hidden) as building:
        building.add(DOCUMENTS)
        assert building.held() == len(DOCUMENTS)
        assert building.not_found([*DOCUMENTS, stranger]) == [stranger.ref]


@pytest.mark.elasticsearch
def test_a_document_that_can_not_be_held_is_named_and_the_others_are_written(
    engine: ElasticsearchEngine,
) -> None:
    bad = prepare_document(make_document("9.1", "Hỏng"))
    bad = replace(bad, fields={**bad.fields, "no_such_field": "x"})
    good = prepare_document(make_document("9.2", "Lành"))
    with pytest.raises(DocumentsRefused) as refused:
        engine.write([bad, good])
    assert set(refused.value.kinds) == {bad.ref}
    assert good.ref in {ref for ref, _, _ in engine.versions()}


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_a_server_that_refuses_everything_is_away(status: int) -> None:
    with answering(status, b'{"error": {"type": "x"}}', PRODUCT) as url, pytest.raises(EngineAway):
        ElasticsearchEngine(url).write(DOCUMENTS)
