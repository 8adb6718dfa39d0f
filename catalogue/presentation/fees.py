"""Fees by status: an amount, free, set by the provincial council, or unknown. Unknown never looks free."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop

from catalogue.guidance import FeeGuidance, FeeLine, FeeTotal
from catalogue.guidance.fees import Open, Part, Sum
from catalogue.record import Channel, Fee, FeeRule, Source
from portal.core.words import gettext

from .conditions import Names, when_html
from .prose import prose
from .wording import (
    METHODS,
    NBSP,
    NOTHING,
    Phrase,
    both,
    capitalised,
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
    uncapitalised,
)

OPEN: Final[Mapping[Open, str]] = {
    "council": gettext_noop("một khoản do Hội đồng nhân dân tỉnh, thành phố quy định"),
    "tariff": gettext_noop("một khoản theo biểu mức thu"),
    "quantity": gettext_noop("một khoản tính theo số lượng"),
    "unknown": gettext_noop("một khoản chưa có số liệu"),
}


WHY: Final[Mapping[str | None, str]] = {
    "method": gettext_noop("Cho cách nộp khác."),
    "place": gettext_noop("Cho nơi khác."),
    "replaced": gettext_noop("Nơi bạn ở có mức riêng thay cho mức này."),
}


@dataclass(frozen=True)
class FeeView:
    """One fee: what it is, its value, the rule and working that lead to it, why, and where that is written."""

    status: str
    methods: str
    what: SafeString
    lang: SafeString
    value: str
    rule: str
    working: str
    reason: str
    exemptions: Phrase
    when: SafeString
    source: SafeString


class TotalView(NamedTuple):
    """What is to be paid by one way to hand in; ``methods`` is empty when the way makes no difference."""

    methods: str
    value: str


@dataclass(frozen=True)
class FeeList:
    """``value`` and ``words`` sum it up for the facts; ``totals`` say it in full by way to hand in."""

    value: str
    words: str
    source: SafeString
    totals: list[TotalView]
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


def fee_list(found: FeeGuidance, context: FeeContext, fallback: Source) -> FeeList:
    """Prepare the fees of a case."""
    fees = [line.fee for line in found.lines]
    sources = {fee.source for fee in fees}
    common = source_html(next(iter(sources)), context.prefix) if len(sources) == 1 else NOTHING
    totals = _totals(found)
    return FeeList(
        value="; ".join(_by_way(total) for total in totals) or no_figure(),
        words=_words(found),
        source=common or source_html(fees[0].source if fees else fallback, context.prefix),
        totals=totals if len(found.lines) > 1 else [],
        shown=_views(found.lines, context, bool(common)),
        left_out=_views(
            [line for line in found.left_out if not _over(line, context.on)], context, bool(common)
        ),
        several=_alternatives(found.lines),
        unsure=all(fee.status == "unknown" for fee in fees),
        common_source=common,
    )


def _over(line: FeeLine, on: date) -> bool:
    """Whether the fee is no longer taken."""
    return line.why == "day" and line.fee.valid_to is not None and line.fee.valid_to < on


def _by_way(total: TotalView) -> str:
    """A total beside others: "Gửi bưu điện và đến tận nơi: chưa có số liệu"."""
    return f"{total.methods}: {uncapitalised(total.value)}" if total.methods else total.value


def _totals(found: FeeGuidance) -> list[TotalView]:
    """The totals in words; ways to hand in that cost the same are said together."""
    if not found.lines:
        return []
    by_words: dict[str, list[str]] = {}
    for method, total in found.totals.items():
        by_words.setdefault(total_words(total), []).append(method or "")
    if len(by_words) < 2:
        return [TotalView("", words) for words in by_words]
    return [
        TotalView(
            capitalised(both(uncapitalised(method_words(method)) for method in methods if method)), words
        )
        for words, methods in by_words.items()
    ]


def total_words(total: FeeTotal) -> str:
    """Say a sum: "10.000 đ và một khoản do Hội đồng nhân dân tỉnh, thành phố quy định".

    "Free" only when a source says so; what is unknown never looks like nothing to pay.
    """
    reasons = sorted(total.open, key="unknown".__eq__)
    amounts = _amounts(total)
    free = [gettext("Miễn phí")] if _may_be_free(total) else []
    if not amounts:
        if len(reasons) == 1:
            said = _open(total, reasons[0]) if free else _alone(total, reasons[0])
            return either([*free, said]) if reasons[0] != "unknown" else no_figure()
        if not reasons:
            return gettext("Miễn phí") if total.free else _unsettled(total, bool(free))
    beside = [_open(total, reason) for reason in reasons if reason not in total.instead]
    instead = [_open(total, reason) for reason in reasons if reason in total.instead]
    said = both([*([amounts] if amounts else []), *beside])
    return capitalised(either([*([said] if said else []), *instead]))


def _may_be_free(total: FeeTotal) -> bool:
    """Whether a fee is free and nothing beside it is sure to be paid."""
    paid = [line for line in total.lines if line.fee.status != "free" and line.fee.together]
    return any(line.fee.status == "free" for line in total.lines) and not any(line.certain for line in paid)


def _unsettled(total: FeeTotal, free: bool) -> str:
    """Where no fee is certain: free in some cases, or of other places."""
    if total.places:
        return gettext("Tuỳ nơi bạn ở")
    return gettext("Có trường hợp miễn phí") if free else no_figure()


def _amounts(total: FeeTotal) -> str:
    """The numbers of a sum. Those of several currencies of which one is paid are told as alternatives."""
    texts = [_span(found, total.lines) for found in total.sums]
    if not any(found.least for found in total.sums) and not any(line.fee.together for line in total.lines):
        free = [gettext("Miễn phí")] if any(line.fee.status == "free" for line in total.lines) else []
        return either([*free, *texts]) if texts else ""
    return both(texts)


def _span(found: Sum, lines: Iterable[FeeLine]) -> str:
    """From the least to the most. Where that is from nothing, the fees of which one may be paid are named as such."""
    if found.least:
        return money_range((found.least, found.most), found.currency)
    counted = [line for line in lines if line.fee.currency == found.currency and not line.unconfirmed_place]
    amounts = [line.amount for line in counted if line.amount]
    if amounts and max(amounts) == found.most:
        return money_range(amounts, found.currency)
    return gettext("nhiều nhất %(amount)s") % {"amount": money(found.most, found.currency)}


def _alone(total: FeeTotal, reason: Open) -> str:
    """The one thing to say where no part of a sum has a number."""
    named = {"council": set_by_council, "tariff": tariff_words}.get(reason)
    return named() if named else capitalised(_open(total, reason))


def _open(total: FeeTotal, reason: Open) -> str:
    """What has no number; a fee that waits for a quantity is told by its rule."""
    rules = {fee_value(line.fee) for line in total.lines if line.open == "quantity"}
    return rules.pop() if reason == "quantity" and len(rules) == 1 else gettext(OPEN[reason])


def _words(found: FeeGuidance) -> str:
    """What must be said beside the sum."""
    statuses = {line.fee.status for line in found.lines}
    if not statuses - {"unknown"}:
        return gettext("không có nghĩa là không mất tiền; hãy hỏi nơi nộp")
    words = []
    if any("quantity" in total.open for total in found.totals.values()):
        money_only = all(asked.money for asked in found.quantities)
        words.append(gettext("ghi số tiền để tính") if money_only else gettext("ghi số lượng để tính"))
    if "council" in statuses and "amount" not in statuses:
        words.append(gettext("cổng này chưa có mức của địa phương"))
    if not (words or all(total.sure for total in found.totals.values())) or _may_be_left_out(found):
        words.append(gettext("tuỳ trường hợp"))
    if any(total.places for total in found.totals.values()):
        words.append(gettext("địa phương có mức riêng, hãy chọn nơi bạn ở"))
    return "; ".join(words)


def _may_be_left_out(found: FeeGuidance) -> bool:
    """Whether answers still open decide about a fee."""
    return any(line.verdict == "depends" for line in found.lines)


def _alternatives(lines: Iterable[FeeLine]) -> bool:
    """Whether one channel names several different fees of which one is paid."""
    by_channel: dict[str | None, set[tuple[str, Decimal | None, str]]] = {}
    for line in lines:
        if line.fee.status == "amount" and not line.fee.together:
            amount = line.fee.amount if line.amount is None else line.amount
            by_channel.setdefault(line.fee.channel, set()).add((line.fee.status, amount, line.fee.currency))
    return any(len(found) > 1 for found in by_channel.values())


def _views(lines: Iterable[FeeLine], context: FeeContext, quiet: bool) -> list[FeeView]:
    """One view for equal fees of several channels; ``quiet`` leaves out a source that all share."""
    alike: dict[FeeLine, list[str]] = {}
    for line in lines:
        fee = line.fee.model_copy(update={"key": "", "channel": None})
        alike.setdefault(replace(line, fee=fee), []).append(line.fee.channel or "")
    return [_view(line, channels, context, quiet) for line, channels in alike.items()]


def _view(line: FeeLine, channels: list[str], context: FeeContext, quiet: bool) -> FeeView:
    fee = line.fee
    described = prose(fee.description, more=context.more)
    computed = line.amount is not None and bool(fee.rule) and fee.status == "amount"
    return FeeView(
        status=fee.status,
        methods=_methods(channels, context),
        what=described.html or NOTHING,
        lang=described.lang,
        value=money(line.amount, fee.currency) if computed and line.amount is not None else fee_value(fee),
        rule=fee_value(fee) if computed and fee.rule and fee.rule.kind != "flat" else "",
        working=working(line),
        reason=_reason(line, context),
        exemptions=phrase(fee.exemptions),
        when=NOTHING if line.verdict == "applies" else when_html(fee.applies_when, context.names),
        source=NOTHING if quiet else source_html(fee.source, context.prefix),
    )


def working(line: FeeLine) -> str:
    """Write how an amount comes about: "2 trang × 2.000 đ + 1 trang × 1.000 đ = 5.000 đ"."""
    rule, currency = line.fee.rule, line.fee.currency
    if not line.parts or line.amount is None or rule is None or rule.kind == "flat":
        return ""
    parts = [_part(part, rule, currency) for part in line.parts]
    said = " + ".join(parts)
    worked = sum((part.amount for part in line.parts), Decimal(0))
    if line.bound == "maximum":
        words = {"said": said, "sum": money(worked, currency), "bound": money(line.amount, currency)}
        return gettext("%(said)s = %(sum)s, nhưng nhiều nhất là %(bound)s") % words
    if line.bound == "minimum":
        words = {"said": said, "sum": money(worked, currency), "bound": money(line.amount, currency)}
        return gettext("%(said)s = %(sum)s, nhưng ít nhất là %(bound)s") % words
    return f"{said} = {money(line.amount, currency)}"


def _part(part: Part, rule: FeeRule, currency: str) -> str:
    if rule.kind == "percentage":
        return f"{money(part.quantity, currency)} × {number(rule.percent or Decimal(0))}{NBSP}%"
    unit = phrase(rule.unit).text
    return f"{number(part.quantity)}{NBSP}{unit} × {money(part.each, currency)}".replace(f"{NBSP} ×", " ×")


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
        found.append(_percent(rule))
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


def _percent(rule: FeeRule) -> str:
    """ "0,1 % của tổng giá trị hợp đồng"."""
    share, base = f"{number(rule.percent or Decimal(0))}{NBSP}%", phrase(rule.unit).text
    return gettext("%(share)s của %(base)s") % {"share": share, "base": base} if base else share


def _tier(start: int, up_to: int | None, amount: str, unit: str) -> str:
    words = {"amount": amount, "unit": unit, "start": start, "end": up_to}
    if up_to is None:
        return gettext("%(amount)s mỗi %(unit)s từ %(unit)s thứ %(start)s") % words
    if start == 1:
        return gettext("%(amount)s mỗi %(unit)s cho %(end)s %(unit)s đầu") % words
    return gettext("%(amount)s mỗi %(unit)s từ %(unit)s thứ %(start)s đến thứ %(end)s") % words


def _reason(line: FeeLine, context: FeeContext) -> str:
    fee, found = line.fee, [gettext(WHY[line.why])] if line.why in WHY else []
    if fee.status == "unknown":
        found.append(gettext("Không có nghĩa là không mất tiền. Hãy hỏi nơi nộp."))
    if fee.status == "council":
        found.append(
            gettext("Cổng này chưa có nghị quyết của địa phương nên không đoán mức thu. Hãy hỏi nơi nộp.")
        )
    if line.open == "quantity":
        found.append(gettext("Ghi số lượng ở phần Trường hợp của bạn để tính ra tiền."))
    if fee.territory:
        found.append(gettext("Áp dụng tại %(place)s.") % {"place": phrase(fee.territory.name).text})
    if line.unconfirmed_place:
        found.append(gettext("Hãy cho biết nơi ở để biết mức này có áp dụng cho bạn không."))
    if fee.valid_from and fee.valid_from > context.on:
        found.append(gettext("Áp dụng từ ngày %(day)s.") % {"day": day_text(fee.valid_from)})
    if fee.valid_to:
        found.append(gettext("Áp dụng đến hết ngày %(day)s.") % {"day": day_text(fee.valid_to)})
    return " ".join(found)
