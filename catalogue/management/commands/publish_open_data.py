"""``publish_open_data [--to DIR]``: everything public as files for programs, in a dated folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from catalogue.opendata.publishing import KEEP, Busy, publish


class Command(BaseCommand):
    help = "Xuất dữ liệu mở: JSON Lines, CSV, Turtle (CPSV-AP) cùng mô tả và mã kiểm tra, vào một thư mục có ngày."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to", type=Path, default=None, help="thư mục chứa các lần xuất (OPEN_DATA_ROOT)"
        )
        parser.add_argument("--keep", type=int, default=KEEP, help=f"số lần xuất được giữ (mặc định {KEEP})")

    def handle(self, *args: Any, **options: Any) -> None:
        root = options["to"] or Path(settings.OPEN_DATA_ROOT)
        with tqdm(unit=" bản ghi", disable=options["verbosity"] == 0) as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            try:
                edition = publish(
                    root,
                    settings.WAGTAILADMIN_BASE_URL,
                    settings.OPEN_DATA_LICENCE,
                    keep=options["keep"],
                    progress=progress,
                )
            except Busy:
                raise CommandError(f"{root}: một lần xuất khác đang chạy") from None
            except OSError as error:
                raise CommandError(f"{error.filename or root}: {error.strerror or error}") from error
        said = ", ".join(f"{name} {number}" for name, number in edition.counts.items())
        self.stdout.write(f"{edition.folder}: {said}")
