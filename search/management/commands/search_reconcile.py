"""`manage.py search_reconcile`: what the index holds against what should be found."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import Engine, EngineError
from search.engines.select import engines
from search.indexing.rebuild import RebuildError
from search.indexing.reconcile import Differences, compare, repair
from search.indexing.stream import StreamError

SHOWN = 10


class Command(BaseCommand):
    """Compare (id, version) on both sides of every engine; status 1 when they differ."""

    help = "So chỉ mục tìm kiếm với những gì đang công bố"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="write what differs")
        parser.add_argument("--engine", choices=["embedded", "elasticsearch"], help="only this engine")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = [one for one in engines() if options["engine"] in (None, one.name)]
        if not chosen:
            raise CommandError(f"this site has no engine {options['engine']!r}; ELASTICSEARCH_URL is not set")
        wrong = [one.name for one in chosen if not self._agrees(one, mend=options["repair"])]
        if wrong:
            raise CommandError("differs from what is public: " + ", ".join(wrong))

    def _agrees(self, engine: Engine, *, mend: bool) -> bool:
        try:
            found = compare(engine)
            self._say(engine, found)
            if found.wrong and mend:
                repair(engine, found)
                found = compare(engine)
                self.stdout.write(f"{engine.name}: repaired, {len(found.wrong)} left")
        except (EngineError, RebuildError, StreamError) as error:
            self.stderr.write(f"{engine.name}: {error}")
            return False
        return not found.wrong

    def _say(self, engine: Engine, found: Differences) -> None:
        counts = ", ".join(f"{name} {count}" for name, count in found.counts().items())
        self.stdout.write(f"{engine.name}: {found.compared} compared, {counts}")
        for ref in found.wrong[:SHOWN]:
            self.stdout.write(f"  {ref}")
