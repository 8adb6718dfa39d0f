"""``import_units FILE``: provinces and communes, or the communes of one province after a merger."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.importing.reading import UnreadableFile
from catalogue.importing.unit_files import WrongFile
from catalogue.importing.units import import_units


class Command(BaseCommand):
    help = (
        "Nhập tỉnh, xã, phường, đặc khu từ tệp JSON của cả nước, hoặc đơn vị cũ và trụ sở của một tỉnh sau "
        "sắp xếp; chạy lại bao nhiêu lần cũng được."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="chỉ báo sẽ thay đổi gì, không ghi")
        parser.add_argument(
            "--ended-on",
            type=date.fromisoformat,
            help="ngày hết tồn tại của đơn vị không còn trong tệp (YYYY-MM-DD); không ghi thì chỉ báo",
        )
        parser.add_argument("--language", choices=["vi", "en"], default="vi", help="ngôn ngữ của báo cáo")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            try:
                report = import_units(
                    options["file"], dry_run=options["dry_run"], ended_on=options["ended_on"]
                )
            except (UnreadableFile, WrongFile) as error:
                raise CommandError(str(error)) from error
            if options["dry_run"]:
                self.stdout.write(_("Chạy thử: không ghi gì."))
            for line in report.lines():
                self.stdout.write(line)
