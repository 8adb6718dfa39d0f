"""The centre's calendar, from the settings: the days it works and the last hour for papers of a day."""

from datetime import datetime, time

from django.conf import settings
from django.utils import timezone

from .guidance import OfficeDays


def office_days() -> OfficeDays:
    """Vietnam's working days with the centre's own closed and extra days."""
    return OfficeDays(closed=settings.OFFICE_CLOSED_DAYS, opened=settings.OFFICE_EXTRA_DAYS)


def cutoff() -> time | None:
    """The hour after which papers count as handed in on the next working day; None when none is known."""
    hour: time | None = settings.FILING_CUTOFF
    return hour


def after_cutoff(now: datetime) -> bool:
    """Whether papers handed in at ``now`` (aware) are received on the next working day. The hour itself is in time.

    It says something of the day of ``now`` only: nobody knows at what hour papers of another day will be handed in.
    """
    last = cutoff()
    return last is not None and timezone.localtime(now).time() > last
