"""`manage.py search_lexicon`: the shipped words of the search into the database, out again, and looked over."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import lints
from search.lexicon_seeds import apply, export


class Command(BaseCommand):
    """Apply the shipped lists (by default), export what the database holds, or look for wrong entries."""

    help = "Nạp, xuất hoặc soát từ điển của phần tìm kiếm"

    def add_arguments(self, parser: ArgumentParser) -> None:
        group = parser.add_mutually_exclusive_group()
        group.add_argument("--apply", action="store_true", help="bring the shipped entries up to date")
        group.add_argument("--export", type=Path, metavar="FOLDER", help="write the lists to a folder")
        group.add_argument(
            "--lint", action="store_true", help="print every entry that would lead people astray"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["export"]:
                self._export(options["export"])
            elif options["lint"]:
                self._lint()
            else:
                self._apply(options["verbosity"])
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error

    def _apply(self, verbosity: int) -> None:
        done = apply()
        if verbosity:
            self.stdout.write(f"thêm {done.added}, sửa {done.updated}, bỏ {done.removed}")

    def _export(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.stdout.write(f"{export(folder)} dòng khác bản có sẵn")

    def _lint(self) -> None:
        found = 0
        for entry, problem in lints.all_problems():
            self.stdout.write(f"{entry._meta.verbose_name} {entry.pk} “{entry}”: {problem}")
            found += 1
        if found:
            raise CommandError(f"{found} mục cần sửa")
        self.stdout.write("Không có mục nào cần sửa.")
