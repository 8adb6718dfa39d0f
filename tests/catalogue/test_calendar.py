"""The centre's days and hours, from the settings."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from catalogue.calendar import after_cutoff, cutoff, office_days
from portal.settings.centre import days, hour


def test_nothing_is_known_by_default() -> None:
    assert office_days().closed == office_days().opened == frozenset()
    assert cutoff() is None
    assert not after_cutoff(datetime(2026, 11, 25, 16, 59, tzinfo=UTC))


def test_the_centres_own_days(settings: Settings) -> None:
    settings.OFFICE_CLOSED_DAYS = frozenset({date(2026, 12, 1)})
    settings.OFFICE_EXTRA_DAYS = frozenset({date(2026, 12, 5)})
    assert not office_days().works(date(2026, 12, 1))
    assert office_days().works(date(2026, 12, 5))


def test_the_last_hour_is_local_and_itself_in_time(settings: Settings) -> None:
    settings.FILING_CUTOFF = time(15)
    assert cutoff() == time(15)
    assert not after_cutoff(datetime(2026, 11, 25, 8, 0, tzinfo=UTC))
    assert after_cutoff(datetime(2026, 11, 25, 8, 0, 1, tzinfo=UTC))
    assert not after_cutoff(datetime(2026, 11, 25, 22, 0, tzinfo=UTC))  # five in the morning of the next day


def test_days_are_read() -> None:
    assert days("X", "") == frozenset()
    assert days("X", "2026-12-30, 2026-12-31,") == {date(2026, 12, 30), date(2026, 12, 31)}


@pytest.mark.parametrize("written", ["2026-13-01", "31/12/2026", "2026-02-30", "x", "2026-12-30;2026-12-31"])
def test_a_day_that_is_none_is_refused_by_name(written: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"OFFICE_CLOSED_DAYS.*is not a date"):
        days("OFFICE_CLOSED_DAYS", f"2026-12-29,{written}")


def test_hours_are_read() -> None:
    assert hour("X", " ") is None
    assert hour("X", "16:30") == time(16, 30)
    assert hour("X", "9:05") == time(9, 5)


@pytest.mark.parametrize("written", ["24:00", "16", "16:30:00", "16h30", "16.30", "chiều"])
def test_an_hour_that_is_none_is_refused_by_name(written: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"FILING_CUTOFF.*is not an hour"):
        hour("FILING_CUTOFF", written)
