"""A record in a few words, for lists: what it costs, how long it takes. What is unknown is said in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.core.words import gettext as _

from .presentation.wording import (
    capitalised,
    counted,
    level_words,
    method_words,
    money,
    money_range,
    no_figure,
    online_words,
    per_unit,
    set_by_council,
    tariff_words,
)
from .record import Channel, Duration, Fee, ProcedureRecord, Text

__all__ = [
    "Label",
    "fee_words",
    "in_time",
    "label",
    "level_words",
    "method_words",
    "online_words",
    "pick",
    "time_words",
]

ORDER = ("", "in_person", "post", "online")
MOST_SOURCE_WORDS = 60  # characters of a source's own words that fit a line of a list


@dataclass(frozen=True)
class Label:
    """Words and, when they are in another language than the page, which."""

    text: str
    lang: str = ""
    unsure: bool = False

    def __str__(self) -> str:
        return self.text


def label(text: Text, language: str) -> Label:
    """Read a bilingual text for the page's language."""
    return pick(text.vi, text.en, language)


def pick(vietnamese: str, english: str | None, language: str) -> Label:
    """The English words on an English page when there are any, else the Vietnamese ones, marked as such."""
    if language == "en" and english:
        return Label(english)
    return Label(vietnamese, "vi" if language == "en" else "")


def fee_words(record: ProcedureRecord, language: str, on: date) -> Label:
    """What the procedure costs: amounts, then who sets the rest, then what nobody knows."""
    fees = [fee for fee in record.fees if in_time(fee, on)]
    statuses = {fee.status for fee in fees}
    if not statuses or statuses == {"unknown"}:
        return Label(no_figure(), unsure=True)
    if statuses == {"free"}:
        return Label(_("Miễn phí"))
    parts = [_amounts(fees, record.channels, language)] if "amount" in statuses else []
    if "council" in statuses:
        parts.append(set_by_council())
    if "free" in statuses:
        parts.append(_("có trường hợp miễn phí"))
    if "unknown" in statuses:
        parts.append(_("có khoản chưa có số liệu"))
    return Label(capitalised("; ".join(parts)))


def in_time(fee: Fee, on: date) -> bool:
    """Whether a fee applies on a day, as far as its own dates say."""
    return (fee.valid_from or date.min) <= on <= (fee.valid_to or date.max)


def _amounts(fees: Sequence[Fee], channels: Sequence[Channel], language: str) -> str:
    known = [fee for fee in fees if fee.status == "amount"]
    if any(fee.amount is None for fee in known):
        return tariff_words()
    if len({fee.currency for fee in known}) == 1 and all(fee.rule is None for fee in known):
        return _by_channel(known, channels) or money_range(
            {fee.amount for fee in known if fee.amount is not None}, known[0].currency
        )
    return ", ".join(dict.fromkeys(_one(fee, language) for fee in known[:3]))


def _one(fee: Fee, language: str) -> str:
    amount = fee.amount or Decimal(0)
    words = money(amount, fee.currency)
    if fee.rule and fee.rule.kind == "per_unit" and fee.rule.unit:
        return per_unit(amount, fee.currency, fee.rule.unit.read(language)[0])
    if fee.rule and fee.rule.kind != "flat":
        return _("từ %(amount)s") % {"amount": words}
    return words


def _by_channel(fees: Sequence[Fee], channels: Sequence[Channel]) -> str:
    """ "Đến tận nơi 15.000 đ, trên mạng 7.000 đ": when every channel has one amount and they differ."""
    methods = {channel.key: channel.method for channel in channels}
    found: dict[str, set[Decimal | None]] = {}
    for fee in sorted(fees, key=lambda fee: ORDER.index(methods.get(fee.channel or "", ""))):
        found.setdefault(methods.get(fee.channel or "", ""), set()).add(fee.amount)
    amounts = [next(iter(values)) for values in found.values()]
    if "" in found or any(len(values) > 1 for values in found.values()) or len(set(amounts)) < 2:
        return ""
    currency = fees[0].currency
    return ", ".join(
        f"{method_words(method).lower()} {money(amount or Decimal(0), currency)}"
        for method, amount in zip(found, amounts, strict=True)
    )


def time_words(record: ProcedureRecord, language: str) -> Label:
    """How long it takes. One time by channel and another by case is doubt and said so; several are cases."""
    by_channel = _quantities(channel.time for channel in record.channels)
    by_case = _quantities(case.time for case in record.times)
    usable = list(dict.fromkeys([*by_channel, *by_case]))
    if not usable:
        times = [channel.time for channel in record.channels] + [case.time for case in record.times]
        return _source_words(times, language) or Label(_("Chưa rõ thời hạn"), unsure=True)
    if len(usable) == 1:
        return Label(usable[0])
    words = {"first": usable[0], "other": usable[1]}
    if len(by_channel) == 1 and len(by_case) == 1:
        return Label(_("Nguồn ghi hai số: %(first)s và %(other)s") % words, unsure=True)
    return Label(_("%(first)s; có trường hợp %(other)s") % words)


def _quantities(times: Iterable[Duration]) -> list[str]:
    """The different usable times in words, in their order."""
    known = [counted(time.quantity, time.unit) for time in times if time.usable and time.quantity]
    return list(dict.fromkeys(known))


def _source_words(durations: Iterable[Duration], language: str) -> Label | None:
    said = [time.text for time in durations if time.text]
    return label(said[0], language) if said and len(said[0].vi) <= MOST_SOURCE_WORDS else None
