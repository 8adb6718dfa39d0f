"""Which fees apply: day, way to hand in, answers, place."""

from datetime import date
from typing import Any

import pytest

from catalogue.record import Fee, FeeRule, Text

from .fee_rows import AT_DA_NANG, DA_NANG, HUE, fee, guided, sums, tiers, total_of, when

COUNCIL = fee("national", status="council", kind="charge")
LOCAL = fee("local", 50, kind="charge", territory=DA_NANG)


def keys(lines: Any) -> list[str]:
    return [line.fee.key for line in lines]


def left_out(*fees: Fee, **situation: Any) -> dict[str, str]:
    return {line.fee.key: line.why for line in guided(*fees, **situation).left_out}


@pytest.mark.parametrize(
    ("filed", "inside"),
    [("2026-06-30", False), ("2026-07-01", True), ("2026-12-31", True), ("2027-01-01", False)],
)
def test_in_force_on_the_day_of_handing_in(filed: str, inside: bool) -> None:
    row = fee("a", 5, valid_from=date(2026, 7, 1), valid_to=date(2026, 12, 31))
    found = guided(row, filed=date.fromisoformat(filed))
    assert keys(found.lines) == (["a"] if inside else [])
    assert [line.why for line in found.left_out] == ([] if inside else ["day"])


def test_only_one_end_known() -> None:
    assert left_out(fee("a", 5, valid_from=date(2027, 1, 1)), fee("b", 5, valid_to=date(2026, 11, 24))) == {
        "a": "day",
        "b": "day",
    }
    assert not left_out(fee("a", 5, valid_from=date(2026, 11, 25)), fee("b", 5, valid_to=date(2026, 11, 25)))


def test_a_line_left_out_says_nothing_else() -> None:
    (line,) = guided(fee("a", 5, channel="post"), method="online").left_out
    assert (line.verdict, line.amount, line.open, line.why) == ("not", None, None, "method")


def test_answers() -> None:
    rows = [fee("x", 5, **when("x")), fee("y", 7, **when("y"))]
    assert [line.verdict for line in guided(*rows).lines] == ["depends", "depends"]
    found = guided(*rows, given={"q": "x"})
    assert [(line.fee.key, line.verdict) for line in found.lines] == [("x", "applies")]
    assert left_out(*rows, given={"q": "x"}) == {"y": "answers"}


BY_WAY = [fee("desk", 10, channel="in_person"), fee("net", 5, channel="online"), fee("all", 1, together=True)]


def test_only_the_chosen_way_to_hand_in() -> None:
    found = guided(*BY_WAY, method="online")
    assert keys(found.lines) == ["net", "all"]
    assert list(found.totals) == ["online"]
    assert sums(found.totals["online"]) == {"VND": (6, 6)}


def test_totals_by_way_where_they_differ_in_the_order_of_the_channels() -> None:
    found = guided(*BY_WAY)
    assert keys(found.lines) == ["desk", "net", "all"]
    assert list(found.totals) == ["in_person", "online", "post"]
    assert [sums(one) for one in found.totals.values()] == [
        {"VND": (11, 11)},
        {"VND": (6, 6)},
        {"VND": (1, 1)},
    ]


def test_one_total_where_all_ways_come_to_the_same() -> None:
    rows = [fee(way, 10, channel=way, together=True) for way in ("in_person", "online", "post")]
    found = guided(*rows)
    assert list(found.totals) == [None]
    assert sums(found.totals[None]) == {"VND": (10, 10)}
    assert keys(found.totals[None].lines) == ["in_person"]
    assert keys(found.lines) == ["in_person", "online", "post"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"status": "council"}, {"status": "unknown"}),
        ({"status": "free"}, {"status": "unknown"}),
        ({"status": "amount", "amount": 5}, {"status": "amount", "amount": 6}),
        ({"status": "amount", "amount": 5}, {"status": "amount", "amount": 5, **when("x")}),
    ],
)
def test_ways_differ_by_anything_the_reader_is_told(one: Any, other: Any) -> None:
    rows = [
        fee("a", channel="in_person", **one),
        fee("b", channel="online", **other),
        fee("c", channel="post", **other),
    ]
    assert list(guided(*rows).totals) == ["in_person", "online", "post"]


def test_a_channel_that_no_longer_exists_leaves_nothing_out() -> None:
    assert keys(guided(fee("a", 5, channel="gone"), method="post").lines) == ["a"]


def test_no_fees_are_not_free() -> None:
    total = total_of()
    assert (total.sums, total.open, total.free, total.sure, total.places) == ((), (), False, False, False)


def test_the_place_replaces_what_the_council_decides() -> None:
    found = guided(COUNCIL, LOCAL, place=AT_DA_NANG)
    assert keys(found.lines) == ["local"]
    assert [(line.fee.key, line.verdict, line.why) for line in found.left_out] == [
        ("national", "not", "replaced")
    ]
    total = total_of(COUNCIL, LOCAL, place=AT_DA_NANG)
    assert (sums(total), total.open, total.sure) == ({"VND": (50, 50)}, (), True)


def test_another_place_is_left_out() -> None:
    elsewhere = fee("hue", 80, kind="charge", territory=HUE)
    assert left_out(COUNCIL, elsewhere, place=AT_DA_NANG) == {"hue": "place"}
    assert keys(guided(COUNCIL, elsewhere, place=AT_DA_NANG).lines) == ["national"]


