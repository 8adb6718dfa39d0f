"""How long counts are kept, and what they say of what people open."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from search.usage.models import OpenedDay, QueryDay

KEPT_DAYS = 90
#: Fewer openings than this say nothing of what is popular.
ENOUGH = 500
REMEMBERED = 600.0  # seconds for which popularity is not counted again

_last: dict[str, date] = {}


def forget_old() -> int:
    """Delete what is older than `KEPT_DAYS`, once a day in this process; return how many rows."""
    today, where = timezone.localdate(), str(settings.VAR_DIR)
    if _last.get(where) == today:
        return 0
    first = today - timedelta(days=KEPT_DAYS)
    deleted = [model.objects.filter(day__lt=first).delete()[0] for model in (QueryDay, OpenedDay)]
    _last[where] = today
    return sum(deleted)


def popularity() -> Mapping[str, float]:
    """0..1 by ref: how often it was opened from the search, as the logarithm; empty while little is known."""
    return _popularity(str(settings.VAR_DIR), int(time.monotonic() / REMEMBERED))


@lru_cache(maxsize=2)
def _popularity(where: str, period: int) -> Mapping[str, float]:
    rows = OpenedDay.objects.values_list("ref").annotate(Sum("times")).order_by()
    times = {ref: int(number) for ref, number in rows}
    if sum(times.values()) < ENOUGH:
        return {}
    most = math.log1p(max(times.values()))
    return {ref: math.log1p(number) / most for ref, number in times.items()}
