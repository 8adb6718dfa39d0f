"""A fee read from the words beside it: a proposal for the editor, never a public fee.

A text is read only when the whole of it is one plain statement: a label, an amount, perhaps what it is counted by,
perhaps the act it stands in. A condition, a date, a second amount or a word nobody foresaw means no proposal.
"""

import re
from decimal import Decimal
from typing import Any, Final

from catalogue.record import FeeRule, Text, Tier

from .acts import numbers_in
from .shapes import FeeDraft
from .text import line

TEMPORARY: Final = ("64/2025/TT-BTC", "40/2026/TT-BTC", "43/2024/TT-BTC", "63/2023/TT-BTC")
"""Circulars that lower fees for a while or for those who hand in online: what they say ends or has a condition."""

LONGEST: Final = 600  # characters; a longer text is no plain statement
ONCE: Final = frozenset(
    {"lần", "hồ sơ", "lần/hồ sơ", "hồ sơ/lần", "lần cấp", "lần thẩm định", "lần cấp phép", "lần đăng ký"}
)
"""What a citizen hands in or asks for once: an amount counted by it is flat."""

_NUMBER: Final = r"\d{1,3}(?:[.,]\d{3})+|\d{1,9}"
_MONEY: Final = (
    rf"(?<![\d.,/-])(?P<number>{_NUMBER})\s*"
    r"(?P<unit>triệu đồng|nghìn đồng|ngàn đồng|đồng|vnđ|vnd|đ|usd|đô la mỹ)(?!\w)"
)
_WORDS: Final = r"[^\d;%+=<>]"
_LABEL: Final = (
    rf"(?:(?:{_WORDS}{{0,160}}?(?::\s*|\b(?:phí|thu|giá|là)\s+))|(?:lệ phí|phí|giá)\s{_WORDS}{{1,60}}?\s)?"
)
_UNIT: Final = r"(?:0?1\s+)?(?P<per>[^\W\d_][\w \-/]{0,40}?)"
_DAY: Final = (
    r"(?:,?\s*(?:ban hành )?ngày\s+(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}))?"
)
_ACT: Final = (
    r"(?:thông tư(?: liên tịch)?|nghị định|nghị quyết)\s*(?:số\s*:?\s*)?(?P<act>[\w./-]+)"
    + _DAY
    + r"(?:,?\s*của\s+(?:bộ|chính phủ|hội đồng|hđnd|liên bộ)[^\d;:%]{0,80}?)?"
    + r"(?:,?\s*(?:về|quy định|hướng dẫn)[^\d;%]{0,300}?)?"
)
_WHERE: Final = (
    r"(?:(?:khoản|điểm|điều|mục|phụ lục|biểu|biểu phí|biểu mức thu)\s"
    r"[\w ,]{0,60}?(?:ban hành )?(?:kèm theo|tại|của|,)?\s*)?"
)
_BY: Final = (
    r"(?:(?:được )?(?:thực hiện |áp dụng )?(?:theo|căn cứ)\s+"
    r"(?:(?:quy định )?(?:tại|của)\s+|quy định\s+)?|quy định tại\s+)?"
)
_REFERENCE: Final = rf"(?:[\s,.;(]*{_BY}{_WHERE}{_ACT}\)?)?"

