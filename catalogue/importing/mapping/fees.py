"""Fees. A number above zero is an amount; zero or nothing is unknown unless words of the source say more.

FEE is phí and SERVICE_FEE is lệ phí at the source: of the rows whose text opens with one of the two words,
1,404 of 1,424 FEE rows say "phí" and 695 of 722 SERVICE_FEE rows say "lệ phí".
"""

import re
from decimal import Decimal
from typing import Final

from .acts import kind_of, numbers_in
from .fee_rules import proposed
from .keys import RowKeys
from .node import Node, WrongType
from .shapes import ActDraft, ChannelDraft, FeeDraft, ProcedureDraft
from .text import line, matching

KINDS: Final = {"FEE": "fee", "SERVICE_FEE": "charge", "PRICE_LEVEL": "price", "": "unknown"}
CURRENCIES: Final = {
    "": "VND",
    "việt nam đồng": "VND",
    "vnd": "VND",
    "đồng": "VND",
    "usd": "USD",
    "đô la mỹ": "USD",
}

FREE: Final[frozenset[str]] = frozenset(
    {
        "miễn phí",
        "miễn lệ phí",
        "miễn phí, lệ phí",
        "miễn phí và lệ phí",
        "không thu phí",
        "không thu lệ phí",
        "không thu phí, lệ phí",
        "không thu phí và lệ phí",
        "không mất phí",
        "không mất lệ phí",
        "không phải nộp phí",
        "không phải nộp lệ phí",
        "không phải nộp phí, lệ phí",
        "lệ phí: miễn phí",
        "lệ phí: miễn",
        "phí: miễn phí",
        "phí: miễn",
    }
)
"""The reviewed list of all a text may say for a row to be free.

"Không", "không có" and "không quy định" say only that the source holds no fee. A condition, an amount or an
act beside the words makes the row unknown.
"""

LEAST_VND: Final = 1_000
"""Đồng. Below it the source left out three zeros ("40" beside "40.000đ") or a currency ("145 USD/thẻ"): 216 rows."""

_COUNCIL = re.compile(r"(?:hội đồng nhân dân|hđnd)")
_LEFT_TO = re.compile(r"(?:quyết định|quy định|ban hành|quyết nghị|theo nghị quyết|nq-hđnd)")
_AMOUNT = re.compile(
    r"\d[\d.,]*\s*(?:đồng|đ\b|vnđ|vnd|usd|triệu|nghìn|đô la)|\d{1,3}(?:[.,]\d{3})+|\d\s*%", re.IGNORECASE
)


def says_free(text: str) -> bool:
    """Whether ``text`` says that nothing is charged, and nothing else."""
    return matching(text).strip(" .;:()") in FREE


def left_to_council(text: str) -> bool:
    """Whether ``text`` leaves the fee to the provincial People's Council."""
    lowered = line(text).lower()
    return bool(_COUNCIL.search(lowered) and _LEFT_TO.search(lowered))


def names_amount(text: str) -> bool:
    return bool(_AMOUNT.search(text))


def fees_of(
    channels: list[tuple[ChannelDraft, Node]], draft: ProcedureDraft, keys: RowKeys
) -> list[FeeDraft]:
    """Return the fees by channel; once for all channels when every channel says exactly the same."""
    by_channel = [(channel.key, node.nodes("fees")) for channel, node in channels]
    made = [_rows(nodes, draft) for _, nodes in by_channel]
    if made and all(rows == made[0] for rows in made):
        by_channel, made = [("", by_channel[0][1])], made[:1]
    found = []
    for (channel, nodes), rows in zip(by_channel, made, strict=True):
        for row, node in zip(rows, nodes, strict=True):
            row.channel_key = channel
            row.key = keys("fee", channel, row.kind, row.description_vi, str(row.amount or ""), row.currency)
            _propose(row, node, draft)
            found.append(row)
    return found


def _rows(nodes: list[Node], draft: ProcedureDraft) -> list[FeeDraft]:
    zero = [node for node in nodes if not node.number("value")]
    all_free = bool(zero) and all(says_free(node.text("description")) for node in zero)
    return [_row(node, all_free, draft) for node in nodes]


def _propose(row: FeeDraft, node: Node, draft: ProcedureDraft) -> None:
    """Leave the editor what the text plainly states; the fee stays as the source has it."""
    proposal = proposed(row, node.number("value"))
    if proposal is not None:
        draft.find("fee-rule-proposed", node.place, node.text("description"), proposal)


def _row(node: Node, all_free: bool, draft: ProcedureDraft) -> FeeDraft:
    text, value = node.text("description"), node.number("value")
    kind = node.raw_text("type")
    if kind not in KINDS:
        draft.find("fee-kind-unknown", node.place, kind)
    row = FeeDraft(key="", kind=KINDS.get(kind, "unknown"), description_vi=text, act=_act(text))
    named = _named_currency(node)
    row.currency = _currency(named)
    if not row.currency:
        said = " | ".join([*named, f"{value or ''} {text}".strip()])
        draft.find("fee-currency-unknown", node.place, said)
    if node.data.get("attachment"):
        draft.find("fee-attachment", node.place, node.node("attachment").line("fileName"))
    if value is None or value == 0:
        _without_amount(row, text, all_free, node.place, draft)
    elif value < 0 or value >= Decimal(10) ** 16:
        raise WrongType(node.at("value"), "amount of 0 or more")
    elif row.currency == "VND" and value < LEAST_VND:
        row.description_vi = _with_number(text, value)
        draft.find("fee-amount-implausible", node.place, f"{value} {text}".strip())
    elif row.currency:
        row.status, row.amount = "amount", value
    row.currency = row.currency or "VND"
    return row


def _with_number(text: str, value: Decimal) -> str:
    """Keep the number of a source that does not say of what, in words a reader can't take for an amount."""
    words = f"Nguồn ghi số {value.normalize():f}, không rõ đơn vị tiền."
    return f"{text}\n{words}" if text else words


def _without_amount(row: FeeDraft, text: str, all_free: bool, place: str, draft: ProcedureDraft) -> None:
    if all_free:
        row.status = "free"
        return
    row.status = "council" if left_to_council(text) else "unknown"
    if names_amount(text):
        draft.find("fee-zero-names-amount", place, text)
    elif row.status == "council":
        draft.find("fee-left-to-council", place, text)
    elif numbers_in(text):
        draft.find("fee-zero-names-act", place, text)


def _act(text: str) -> ActDraft | None:
    """The act that a text names, when it names exactly one."""
    numbers = numbers_in(text)
    return ActDraft(numbers[0], kind=kind_of(numbers[0], "")) if len(numbers) == 1 else None


def _named_currency(node: Node) -> list[str]:
    """All that the source calls the currency of a fee, in three fields."""
    currency = node.node("currency")
    return list(filter(None, (node.line("currencyName"), currency.line("code"), currency.line("name"))))


def _currency(named: list[str]) -> str:
    """The ISO 4217 code; empty when the source names one that we don't know, or two."""
    found = {_iso(name) for name in named} or {"VND"}
    return found.pop() if len(found) == 1 else ""


def _iso(name: str) -> str:
    return CURRENCIES.get(name.lower()) or (name if re.fullmatch(r"[A-Z]{3}", name) else "")
