"""The filtered list as a spreadsheet."""

import tempfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any, Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]
from openpyxl.styles import Font  # type: ignore[import-untyped]
from openpyxl.worksheet._write_only import WriteOnlyWorksheet  # type: ignore[import-untyped]

from catalogue.finding_rules import rule_of
from catalogue.models import Finding

from .filters import STATES, of_page
from .proposals import proposal_words
from .where import place_words

MOST: Final = 32_767  # characters of a cell, by the format
IN_MEMORY: Final = 5_000_000  # bytes before the file goes to the disk
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "#")
WIDTHS: Final = (14, 50, 24, 22, 34, 28, 60, 14, 30, 26, 18, 18)


def write_sheet(findings: QuerySet[Finding]) -> IO[bytes]:
    """Write the findings to a temporary file that is gone when it is closed; return it at its beginning."""
    book = Workbook(write_only=True)
    page: WriteOnlyWorksheet = book.create_sheet(_("Điều cần xem lại"))
    for place, width in enumerate(WIDTHS):
        page.column_dimensions["ABCDEFGHIJKL"[place]].width = width
    page.freeze_panes = "A2"
    page.append([_heading(page, text) for text in _headings()])
    for row in _rows(findings):
        page.append([_cell(page, value) for value in row])
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    book.save(file)
    file.seek(0)
    return file


def _headings() -> list[str]:
    return [
        _("Mã thủ tục"),
        _("Tên thủ tục"),
        _("Lĩnh vực"),
        _("Quy tắc"),
        _("Nghĩa là"),
        _("Chỗ"),
        _("Văn bản nguồn"),
        _("Tình trạng"),
        _("Lý do"),
        _("Đề xuất"),
        _("Phát hiện lúc"),
        _("Xem lúc"),
    ]


def _rows(findings: QuerySet[Finding]) -> Iterator[list[Any]]:
    found = findings.annotate(title=of_page("title"), topic=of_page("topic__name_vi"))
    for one in found.iterator(chunk_size=2_000):
        yield [
            one.code,
            one.title,
            one.topic,
            one.rule,
            rule_of(one.rule).title,
            place_words(one.place),
            one.source_text,
            STATES.get(one.state, one.state),
            one.reason,
            proposal_words(one.proposal),
            _moment(one.found_at),
            _moment(one.decided_at),
        ]


def _moment(value: datetime | None) -> datetime | None:
    """Local time to the second, without the zone that the format has no place for."""
    return timezone.localtime(value).replace(tzinfo=None, microsecond=0) if value else None


def _cell(page: WriteOnlyWorksheet, value: Any) -> Any:
    """A text is always a text: what looks like a formula or an error is marked so that no program runs it."""
    if not isinstance(value, str):
        return value
    clean = ILLEGAL_CHARACTERS_RE.sub("", value).encode("utf-8", "ignore").decode()[:MOST]
    if not clean.startswith(FORMULA):
        return clean
    cell = WriteOnlyCell(page, value=clean)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _heading(page: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value=text)
    cell.font = Font(bold=True)
    return cell
