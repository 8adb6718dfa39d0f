"""Fees by status: an amount, free, set by the provincial council, or unknown. Unknown never looks free."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString

from catalogue.guidance import split
from catalogue.record import Channel, Fee, FeeRule, Source
from portal.core.words import gettext

from .conditions import Names, when_html
from .prose import prose
from .wording import (
    METHODS,
    NBSP,
    NOTHING,
    Phrase,
    day_text,
    either,
    method_words,
    money,
    money_range,
    no_figure,
    number,
    per_unit,
    phrase,
    set_by_council,
    source_html,
    tariff_words,
)


@dataclass(frozen=True)
class FeeView:
    """One fee: what it is, its value, why, and where that is written."""

    status: str
    methods: str
    what: SafeString
    lang: SafeString
    value: str
    reason: str
    exemptions: Phrase
    when: SafeString
    source: SafeString


@dataclass(frozen=True)
class FeeList:
    """``value`` and ``words`` sum it up for the facts; ``shown`` may apply, ``left_out`` does not."""

    value: str
    words: str
    source: SafeString
    shown: list[FeeView]
    left_out: list[FeeView]
    several: bool
    unsure: bool
    common_source: SafeString


@dataclass(frozen=True)
class FeeContext:
    """What a fee needs to be put in words."""

    channels: Mapping[str, Channel]
    names: Names
    prefix: str
    on: date
    more: str = ""


def fee_list(
    fees: Iterable[Fee], answers: Mapping[str, str], context: FeeContext, fallback: Source
) -> FeeList:
    """Prepare the fees that are or will be in force on ``context.on``."""
    current = [fee for fee in fees if fee.valid_to is None or fee.valid_to >= context.on]
    parts = split(current, answers)
    shown = [*parts["applies"], *parts["depends"]]
    sources = {fee.source for fee in shown}
    common = source_html(next(iter(sources)), context.prefix) if len(sources) == 1 else NOTHING
    value, words = summary(shown, context.on)
    return FeeList(
        value=value,
        words=words,
        source=common or source_html(shown[0].source if shown else fallback, context.prefix),
        shown=_views(shown, context, bool(common)),
        left_out=_views(parts["not"], context, bool(common)),
        several=_alternatives(shown),
        unsure=not shown or all(fee.status == "unknown" for fee in shown),
        common_source=common,
    )


def summary(fees: Sequence[Fee], on: date) -> tuple[str, str]:
    """Sum fees up in a value and words, without ever adding them."""
    now = [fee for fee in fees if fee.valid_from is None or fee.valid_from <= on] or fees
    statuses = {fee.status for fee in now}
    if not statuses - {"unknown"}:
        return no_figure(), gettext("không có nghĩa là không mất tiền; hãy hỏi nơi nộp")
    differing = len({(fee.status, fee.amount, fee.currency) for fee in now}) > 1
    words = [gettext("tuỳ trường hợp")] if differing else []
    if "unknown" in statuses:
        words.append(gettext("có khoản chưa có số liệu"))
    if "council" in statuses and "amount" not in statuses:
        words.append(gettext("cổng này chưa có mức của địa phương"))
    return _value(now, statuses), "; ".join(words)


def _value(fees: Sequence[Fee], statuses: Collection[str]) -> str:
    amounts = _range([fee for fee in fees if fee.status == "amount"])
    if amounts:
        return either([gettext("Miễn phí"), amounts]) if "free" in statuses else amounts
    if "council" in statuses:
        return set_by_council()
    return gettext("Có trường hợp miễn phí") if len(statuses) > 1 else gettext("Miễn phí")


def _range(fees: Sequence[Fee]) -> str:
    """The lowest and highest amount of one currency; several currencies are said one after the other."""
    texts = []
    for currency in dict.fromkeys(fee.currency for fee in fees):
        amounts = [bound for fee in fees if fee.currency == currency for bound in _bounds(fee)]
        if amounts:
            texts.append(money_range(amounts, currency))
    if texts:
        return either(texts)
    return tariff_words() if fees else ""


def _bounds(fee: Fee) -> list[Decimal]:
    if fee.amount is not None:
        return [fee.amount]
    return [tier.amount for tier in fee.rule.tiers] if fee.rule else []


def _alternatives(fees: Sequence[Fee]) -> bool:
    """Whether one channel names several different fees."""
    by_channel: dict[str | None, set[tuple[str, Decimal | None, str]]] = {}
    for fee in fees:
        if fee.status == "amount":
            by_channel.setdefault(fee.channel, set()).add((fee.status, fee.amount, fee.currency))
    return any(len(found) > 1 for found in by_channel.values())


def _views(fees: Iterable[Fee], context: FeeContext, quiet: bool) -> list[FeeView]:
    """One view for equal fees of several channels; ``quiet`` leaves out a source that all share."""
    alike: dict[Fee, list[str]] = {}
    for fee in fees:
        alike.setdefault(fee.model_copy(update={"key": "", "channel": None}), []).append(fee.channel or "")
    return [_view(fee, channels, context, quiet) for fee, channels in alike.items()]


def _view(fee: Fee, channels: list[str], context: FeeContext, quiet: bool) -> FeeView:
    described = prose(fee.description, more=context.more)
    return FeeView(
        status=fee.status,
        methods=_methods(channels, context),
        what=described.html or NOTHING,
        lang=described.lang,
        value=fee_value(fee),
        reason=_reason(fee, context),
        exemptions=phrase(fee.exemptions),
        when=when_html(fee.applies_when, context.names),
        source=NOTHING if quiet else source_html(fee.source, context.prefix),
    )


def _methods(channels: list[str], context: FeeContext) -> str:
    """The ways to submit a fee belongs to; empty when it belongs to all."""
    named = {context.channels[key].method for key in channels if key in context.channels}
    if not named or named == {channel.method for channel in context.channels.values()}:
        return ""
    return ", ".join(method_words(method) for method in METHODS if method in named)


def fee_value(fee: Fee) -> str:
    """The value of one fee in words; never "free" unless the record says so."""
    if fee.status == "free":
        return gettext("Miễn phí")
    if fee.status == "council":
        return gettext("Hội đồng nhân dân tỉnh, thành phố quy định")
    if fee.status == "unknown":
        return no_figure()
    if fee.rule and fee.rule.kind != "flat":
        return rule_text(fee.rule, fee.amount, fee.currency)
    return money(fee.amount, fee.currency) if fee.amount is not None else no_figure()


def rule_text(rule: FeeRule, amount: Decimal | None, currency: str) -> str:
    """Say how a fee is worked out."""
    unit = phrase(rule.unit).text or gettext("đơn vị")
    found: list[str] = []
    if rule.kind == "per_unit" and amount is not None:
        found.append(per_unit(amount, currency, unit))
    if rule.kind == "percentage" and rule.percent is not None:
        found.append(f"{number(rule.percent)}{NBSP}%")
    start = 1
    for tier in rule.tiers:
        found.append(_tier(start, tier.up_to, money(tier.amount, currency), unit))
        start = (tier.up_to or 0) + 1
    if not found:
        return tariff_words()
    if rule.minimum is not None:
        found.append(gettext("ít nhất %(amount)s") % {"amount": money(rule.minimum, currency)})
    if rule.maximum is not None:
        found.append(gettext("nhiều nhất %(amount)s") % {"amount": money(rule.maximum, currency)})
    return "; ".join(found)


def _tier(start: int, up_to: int | None, amount: str, unit: str) -> str:
    words = {"amount": amount, "unit": unit, "start": start, "end": up_to}
    if up_to is None:
        return gettext("%(amount)s mỗi %(unit)s từ số %(start)s") % words
    return gettext("%(amount)s mỗi %(unit)s từ số %(start)s đến số %(end)s") % words


def _reason(fee: Fee, context: FeeContext) -> str:
    found = []
    if fee.status == "unknown":
        found.append(gettext("Không có nghĩa là không mất tiền. Hãy hỏi nơi nộp."))
    if fee.status == "council":
        found.append(
            gettext("Cổng này chưa có nghị quyết của địa phương nên không đoán mức thu. Hãy hỏi nơi nộp.")
        )
    if fee.territory:
        found.append(gettext("Áp dụng tại %(place)s.") % {"place": phrase(fee.territory.name).text})
    if fee.valid_from and fee.valid_from > context.on:
        found.append(gettext("Áp dụng từ ngày %(day)s.") % {"day": day_text(fee.valid_from)})
    if fee.valid_to:
        found.append(gettext("Áp dụng đến hết ngày %(day)s.") % {"day": day_text(fee.valid_to)})
    return " ".join(found)
