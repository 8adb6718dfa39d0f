"""The date line of an article, as Vietnamese portals print it."""

from datetime import datetime

from django.utils import timezone

from catalogue.presentation.wording import MONTHS

WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def date_line(moment: datetime, language: str, with_time: bool = True) -> str:
    """ "Thứ sáu - 28/04/2017 13:49", or "Friday, 28 April 2017, 13:49", at Asia/Ho_Chi_Minh."""
    local = timezone.localtime(moment)
    if language == "en":
        line = f"{WEEKDAYS_EN[local.weekday()]}, {local.day} {MONTHS[local.month - 1]} {local.year}"
        return f"{line}, {local:%H:%M}" if with_time else line
    line = f"{WEEKDAYS[local.weekday()]} - {local:%d/%m/%Y}"
    return f"{line} {local:%H:%M}" if with_time else line
