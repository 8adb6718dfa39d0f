"""Which days the office works: Vietnam's public holidays and swapped days, and the centre's own closed days.

Public holidays are those of the Labour Code 45/2019/QH14 art. 112, with compensatory days by art. 111.3, and from
2026 the Vietnam Cultural Day (24 November: resolution 80-NQ/TW). They are worked out by the ``holidays`` package. A
working day swapped with a Saturday, so that days off join, is announced for each year by the Government.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from holidays import country_holidays

SWAPPED: Final = {date(2026, 1, 2): date(2026, 1, 10)}
"""Days off and the Saturdays worked for them which the package lacks: letter 12729/VPCP-KGVX of 2025-12-25."""

CHECKED_TO: Final = 2026
"""The last year whose days were compared with what was announced."""

WEEKEND: Final = 5  # Saturday, as date.weekday() counts


@dataclass(frozen=True)
class OfficeDays:
    """``closed`` are the centre's own closed days, ``opened`` its own working days; the rest is Vietnam's calendar.

    A day in both is closed: a date that is too late harms less than a journey in vain.
    """

    closed: frozenset[date] = field(default_factory=frozenset)
    opened: frozenset[date] = field(default_factory=frozenset)

    def works(self, day: date) -> bool:
        """Whether the office works on ``day``; Saturday and Sunday are days off (188/1999/QĐ-TTg)."""
        if day in self.closed:
            return False
        return day in self.opened or _is_working_day(day)

    def sure(self, year: int) -> bool:
        """Whether the swapped days of ``year`` are published (as far as the ``holidays`` package knows).

        The package does not say which years are complete. A year is taken as published when it was checked, or
        when the package names a swapped day in it or in one of the two years after it (a year may have none of
        its own). Until then its days off are only foreseen.
        """
        return year <= CHECKED_TO or any(_calendar(later).swaps for later in (year, year + 1, year + 2))


@dataclass(frozen=True)
class _Calendar:
    off: frozenset[date]
    worked: frozenset[date]
    swaps: bool


@lru_cache(maxsize=64)
def _calendar(year: int) -> _Calendar:
    found = country_holidays("VN", years=year, language="en_US")
    swaps = bool(found.get_named("substituted"))
    return _Calendar(frozenset(found), frozenset(found.weekend_workdays), swaps)


def _is_working_day(day: date) -> bool:
    if day.weekday() >= WEEKEND:
        return day in SWAPPED.values() or day in _calendar(day.year).worked
    return day not in SWAPPED and day not in _calendar(day.year).off
