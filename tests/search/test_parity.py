"""Elasticsearch and the embedded engine answer alike."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from search.engines.base import EngineQuery
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.evaluation.measures import Figures, JudgedQuery, read_judged
from search.evaluation.parity import parity, said
from search.evaluation.run import Judgement, judge
from search.indexing.prepared import PreparedDocument
from search.service import SearchService
from search.understanding import understand
from tests.search.sample import QUERIES, sample_documents


@pytest.fixture(scope="module")
def documents() -> list[PreparedDocument]:
    return sample_documents()


@pytest.fixture(scope="module")
def near(tmp_path_factory: pytest.TempPathFactory, documents: list[PreparedDocument]) -> EmbeddedEngine:
    engine = EmbeddedEngine(tmp_path_factory.mktemp("index"))
    engine.write(documents)
    return engine


@pytest.fixture(scope="module")
def far(elasticsearch_url: str, documents: list[PreparedDocument]) -> Iterator[ElasticsearchEngine]:
    engine = ElasticsearchEngine(elasticsearch_url, f"test-parity-{os.getpid()}")
    engine.write(documents)
    yield engine
    engine.remove_all()


@pytest.mark.elasticsearch
def test_the_sample_catalogue_is_searched_alike(near: EmbeddedEngine, far: ElasticsearchEngine) -> None:
    queries = list(read_judged(QUERIES.read_text(encoding="utf-8").splitlines()))
    found = parity(*(judge(SearchService(engine, near), queries) for engine in (near, far)))
    assert found.alike, list(said(found))


@pytest.mark.elasticsearch
def test_scores_are_the_same_numbers(near: EmbeddedEngine, far: ElasticsearchEngine) -> None:
    query = EngineQuery(understand("mất giấy khai sinh làm lại hết bao nhiêu tiền"))
    ours = {c.signals.ref: c.score for c in near.candidates(query).found}
    theirs = {c.signals.ref: c.score for c in far.candidates(query).found}
    assert ours
    assert theirs == pytest.approx(ours, rel=1e-3)


def one(query: str, code: str, ndcg: float) -> Judgement:
    figures = Figures(ndcg, 1, 1, 1, 1)
    return Judgement(JudgedQuery(query, {}), ((code,),), figures, 1.0)


def test_runs_that_differ_are_not_alike() -> None:
    first = [one("a", "1.1", 0.9), one("b", "1.2", 0.9)]
    assert parity(first, first).alike
    assert not parity(first, [one("a", "1.1", 0.9), one("b", "1.3", 0.9)]).alike
    assert not parity(first, [one("a", "1.1", 0.9), one("b", "1.2", 0.8)]).alike
    with pytest.raises(ValueError, match="different queries"):
        parity(first, [one("b", "1.2", 0.9), one("a", "1.1", 0.9)])