def test_without_a_place_its_fees_are_shown_and_not_summed() -> None:
    found = guided(COUNCIL, LOCAL, fee("hue", 80, kind="charge", territory=HUE))
    assert [(line.fee.key, line.unconfirmed_place) for line in found.lines] == [
        ("national", False),
        ("local", True),
        ("hue", True),
    ]
    total = total_of(COUNCIL, LOCAL)
    assert (total.sums, total.open, total.sure, total.places) == ((), ("council",), False, True)
    assert not total_of(COUNCIL).places


def test_a_place_that_must_be_chosen_first_asks_no_quantity() -> None:
    row = fee("a", rule=tiers((None, 5)), territory=DA_NANG)
    assert guided(row).quantities == ()
    assert [one.key for one in guided(row, place=AT_DA_NANG).quantities] == ["a"]


WORDS = {"description": Text(vi="Cấp lại")}


@pytest.mark.parametrize(
    ("national", "replaced"),
    [
        (fee("n", 70, kind="charge", **WORDS), True),
        (fee("n", kind="charge", **WORDS), True),
        (fee("n", 70, kind="charge", description=Text(vi="Cấp mới")), False),
        (fee("n", status="council", kind="charge", description=Text(vi="Cấp mới")), True),
        (fee("n", status="council", kind="fee", **WORDS), False),
        (fee("n", 70, kind="fee", **WORDS), False),
        (fee("n", 70, kind="charge", territory=DA_NANG, **WORDS), False),
    ],
)
def test_what_a_fee_of_the_place_replaces(national: Fee, replaced: bool) -> None:
    local = LOCAL.model_copy(update=WORDS)
    found = guided(national, local, place=AT_DA_NANG)
    assert keys(found.lines) == (["local"] if replaced else ["n", "local"])


@pytest.mark.parametrize(
    "fields", [{"status": "council"}, {"status": "unknown"}, {"amount": 0, "status": "amount"}]
)
def test_a_fee_of_the_place_that_says_nothing_replaces_nothing(fields: Any) -> None:
    local = fee("local", kind="charge", territory=DA_NANG, **fields)
    assert keys(guided(COUNCIL, local, place=AT_DA_NANG).lines) == ["national", "local"]


@pytest.mark.parametrize(
    "fields", [{"status": "free"}, {"rule": FeeRule(kind="tariff")}, {"rule": tiers((None, 5))}]
)
def test_a_fee_of_the_place_says_something_without_an_amount_too(fields: Any) -> None:
    local = fee("local", kind="charge", territory=DA_NANG, **fields)
    assert keys(guided(COUNCIL, local, place=AT_DA_NANG).lines) == ["local"]


def test_a_fee_of_the_place_for_one_way_replaces_for_that_way() -> None:
    local = LOCAL.model_copy(update={"channel": "online"})
    found = guided(COUNCIL, local, place=AT_DA_NANG)
    assert keys(found.lines) == ["national", "local"]
    assert {way: keys(total.lines) for way, total in found.totals.items()} == {
        "in_person": ["national"],
        "online": ["local"],
        "post": ["national"],
    }
    assert keys(guided(COUNCIL, local, place=AT_DA_NANG, method="online").lines) == ["local"]
    same_way = COUNCIL.model_copy(update={"channel": "online"})
    assert keys(guided(same_way, local, place=AT_DA_NANG).lines) == ["local"]
    assert keys(guided(same_way, LOCAL, place=AT_DA_NANG).lines) == ["local"]


def test_a_line_already_left_out_keeps_its_reason() -> None:
    national = COUNCIL.model_copy(update={"valid_to": date(2026, 1, 1)})
    assert left_out(national, LOCAL, place=AT_DA_NANG) == {"national": "day"}


def test_a_fee_left_out_replaces_nothing() -> None:
    local = LOCAL.model_copy(update={"valid_from": date(2027, 1, 1)})
    assert keys(guided(COUNCIL, local, place=AT_DA_NANG).lines) == ["national"]


def test_a_fee_of_the_place_that_may_apply_contests() -> None:
    national = fee("n", 100, kind="charge", together=True)
    local = fee("l", 50, kind="charge", together=True, territory=DA_NANG, **when("x"))
    found = guided(national, local, place=AT_DA_NANG)
    assert [(line.fee.key, line.contested) for line in found.lines] == [("n", True), ("l", False)]
    assert sums(total_of(national, local, place=AT_DA_NANG)) == {"VND": (0, 150)}
    assert sums(total_of(national, local, place=AT_DA_NANG, given={"q": "x"})) == {"VND": (50, 50)}
    assert sums(total_of(national, local, place=AT_DA_NANG, given={"q": "y"})) == {"VND": (100, 100)}


@pytest.mark.parametrize(
    ("national", "local", "contested"),
    [
        ({}, {"amount": 50}, False),
        ({"together": True}, {"amount": 50}, True),
        ({}, {"amount": 50, "together": True}, True),
        ({}, {"rule": FeeRule(kind="tariff")}, True),
        ({}, {"status": "council"}, False),
    ],
)
def test_what_is_contested(national: Any, local: Any, contested: bool) -> None:
    rows = [
        fee("n", 100, kind="charge", **national),
        fee("l", kind="charge", territory=DA_NANG, **when("x"), **local),
    ]
    assert guided(*rows, place=AT_DA_NANG).lines[0].contested is contested
