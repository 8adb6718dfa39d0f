"""``export_seeds FOLDER``: the shipped lists back out of the database, with what editors have changed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalogue.importing.seed_export import export_seeds


class Command(BaseCommand):
    help = "Xuất các danh sách (tên dễ hiểu, tên gọi khác, sự kiện, lĩnh vực, đơn vị…) ra tệp TSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changed = export_seeds(options["folder"])
        except OSError as error:
            raise CommandError(f"{options['folder']}: {error.strerror}") from error
        for name, count in changed.items():
            self.stdout.write(f"{name}: {count} dòng khác với bản kèm theo")
