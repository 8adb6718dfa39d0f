"""`manage.py search_evaluate FILE.jsonl`: how good the ranking is on judged queries."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineError
from search.engines.select import embedded, engine
from search.evaluation.measures import Figures, mean, read_judged
from search.evaluation.run import Judgement, judge
from search.service import SearchService
from search.site import level_prior, service


class Command(BaseCommand):
    """Print nDCG@10, success@1/3/10, MRR and milliseconds, in total and by style."""

    help = "Đo chất lượng tìm kiếm trên các câu hỏi đã chấm"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--engine", choices=["embedded", "elasticsearch"])
        parser.add_argument("--json", type=Path, dest="out", help="write the results of each query here")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            queries = list(read_judged(options["file"].read_text(encoding="utf-8").splitlines()))
            judgements = judge(self._service(options["engine"]), queries)
        except (OSError, ValueError, KeyError, EngineError, LookupError) as error:
            raise CommandError(str(error)) from error
        self._table(judgements)
        if options["out"]:
            options["out"].write_text(_report(judgements, options["engine"]), encoding="utf-8")

    def _service(self, name: str | None) -> SearchService:
        return SearchService(engine(name), embedded(), level_prior()) if name else service()

    def _table(self, judgements: list[Judgement]) -> None:
        styles: dict[str, list[Figures]] = defaultdict(list)
        for one in judgements:
            styles[one.judged.style].append(one.figures)
        self.stdout.write(f"{'':24}{'n':>5} nDCG@10  S@1   S@3   S@10  MRR")
        for style, figures in sorted(styles.items()):
            self.stdout.write(_row(style, figures))
        self.stdout.write(_row("all", [one.figures for one in judgements]))
        p50, p95 = _percentiles([one.milliseconds for one in judgements])
        self.stdout.write(f"milliseconds: p50 {p50:.1f}, p95 {p95:.1f}")


def _row(name: str, figures: list[Figures]) -> str:
    m = mean(figures)
    return (
        f"{name:24}{len(figures):>5}   {m.ndcg:.3f} {m.success1:.3f} {m.success3:.3f}"
        f" {m.success10:.3f} {m.mrr:.3f}"
    )


def _percentiles(milliseconds: list[float]) -> tuple[float, float]:
    ordered = sorted(milliseconds) or [0.0]
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]


def _report(judgements: list[Judgement], name: str | None) -> str:
    queries = [
        {"query": one.judged.query, "codes": list(one.codes), "ms": round(one.milliseconds, 2)}
        for one in judgements
    ]
    metrics = asdict(mean([one.figures for one in judgements]))
    report = {"engine": name or "site", "queries": queries, "metrics": metrics}
    return json.dumps(report, ensure_ascii=False, indent=1)
