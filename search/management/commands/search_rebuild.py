"""`manage.py search_rebuild`: a whole new index, swapped in when complete."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.engines.base import Engine, EngineError
from search.engines.select import engine, engines
from search.indexing.rebuild import RebuildError, expected, rebuild, up_to_date


class Command(BaseCommand):
    """Rebuild every engine of the site, or the named one."""

    help = "Dựng lại toàn bộ chỉ mục tìm kiếm rồi thay chỉ mục đang dùng"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--engine", choices=["embedded", "elasticsearch"], help="only this engine")
        parser.add_argument("--if-needed", action="store_true", help="do nothing when the index is complete")

    def handle(self, *args: Any, **options: Any) -> None:
        failures = [one for one in self._chosen(options["engine"]) if not self._done(one, options)]
        if failures:
            raise CommandError("search index not rebuilt: " + ", ".join(one.name for one in failures))

    def _chosen(self, name: str | None) -> list[Engine]:
        if name is None:
            return engines()
        try:
            return [engine(name)]
        except LookupError as error:
            raise CommandError(f"{error}; ELASTICSEARCH_URL is not set") from error

    def _done(self, one: Engine, options: dict[str, Any]) -> bool:
        if options["if_needed"] and up_to_date(one):
            self.stdout.write(f"{one.name}: already complete")
            return True
        started = time.monotonic()
        quiet = options["verbosity"] == 0 or not sys.stderr.isatty()
        try:
            with tqdm(total=expected(), unit="doc", desc=one.name, disable=quiet) as bar:
                report = rebuild(one, bar.update)
        except (EngineError, RebuildError) as error:
            self.stderr.write(f"{one.name}: {error}")
            return False
        seconds = time.monotonic() - started
        self.stdout.write(f"{one.name}: {report.documents} documents in {seconds:.1f} s")
        for ref in report.failed:
            self.stderr.write(f"{one.name}: {ref} could not be prepared")
        return not report.failed
