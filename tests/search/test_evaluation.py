"""The figures, and the command that prints them."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from search.evaluation.measures import mean, measure, read_judged
from search.evaluation.run import code_of
from tests.search.fakes import FakeSource


def test_a_perfect_ranking_has_the_best_figures() -> None:
    figures = measure([["a"], ["b"]], {"a": 3, "b": 2})
    assert (figures.ndcg, figures.success1, figures.mrr) == (1.0, 1.0, 1.0)


def test_the_order_of_grades_matters() -> None:
    assert measure([["b"], ["a"]], {"a": 3, "b": 1}).ndcg < 1.0
    assert measure([["b"], ["a"]], {"a": 3, "b": 1}).success1 == 0.0
    assert measure([["b"], ["a"]], {"a": 3, "b": 1}).success3 == 1.0


def test_twins_count_as_one() -> None:
    assert measure([["a", "twin"], ["b"]], {"a": 3, "twin": 3, "b": 2}).ndcg == 1.0


def test_a_related_result_is_no_answer() -> None:
    assert measure([["a"]], {"a": 1, "b": 3}).success10 == 0.0


def test_nothing_found_is_zero() -> None:
    assert measure([], {"a": 3}).ndcg == 0.0
    assert mean([]).ndcg == 0.0


@pytest.mark.django_db
def test_the_command_prints_and_writes_figures(indexed: FakeSource, tmp_path: Path) -> None:
    queries = tmp_path / "judged.jsonl"
    lines = [
        {"query": "dang ky khai sinh", "style": "nodia", "grades": {"1.001193": 3}},
        {"query": "báo tử", "style": "lay", "grades": {"1.000656": 3}},
    ]
    queries.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    out = StringIO()
    call_command("search_evaluate", str(queries), "--json", str(tmp_path / "out.json"), stdout=out)
    report = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert report["metrics"]["ndcg"] == 1.0
    assert report["queries"][0]["codes"][0] == "1.001193"
    assert "nodia" in out.getvalue()


def test_a_file_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("search_evaluate", str(tmp_path / "none.jsonl"))


def test_judged_lines_are_read() -> None:
    assert next(read_judged(['{"query": "q", "grades": {"1.1": 3}}'])).grades == {"1.1": 3}


def run(tmp_path: Path, name: str, *more: str) -> str:
    queries = tmp_path / "judged.jsonl"
    lines = [
        {"query": "dang ky khai sinh", "style": "nodia", "field": "fee", "grades": {"1.001193": 3}},
        {"query": "báo tử", "style": "lay", "field": "", "grades": {"1.000656": 3}},
    ]
    queries.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    out = StringIO()
    call_command("search_evaluate", str(queries), "--json", str(tmp_path / name), *more, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_report_of_a_run_has_the_agreed_shape(indexed: FakeSource, tmp_path: Path) -> None:
    said = run(tmp_path, "out.json", "--engine", "embedded")
    report = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert set(report) == {"engine", "queries", "metrics"}
    assert report["engine"] == "embedded"
    assert set(report["queries"][0]) == {"query", "codes", "ms"}
    assert {"by field", "fee"} <= {line.split("  ")[0] for line in said.splitlines()}


@pytest.mark.django_db
def test_two_runs_are_compared_query_by_query(indexed: FakeSource, tmp_path: Path) -> None:
    run(tmp_path, "old.json")
    old = json.loads((tmp_path / "old.json").read_text(encoding="utf-8"))
    old["queries"][0]["codes"] = ["1.004884", "1.001193"]
    old["queries"][1]["codes"] = ["1.000656"]
    (tmp_path / "old.json").write_text(json.dumps(old), encoding="utf-8")
    said = run(tmp_path, "new.json", "--against", str(tmp_path / "old.json"))
    assert "1 better, 0 worse, 1 as before" in said
    assert "better  +0.369  1.004884 -> 1.001193  dang ky khai sinh" in said


@pytest.mark.django_db
@pytest.mark.parametrize("old", ["[]", "{}", "no json", '{"queries": [{"query": "x"}]}'])
def test_a_file_that_is_no_run_is_a_clear_error(indexed: FakeSource, tmp_path: Path, old: str) -> None:
    (tmp_path / "old.json").write_text(old, encoding="utf-8")
    with pytest.raises(CommandError):
        run(tmp_path, "new.json", "--against", str(tmp_path / "old.json"))


def test_something_else_in_the_list_takes_its_place(indexed: FakeSource) -> None:
    assert code_of("procedure:1.000656") == "1.000656"
    assert code_of("act:75-2022-tt-btc") == "act:75-2022-tt-btc"
    assert measure([[code_of("act:x")], ["1.000656"]], {"1.000656": 3}).success1 == 0.0
