"""Honest sums: by hand, and as properties of any fees."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.guidance import FeeTotal, Situation
from catalogue.guidance.fees import fees_for
from catalogue.record import Condition, Fee, FeeRule, Text, Tier

from .fee_rows import AT_DA_NANG, DA_NANG, HUE, METHODS, ON, SOURCE, fee, sums, tiers, total_of, when

TOGETHER = {"together": True}
MAYBE = when("x")


@pytest.mark.parametrize(
    ("rows", "expected", "sure"),
    [
        ([("a", 10, {})], {"VND": (10, 10)}, True),
        ([("a", 10, MAYBE)], {"VND": (0, 10)}, False),
        ([("a", 10, TOGETHER), ("b", 5, TOGETHER)], {"VND": (15, 15)}, True),
        ([("a", 10, TOGETHER), ("b", 5, TOGETHER | MAYBE)], {"VND": (10, 15)}, False),
        ([("a", 10, {}), ("b", 5, TOGETHER)], {"VND": (15, 15)}, True),
        ([("a", 10, {}), ("b", 5, {})], {"VND": (5, 10)}, False),
        ([("a", 10, {}), ("b", 10, {})], {"VND": (10, 10)}, True),
        ([("a", 10, {}), ("b", 5, MAYBE)], {"VND": (5, 10)}, False),
        ([("a", 10, MAYBE), ("b", 5, MAYBE)], {"VND": (0, 10)}, False),
        ([("a", 10, {}), ("b", 5, {}), ("c", 100, TOGETHER)], {"VND": (105, 110)}, False),
        ([("a", 10, {"currency": "USD"}), ("b", 5, TOGETHER)], {"VND": (5, 5), "USD": (10, 10)}, True),
        ([("a", 10, {"currency": "USD"}), ("b", 5, {})], {"VND": (0, 5), "USD": (0, 10)}, False),
        (
            [
                ("a", 1, {"currency": "USD", **TOGETHER}),
                ("b", 2, TOGETHER),
                ("c", 3, {"currency": "EUR", **TOGETHER}),
            ],
            {"VND": (2, 2), "EUR": (3, 3), "USD": (1, 1)},
            True,
        ),
    ],
)
def test_sums_by_hand(
    rows: list[tuple[str, int, Any]], expected: dict[str, tuple[int, int]], sure: bool
) -> None:
    total = total_of(*(fee(key, amount, **fields) for key, amount, fields in rows))
    assert sums(total) == expected
    assert list(sums(total)) == list(expected)
    assert (total.sure, total.open, total.free, total.instead) == (sure, (), False, ())
    assert all(found.exact is (found.least == found.most) for found in total.sums)


def test_open_parts_stand_beside_the_sum() -> None:
    rows = [
        fee("a", 10_000, together=True),
        fee("b", status="council", together=True),
        fee("c", together=True),
        fee("d", rule=FeeRule(kind="tariff"), together=True),
        fee("e", rule=tiers((None, 5)), together=True),
    ]
    total = total_of(*rows)
    assert sums(total) == {"VND": (10_000, 10_000)}
    assert total.open == ("unknown", "council", "tariff", "quantity")
    assert (total.instead, total.sure, total.alternatives) == ((), False, 0)


def test_an_open_alternative_is_named_and_leaves_the_known_range() -> None:
    total = total_of(fee("a", 10), fee("b", status="council"))
    assert (sums(total), total.open, total.instead, total.sure, total.alternatives) == (
        {"VND": (10, 10)},
        ("council",),
        ("council",),
        False,
        2,
    )
    alone = total_of(fee("a", 10, together=True), fee("b", status="council"))
    assert (alone.open, alone.instead, alone.alternatives) == (("council",), (), 1)
    maybe = total_of(fee("a", 10, **MAYBE), fee("b", status="council"))
    assert sums(maybe) == {"VND": (0, 10)}


FREE = {"status": "free"}


@pytest.mark.parametrize(
    ("rows", "free", "sure"),
    [
        ([fee("a", **FREE)], True, True),
        ([fee("a", **FREE), fee("b", **FREE, **MAYBE)], True, False),
        ([fee("a", **FREE, **MAYBE)], False, False),
        ([fee("a", **FREE), fee("b", 5)], False, False),
        ([fee("a", **FREE), fee("b", 5, **MAYBE)], False, False),
        ([fee("a", **FREE), fee("b")], False, False),
        ([fee("a", **FREE), fee("b", 5, territory=DA_NANG)], False, False),
        ([fee("a", **FREE, territory=DA_NANG)], False, False),
        ([fee("a", 0)], False, False),
    ],
)
def test_free_only_when_a_source_says_so(rows: list[Fee], free: bool, sure: bool) -> None:
    total = total_of(*rows)
    assert (total.free, total.sure) == (free, sure)
    assert all(found.most > 0 for found in total.sums)


def test_free_or_an_amount() -> None:
    assert sums(total_of(fee("a", **FREE), fee("b", 5))) == {"VND": (0, 5)}


def test_a_rule_without_its_quantity_adds_nothing_until_it_is_told() -> None:
    rows = [fee("a", 10, together=True), fee("b", rule=tiers((2, 2), (None, 1)), together=True)]
    assert (sums(total_of(*rows)), total_of(*rows).open) == ({"VND": (10, 10)}, ("quantity",))
    told = total_of(*rows, quantities={"b": "3"})
    assert (sums(told), told.open, told.sure) == ({"VND": (15, 15)}, (), True)


AMOUNTS = st.integers(-1, 9).map(lambda number: Decimal(number * 1000)) | st.none()
QUESTIONS = st.sampled_from(["q", "r"])
CHOICES = st.lists(st.sampled_from("xyz"), min_size=1, max_size=2, unique=True).map(tuple)
RULES = st.none() | st.builds(
    FeeRule,
    kind=st.sampled_from(["flat", "per_unit", "tiers", "percentage", "tariff"]),
    tiers=st.lists(
        st.builds(Tier, up_to=st.none() | st.integers(-1, 9), amount=st.integers(0, 9).map(Decimal)),
        max_size=3,
    ).map(tuple),
    percent=st.none() | st.decimals("0", "20", places=2),
    minimum=AMOUNTS,
    maximum=AMOUNTS,
)
FEES = st.lists(
    st.builds(
        Fee,
        key=st.integers(0, 9**6).map(str),
        kind=st.sampled_from(["fee", "charge"]),
        status=st.sampled_from(["amount", "amount", "amount", "free", "council", "unknown"]),
        amount=AMOUNTS,
        currency=st.sampled_from(["VND", "VND", "VND", "USD"]),
        description=st.sampled_from([None, Text(vi="a")]),
        channel=st.sampled_from([None, None, "in_person", "online", "gone"]),
        rule=RULES,
        together=st.booleans(),
        applies_when=st.lists(st.builds(Condition, question=QUESTIONS, choices=CHOICES), max_size=2).map(
            tuple
        ),
        territory=st.sampled_from([None, None, DA_NANG, HUE]),
        valid_from=st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
        source=st.just(SOURCE),
    ),
    max_size=6,
    unique_by=lambda row: row.key,
)
GIVEN = st.dictionaries(QUESTIONS, st.sampled_from("xyz"))
NUMBERS = st.decimals(allow_nan=True, allow_infinity=True) | st.integers(-2, 20).map(Decimal)


def recomputed(total: FeeTotal) -> dict[str, tuple[Decimal, Decimal]]:
    """The sums of the lines shown, enumerated: every choice of what may apply, every alternative."""
    lines = [line for line in total.lines if not line.unconfirmed_place]
    beside = [line for line in lines if line.fee.together and line.amount is not None]
    others = [line for line in lines if not line.fee.together and line.amount is not None]
    one_is_sure = any(line.certain for line in others)
    found = {}
    for currency in {line.fee.currency for line in lines}:
        outcomes = {Decimal(0)} if not others or not one_is_sure else set()
        outcomes |= {(line.amount or 0) * (line.fee.currency == currency) + Decimal(0) for line in others}
        for line in beside:
            if line.fee.currency == currency and line.amount is not None:
                stays = set() if line.certain else outcomes
                outcomes = {outcome + line.amount for outcome in outcomes} | stays
        if max(outcomes):
            found[currency] = (min(outcomes), max(outcomes))
    return found


@settings(max_examples=400, deadline=None)
@given(FEES, GIVEN, st.sampled_from([(), AT_DA_NANG]), st.data())
def test_any_fees(
    fees: list[Fee], answers: dict[str, str], place: tuple[str, ...], data: st.DataObject
) -> None:
    numbers = {row.key: data.draw(NUMBERS) for row in fees if row.rule}
    method = data.draw(st.sampled_from([None, "in_person", "online"]))
    situation = Situation(on=ON, given=answers, place=place, quantities=numbers, method=method)
    found = fees_for(fees, METHODS, situation)
    assert {line.fee.key for line in (*found.lines, *found.left_out)} == {row.key for row in fees}
    assert len(found.lines) + len(found.left_out) == len(fees)
    for total in found.totals.values():
        assert {one.currency: (one.least, one.most) for one in total.sums} == recomputed(total)
        assert not total.free or all(line.fee.status == "free" for line in total.lines)
        assert not (total.sure and total.open)
        assert set(total.open) == {line.open for line in total.lines if not line.unconfirmed_place} - {None}
        assert set(total.instead) <= set(total.open)
    for line in found.lines:
        assert (line.amount is None) is (line.open is not None)
        assert line.amount is None or line.amount > 0 or line.fee.status == "free"


@settings(max_examples=200, deadline=None)
@given(FEES, GIVEN, st.sampled_from([(), AT_DA_NANG]), st.randoms(use_true_random=False))
def test_the_order_of_fees_is_irrelevant(fees: list[Fee], answers: Any, place: Any, random: Any) -> None:
    situation = Situation(on=ON, given=answers, place=place)
    mixed = list(fees)
    random.shuffle(mixed)
    one, other = (fees_for(rows, METHODS, situation) for rows in (fees, mixed))
    assert list(one.totals) == list(other.totals)
    assert all(one.totals[way].says_the_same(other.totals[way]) for way in one.totals)


@settings(max_examples=400, deadline=None)
@given(FEES, GIVEN, QUESTIONS, st.sampled_from("xyz"), st.sampled_from([(), AT_DA_NANG]))
def test_an_answer_never_widens_the_range(
    fees: list[Fee], answers: dict[str, str], question: str, choice: str, place: tuple[str, ...]
) -> None:
    if question in answers:
        return

    def total(known: dict[str, str]) -> FeeTotal:
        situation = Situation(on=ON, given=known, place=place, method="online")
        return fees_for(fees, METHODS, situation).totals["online"]

    before, after = total(answers), total(answers | {question: choice})
    wide, narrow = ({one.currency: (one.least, one.most) for one in found.sums} for found in (before, after))
    for currency in wide | narrow:
        least, most = wide.get(currency, (0, 0))
        low, high = narrow.get(currency, (0, 0))
        assert least <= low <= high <= most
    assert set(after.open) <= set(before.open)
