"""The centre's own days and hours, read and checked at the start."""

from datetime import date, datetime, time

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

__all__ = ["FILING_CUTOFF", "OFFICE_CLOSED_DAYS", "OFFICE_EXTRA_DAYS"]


def days(name: str, value: str) -> frozenset[date]:
    """Dates separated by commas; raises ImproperlyConfigured for one that is none."""
    found = set()
    for written in (piece.strip() for piece in value.split(",")):
        try:
            found |= {date.fromisoformat(written)} if written else set()
        except ValueError:
            raise ImproperlyConfigured(
                f"{name}: {written!r} is not a date. Write dates as 2026-12-31, separated by commas."
            ) from None
    return frozenset(found)


def hour(name: str, value: str) -> time | None:
    """An hour of the day as HH:MM, or None when empty; raises ImproperlyConfigured for anything else."""
    written = value.strip()
    try:
        return datetime.strptime(written, "%H:%M").time() if written else None
    except ValueError:
        raise ImproperlyConfigured(
            f"{name}: {written!r} is not an hour. Write it as 16:30, or leave it empty."
        ) from None


OFFICE_CLOSED_DAYS = days("OFFICE_CLOSED_DAYS", env.str("OFFICE_CLOSED_DAYS", default=""))
OFFICE_EXTRA_DAYS = days("OFFICE_EXTRA_DAYS", env.str("OFFICE_EXTRA_DAYS", default=""))
FILING_CUTOFF = hour("FILING_CUTOFF", env.str("FILING_CUTOFF", default=""))

if both := OFFICE_CLOSED_DAYS & OFFICE_EXTRA_DAYS:
    raise ImproperlyConfigured(
        "OFFICE_CLOSED_DAYS and OFFICE_EXTRA_DAYS both name " + ", ".join(sorted(map(str, both)))
    )
