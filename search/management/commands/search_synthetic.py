"""`manage.py search_synthetic N`: an index of N documents made from the real ones, to measure on."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.engines.base import EngineError
from search.indexing.synthetic import NothingToRecombine, build_synthetic, synthetic_engine


class Command(BaseCommand):
    """Fill an index of its own; the site's stays as it is."""

    help = "Dựng một chỉ mục riêng gồm N tài liệu ghép từ tài liệu thật, để đo tốc độ"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, metavar="N")
        parser.add_argument("--engine", choices=["embedded", "elasticsearch"], default="embedded")

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["number"]
        if number < 1:
            raise CommandError("N must be at least 1")
        started = time.monotonic()
        quiet = options["verbosity"] == 0 or not sys.stderr.isatty()
        try:
            engine = synthetic_engine(options["engine"])
            with tqdm(total=number, unit="doc", disable=quiet) as bar:
                held = build_synthetic(engine, number, bar.update)
        except (EngineError, LookupError, NothingToRecombine) as error:
            raise CommandError(str(error)) from error
        seconds = time.monotonic() - started
        self.stdout.write(
            f"{engine.name}: {held} documents in {seconds:.1f} s ({held / seconds:.0f} a second)"
        )
