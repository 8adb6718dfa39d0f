"""When the result is due: days counted from the day of handing in."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from typing import Final

from catalogue.record import CaseTime, Channel, Duration, TimeUnit

from .applying import Verdict, verdict
from .office_days import OfficeDays
from .situation import Situation

HOURS_A_DAY: Final = 8
"""Working hours of a day (Labour Code 45/2019/QH14 art. 105.1)."""

MONTH: Final = 30
"""Days of a part of a month (Civil Code 91/2015/QH13 art. 146.1)."""

LONGEST: Final = 20 * 365
"""Days; a longer limit is an error of its source, and no date is counted from it."""

DAYS: Final[dict[TimeUnit, Decimal]] = {
    "hour": Decimal(1) / HOURS_A_DAY,
    "working_day": Decimal(1),
    "day": Decimal(1),
    "month": Decimal(MONTH),
    "year": Decimal(365),
}
"""About how many days a unit is: only to tell limits that are too long."""


@dataclass(frozen=True)
class Due:
    """The last day for the result. ``day`` is None when no date can be counted.

    ``received`` is the day the office counts from (the next working day after closing or on a closed day).
    ``unsure_years`` are years in it whose public holidays or swapped days are not published yet.
    """

    day: date | None
    received: date
    unsure_years: tuple[int, ...] = ()


@dataclass(frozen=True)
class TimeLine:
    """A time limit by way to hand in (``channel``) or by case, and its date."""

    time: Duration
    due: Due
    verdict: Verdict = "applies"
    channel: Channel | None = None
    case: CaseTime | None = None


@dataclass(frozen=True)
class TimeGuidance:
    """``lines`` that apply or may; ``latest`` and ``earliest`` bound the date, None when it can't be bounded.

    ``differ``: the limits by way and by case disagree (both are shown, none is chosen).
    """

    lines: tuple[TimeLine, ...]
    earliest: Due | None
    latest: Due | None
    differ: bool


def due(time: Duration, filed: date, days: OfficeDays, *, after_cutoff: bool = False) -> Due:
    """Count ``time`` from ``filed``: the last day on which the result is due.

    Papers handed in on a closed day or after the last hour are received on the next working day. That day is not
    counted, the next one is the first (BLDS 91/2015/QH13 art. 147.2, 147.3). A month ends on the same day of the
    month, or on the last day of a shorter one (art. 148.3, 148.4); a limit that ends on a day off ends on the next
    working day (art. 148.5). Parts of a day are whole days, parts of a month have 30 days to the month.

    Hours run from the moment of handing in (art. 147.1), which is not known. They are taken as working hours, eight
    a day, and every begun day counts whole from the day after: one to eight hours are due by the end of the next
    working day at the latest. The same day is never promised.
    """
    try:
        received = _next_working_day(filed + timedelta(days=after_cutoff and days.works(filed)), days)
        last = _last_day(time, received, days)
    except (OverflowError, ValueError):  # past the last day that dates can hold
        return Due(None, filed)
    years = range(filed.year, (last or received).year + 1)
    return Due(last, received, tuple(year for year in years if not days.sure(year)))


def _last_day(time: Duration, received: date, days: OfficeDays) -> date | None:
    quantity = time.quantity
    if quantity is None or not time.usable or quantity * DAYS[time.unit] > LONGEST:
        return None
    if time.unit == "hour":
        return _working_days_later(received, ceil(quantity / HOURS_A_DAY), days)
    if time.unit == "working_day":
        return _working_days_later(received, ceil(quantity), days)
    if time.unit == "day":
        return _next_working_day(received + timedelta(days=ceil(quantity)), days)
    months = quantity * 12 if time.unit == "year" else quantity
    return _next_working_day(_months_later(received, months), days)


def _next_working_day(day: date, days: OfficeDays) -> date:
    """``day`` itself when the office works on it."""
    while not days.works(day):
        day += timedelta(days=1)
    return day


def _working_days_later(day: date, count: int, days: OfficeDays) -> date:
    for _ in range(count):
        day = _next_working_day(day + timedelta(days=1), days)
    return day


def _months_later(day: date, months: Decimal) -> date:
    whole = int(months)
    years, month = divmod(day.month - 1 + whole, 12)
    year, month = day.year + years, month + 1
    end = date(year, month, min(day.day, monthrange(year, month)[1]))
    return end + timedelta(days=ceil((months - whole) * MONTH))


def times_for(
    channels: Sequence[Channel], cases: Sequence[CaseTime], situation: Situation, days: OfficeDays
) -> TimeGuidance:
    """The time limits of a case with their dates.

    Limits by case bound the date too when they say something else than those by way to hand in (``differ``) or
    when those give no date; otherwise they only repeat them.
    """

    def counted(time: Duration) -> Due:
        return due(time, situation.filing_day, days, after_cutoff=situation.after_cutoff)

    ways = [
        TimeLine(channel.time, counted(channel.time), channel=channel)
        for channel in channels
        if situation.method in {None, channel.method}
    ]
    judged = [(case, verdict(case.applies_when, situation.given)) for case in cases]
    by_case = [
        TimeLine(case.time, counted(case.time), found, case=case) for case, found in judged if found != "not"
    ]
    differ = _disagree([channel.time for channel in channels], [line.time for line in by_case])
    earliest, latest = _bounds(ways, by_case, differ)
    return TimeGuidance((*ways, *by_case), earliest, latest, differ)


def _disagree(by_way: Sequence[Duration], by_case: Sequence[Duration]) -> bool:
    """Whether a case has a limit that no way to hand in has, of whatever method."""
    ways, cases = (
        {(time.quantity, time.unit) for time in times if time.usable} for times in (by_way, by_case)
    )
    return bool(ways) and not cases <= ways


def _bounds(
    ways: Sequence[TimeLine], by_case: Sequence[TimeLine], differ: bool
) -> tuple[Due, Due] | tuple[None, None]:
    """The earliest and the latest date; a line without one is covered when all lines of the other sort have one."""
    if not (_dated(ways) or _dated(by_case)):
        return None, None
    lines = ways if _dated(ways) and not differ else [*ways, *by_case]
    found = [(line.due.day, line.due) for line in lines if line.due.day]
    return min(found, key=lambda pair: pair[0])[1], max(found, key=lambda pair: pair[0])[1]


def _dated(lines: Sequence[TimeLine]) -> bool:
    return bool(lines) and all(line.due.day for line in lines)
