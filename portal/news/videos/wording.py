"""How a video's day and number of views are printed."""

from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.presentation.wording import MONTHS


def printed_date(day: date | None, language: str) -> str:
    """ "25/12/2023", or "25 December 2023"; empty when the day is not known."""
    if day is None:
        return ""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if language == "en" else f"{day:%d/%m/%Y}"


def machine_date(day: date | None) -> str:
    """ISO 8601; empty when the day is not known."""
    return day.isoformat() if day else ""


def grouped(number: int) -> str:
    """19.752, in English 19,752."""
    english = f"{number:,}"
    return english if translation.get_language() == "en" else english.replace(",", ".")


def views_words(views: int | None) -> str:
    """ "Đã xem: 19.752"; empty when no number is known."""
    return "" if views is None else _("Đã xem: %(views)s") % {"views": grouped(views)}
