"""Due dates worked out by hand on the calendar of 2026."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.guidance import Due, OfficeDays, Situation, TimeGuidance, due
from catalogue.guidance.times import times_for
from catalogue.record import CaseTime, Channel, Condition, Duration, Method, Text, TimeUnit

VIETNAM = OfficeDays()


def limit(quantity: str | None, unit: TimeUnit = "working_day") -> Duration:
    return Duration(quantity=None if quantity is None else Decimal(quantity), unit=unit)


@pytest.mark.parametrize(
    ("filed", "quantity", "unit", "expected"),
    [
        # Monday 9 November 2026: no holiday near.
        ("2026-11-09", "1", "working_day", "2026-11-10"),
        ("2026-11-09", "5", "working_day", "2026-11-16"),
        ("2026-11-09", "2.5", "working_day", "2026-11-12"),
        ("2026-11-09", "0.5", "working_day", "2026-11-10"),
        ("2026-11-09", "5", "day", "2026-11-16"),  # Saturday 14th
        ("2026-11-09", "4", "day", "2026-11-13"),
        ("2026-11-09", "4.5", "day", "2026-11-16"),
        ("2026-11-09", "1", "hour", "2026-11-10"),
        ("2026-11-09", "8", "hour", "2026-11-10"),
        ("2026-11-09", "8.5", "hour", "2026-11-11"),
        ("2026-11-09", "24", "hour", "2026-11-12"),
        ("2026-11-09", "1", "month", "2026-12-09"),
        ("2026-11-09", "1.5", "month", "2026-12-24"),
        # Over Tet: off from 14 to 22 February 2026.
        ("2026-02-12", "1", "working_day", "2026-02-13"),
        ("2026-02-13", "1", "working_day", "2026-02-23"),
        ("2026-02-12", "3", "working_day", "2026-02-24"),
        ("2026-02-12", "5", "day", "2026-02-23"),
        ("2026-02-13", "4", "hour", "2026-02-23"),
        # Over 30 April and 1 May (Thursday, Friday), and Hung Kings' day made up for on Monday 27 April.
        ("2026-04-24", "1", "working_day", "2026-04-28"),
        ("2026-04-28", "3", "working_day", "2026-05-05"),
        ("2026-04-29", "1", "day", "2026-05-04"),
        # National Day: Saturday 22 August is worked for Monday 31 August, 1 and 2 September are off.
        ("2026-08-21", "1", "working_day", "2026-08-22"),
        ("2026-08-21", "2", "working_day", "2026-08-24"),
        ("2026-08-28", "1", "working_day", "2026-09-03"),
        ("2026-08-20", "2", "day", "2026-08-22"),
        ("2026-07-31", "1", "month", "2026-09-03"),
        # New Year: Friday 2 January is off, Saturday 10 January is worked.
        ("2025-12-31", "2", "working_day", "2026-01-06"),
        ("2026-01-09", "1", "working_day", "2026-01-10"),
        # Ends of months and years.
        ("2026-01-30", "1", "month", "2026-03-02"),  # Saturday 28 February
        ("2026-03-31", "1", "month", "2026-05-04"),  # 30 April
        ("2026-05-29", "1", "month", "2026-06-29"),
        ("2025-12-15", "12", "month", "2026-12-15"),
        ("2025-03-10", "1", "year", "2026-03-10"),
        ("2025-06-10", "0.5", "year", "2025-12-10"),
    ],
)
def test_due_by_hand(filed: str, quantity: str, unit: TimeUnit, expected: str) -> None:
    found = due(limit(quantity, unit), date.fromisoformat(filed), VIETNAM)
    assert found == Due(date.fromisoformat(expected), date.fromisoformat(filed))


@pytest.mark.parametrize(
    ("filed", "late", "received", "expected"),
    [
        ("2026-11-09", False, "2026-11-09", "2026-11-10"),
        ("2026-11-09", True, "2026-11-10", "2026-11-11"),
        ("2026-11-13", True, "2026-11-16", "2026-11-17"),  # Friday evening
        ("2026-11-14", False, "2026-11-16", "2026-11-17"),
        ("2026-11-14", True, "2026-11-16", "2026-11-17"),  # late on a closed day is no later
        ("2026-11-24", False, "2026-11-25", "2026-11-26"),  # Vietnam Cultural Day
        ("2026-08-22", False, "2026-08-22", "2026-08-24"),  # a Saturday that is worked
    ],
)
def test_the_day_the_papers_are_received(filed: str, late: bool, received: str, expected: str) -> None:
    found = due(limit("1"), date.fromisoformat(filed), VIETNAM, after_cutoff=late)
    assert found == Due(date.fromisoformat(expected), date.fromisoformat(received))


def test_calendar_days_count_from_the_day_received() -> None:
    assert due(limit("4", "day"), date(2026, 11, 14), VIETNAM).day == date(2026, 11, 20)


def test_the_centres_closed_days_count() -> None:
    days = OfficeDays(closed=frozenset({date(2026, 11, 10)}), opened=frozenset({date(2026, 11, 14)}))
    assert due(limit("4"), date(2026, 11, 9), days).day == date(2026, 11, 14)


@pytest.mark.parametrize(
    ("filed", "quantity", "day", "unsure"),
    [
        ("2026-12-30", "1", "2026-12-31", ()),
        ("2026-12-30", "2", "2027-01-04", (2027,)),
        ("2026-12-31", "260", None, (2027, 2028)),
        ("2027-03-01", "1", "2027-03-02", (2027,)),
        ("2028-03-01", "1", "2028-03-02", (2028,)),
    ],
)
def test_a_count_into_a_year_not_published_says_so(
    filed: str, quantity: str, day: str | None, unsure: tuple[int, ...]
) -> None:
    found = due(limit(quantity), date.fromisoformat(filed), VIETNAM)
    assert found.unsure_years == unsure
    assert day is None or found.day == date.fromisoformat(day)


def test_a_closed_year_end_is_received_in_the_next_year() -> None:
    days = OfficeDays(closed=frozenset({date(2026, 12, 31)}))
    assert due(limit(None), date(2026, 12, 31), days) == Due(None, date(2027, 1, 4), (2027,))


@pytest.mark.parametrize(
    ("quantity", "unit"),
    [
        (None, "day"),
        ("0", "day"),
        ("-3", "working_day"),
        ("5", "unknown"),
        ("1000000", "working_day"),
        ("7301", "day"),
        ("58408", "hour"),
        ("7300.5", "working_day"),
        ("244", "month"),
        ("20.1", "year"),
    ],
)
def test_no_date_from_an_unusable_or_endless_limit(quantity: str | None, unit: TimeUnit) -> None:
    assert due(limit(quantity, unit), date(2026, 11, 9), VIETNAM) == Due(None, date(2026, 11, 9))


@pytest.mark.parametrize(
    ("quantity", "unit"),
    [("7300", "day"), ("58400", "hour"), ("7300", "working_day"), ("243", "month"), ("20", "year")],
)
def test_twenty_years_are_still_counted(quantity: str, unit: TimeUnit) -> None:
    assert due(limit(quantity, unit), date(2026, 11, 9), VIETNAM).day


def test_past_the_end_of_the_calendar() -> None:
    for unit in ("day", "working_day", "month", "hour", "year"):
        assert due(limit("3", unit), date.max, VIETNAM) == Due(None, date.max)
    closed = OfficeDays(closed=frozenset({date.max}))
    assert due(limit("1"), date.max, closed) == Due(None, date.max)


UNITS = st.sampled_from(["working_day", "day", "hour", "month", "year"])
DATES = st.dates(date(2024, 1, 1), date(2030, 1, 1))


@settings(deadline=None)
@given(DATES, UNITS, st.decimals("0.1", "40", places=1), st.booleans())
def test_the_due_day_is_a_working_day_after_the_day_received(
    filed: date, unit: TimeUnit, quantity: Decimal, late: bool
) -> None:
    found = due(Duration(quantity=quantity, unit=unit), filed, VIETNAM, after_cutoff=late)
    if found.day is None:
        assert unit == "year"
        return
    assert VIETNAM.works(found.day)
    assert VIETNAM.works(found.received)
    assert found.day > found.received >= filed
    longer = due(Duration(quantity=quantity + 1, unit=unit), filed, VIETNAM, after_cutoff=late)
    assert longer.day is None or longer.day >= found.day


@settings(deadline=None)
@given(DATES, st.integers(1, 60))
def test_working_days_between_are_as_many_as_the_limit(filed: date, count: int) -> None:
    found = due(limit(str(count)), filed, VIETNAM)
    assert found.day
    between = (found.received + timedelta(days=n) for n in range(1, (found.day - found.received).days + 1))
    assert sum(VIETNAM.works(day) for day in between) == count


MONDAY = date(2026, 11, 9)


def way(method: Method, quantity: str | None, key: str = "") -> Channel:
    return Channel(key=key or method, method=method, time=limit(quantity))


def case(key: str, quantity: str | None, answer: str = "") -> CaseTime:
    when = (Condition(question="q", choices=(answer,)),) if answer else ()
    return CaseTime(key=key, code="", name=Text(vi=key), time=limit(quantity), applies_when=when)


def times(
    ways: list[Channel],
    cases: list[CaseTime],
    method: Method | None = None,
    answer: str = "",
    late: bool = False,
) -> TimeGuidance:
    given_answers = {"q": answer} if answer else {}
    situation = Situation(on=MONDAY, given=given_answers, method=method, after_cutoff=late)
    return times_for(ways, cases, situation, VIETNAM)


def bounds(found: TimeGuidance) -> tuple[int, int] | None:
    """Days of November 2026."""
    if found.earliest is None or found.latest is None:
        assert found.earliest is found.latest is None
        return None
    assert found.earliest.day
    assert found.latest.day
    return found.earliest.day.day, found.latest.day.day


WAYS = [way("in_person", "3"), way("online", "1"), way("post", "4")]


def test_every_way_to_hand_in_bounds_the_date() -> None:
    found = times(WAYS, [])
    assert [line.channel for line in found.lines] == WAYS
    assert [line.time for line in found.lines] == [row.time for row in WAYS]
    assert {line.verdict for line in found.lines} == {"applies"}
    assert bounds(found) == (10, 13)


def test_only_the_chosen_way() -> None:
    found = times(WAYS, [], method="in_person")
    assert [line.channel for line in found.lines] == [WAYS[0]]
    assert bounds(found) == (12, 12)


def test_the_day_of_handing_in_and_the_hour() -> None:
    assert bounds(times(WAYS, [], method="online", late=True)) == (11, 11)
    situation = Situation(on=MONDAY, filed=date(2026, 11, 11))
    assert bounds(times_for(WAYS[:1], [], situation, VIETNAM)) == (16, 16)


def test_a_way_without_a_limit_leaves_the_date_open() -> None:
    found = times([WAYS[0], way("post", None)], [])
    assert bounds(found) is None
    assert [line.due.day for line in found.lines] == [date(2026, 11, 12), None]


def test_no_limits_at_all() -> None:
    assert times([], []) == TimeGuidance((), None, None, False)


def test_cases_that_repeat_the_ways_add_nothing() -> None:
    found = times(WAYS, [case("a", "1"), case("b", "4")], method="in_person")
    assert not found.differ
    assert bounds(found) == (12, 12)
    assert len(found.lines) == 3


def test_one_case_that_repeats_the_one_way() -> None:
    assert not times(WAYS[:1], [case("a", "3")]).differ


def test_cases_that_disagree_are_both_shown() -> None:
    found = times(WAYS[:1], [case("a", "2")])
    assert found.differ
    assert bounds(found) == (11, 12)
    assert [line.case and line.case.key for line in found.lines] == [None, "a"]


def test_cases_narrow_by_the_answers() -> None:
    cases = [case("a", "2", "x"), case("b", "5", "y")]
    found = times(WAYS[:1], cases)
    assert [line.verdict for line in found.lines] == ["applies", "depends", "depends"]
    assert bounds(found) == (11, 16)
    found = times(WAYS[:1], cases, answer="x")
    assert [line.verdict for line in found.lines] == ["applies", "applies"]
    assert bounds(found) == (11, 12)
    assert not times(WAYS[:1], [case("a", "2", "x")], answer="y").differ


def test_cases_give_the_date_where_the_ways_have_none() -> None:
    found = times([WAYS[0], way("post", None)], [case("a", "5"), case("b", "6")])
    assert bounds(found) == (12, 17)
    found = times([way("post", None)], [case("a", "5"), case("b", "6")])
    assert bounds(found) == (16, 17)
    assert not found.differ


def test_a_case_without_a_limit_has_that_of_its_way() -> None:
    found = times(WAYS[:1], [case("a", None)])
    assert bounds(found) == (12, 12)
    assert not found.differ
    assert bounds(times(WAYS[:1], [case("a", None), case("b", "2")])) == (11, 12)


def test_open_on_both_sides_is_open() -> None:
    assert bounds(times([WAYS[0], way("post", None)], [case("a", "2"), case("b", None)])) is None
