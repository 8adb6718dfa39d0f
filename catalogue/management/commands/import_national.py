"""``import_national FILE``: the national record into the portal, as often as wanted."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from tqdm import tqdm

from catalogue.importing.reading import UnreadableFile
from catalogue.importing.run import import_file

STEP = 500  # records between two lines where there is no terminal


class Bar:
    """A bar on a terminal, plain lines elsewhere."""

    def __init__(self, out: Any, wanted: bool) -> None:
        self.out, self.wanted = out, wanted
        self.stage = ""
        self.bar: tqdm[Any] | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        if self.wanted and sys.stderr.isatty():
            self._draw(stage, done, total)
        elif self.wanted and (done % STEP == 0 or done == total):
            self.out.write(f"{self._name(stage)} {done}" + (f"/{total}" if total else ""))

    def _draw(self, stage: str, done: int, total: int) -> None:
        if stage != self.stage:
            self.close()
            self.stage, self.bar = stage, tqdm(total=total or None, desc=self._name(stage), file=sys.stderr)
        if self.bar is not None:
            self.bar.update(done - self.bar.n)

    def _name(self, stage: str) -> str:
        return {"read": _("Đọc"), "write": _("Ghi"), "update": _("Cập nhật"), "index": _("Lập chỉ mục")}[
            stage
        ]

    def close(self) -> None:
        if self.bar is not None:
            self.bar.close()


class Command(BaseCommand):
    help = (
        "Nhập thủ tục từ dữ liệu quốc gia (.jsonl, .jsonl.gz, .jsonl.xz); chạy lại bao nhiêu lần cũng được."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="chỉ báo sẽ thay đổi gì, không ghi")
        parser.add_argument("--draft", action="store_true", help="nhập làm bản nháp, chưa công khai")
        parser.add_argument("--limit", type=int, help="chỉ đọc chừng ấy dòng đầu")
        parser.add_argument("--report", type=Path, help="ghi báo cáo JSON vào tệp này")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("vi"):
            bar = Bar(self.stdout, options["verbosity"] > 0)
            try:
                report = import_file(
                    options["file"],
                    draft=options["draft"],
                    limit=options["limit"],
                    dry_run=options["dry_run"],
                    progress=bar,
                    tell=self._tell,
                )
            except UnreadableFile as error:
                raise CommandError(str(error)) from error
            finally:
                bar.close()
            for line in report.lines():
                self.stdout.write(line)
        if options["report"]:
            text = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
            options["report"].write_text(text + "\n", encoding="utf-8")
        if report.exit_status:
            sys.exit(report.exit_status)

    def _tell(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)
