"""Time limits by way to submit and by case with their dates; both are shown when the source disagrees with itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString

from catalogue.guidance import Due, Situation, TimeGuidance, TimeLine
from catalogue.record import Channel, Duration
from portal.core.words import gettext

from .prose import prose
from .wording import NOTHING, Phrase, counted, duration, either, method_words, number, phrase, weekday

SHORT: Final = 60
"""Characters of a time limit in words that may stand as a value."""


@dataclass(frozen=True)
class ChannelView:
    """One way to submit; ``same_as`` names an earlier one with the same words."""

    method: str
    time: str
    time_words: Phrase
    due: str
    description: SafeString
    lang: SafeString
    same_as: str = ""


@dataclass(frozen=True)
class CaseView:
    name: Phrase
    time: str
    time_words: Phrase
    due: str


@dataclass(frozen=True)
class TimeList:
    """``value`` and ``words`` sum it up for the facts; ``due`` says on which day the result is due, ``doubts`` why
    that is not sure.
    """

    value: str
    words: str
    unsure: bool
    channels: list[ChannelView]
    cases: list[CaseView]
    disagreement: str
    filed: str
    due: str
    doubts: list[str]


def time_list(
    channels: Sequence[Channel], found: TimeGuidance, situation: Situation, today: date, *, more: str = ""
) -> TimeList:
    """Prepare the time limits of a case. ``channels`` are all ways to submit, also those not chosen."""
    by_channel = [line.time for line in found.lines if line.channel]
    by_case = [line.time for line in found.lines if line.case]
    value, words = summary(by_channel, by_case)
    disagreement = _disagreement(by_channel, by_case) if found.differ else ""
    return TimeList(
        value=value or gettext("Chưa rõ thời hạn"),
        words=disagreement or words,
        unsure=not value,
        channels=_channels(channels, found.lines, more),
        cases=_cases(found.lines, found.differ or not _usable(by_channel)),
        disagreement=disagreement,
        filed=filed_words(situation, today),
        due=due_words(found),
        doubts=_doubts(found, situation, today),
    )


def filed_words(situation: Situation, today: date) -> str:
    """Say the day of handing in: "Nộp hôm nay (thứ ba 24/11/2026)"."""
    day = situation.filing_day
    if day == today:
        return gettext("Nộp hôm nay (%(day)s)") % {"day": weekday(day)}
    return gettext("Nộp %(day)s") % {"day": weekday(day)}


def due_words(found: TimeGuidance) -> str:
    """Say by which day the result is due; empty when no day can be counted."""
    latest, earliest = found.latest, found.earliest
    if latest is None or latest.day is None:
        return ""
    if earliest is None or earliest.day is None or earliest.day == latest.day:
        return gettext("trả kết quả chậm nhất %(day)s") % {"day": weekday(latest.day)}
    days = {"first": weekday(earliest.day), "last": weekday(latest.day)}
    return gettext("trả kết quả chậm nhất %(first)s hoặc %(last)s, tuỳ cách nộp và trường hợp") % days


def _doubts(found: TimeGuidance, situation: Situation, today: date) -> list[str]:
    """What makes a date later or not sure."""
    dues = [line.due for line in found.lines if line.due.day]
    doubts = []
    if dues and (received := dues[0].received) != situation.filing_day:
        if situation.after_cutoff:
            words = gettext("Đã quá giờ nhận hồ sơ, nên tính từ %(day)s.")
        elif situation.filing_day == today:
            words = gettext("Hôm nay cơ quan nghỉ, nên tính từ %(day)s.")
        else:
            words = gettext("Hôm đó cơ quan nghỉ, nên tính từ %(day)s.")
        doubts.append(words % {"day": weekday(received)})
    doubts += unsure_words(found)
    if dues and found.latest is None:
        doubts.append(gettext("Có trường hợp chưa tính được ngày vì nguồn không ghi rõ thời hạn."))
    return doubts


def unsure_words(found: TimeGuidance) -> list[str]:
    """Name the years whose public holidays are not published yet, where days fall into them."""
    years = sorted({year for line in found.lines for year in line.due.unsure_years if line.due.day})
    return [
        gettext("Chưa chắc lịch nghỉ năm %(year)s, ngày trả có thể đổi.") % {"year": year} for year in years
    ]


def summary(by_channel: Sequence[Duration], by_case: Sequence[Duration]) -> tuple[str, str]:
    """Sum up time limits: one number, a range of one unit, or the source's own short words."""
    usable, by_whole = _usable(by_channel), _usable(by_case)
    found = usable or by_whole or _known(by_channel) or _known(by_case)
    if found:
        if not usable and by_whole and _known(by_channel):
            return _range(by_whole), gettext("theo thời hạn chung; từng cách nộp nguồn không ghi đơn vị")
        if len(set(found)) > 1:
            return _range(found), gettext("tuỳ cách nộp") if usable else gettext("tuỳ trường hợp")
        return _range(found), gettext("từ khi hồ sơ đủ")
    spoken = next((time.text for time in (*by_channel, *by_case) if time.text), None)
    text = phrase(spoken).text
    if not text:
        return "", gettext("nguồn không ghi; hãy hỏi nơi nộp")
    if len(text) <= SHORT:
        return text, ""
    return gettext("Tuỳ trường hợp"), gettext("xem phần Cách nộp")


