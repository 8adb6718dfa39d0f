"""Bring the news of an older portal."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.news.importing.reading import UnreadableFile
from portal.news.importing.run import import_news


class Command(BaseCommand):
    help = (
        "Nhập tin từ cổng cũ (.xml là RSS 2.0 hay Atom, hoặc .jsonl). Địa chỉ cũ dẫn về bài mới. "
        "Chạy lại không ghi thêm gì; một lỗi là không ghi gì."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="chỉ báo sẽ thay đổi gì, không ghi")
        parser.add_argument("--report", type=Path, help="ghi báo cáo JSON vào tệp này")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_news(options["file"], dry_run=options["dry_run"])
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        for line in report.lines():
            self.stdout.write(line)
        if options["report"]:
            text = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
            options["report"].write_text(text + "\n", encoding="utf-8")
        if report.errors:
            sys.exit(1)
