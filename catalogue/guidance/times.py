"""When the result is due: days counted from the day of handing in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from catalogue.record import CaseTime, Channel, Duration

from .applying import Verdict
from .office_days import OfficeDays
from .situation import Situation


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
    """``lines`` that apply or may; ``latest`` and ``earliest`` bound the date, None when some line has none.

    ``differ``: the limits by way and by case disagree (both are shown, none is chosen).
    """

    lines: tuple[TimeLine, ...]
    earliest: Due | None
    latest: Due | None
    differ: bool


def due(time: Duration, filed: date, days: OfficeDays, *, after_cutoff: bool = False) -> Due:
    """Count ``time`` from ``filed``. Sources of the rules: BLDS 91/2015/QH13 art. 147 and 148."""
    raise NotImplementedError


def times_for(
    channels: Sequence[Channel], cases: Sequence[CaseTime], situation: Situation, days: OfficeDays
) -> TimeGuidance:
    """The time limits of a case with their dates."""
    raise NotImplementedError
