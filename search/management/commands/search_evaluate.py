"""`manage.py search_evaluate FILE.jsonl`: how good the ranking is on judged queries."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineError
from search.evaluation.comparing import changes, lines
from search.evaluation.measures import JudgedQuery, read_judged
from search.evaluation.parity import parity, said
from search.evaluation.run import judge
from search.evaluation.tables import report, table
from search.site import service

ENGINES = ("embedded", "elasticsearch")


class Command(BaseCommand):
    """Print nDCG@10, success@1/3/10, MRR and milliseconds: by style, by asked field, in total."""

    help = "Đo chất lượng tìm kiếm trên các câu hỏi đã chấm"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--engine", choices=ENGINES, default="", help="this engine alone")
        parser.add_argument("--both", action="store_true", help="each engine, and how far apart they are")
        parser.add_argument("--json", type=Path, dest="out", help="write the results of each query here")
        parser.add_argument("--against", type=Path, help="the --json of an earlier run: print what changed")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            queries = list(read_judged(options["file"].read_text(encoding="utf-8").splitlines()))
            old = json.loads(options["against"].read_text(encoding="utf-8")) if options["against"] else None
            if options["both"]:
                self._both(queries)
                return
            judgements = judge(service(options["engine"]), queries)
            shown = list(table(judgements)) + ([] if old is None else list(lines(changes(old, judgements))))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, EngineError, LookupError) as error:
            raise CommandError(f"{type(error).__name__}: {error}") from error
        self.stdout.write("\n".join(shown))
        if options["out"]:
            text = json.dumps(report(judgements), ensure_ascii=False, indent=1)
            options["out"].write_text(text, encoding="utf-8")

    def _both(self, queries: Sequence[JudgedQuery]) -> None:
        runs = [judge(service(name), queries) for name in ENGINES]
        for name, judgements in zip(ENGINES, runs, strict=True):
            self.stdout.write("\n".join([name, *table(judgements), ""]))
        self.stdout.write("\n".join(said(parity(*runs))))
