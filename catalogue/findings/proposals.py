"""A fee that an import read from a text and left with a finding: put in words, and put in a draft."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from catalogue.presentation.fees import fee_value
from catalogue.record import Fee, FeeRule, Source


class NoRow(Exception):
    """The draft has no fee with the key that a proposal names."""


@dataclass(frozen=True)
class Proposal:
    """A fee for the row ``key``. ``amount`` counts ``currency`` (ISO 4217)."""

    key: str
    status: str
    amount: Decimal | None
    currency: str
    rule: FeeRule | None

    @property
    def words(self) -> str:
        """What the public page would say: "2.000 đ mỗi trang"."""
        return fee_value(self._fee)

    @property
    def _fee(self) -> Fee:
        source = Source(kind="editor")
        return Fee.model_validate(
            {"key": self.key, "status": self.status, "amount": self.amount, "currency": self.currency}
            | {"rule": self.rule, "source": source}
        )

    def put(self, page: Any) -> None:
        """Write it to the row of ``page`` in memory. Raises NoRow."""
        rows = list(page.fees.all())
        row = next((fee for fee in rows if fee.key == self.key), None)
        if row is None:
            raise NoRow(self.key)
        row.status, row.amount, row.currency = self.status, self.amount, self.currency
        row.rule = self.rule.model_dump(mode="json", exclude_defaults=True) if self.rule else None
        page.fees.set(rows)  # rows of a page without revision come fresh from the database at each reading


def read_proposal(stored: Any) -> Proposal | None:
    """The proposal of a finding; None when there is none, or none that can be read."""
    if not isinstance(stored, dict) or not stored.get("fee_key"):
        return None
    amount = stored.get("amount")
    given = stored.get("rule") or {name: stored[name] for name in FeeRule.model_fields if name in stored}
    try:
        rule = FeeRule.model_validate(given) if given else None
        proposal = Proposal(
            key=str(stored["fee_key"]),
            status=str(stored.get("status", "amount")),
            amount=None if amount is None else Decimal(str(amount)),
            currency=str(stored.get("currency") or "VND"),
            rule=None if rule is None or rule.kind == "flat" else rule,
        )
        proposal._fee  # noqa: B018 - refuses what no fee can be
    except (ValidationError, ArithmeticError):
        return None
    return proposal


def proposal_words(stored: Any) -> str:
    """A stored proposal as a reader would see it; empty when there is none."""
    proposal = read_proposal(stored)
    return proposal.words if proposal else ""
