"""What keeps the rollout from being published: above all, a figure without its source."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .models import Figure, Milestone, RolloutPage


@dataclass(frozen=True)
class Problem:
    """A row (``relation`` and ``place`` in it), the field, and what is wrong, in the reader's language."""

    relation: str
    place: int
    field: str
    message: str


def key(text: str | None) -> str:
    """A text as it is compared: NFC, one blank between words, no capitals."""
    return " ".join(unicodedata.normalize("NFC", text or "").split()).casefold()


def publish_problems(page: "RolloutPage") -> list[Problem]:
    """List what blocks publishing; pure: reads only the page in memory."""
    return problems_of(list(page.milestones.all()), list(page.figures.all()))


def problems_of(milestones: Sequence["Milestone"], figures: Sequence["Figure"]) -> list[Problem]:
    """The same for rows that stand in no page yet."""
    return [*_milestones(milestones), *_figures(figures), *_twice(figures)]


def _milestones(rows: Sequence["Milestone"]) -> Iterator[Problem]:
    for place, row in enumerate(rows):
        words = {"number": place + 1, "name": (row.title_vi or "").strip()}
        if not (row.source_name_vi or "").strip():
            message = _("Mốc %(number)s (%(name)s) chưa ghi nguồn.") % words
            yield Problem("milestones", place, "source_name_vi", message)
        if not words["name"]:
            yield Problem("milestones", place, "title_vi", _("Mốc %(number)s chưa có tên việc.") % words)
        if row.date is None:
            yield Problem("milestones", place, "date", _("Mốc %(number)s chưa có ngày.") % words)


def name_of(row: "Figure") -> str:
    """What a figure's line is called in Vietnamese: its own words, else its place's."""
    label = (row.label_vi or "").strip()
    return label or (row.locality.name_vi if row.locality_id and row.locality else "")


def _figures(rows: Sequence["Figure"]) -> Iterator[Problem]:
    for place, row in enumerate(rows):
        words = {"number": place + 1, "series": (row.series_vi or "").strip(), "name": name_of(row)}
        for field, message in _missing(row):
            yield Problem("figures", place, field, message % words)


def _missing(row: "Figure") -> Iterator[tuple[str, str]]:
    if not (row.source_name_vi or "").strip():
        yield "source_name_vi", _("Số liệu %(number)s (%(series)s, %(name)s) chưa ghi nguồn.")
    if not (row.series_vi or "").strip():
        yield "series_vi", _("Số liệu %(number)s chưa có tên bảng số.")
    if not (row.unit_vi or "").strip():
        yield "unit_vi", _("Số liệu %(number)s (%(series)s, %(name)s) chưa có đơn vị tính.")
    if not name_of(row):
        yield "label_vi", _("Số liệu %(number)s (%(series)s) chưa có tên dòng và chưa chọn nơi.")
    if row.value is None or not row.value.is_finite() or row.value < 0:
        yield "value", _("Số liệu %(number)s (%(series)s, %(name)s) cần một số từ 0 trở lên.")
    if row.period_from is None:
        yield (
            "period_from",
            _("Số liệu %(number)s (%(series)s, %(name)s) chưa ghi là số của ngày hay kỳ nào."),
        )
    elif row.period_to and row.period_to < row.period_from:
        yield "period_to", _("Số liệu %(number)s (%(series)s, %(name)s): ngày cuối kỳ trước ngày đầu kỳ.")


def _twice(rows: Sequence["Figure"]) -> Iterator[Problem]:
    """Two numbers for the same thing and time: a reader could not tell which is right."""
    seen: dict[tuple[object, ...], int] = {}
    for place, row in enumerate(rows):
        what = (key(row.series_vi), key(row.unit_vi), key(name_of(row)), row.period_from, row.period_to)
        first = seen.setdefault(what, place)
        if first != place:
            words = {"number": place + 1, "first": first + 1}
            message = _("Số liệu %(number)s trùng với số liệu %(first)s: cùng bảng, cùng dòng, cùng kỳ.")
            yield Problem("figures", place, "value", message % words)
