"""Dates, periods and numbers as the reader's language writes them."""

from calendar import monthrange
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.presentation.wording import MONTHS, day_text, number, reader


def state_words() -> dict[str, str]:
    """What the states are called."""
    return {
        "planned": _("Dự kiến"),
        "done": _("Đã xong"),
        "changed": _("Đã đổi"),
        "ended": _("Đã kết thúc"),
    }


def month_words(day: date) -> str:
    """ "tháng 6/2017" or "June 2017"."""
    if reader() == "en":
        return f"{MONTHS[day.month - 1]} {day.year}"
    return _("tháng %(month)s/%(year)s") % {"month": day.month, "year": day.year}


def date_words(day: date, precision: str) -> str:
    """A date as exactly as it is known: "10/04/2017", "tháng 6/2017", "năm 2017"."""
    if precision == "day":
        return day_text(day)
    if precision == "month":
        return month_words(day)
    return _("năm %(year)s") % {"year": day.year}


def machine_date(day: date, precision: str) -> str:
    """The same for programs: 2017-04-10, 2017-06 or 2017."""
    return day.isoformat()[: {"day": 10, "month": 7}.get(precision, 4)]


def period_words(first: date, last: date | None) -> str:
    """ "Năm 2024", "6 tháng đầu năm 2025", "tháng 3/2025"; other periods by their first and last day."""
    if last is None or last == first:
        return day_text(first)
    if first.year == last.year and first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        whole = _whole_months(first, last)
        if whole:
            return whole
    return f"{day_text(first)} – {day_text(last)}"


def _whole_months(first: date, last: date) -> str:
    if first.month == last.month:
        return month_words(first)
    named = {
        (1, 12): _("năm %(year)s"),
        (1, 6): _("6 tháng đầu năm %(year)s"),
        (7, 12): _("6 tháng cuối năm %(year)s"),
    }
    return named.get((first.month, last.month), "") % {"year": first.year}


def value_words(value: Decimal) -> str:
    """ "21.858" or "2,5" in Vietnamese, "21,858" or "2.5" in English; no zeros at the end."""
    whole, _point, rest = f"{value:f}".partition(".")
    rest = rest.rstrip("0")
    return number(int(whole)) + (f"{'.' if get_language() == 'en' else ','}{rest}" if rest else "")
