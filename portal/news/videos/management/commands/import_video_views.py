"""Bring along how often videos were seen elsewhere, from a CSV file: all of it or nothing."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.news.videos.models import VideoPage

COLUMNS = ["slug", "views"]
MOST = 10**12  # views; more is a slip of the hand
MOST_BYTES = 10 * 1024 * 1024


class Command(BaseCommand):
    help = "Nạp lượt xem cũ của video từ tệp CSV có hai cột slug, views. Chạy lại không cộng thêm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="Tệp CSV, chữ UTF-8.")
        parser.add_argument("--source", required=True, help="Lượt xem lấy ở đâu; in ở trang video.")
        parser.add_argument("--source-en", default="", help="Như trên, bằng tiếng Anh.")
        parser.add_argument("--dry-run", action="store_true", help="Chỉ đọc và báo, không ghi.")

    def handle(self, *args: Any, **options: Any) -> None:
        views, wrong = read(Path(options["file"]))
        there = set(VideoPage.objects.filter(slug__in=views).values_list("slug", flat=True))
        wrong += [f"không có video {slug}" for slug in views if slug not in there]
        if wrong:
            raise CommandError("Chưa ghi gì. Cần sửa trước:\n" + "\n".join(wrong[:50]))
        if not options["dry_run"]:
            write(views, options["source"], options["source_en"])
        self.stdout.write(f"{'Sẽ ghi' if options['dry_run'] else 'Đã ghi'} lượt xem của {len(views)} video.")


def read(file: Path) -> tuple[dict[str, int], list[str]]:
    """Views by slug, and what is wrong line by line; raises CommandError when the file can't be read at all."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise CommandError("Tệp quá lớn.")
        text = file.read_text(encoding="utf-8-sig")
        rows = list(csv.reader(text.splitlines(), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"Không đọc được tệp: {error}") from error
    if not rows or rows[0] != COLUMNS:
        raise CommandError("Dòng đầu phải là: slug,views")
    views: dict[str, int] = {}
    wrong: list[str] = []
    for line, row in enumerate(rows[1:], 2):
        if not _good(row):
            wrong.append(f"dòng {line}: cần slug và một số nguyên không âm, không có dấu chấm")
        elif row[0] in views:
            wrong.append(f"dòng {line}: {row[0]} có hai lần")
        else:
            views[row[0]] = int(row[1])
    return views, wrong


def _good(row: list[str]) -> bool:
    return (
        len(row) == 2 and row[1].isascii() and row[1].isdigit() and len(row[1]) <= 13 and int(row[1]) <= MOST
    )


@transaction.atomic
def write(views: dict[str, int], source: str, source_en: str) -> None:
    """Keep the numbers on the pages and in their drafts, so that publishing a draft does not take them back."""
    for video in VideoPage.objects.filter(slug__in=views):
        told = {"imported_views": views[video.slug], "views_source_vi": source, "views_source_en": source_en}
        VideoPage.objects.filter(pk=video.pk).update(views_source=source, **told)
        draft = video.get_latest_revision()
        if draft:
            draft.content.update(views_source=source, **told)
            draft.save(update_fields=["content"])
