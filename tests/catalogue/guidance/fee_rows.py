"""Fees and situations for tests, as short as they can be written."""

from datetime import date
from decimal import Decimal
from typing import Any

from catalogue.guidance import FeeGuidance, FeeTotal, Situation
from catalogue.guidance.fees import fees_for
from catalogue.record import Condition, Fee, FeeRule, Shared, Source, Text, Tier

ON = date(2026, 11, 25)
METHODS = {"in_person": "in_person", "online": "online", "post": "post"}
SOURCE = Source(kind="unknown")
DA_NANG = Shared(id="48", name=Text(vi="Thành phố Đà Nẵng"))
HUE = Shared(id="46", name=Text(vi="Thành phố Huế"))
AT_DA_NANG = ("20242", "48")


def fee(key: str, amount: int | str | None = None, **fields: Any) -> Fee:
    """A fee with the status "amount" when it has an amount or a rule, else unknown."""
    status = "amount" if amount is not None or "rule" in fields else "unknown"
    number = None if amount is None else Decimal(amount)
    return Fee(**({"key": key, "status": status, "amount": number, "source": SOURCE} | fields))


def when(choice: str, question: str = "q") -> dict[str, Any]:
    return {"applies_when": (Condition(question=question, choices=(choice,)),)}


def tiers(*rows: tuple[int | None, int | str], **bounds: Any) -> FeeRule:
    found = tuple(Tier(up_to=up_to, amount=Decimal(amount)) for up_to, amount in rows)
    return FeeRule(kind="tiers", unit=Text(vi="trang"), tiers=found, **bounds)


def guided(*fees: Fee, quantities: dict[str, str] | None = None, **situation: Any) -> FeeGuidance:
    numbers = {key: Decimal(number) for key, number in (quantities or {}).items()}
    return fees_for(fees, METHODS, Situation(**({"on": ON, "quantities": numbers} | situation)))


def total_of(*fees: Fee, **situation: Any) -> FeeTotal:
    """The one total, by the chosen method or of all."""
    (found,) = guided(*fees, **situation).totals.values()
    return found


def sums(total: FeeTotal) -> dict[str, tuple[int, int]]:
    return {found.currency: (int(found.least), int(found.most)) for found in total.sums}
