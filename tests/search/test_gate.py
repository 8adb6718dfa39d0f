"""The gate: our own queries over the sample catalogue may not be answered worse than the committed figures say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings

from search.engines.embedded import EmbeddedEngine
from search.evaluation.gate import SLACK, committed, fallen
from search.evaluation.measures import Figures, mean, read_judged
from search.evaluation.run import judge
from search.indexing.prepared import prepare_document
from search.service import SearchService
from tests.search.fakes import make_document

SEED = Path(settings.BASE_DIR) / "catalogue" / "seed"
QUERIES = Path(__file__).with_name("sample_queries.jsonl")


def everyday_names() -> dict[str, tuple[str, ...]]:
    """Code to everyday names, as they are shipped."""
    rows = (SEED / "aliases.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return {code: tuple(names.split("|")) for code, names, *_ in pairs}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SearchService:
    """A search over titles and everyday names of the sample catalogue."""
    engine = EmbeddedEngine(tmp_path_factory.mktemp("index"))
    names = everyday_names()
    rows = map(json.loads, (SEED / "sample_procedures.jsonl").read_text(encoding="utf-8").splitlines())
    engine.write(
        [
            prepare_document(make_document(row["code"], row["name"], aliases=names.get(row["code"], ())))
            for row in rows
        ]
    )
    return SearchService(engine, engine, vocabulary=engine.vocabulary())


def test_our_own_queries_are_answered_as_well_as_committed(sample: SearchService) -> None:
    queries = list(read_judged(QUERIES.read_text(encoding="utf-8").splitlines()))
    figures = mean([one.figures for one in judge(sample, queries)])
    assert len(queries) >= 40
    assert fallen(figures, committed("sample")) == []


def test_a_figure_that_drops_is_told() -> None:
    wanted = {"ndcg": 0.9, "success1": 0.8}
    assert fallen(Figures(0.9 - SLACK + 0.001, 0.8, 1, 1, 1), wanted) == []
    [said] = fallen(Figures(0.89, 0.9, 1, 1, 1), wanted)
    assert said.startswith("ndcg: 0.8900")
    assert fallen({}, wanted) != []


def test_the_committed_figures_are_those_that_were_promised() -> None:
    development = committed("development")
    assert development["ndcg"] >= 0.86
    assert development["success1"] >= 0.82
    assert development["success3"] >= 0.94
    assert development["success10"] >= 0.98
