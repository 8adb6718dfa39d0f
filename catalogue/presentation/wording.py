"""Words, numbers, dates and sources as a reader sees them, in the active language."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_noop, ngettext

from catalogue.record import Duration, Source, Text
from portal.core.words import gettext

NBSP: Final = "\u00a0"
NOTHING: Final = mark_safe("")
IN_VIETNAMESE: Final = mark_safe(' lang="vi"')

LEVELS: Final = {
    "ministry": gettext_noop("Bộ, ngành trung ương"),
    "province": gettext_noop("Tỉnh, thành phố"),
    "district": gettext_noop("Cấp huyện (đến 30/06/2025)"),
    "commune": gettext_noop("Xã, phường"),
    "vertical": gettext_noop("Cơ quan ngành dọc"),
    "other": gettext_noop("Cơ quan khác"),
}
ONLINE: Final = {
    "full": gettext_noop("Nộp trên mạng toàn bộ"),
    "part": gettext_noop("Nộp trên mạng một phần"),
    "none": gettext_noop("Không nộp trên mạng"),
}
METHODS: Final = {
    "in_person": gettext_noop("Đến tận nơi"),
    "online": gettext_noop("Trên mạng"),
    "post": gettext_noop("Gửi bưu điện"),
}
RETURNS: Final = {
    "at_submission_place": gettext_noop("tại nơi nộp"),
    "at_home": gettext_noop("gửi về nhà"),
    "online": gettext_noop("trên mạng"),
}
HANDED_IN: Final = {
    "offline": gettext_noop("nộp trực tiếp hoặc gửi bưu điện thì nhận"),
    "online": gettext_noop("nộp trên mạng thì nhận"),
}
ROLES: Final = {
    "authority": gettext_noop("Cơ quan có thẩm quyền"),
    "coordinating": gettext_noop("Cơ quan phối hợp"),
    "authorised": gettext_noop("Cơ quan được uỷ quyền"),
    "publishing": gettext_noop("Cơ quan công bố thủ tục"),
}
WEEKDAYS: Final = [
    gettext_noop("thứ hai"),
    gettext_noop("thứ ba"),
    gettext_noop("thứ tư"),
    gettext_noop("thứ năm"),
    gettext_noop("thứ sáu"),
    gettext_noop("thứ bảy"),
    gettext_noop("chủ nhật"),
]
MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Phrase(NamedTuple):
    """A text and the attribute that says when it is not in the language of the page."""

    text: str
    lang: SafeString = NOTHING


def phrase(text: Text | None) -> Phrase:
    """Read ``text`` in the active language, marked when only Vietnamese is there."""
    if text is None:
        return Phrase("")
    if reader() == "vi":
        return Phrase(text.vi)
    return Phrase(text.en) if text.en else Phrase(text.vi, IN_VIETNAMESE)


def reader() -> str:
    """The language of the page: "vi" or "en"."""
    return "en" if get_language() == "en" else "vi"


def number(value: Decimal | int) -> str:
    """Write a number with the separators of the language: 2.000 and 2,5; 2,000 and 2.5."""
    text = f"{Decimal(value):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if reader() == "en" else text.translate(str.maketrans(",.", ".,"))


def money(amount: Decimal, currency: str) -> str:
    """Write an amount with its currency, never broken over two lines."""
    sign = "đ" if currency == "VND" and reader() == "vi" else currency
    return f"{number(amount)}{NBSP}{sign}"


def money_range(amounts: Collection[Decimal], currency: str) -> str:
    """Write the lowest and the highest of ``amounts``, at least one: "8.000 – 15.000 đ"."""
    low, high = min(amounts), max(amounts)
    return money(high, currency) if low == high else f"{number(low)}{NBSP}– {money(high, currency)}"


def per_unit(amount: Decimal, currency: str, unit: str) -> str:
    return gettext("%(amount)s mỗi %(unit)s") % {"amount": money(amount, currency), "unit": unit}


def tariff_words() -> str:
    """A fee that stands in a tariff of its own."""
    return gettext("Theo biểu mức thu")


def no_figure() -> str:
    """A fee nobody told us: never "free", never a dash or a nought."""
    return gettext("Chưa có số liệu")


def set_by_council() -> str:
    return gettext("Tỉnh, thành phố quy định")


def level_words(level: str) -> str:
    """Where a level of government is found."""
    return gettext(LEVELS[level])


def method_words(method: str) -> str:
    """How papers are handed in."""
    return gettext(METHODS[method])


def online_words(online: str) -> str:
    """How much can be done online."""
    return gettext(ONLINE[online]) if online in ONLINE else gettext("Chưa rõ")


def capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def uncapitalised(words: str) -> str:
    return words[:1].lower() + words[1:]


def either(found: Iterable[str]) -> str:
    """Join alternatives: "a hoặc b"."""
    word = gettext("hoặc")
    return f" {word} ".join(found)


def both(found: Iterable[str]) -> str:
    """Join what comes together: "a và b"."""
    word = gettext("và")
    return f" {word} ".join(found)


def day_text(day: date) -> str:
    if reader() == "en":
        return f"{day.day}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def weekday(day: date) -> str:
    """Write a day with its name: "thứ ba 24/11/2026"."""
    name = gettext(WEEKDAYS[day.weekday()]).replace(" ", NBSP)
    return f"{name} {day_text(day)}"


def day_html(day: date) -> SafeString:
    return mark_safe(f'<time datetime="{day.isoformat()}">{day_text(day)}</time>')


UNITS: Final[Mapping[str, Callable[[int], str]]] = {
    "working_day": lambda n: ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", n),
    "day": lambda n: ngettext("%(n)s ngày", "%(n)s ngày", n),
    "hour": lambda n: ngettext("%(n)s giờ", "%(n)s giờ", n),
    "month": lambda n: ngettext("%(n)s tháng", "%(n)s tháng", n),
    "year": lambda n: ngettext("%(n)s năm", "%(n)s năm", n),
}


def counted(quantity: Decimal, unit: str) -> str:
    """Write a quantity of time: "5 ngày làm việc", "2,5 ngày", "8 giờ"."""
    words = (
        UNITS[unit](1 if quantity == 1 else 2) if unit in UNITS else gettext("%(n)s (nguồn không ghi đơn vị)")
    )
    return (words % {"n": number(quantity)}).replace(" ", NBSP, 1)


def returning_text(ways: Sequence[str]) -> str:
    """Say how the result comes back; ``ways`` hold "how handed in:how returned"."""
    by_way: dict[str, list[str]] = {}
    for way in ways:
        handed_in, _, returned = way.rpartition(":")
        by_way.setdefault(handed_in, []).append(
            gettext(RETURNS[returned]) if returned in RETURNS else returned
        )
    lists = {handed_in: ", ".join(found) for handed_in, found in by_way.items()}
    if len(set(lists.values())) < 2:
        return next(iter(lists.values()), "")
    return "; ".join(
        f"{gettext(HANDED_IN[way])} {found}" if way in HANDED_IN else found for way, found in lists.items()
    )


def duration(time: Duration) -> str:
    """Write the number of a time limit; empty when there is none."""
    return counted(time.quantity, time.unit) if time.quantity is not None and time.quantity > 0 else ""


def source_html(source: Source, prefix: str) -> SafeString:
    """Name where a number comes from; says so when the source names no decision."""
    if source.kind == "act" and source.number:
        named = _act_html(source, prefix)
    elif source.kind == "decision" and source.number:
        word = "" if source.number.lower().startswith("quyết định") else gettext("Quyết định") + " "
        named = format_html("{}{}", word, source.number)
    elif source.kind == "editor":
        if source.dated is None:
            return format_html("{}", gettext("Cán bộ biên tập ghi"))
        return format_html("{} {}", gettext("Cán bộ biên tập ghi ngày"), day_html(source.dated))
    else:
        named = format_html("{}", gettext("Nguồn không ghi quyết định"))
        if source.dated:
            return format_html("{}; {} {}", named, gettext("nguồn công khai ngày"), day_html(source.dated))
    return format_html("{}, {}", named, day_html(source.dated)) if source.dated else named


def _act_html(source: Source, prefix: str) -> SafeString:
    kind = f"{source.act_kind} " if source.act_kind else ""
    if not source.act:
        return format_html("{}{}", kind, source.number)
    return format_html('{}<a href="{}/van-ban/{}/">{}</a>', kind, prefix, source.act, source.number)