_PLAIN: Final = re.compile(rf"^{_LABEL}{_MONEY}(?:\s*/\s*{_UNIT})?{_REFERENCE}$", re.IGNORECASE)
_UNIT_ONLY: Final = re.compile(rf"^(?:đồng|đ|vnđ)?\s*/\s*{_UNIT}{_REFERENCE}$", re.IGNORECASE)
_TIERS: Final = re.compile(
    rf"^{_LABEL}{_MONEY}\s*/\s*(?P<per>\w+)[;,.]\s*"
    r"từ (?P=per) thứ (?P<from>\d{1,3}) trở lên(?: thì)?(?: thu)?:?\s*"
    rf"(?P<then>{_NUMBER})\s*(?:đồng|đ)\s*/\s*(?P=per)"
    r"(?:[,;]\s*(?:nhưng )?(?:mức thu )?tối đa(?: thu)?(?: không quá)?\s*"
    rf"(?P<most>{_NUMBER})\s*(?:đồng|đ)\s*/\s*\w+)?$",
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(
    r"tính theo tỷ lệ (?:bằng )?(?P<percent>\d{1,2}(?:,\d{1,2})?)\s*%(?: \([^\d()]*\))? "
    r"(?P<of>tổng giá trị[^\d(),;.]{3,120}?) "
    r"nhưng (?:tối đa )?không quá (?P<most>\d{1,3})(?: \([\w ]+\))? triệu đồng và tối thiểu không dưới "
    r"(?P<least>\d{1,3})(?: \([\w ]+\))? triệu đồng\W*$",
    re.IGNORECASE,
)
_TARIFF: Final = re.compile(rf"^(?:{_WORDS}{{0,200}}?[:\s])?{_BY}{_WHERE}{_ACT}$", re.IGNORECASE)
_SECOND_SENTENCE: Final = re.compile(r"\. Trang là căn cứ để thu phí được tính theo trang của bản chính$")
_NOT_PLAIN: Final = re.compile(
    r"\b(?:trường hợp|nếu|khi|riêng|hoặc|miễn|giảm|tối đa|tối thiểu|không|chưa|từ ngày|kể từ|đến hết|trở lên|trở xuống"
    r"|thêm|cộng|bằng|trực tuyến|tiếp theo|thứ|lần đầu và|sửa đổi|thay thế|hỗ trợ|áp dụng đến|nêu trên|luật|tùy)\b",
    re.IGNORECASE,
)
_NO_UNIT: Final = re.compile(r"\b(?:đối|đến|của|do|cho|theo|tại|và)\b", re.IGNORECASE)
_IN_WORDS: Final = re.compile(
    r"\s*\((?:bằng chữ:?\s*)?[^\d()/]*\b(?:nghìn|ngàn|triệu)\b[^\d()/]*đồng\)", re.IGNORECASE
)
_DOLLARS: Final = frozenset({"usd", "đô la mỹ"})
_TIMES: Final = {"triệu đồng": 1_000_000, "nghìn đồng": 1_000, "ngàn đồng": 1_000}


def proposed(row: FeeDraft, value: Decimal | None) -> dict[str, Any] | None:
    """Return the fee that the text of ``row`` plainly states, where that says more than the row.

    ``value`` is the number at the source. The answer holds the fields of ``record.FeeRule`` that are set, and
    ``status``, ``amount`` (a text; None for tiers, percentages and tariffs), ``currency`` and ``fee_key``: the row.
    """
    text = _plain(row.description_vi)
    if (
        not 0 < len(text) <= LONGEST
        or row.status in ("free", "council")
        or any(act in text for act in TEMPORARY)
    ):
        return None
    value = value or Decimal(0)
    found = _percentage(text) or _tiers(text, value) or _amount(text, row, value)
    if found is None and not value:
        found = _tariff(text)
    if found is None:
        return None
    rule, amount, currency = found
    return rule.model_dump(mode="json", exclude_defaults=True) | {
        "kind": rule.kind,
        "status": "amount",
        "amount": None if amount is None else f"{amount:f}",
        "currency": currency,
        "fee_key": row.key,
    }


Found = tuple[FeeRule, Decimal | None, str]


def _plain(text: str) -> str:
    """One line without list marks, closing signs, amounts repeated in words, and what only explains "trang"."""
    text = line(_NUMBER_OF_SOURCE.sub("", text)).strip(" -–+*•.;,:")
    return _SECOND_SENTENCE.sub("", _IN_WORDS.sub("", text)).strip(" .;,")


_NUMBER_OF_SOURCE: Final = re.compile(r"\n?Nguồn ghi số [^\n]*$")


def _money(number: str, unit: str = "đồng") -> Decimal:
    return Decimal(re.sub(r"[.,]", "", number)) * _TIMES.get(unit.lower(), 1)


def _amount(text: str, row: FeeDraft, value: Decimal) -> Found | None:
    if _NOT_PLAIN.search(text):
        return None
    stated = _PLAIN.match(text)
    if stated is None:
        return _counted(text, row, value)
    currency = "USD" if stated["unit"].lower() in _DOLLARS else "VND"
    amount = _money(stated["number"], stated["unit"])
    if not _fits(amount, currency, row, value) or not _one_act(stated["act"]):
        return None
    rule = _per(stated["per"])
    if rule is None or (row.status == "amount" and rule.kind == "flat"):
        return None
    return rule, amount, currency


def _counted(text: str, row: FeeDraft, value: Decimal) -> Found | None:
    """The source holds the amount, the text only what it is counted by: "đồng/trang"."""
    unit = _UNIT_ONLY.match(text)
    if unit is None or row.status != "amount" or not _one_act(unit["act"]):
        return None
    rule = _per(unit["per"])
    return None if rule is None or rule.kind == "flat" else (rule, value, row.currency)


def _per(unit: str | None) -> FeeRule | None:
    """The rule for an amount counted by ``unit``; None when those words are more than a unit."""
    unit = (unit or "").strip()
    if not unit or unit.lower() in ONCE:
        return FeeRule(kind="flat")
    if _NO_UNIT.search(unit):
        return None
    return FeeRule(kind="per_unit", unit=Text(vi=unit[0].lower() + unit[1:]))


def _fits(amount: Decimal, currency: str, row: FeeDraft, value: Decimal) -> bool:
    """Whether the text and the number at the source agree; a number without its three zeros or its currency does."""
    if currency == "VND" and amount < 1_000:
        return False
    if row.status == "amount":
        return (amount, currency) == (value, row.currency)
    return (
        not value
        or amount == value * (1 if currency == "USD" else 1_000)
        or (amount, currency) == (value, "VND")
    )


def _one_act(act: str | None) -> bool:
    return act is None or len(numbers_in(act)) == 1


def _tiers(text: str, value: Decimal) -> Found | None:
    stated = _TIERS.match(text)
    if stated is None or int(stated["from"]) < 2:
        return None
    first, then = _money(stated["number"], stated["unit"]), _money(stated["then"])
    if value not in (0, first):
        return None
    rule = FeeRule(
        kind="tiers",
        unit=Text(vi=stated["per"].lower()),
        tiers=(Tier(up_to=int(stated["from"]) - 1, amount=first), Tier(up_to=None, amount=then)),
        maximum=_money(stated["most"]) if stated["most"] else None,
    )
    return rule, None, "VND"


def _percentage(text: str) -> Found | None:
    stated = list(_PERCENT.finditer(text))
    if len(stated) != 1 or text.count("%") != 1:
        return None
    one = stated[0]
    least, most = (_money(one[name], "triệu đồng") for name in ("least", "most"))
    percent = Decimal(one["percent"].replace(",", "."))
    rule = FeeRule(kind="percentage", unit=Text(vi=one["of"]), percent=percent, minimum=least, maximum=most)
    return rule, None, "VND"


def _tariff(text: str) -> Found | None:
    """The text says only in which act the tariff stands."""
    stated = _TARIFF.match(text)
    if stated is None or _NOT_PLAIN.search(text) or len(numbers_in(text)) != 1:
        return None
    if not re.search(r"/(?:TT|TTLT)-|/NQ-HĐND|-BTC", stated["act"]) and "biểu" not in text.lower():
        return None
    return FeeRule(kind="tariff"), None, "VND"
