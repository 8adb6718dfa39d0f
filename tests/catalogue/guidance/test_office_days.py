"""Working days, compared with the days off announced for 2025 and 2026."""

from datetime import date, timedelta

import pytest

from catalogue.guidance import OfficeDays

VIETNAM = OfficeDays()
OFF_2025 = [
    "01-01",
    "01-27",
    "01-28",
    "01-29",
    "01-30",
    "01-31",
    "04-07",
    "04-30",
    "05-01",
    "05-02",
    "09-01",
    "09-02",
]
OFF_2026 = [
    "01-01",
    "01-02",
    "02-16",
    "02-17",
    "02-18",
    "02-19",
    "02-20",
    "04-27",
    "04-30",
    "05-01",
    "08-31",
    "09-01",
    "09-02",
    "11-24",
]
WORKED = {date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}


@pytest.mark.parametrize(("year", "off"), [(2025, OFF_2025), (2026, OFF_2026)])
def test_every_day_of_a_year(year: int, off: list[str]) -> None:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    weekdays_off = {day for day in days if day.weekday() < 5 and not VIETNAM.works(day)}
    weekend_worked = {day for day in days if day.weekday() >= 5 and VIETNAM.works(day)}
    assert weekdays_off == {date.fromisoformat(f"{year}-{day}") for day in off}
    assert weekend_worked == {day for day in WORKED if day.year == year}


def test_the_centres_own_days() -> None:
    closed, opened = date(2026, 12, 1), date(2026, 12, 5)
    days = OfficeDays(closed=frozenset({closed}), opened=frozenset({opened}))
    assert not days.works(closed)
    assert days.works(opened)
    assert days.works(date(2026, 12, 2))
    assert not days.works(date(2026, 12, 6))


def test_a_day_both_closed_and_opened_is_closed() -> None:
    both = frozenset({date(2026, 12, 1)})
    assert not OfficeDays(closed=both, opened=both).works(date(2026, 12, 1))


def test_a_centre_may_work_on_a_public_holiday() -> None:
    assert OfficeDays(opened=frozenset({date(2026, 11, 24)})).works(date(2026, 11, 24))


@pytest.mark.parametrize(
    ("year", "sure"), [(2020, True), (2026, True), (2027, False), (2028, False), (2029, False)]
)
def test_a_year_is_sure_when_its_swaps_are_published(year: int, sure: bool) -> None:
    assert VIETNAM.sure(year) is sure


@pytest.mark.parametrize("published", [2041, 2042, 2043])
def test_a_swap_published_in_a_year_or_the_two_after_makes_it_sure(
    monkeypatch: pytest.MonkeyPatch, published: int
) -> None:
    from catalogue.guidance import office_days

    class Calendar:
        def __init__(self, year: int) -> None:
            self.swaps = year == published

    monkeypatch.setattr(office_days, "_calendar", Calendar)
    assert VIETNAM.sure(2041)
    assert not VIETNAM.sure(published + 1)
    assert not VIETNAM.sure(2040) or published < 2043


def test_far_years_do_not_fail() -> None:
    assert VIETNAM.works(date(2, 1, 1)) in {True, False}
    assert VIETNAM.works(date(9999, 12, 31))
    assert not VIETNAM.sure(9998)
