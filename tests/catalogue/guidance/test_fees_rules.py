"""Each rule worked out by hand."""

from decimal import Decimal
from typing import Any

import pytest

from catalogue.guidance import FeeLine
from catalogue.record import Fee, FeeRule, Text, Tier

from .fee_rows import fee, guided, tiers

CERTIFYING = tiers((2, 2000), (None, 1000), maximum=Decimal(200_000))
PER_COPY = FeeRule(kind="per_unit", unit=Text(vi="bản"))
SHARE = FeeRule(kind="percentage", unit=Text(vi="giá trị"), percent=Decimal("0.5"))


def line(row: Fee, quantity: str | None = None) -> FeeLine:
    guidance = guided(row, quantities={} if quantity is None else {row.key: quantity})
    (found,) = guidance.lines
    return found


def parts(found: FeeLine) -> list[tuple[str, str, str]]:
    return [(str(p.quantity), str(p.each), str(p.amount)) for p in found.parts]


def rule(base: FeeRule, **fields: Any) -> FeeRule:
    return base.model_copy(update={key: Decimal(value) for key, value in fields.items()})


@pytest.mark.parametrize("kind", [None, "flat"])
def test_flat(kind: Any) -> None:
    found = line(fee("a", 8000, rule=FeeRule(kind=kind) if kind else None))
    assert (found.amount, found.open, found.parts, found.bound) == (Decimal(8000), None, (), None)


@pytest.mark.parametrize(
    ("quantity", "amount", "bound"),
    [
        ("1", 2000, None),
        ("2", 4000, None),
        ("3", 5000, None),
        ("10", 12_000, None),
        ("198", 200_000, None),
        ("199", 200_000, "maximum"),
        ("1000000000000000", 200_000, "maximum"),
    ],
)
def test_tiers_with_a_cap(quantity: str, amount: int, bound: str | None) -> None:
    found = line(fee("a", rule=CERTIFYING), quantity)
    assert (found.amount, found.bound, found.open) == (Decimal(amount), bound, None)


def test_the_working_of_tiers() -> None:
    assert parts(line(fee("a", rule=CERTIFYING), "5")) == [("2", "2000", "4000"), ("3", "1000", "3000")]
    assert parts(line(fee("a", rule=CERTIFYING), "2")) == [("2", "2000", "4000")]


def test_three_tiers_and_one_that_does_not_rise() -> None:
    row = fee("a", rule=tiers((10, 50_000), (10, 7), (5, 7), (100, 40_000), (None, 30_000)))
    assert parts(line(row, "120")) == [
        ("10", "50000", "500000"),
        ("90", "40000", "3600000"),
        ("20", "30000", "600000"),
    ]
    assert line(row, "120").amount == 4_700_000


def test_beyond_the_last_tier_nothing_is_known() -> None:
    row = fee("a", rule=tiers((2, 2000), (4, 1000)))
    assert line(row, "4").amount == 6000
    found = line(row, "5")
    assert (found.amount, found.open, found.parts) == (None, "unknown", ())


def test_per_unit() -> None:
    found = line(fee("a", 8000, rule=PER_COPY), "3")
    assert (found.amount, parts(found)) == (Decimal(24_000), [("3", "8000", "24000")])
    assert line(fee("a", 8000, rule=rule(PER_COPY, minimum="30000")), "3").amount == 30_000


@pytest.mark.parametrize(
    ("value", "amount", "bound"),
    [
        ("10000000", 500_000, "minimum"),
        ("100000000", 500_000, None),
        ("199999900", 1_000_000, None),  # 999,999.5 is rounded up
        ("199999899", 999_999, None),
        ("30000000000", 150_000_000, None),
        ("30000000200", 150_000_000, "maximum"),
    ],
)
def test_percentage_with_floor_and_ceiling(value: str, amount: int, bound: str | None) -> None:
    row = fee("a", rule=rule(SHARE, minimum="500000", maximum="150000000"))
    found = line(row, value)
    assert (found.amount, found.bound) == (Decimal(amount), bound)


