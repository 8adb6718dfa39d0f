"""The fees of an overlay.

Each fee is a JSON object; every field but ``key`` may be left out:

- ``key``: its name for good; in an address ``sl-<key>`` is its quantity.
- ``kind`` (fee, charge, price), ``status`` (amount, free, council), ``amount``, ``currency``.
- ``text_vi``, ``text_en``: the fee in words; ``exempt_vi``, ``exempt_en``: who pays less or nothing.
- ``channels``: keys of the ways to hand in ("online", "in_person-2"), one row each; left out: all ways.
- ``rule``: of record.FeeRule; its ``unit`` as {"vi", "en"}. An amount by unit stands in ``amount``.
- ``together``, ``when`` ({question: [choices]}), ``from`` and ``to`` (YYYY-MM-DD, both included).
- ``territory``: slug of the one unit it applies in.
- ``act``: number of the act it comes from; ``issuer``: who issued it when it is a province's. The title and the
  issuer of an act that the record names as a basis are taken from there.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from catalogue.record import FeeRule

from .acts import kind_of
from .shapes import ActDraft, FeeDraft, ProcedureDraft

FIELDS = {
    "kind": "kind",
    "status": "status",
    "currency": "currency",
    "together": "together",
    "territory": "territory",
    "text_vi": "description_vi",
    "text_en": "description_en",
    "exempt_vi": "exemptions_vi",
    "exempt_en": "exemptions_en",
}
"""Fields of a fee that an overlay and a draft hold alike, by both names."""
OTHER_FIELDS = ("key", "amount", "rule", "when", "from", "to", "act", "issuer", "channels")


def tokens(when: Mapping[str, Sequence[str]] | None) -> list[str]:
    """Return {question: [choices]} as the texts "question:choice" that rows keep."""
    return [f"{question}:{choice}" for question, choices in (when or {}).items() for choice in choices]


def fee_drafts(fees: Sequence[Mapping[str, Any]], draft: ProcedureDraft) -> list[FeeDraft]:
    """Return the fees of an overlay, one row for each way to hand in that it names.

    Raises pydantic.ValidationError for a rule that is none, ValueError for a day that is none.
    """
    return [_fee(fee, channel, draft) for fee in fees for channel in fee.get("channels") or [""]]


def _fee(fee: Mapping[str, Any], channel: str, draft: ProcedureDraft) -> FeeDraft:
    several = len(fee.get("channels") or []) > 1
    row = FeeDraft(key=f"{fee['key']}-{channel}" if several else fee["key"], channel_key=channel)
    for name, field in FIELDS.items():
        if name in fee:
            setattr(row, field, fee[name])
    row.amount = None if fee.get("amount") is None else Decimal(str(fee["amount"]))
    row.applies_when = tokens(fee.get("when"))
    row.valid_from, row.valid_to = _day(fee.get("from")), _day(fee.get("to"))
    row.rule = _rule(fee.get("rule"))
    row.act = _act(fee, draft)
    return row


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _rule(rule: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if rule is None:
        return None
    valid = FeeRule.model_validate(rule)
    return valid.model_dump(mode="json", exclude_defaults=True) | {"kind": valid.kind}


def _act(fee: Mapping[str, Any], draft: ProcedureDraft) -> ActDraft | None:
    number = fee.get("act")
    if not number:
        return None
    alike = [basis.act for basis in draft.bases if basis.act.number == number]
    issuer = fee.get("issuer") or (alike[0].issuer_vi if len(alike) == 1 else "")
    return ActDraft(number, kind=kind_of(number, ""), issuer_vi=issuer)
