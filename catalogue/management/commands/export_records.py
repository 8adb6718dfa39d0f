"""``export_records OUT.jsonl``: what is public, one record a line, ordered by code."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalogue import counter
from catalogue.models import CounterEntry

CHUNK = 200


class Command(BaseCommand):
    help = "Xuất các bản ghi công khai đang có hiệu lực, mỗi dòng một bản ghi, theo thứ tự mã."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("out", type=Path)
        parser.add_argument("--on", type=date.fromisoformat, help="bản có hiệu lực vào ngày này (YYYY-MM-DD)")

    def handle(self, *args: Any, **options: Any) -> None:
        codes = list(CounterEntry.objects.filter(public=True).order_by("code").values_list("code", flat=True))
        written = 0
        try:
            with options["out"].open("w", encoding="utf-8") as out:
                for chunk in (codes[start : start + CHUNK] for start in range(0, len(codes), CHUNK)):
                    versions = counter.versions_in_force(chunk, options["on"])
                    for code in chunk:
                        if code in versions:
                            out.write(versions[code].record + "\n")
                            written += 1
        except OSError as error:
            raise CommandError(f"{options['out']}: {error.strerror}") from error
        self.stdout.write(f"{written} bản ghi")
