"""What editors read of use: questions without results, questions whose results nobody opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.usage.models import QueryDay

#: A question asked once may hold somebody's name; what several ask is how people speak.
LEAST_ASKED: Final = 2
#: A question is answered badly when so few of those who ask open anything, of at least so many.
LOW_SHARE, ENOUGH_ASKED = 0.2, 5
PERIODS: Final = (7, 30, 90)
MOST: Final = 500

REPORTS: Final[dict[str, str | Promise]] = {
    "khong-co": _("Không có kết quả"),
    "it-mo": _("Có kết quả, ít người mở"),
    "nhieu-nhat": _("Hỏi nhiều nhất"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question over a period. `rank` is the mean place of what was opened, None when nothing was."""

    query: str
    asked: int
    results: int
    empty: int
    opened: int
    rank: float | None

    @property
    def percent(self) -> int:
        """How many of a hundred who ask open a result."""
        return round(100 * self.opened / self.asked) if self.asked else 0


def report(name: str, days: int) -> list[Asked]:
    """The lines of one report over the last `days` days, the most asked first. Raises KeyError for a name that
    is none of `REPORTS`."""
    keeps = {"khong-co": _empty, "it-mo": _low, "nhieu-nhat": _any}[name]
    return [one for one in _lines(days) if keeps(one)][:MOST]


def _any(one: Asked) -> bool:
    return True


def _empty(one: Asked) -> bool:
    return one.empty > 0 and one.empty * 2 >= one.asked


def _low(one: Asked) -> bool:
    return not _empty(one) and one.asked >= ENOUGH_ASKED and one.opened < LOW_SHARE * one.asked


def _lines(days: int) -> Sequence[Asked]:
    first = timezone.localdate() - timedelta(days=days - 1)
    rows = (
        QueryDay.objects.filter(day__gte=first)
        .values("query")
        .annotate(
            times=Sum("asked"),
            most=Max("results"),
            none=Sum("empty"),
            open=Sum("opened"),
            places=Sum("ranks"),
        )
        .filter(times__gte=LEAST_ASKED)
        .order_by("-times", "query")
    )
    return [
        Asked(
            query=row["query"],
            asked=row["times"],
            results=row["most"],
            empty=row["none"],
            opened=row["open"],
            rank=round(row["places"] / row["open"], 1) if row["open"] else None,
        )
        for row in rows
    ]
