"""`manage.py search_rebuild`: a whole new index, swapped in when complete."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.engines.base import Engine, EngineError
from search.engines.select import engine, engines
from search.indexing.rebuild import RebuildError, rebuild_and_settle, up_to_date
from search.indexing.stream import StreamError, expected

LINE_SECONDS = 5.0


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
        try:
            with self._progress(one, options["verbosity"]) as bar:
                report = rebuild_and_settle(one, bar.update)
        except (EngineError, RebuildError, StreamError) as error:
            self.stderr.write(f"{one.name}: {error}")
            return False
        seconds = time.monotonic() - started
        self.stdout.write(
            f"{one.name}: {report.documents} documents in {seconds:.1f} s"
            f" ({report.documents / seconds:.0f} a second)"
        )
        if report.settled:
            self.stdout.write(f"{one.name}: {report.settled} waiting changes are in it")
        for ref in report.failed:
            self.stderr.write(f"{one.name}: {ref} could not be prepared")
        return not report.failed

    def _progress(self, one: Engine, verbosity: int) -> AbstractContextManager[Any]:
        """A bar on a terminal, a line each five seconds elsewhere."""
        if verbosity == 0 or sys.stderr.isatty():
            return tqdm(total=expected(), unit="doc", desc=one.name, disable=verbosity == 0)  # type: ignore[no-any-return]
        return _Lines(self.stdout.write, one.name, expected())


class _Lines:
    """Progress in lines, for logs."""

    def __init__(self, say: Callable[[str], object], name: str, total: int) -> None:
        self._say, self._name, self._total = say, name, total
        self._done, self._next = 0, time.monotonic() + LINE_SECONDS

    def __enter__(self) -> _Lines:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def update(self, done: int) -> None:
        """So many more are done."""
        self._done += done
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + LINE_SECONDS
            self._say(f"{self._name}: {self._done} of {self._total}")
