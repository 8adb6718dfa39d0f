"""Time limits by way to submit and by case; both are shown when the source disagrees with itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString

from catalogue.guidance import split
from catalogue.record import CaseTime, Channel, Duration
from portal.core.words import gettext

from .prose import prose
from .wording import NOTHING, Phrase, counted, duration, either, method_words, number, phrase

SHORT: Final = 60
"""Characters of a time limit in words that may stand as a value."""


@dataclass(frozen=True)
class ChannelView:
    """One way to submit; ``same_as`` names an earlier one with the same words."""

    method: str
    time: str
    time_words: Phrase
    description: SafeString
    lang: SafeString
    same_as: str = ""


@dataclass(frozen=True)
class CaseView:
    name: Phrase
    time: str
    time_words: Phrase


@dataclass(frozen=True)
class TimeList:
    """``value`` and ``words`` sum it up for the facts."""

    value: str
    words: str
    unsure: bool
    channels: list[ChannelView]
    cases: list[CaseView]
    disagreement: str


def time_list(
    channels: Sequence[Channel], times: Sequence[CaseTime], answers: Mapping[str, str], *, more: str = ""
) -> TimeList:
    """Prepare the time limits that may apply."""
    parts = split(times, answers)
    cases = [*parts["applies"], *parts["depends"]]
    value, words = summary([channel.time for channel in channels], [case.time for case in cases])
    disagreement = _disagreement(channels, cases)
    return TimeList(
        value=value or gettext("Chưa rõ thời hạn"),
        words=disagreement or words,
        unsure=not value,
        channels=_channels(channels, more),
        cases=_cases(cases, bool(disagreement) or not _usable([c.time for c in channels])),
        disagreement=disagreement,
    )


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


def _known(times: Sequence[Duration]) -> list[tuple[Decimal, str]]:
    return [(time.quantity, time.unit) for time in times if time.quantity is not None and time.quantity > 0]


def _usable(times: Sequence[Duration]) -> list[tuple[Decimal, str]]:
    return _known([time for time in times if time.usable])


def _range(found: list[tuple[Decimal, str]]) -> str:
    units = {unit for _, unit in found}
    quantities = sorted({quantity for quantity, _ in found})
    if len(units) == 1 and len(quantities) > 1:
        return f"{number(quantities[0])} – {counted(quantities[-1], found[0][1])}"
    return either(dict.fromkeys(counted(quantity, unit) for quantity, unit in found))


def _disagreement(channels: Sequence[Channel], cases: Sequence[CaseTime]) -> str:
    """Say it when the source gives one number by way to submit and another by case."""
    by_channel = {(c.time.quantity, c.time.unit) for c in channels if c.time.usable}
    by_case = {(c.time.quantity, c.time.unit) for c in cases if c.time.usable}
    if not by_channel or not by_case or by_channel == by_case or by_case <= by_channel:
        return ""
    return gettext(
        "nguồn ghi hai số: %(channel)s theo cách nộp, %(case)s theo trường hợp; hãy hỏi nơi nộp"
    ) % {
        "channel": _range(sorted(_known([c.time for c in channels if c.time.usable]))),
        "case": _range(sorted(_known([c.time for c in cases if c.time.usable]))),
    }


def _channels(channels: Sequence[Channel], more: str) -> list[ChannelView]:
    """Each way to submit; a description that repeats an earlier one is named, not repeated."""
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
                description=NOTHING if same_as else described.html,
                lang=described.lang,
                same_as=same_as,
            )
        )
    return views


def _cases(cases: Sequence[CaseTime], wanted: bool) -> list[CaseView]:
    """The times by case when they say more than those by way to submit."""
    views = [CaseView(phrase(case.name), duration(case.time), phrase(case.time.text)) for case in cases]
    told = {(view.time, view.time_words.text) for view in views}
    if not (wanted or len(told) > 1):
        return []
    return [view for view in dict.fromkeys(views) if view.time or view.time_words.text]