def _known(times: Iterable[Duration]) -> list[tuple[Decimal, str]]:
    return [(time.quantity, time.unit) for time in times if time.quantity is not None and time.quantity > 0]


def _usable(times: Iterable[Duration]) -> list[tuple[Decimal, str]]:
    return _known([time for time in times if time.usable])


def _range(found: list[tuple[Decimal, str]]) -> str:
    units = {unit for _, unit in found}
    quantities = sorted({quantity for quantity, _ in found})
    if len(units) == 1 and len(quantities) > 1:
        return f"{number(quantities[0])} – {counted(quantities[-1], found[0][1])}"
    return either(dict.fromkeys(counted(quantity, unit) for quantity, unit in found))


def _disagreement(by_channel: Sequence[Duration], by_case: Sequence[Duration]) -> str:
    """Say that the source gives one number by way to submit and another by case."""
    if not (_usable(by_channel) and _usable(by_case)):
        return gettext("nguồn ghi hai số khác nhau; hãy hỏi nơi nộp")
    return gettext(
        "nguồn ghi hai số: %(channel)s theo cách nộp, %(case)s theo trường hợp; hãy hỏi nơi nộp"
    ) % {"channel": _range(sorted(_usable(by_channel))), "case": _range(sorted(_usable(by_case)))}


def _due(due: Due | None) -> str:
    """The last day of one limit, in a few words."""
    return gettext("chậm nhất %(day)s") % {"day": weekday(due.day)} if due and due.day else ""


def _channels(channels: Sequence[Channel], lines: Iterable[TimeLine], more: str) -> list[ChannelView]:
    """Each way to submit; a description that repeats an earlier one is named, not repeated."""
    dues: Mapping[str, Due] = {line.channel.key: line.due for line in lines if line.channel}
    seen: dict[str, str] = {}
    views = []
    for channel in channels:
        method = method_words(channel.method)
        described = prose(channel.description, more=more)
        text = channel.description.vi if channel.description else ""
        same_as = seen.get(text, "") if len(text) > SHORT else ""
        seen.setdefault(text, method)
        views.append(
            ChannelView(
                method=method,
                time=duration(channel.time),
                time_words=phrase(channel.time.text),
                due=_due(dues.get(channel.key)),
                description=NOTHING if same_as else described.html,
                lang=described.lang,
                same_as=same_as,
            )
        )
    return views


def _cases(lines: Iterable[TimeLine], wanted: bool) -> list[CaseView]:
    """The times by case when they say more than those by way to submit."""
    views = [
        CaseView(phrase(line.case.name), duration(line.time), phrase(line.time.text), _due(line.due))
        for line in lines
        if line.case
    ]
    told = {(view.time, view.time_words.text) for view in views}
    if not (wanted or len(told) > 1):
        return []
    return [view for view in dict.fromkeys(views) if view.time or view.time_words.text]
