"""Dates, periods and numbers in both languages."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from portal.news.rollout.wording import date_words, machine_date, period_words, value_words


@pytest.mark.parametrize(
    ("precision", "words", "machine"),
    [
        ("day", "10/06/2017", "2017-06-10"),
        ("month", "tháng 6/2017", "2017-06"),
        ("year", "năm 2017", "2017"),
    ],
)
def test_a_date_says_no_more_than_is_known(precision: str, words: str, machine: str) -> None:
    day = date(2017, 6, 10)
    assert (date_words(day, precision), machine_date(day, precision)) == (words, machine)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "năm 2024"),
        (date(2025, 1, 1), date(2025, 6, 30), "6 tháng đầu năm 2025"),
        (date(2025, 7, 1), date(2025, 12, 31), "6 tháng cuối năm 2025"),
        (date(2024, 2, 1), date(2024, 2, 29), "tháng 2/2024"),
        (date(2024, 2, 1), date(2024, 2, 28), "01/02/2024 – 28/02/2024"),
        (date(2024, 1, 1), date(2024, 3, 31), "01/01/2024 – 31/03/2024"),
        (date(2024, 1, 1), date(2025, 12, 31), "01/01/2024 – 31/12/2025"),
        (date(2024, 1, 5), None, "05/01/2024"),
        (date(2024, 1, 5), date(2024, 1, 5), "05/01/2024"),
    ],
)
def test_periods(first: date, last: date | None, words: str) -> None:
    assert period_words(first, last) == words


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        ("21858.000", "21.858", "21,858"),
        ("2.500", "2,5", "2.5"),
        ("0", "0", "0"),
        ("1E+3", "1.000", "1,000"),
        ("1234567.125", "1.234.567,125", "1,234,567.125"),
    ],
)
def test_numbers(value: str, vietnamese: str, english: str) -> None:
    assert value_words(Decimal(value)) == vietnamese
    with translation.override("en"):
        assert value_words(Decimal(value)) == english


def test_english_months_have_names() -> None:
    with translation.override("en"):
        assert date_words(date(2017, 4, 10), "day") == "10\N{NO-BREAK SPACE}April\N{NO-BREAK SPACE}2017"
        assert date_words(date(2017, 6, 1), "month") == "June 2017"
