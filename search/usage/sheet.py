"""A report as a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext as _
from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]
from openpyxl.styles import Font  # type: ignore[import-untyped]

from search.usage.reports import Asked

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "#")
WIDTHS: Final = {"A": 60, "B": 12, "C": 12, "D": 20, "E": 12, "F": 20}


def workbook(title: str, lines: Iterable[Asked]) -> bytes:
    """The file. A question that looks like a formula stays a text that no program runs."""
    book = Workbook(write_only=True)
    page = book.create_sheet(title[:31].replace("/", " "))
    for column, width in WIDTHS.items():
        page.column_dimensions[column].width = width
    page.freeze_panes = "A2"
    page.append([_heading(page, words) for words in headings()])
    for one in lines:
        page.append([_text(page, one.query), one.asked, one.results, one.empty, one.opened, one.rank])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def headings() -> list[str]:
    """The columns of a report, in words."""
    return [
        _("Câu hỏi"),
        _("Số lần hỏi"),
        _("Số kết quả"),
        _("Lần không có kết quả"),
        _("Lần mở"),
        _("Thứ hạng mở, trung bình"),
    ]


def _heading(page: Any, words: str) -> Any:
    cell = WriteOnlyCell(page, value=words)
    cell.font = Font(bold=True)
    return cell


def _text(page: Any, value: str) -> Any:
    cell = WriteOnlyCell(page, value=ILLEGAL_CHARACTERS_RE.sub("", value))
    if value.startswith(FORMULA):
        cell.data_type, cell.quotePrefix = "s", True
    return cell