def test_the_working_of_a_percentage() -> None:
    assert parts(line(fee("a", rule=SHARE), "1000000")) == [("1000000", "0.005", "5000")]


def test_other_money_has_two_digits() -> None:
    row = fee("a", rule=SHARE, currency="USD")
    assert str(line(row, "101").amount) == "0.51"  # 0.505
    assert str(line(row, "100").amount) == "0.50"
    assert str(line(fee("a", rule=SHARE), "101").amount) == "1"


def test_where_floor_and_ceiling_cross_the_ceiling_holds() -> None:
    found = line(fee("a", 5, rule=rule(PER_COPY, minimum="90", maximum="50")), "2")
    assert (found.amount, found.bound) == (Decimal(50), "maximum")


@pytest.mark.parametrize(
    "quantity", [None, "0", "-1", "1000000000000001", "Infinity", "-Infinity", "NaN", "1E+400"]
)
@pytest.mark.parametrize(
    "row", [fee("a", 8000, rule=PER_COPY), fee("a", rule=CERTIFYING), fee("a", rule=rule(SHARE, minimum="9"))]
)
def test_without_a_usable_quantity_none_is_guessed(row: Fee, quantity: str | None) -> None:
    found = line(row, quantity)
    assert (found.amount, found.open, found.parts) == (None, "quantity", ())


@pytest.mark.parametrize("status", ["council", "unknown"])
def test_a_status_without_an_amount(status: str) -> None:
    found = line(fee("a", status=status, rule=CERTIFYING), "3")
    assert (found.amount, found.open) == (None, status)


def test_a_tariff_is_never_a_number() -> None:
    found = line(fee("a", 8000, rule=FeeRule(kind="tariff")), "3")
    assert (found.amount, found.open) == (None, "tariff")


def test_free_by_its_status() -> None:
    found = line(fee("a", status="free"))
    assert (found.amount, found.open) == (Decimal(0), None)


@pytest.mark.parametrize(
    "row",
    [
        fee("a", 0),
        fee("a", -5),
        fee("a", status="amount"),
        fee("a", 0, rule=FeeRule(kind="flat")),
        fee("a", 0, rule=PER_COPY),
        fee("a", rule=PER_COPY),
        fee("a", rule=tiers()),
        fee("a", rule=tiers((2, 0), (None, 5))),
        fee("a", rule=FeeRule(kind="tiers", tiers=(Tier(up_to=None, amount=Decimal(-1)),))),
        fee("a", 7, rule=FeeRule(kind="percentage")),
        fee("a", 7, rule=rule(SHARE, percent="0")),
        fee("a", 7, rule=rule(SHARE, percent="-1")),
    ],
)
def test_a_bare_zero_or_nothing_is_unknown_and_asks_for_nothing(row: Fee) -> None:
    found = line(row, "3")
    assert (found.amount, found.open) == (None, "unknown")
    assert guided(row).quantities == ()


@pytest.mark.parametrize(
    "row",
    [
        fee("a", rule=SHARE),  # 0.5 % of 99 đồng
        fee("a", 5, rule=rule(PER_COPY, maximum="0")),
    ],
)
def test_what_comes_to_nothing_is_unknown(row: Fee) -> None:
    assert (line(row, "99").amount, line(row, "99").open) == (None, "unknown")


def test_quantities_are_asked_only_where_a_rule_needs_them() -> None:
    rows = [
        fee("flat", 5, rule=FeeRule(kind="flat")),
        fee("plain", 5),
        fee("copies", 8000, rule=PER_COPY),
        fee("pages", rule=CERTIFYING),
        fee("value", rule=SHARE),
        fee("tariff", rule=FeeRule(kind="tariff")),
        fee("council", status="council", rule=CERTIFYING),
    ]
    asked = guided(*rows, quantities={"pages": "3"}).quantities
    assert [(one.key, one.unit.vi if one.unit else None, one.money) for one in asked] == [
        ("copies", "bản", False),
        ("pages", "trang", False),
        ("value", "giá trị", True),
    ]
