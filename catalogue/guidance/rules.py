"""One fee worked out by its rule: the amount with its working, or why there is none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final, Literal

from catalogue.record import Fee, FeeRule, Tier

Open = Literal["unknown", "council", "tariff", "quantity"]
"""Why a line has no amount: not known, the provincial council sets it, a tariff in an act, a quantity is missing."""

Bound = Literal["minimum", "maximum"]

COUNTED: Final = frozenset({"per_unit", "tiers", "percentage"})
"""Kinds of rules that need a quantity."""

MOST: Final = Decimal(10) ** 15
"""The largest quantity; a larger one is no answer."""

ZERO: Final = Decimal(0)
ARITHMETIC: Final = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Part:
    """A piece of a working: ``quantity`` units at ``each`` make ``amount``.

    Of a percentage, ``quantity`` is the sum of money and ``each`` the share of it (0.005 for 0.5 %).
    """

    quantity: Decimal
    each: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Worked:
    """What a rule gives: ``amount`` or ``open``; ``parts`` before ``bound`` cut their sum."""

    amount: Decimal | None = None
    open: Open | None = None
    parts: tuple[Part, ...] = ()
    bound: Bound | None = None


UNKNOWN: Final = Worked(open="unknown")
FLAT: Final = FeeRule(kind="flat")


def counts(fee: Fee) -> bool:
    """Whether the amount of ``fee`` needs a quantity and would follow from it."""
    return (
        fee.status == "amount"
        and fee.rule is not None
        and fee.rule.kind in COUNTED
        and _usable(fee.rule, fee.amount)
    )


def work_out(fee: Fee, quantity: Decimal | None) -> Worked:
    """Work out ``fee``; ``quantity`` counts what its rule is about, money for a percentage.

    Only the status "free" gives nothing to pay: an amount of zero or below is unknown. A quantity that is not
    above zero, or beyond ``MOST``, is none; it is never guessed.
    """
    if fee.status == "free":
        return Worked(amount=ZERO)
    if fee.status != "amount":
        return Worked(open=fee.status)
    return _by_rule(fee.rule or FLAT, fee, quantity)


def _by_rule(rule: FeeRule, fee: Fee, quantity: Decimal | None) -> Worked:
    if rule.kind == "tariff":
        return Worked(open="tariff")
    if not _usable(rule, fee.amount):
        return UNKNOWN
    if rule.kind == "flat":
        return Worked(amount=fee.amount)
    if quantity is None or not _is_quantity(quantity):
        return Worked(open="quantity")
    parts = tuple(_parts(rule, fee, quantity))
    if total(part.quantity for part in parts) < quantity:  # beyond the last tier
        return UNKNOWN
    return _bounded(parts, rule, fee.currency)


def _usable(rule: FeeRule, amount: Decimal | None) -> bool:
    """Whether the numbers that ``rule`` needs are there."""
    if rule.kind == "tiers":
        return bool(rule.tiers) and all(tier.amount > 0 for tier in rule.tiers)
    number = rule.percent if rule.kind == "percentage" else amount
    return number is not None and number > 0


def _is_quantity(quantity: Decimal) -> bool:
    return quantity.is_finite() and ZERO < quantity <= MOST


def _parts(rule: FeeRule, fee: Fee, quantity: Decimal) -> Iterable[Part]:
    if rule.kind == "tiers":
        return _by_tier(rule.tiers, quantity, fee.currency)
    each = (rule.percent or ZERO) / 100 if rule.kind == "percentage" else fee.amount or ZERO
    return [_part(quantity, each, fee.currency)]


def _by_tier(tiers: Iterable[Tier], quantity: Decimal, currency: str) -> Iterator[Part]:
    """A part for each tier the quantity reaches; tiers that do not rise above the one before are empty."""
    done = ZERO
    for tier in tiers:
        end = quantity if tier.up_to is None else min(quantity, Decimal(tier.up_to))
        if end > done:
            yield _part(ARITHMETIC.subtract(end, done), tier.amount, currency)
            done = end


def _part(quantity: Decimal, each: Decimal, currency: str) -> Part:
    return Part(quantity, each, rounded(ARITHMETIC.multiply(quantity, each), currency))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Half up: to whole đồng, to two digits of another currency."""
    return amount.quantize(Decimal(1) if currency == "VND" else Decimal("0.01"), context=ARITHMETIC)


def _bounded(parts: tuple[Part, ...], rule: FeeRule, currency: str) -> Worked:
    """The sum of ``parts`` between minimum and maximum; where they cross, the maximum protects who pays."""
    amount = total(part.amount for part in parts)
    found: Bound | None = None
    if rule.minimum is not None and amount < rule.minimum:
        amount, found = rule.minimum, "minimum"
    if rule.maximum is not None and amount > rule.maximum:
        amount, found = rule.maximum, "maximum"
    return Worked(rounded(amount, currency), parts=parts, bound=found) if amount > 0 else UNKNOWN


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum of ``amounts``."""
    found = ZERO
    for amount in amounts:
        found = ARITHMETIC.add(found, amount)
    return found
