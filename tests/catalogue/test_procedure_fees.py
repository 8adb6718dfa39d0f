"""Fees and times on the page: unknown never looks free, nothing is added up or guessed."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from catalogue.counter import today
from catalogue.record import CaseTime, Channel, Duration, Fee, FeeRule, Publication, Text, Tier
from tests.catalogue.counter_rows import DECISION, PATH, published, record, text
from tests.catalogue.reading import page, words

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("_no_kept_page")]


def fee(**fields: object) -> Fee:
    return Fee(**{"key": "f", "source": DECISION, **fields})


@pytest.mark.parametrize("path", [PATH, f"/en{PATH}", "/in/1.004884/"])
@pytest.mark.parametrize(
    "fees", [(), (fee(),), (fee(), fee(key="g", channel="c2", description=Text(vi="Không quy định")))]
)
def test_unknown_fee_never_looks_free(client: Client, path: str, fees: tuple[Fee, ...]) -> None:
    published(record(fees=fees))
    html = page(client, path)
    assert not re.search(r"miễn phí|miễn lệ phí|fee--free|\bfree\b(?! of charge)", html, re.IGNORECASE)
    assert "Chưa có số liệu" in html or "Not known" in html or "No figure" in html


def test_free_is_free(client: Client) -> None:
    published(record(fees=(fee(status="free"),)))
    assert "fee--free" in page(client)
    assert "Miễn phí" in page(client)


def test_council_fee_is_not_guessed(client: Client) -> None:
    published(record(fees=(fee(status="council"),)))
    assert "Hội đồng nhân dân tỉnh, thành phố quy định" in page(client)


def test_alternatives_are_listed_never_added(client: Client) -> None:
    published(
        record(fees=(fee(status="amount", amount=100000), fee(key="g", status="amount", amount=250000)))
    )
    html = words(page(client))
    assert "100.000 đ" in html
    assert "250.000 đ" in html
    assert "100.000 – 250.000 đ" in html
    assert "Đừng cộng lại" in html
    assert "350.000" not in html


def test_other_currency_and_unbroken_amount(client: Client) -> None:
    published(
        record(
            fees=(fee(status="amount", amount=10, currency="USD"), fee(key="g", status="amount", amount=8000))
        )
    )
    html = page(client)
    assert "10\u00a0USD" in html
    assert "8.000\u00a0đ" in html


def test_fee_that_ended_is_not_shown(client: Client) -> None:
    ended = fee(status="amount", amount=5000, valid_to=today() - timedelta(days=1))
    published(record(fees=(ended, fee(key="g", status="amount", amount=9000))))
    assert "5.000" not in page(client)


def channels(*limits: tuple[str, Decimal | None, str]) -> tuple[Channel, ...]:
    return tuple(
        Channel(key=f"c{n}", method=method, time=Duration(quantity=quantity, unit=unit))
        for n, (method, quantity, unit) in enumerate(limits)
    )


def test_time_that_differs_by_channel_is_a_range(client: Client) -> None:
    published(
        record(
            channels=channels(
                ("in_person", Decimal(5), "working_day"), ("online", Decimal("2.5"), "working_day")
            )
        )
    )
    assert "2,5 – 5 ngày làm việc" in words(page(client))


def test_disagreement_with_the_case_is_said(client: Client) -> None:
    case = CaseTime(key="t", code="1.004884.01", name=text("Chung"), time=Duration(quantity=25, unit="day"))
    published(record(times=(case,)))
    assert "nguồn ghi hai số" in page(client)


def test_unknown_time_says_whom_to_ask(client: Client) -> None:
    published(record(channels=channels(("in_person", None, "unknown"))))
    html = page(client)
    assert "Chưa rõ thời hạn" in html
    assert 'href="#hoi-ai"' in html


def test_source_without_decision_is_said(client: Client) -> None:
    published(record(publication=Publication(updated=date(2026, 4, 23)), fees=()))
    assert "Nguồn không ghi quyết định" in page(client)


# The sum of a case


def paged(**fields: object) -> Fee:
    tiers = (Tier(up_to=2, amount=Decimal(2000)), Tier(up_to=None, amount=Decimal(1000)))
    rule = FeeRule(kind="tiers", unit=text("trang", "page"), tiers=tiers, maximum=Decimal(200_000))
    return fee(**{"key": "trang", "status": "amount", "rule": rule, **fields})


def test_a_fee_by_the_page_is_worked_out_and_says_how(client: Client) -> None:
    published(record(fees=(paged(),)))
    asked = page(client)
    assert 'name="sl-trang"' in asked
    assert "2.000 đ mỗi trang cho 2 trang đầu" in words(asked)
    found = words(page(client, f"{PATH}?sl-trang=3"))
    assert "2 trang × 2.000 đ + 1 trang × 1.000 đ = 5.000 đ" in found
    assert "nhưng nhiều nhất là 200.000 đ" in words(page(client, f"{PATH}?sl-trang=500"))


def test_quantities_are_asked_only_where_a_rule_needs_them(client: Client) -> None:
    published()
    assert 'name="sl-' not in page(client)


def test_what_has_no_number_stands_beside_the_sum(client: Client) -> None:
    known = fee(status="amount", amount=10_000, together=True)
    published(record(fees=(known, fee(key="g", status="council", together=True))))
    found = words(page(client))
    assert "10.000 đ và một khoản do Hội đồng nhân dân tỉnh, thành phố quy định" in found


PER_COPY = FeeRule(kind="per_unit", unit=text("bản sao"))


def test_ways_that_cost_differently_are_told_apart(client: Client) -> None:
    fees = (
        fee(status="amount", amount=15_000, channel="c1"),
        fee(key="g", status="amount", amount=7_000, channel="c2"),
    )
    published(record(fees=fees))
    found = words(page(client))
    assert "Đến tận nơi: 15.000 đ; Trên mạng: 7.000 đ" in found
    chosen = page(client, f"{PATH}?cach=truc-tuyen").split("#coin")[1].split("</dd>")[0]
    assert "7.000" in chosen
    assert "15.000" not in chosen


def test_free_is_not_said_beside_what_must_be_paid(client: Client) -> None:
    copies = fee(key="g", status="amount", amount=8_000, rule=PER_COPY, together=True)
    published(record(fees=(fee(status="free", together=True), copies)))
    chosen = page(client).split("#coin")[1].split("</dd>")[0]
    assert "8.000" in chosen
    assert "Miễn phí" not in chosen


def test_numbers_of_one_kind_say_which_fee_they_are_for(client: Client) -> None:
    fees = tuple(
        fee(key=key, status="amount", amount=8_000, rule=PER_COPY, description=text(what))
        for key, what in (("g", "Bản sao trích lục."), ("h", "Bản sao tờ khai."))
    )
    published(record(fees=fees))
    found = words(page(client))
    assert "Số bản sao (Bản sao trích lục)" in found
    assert "Số bản sao (Bản sao tờ khai)" in found


def test_a_percentage_says_of_what(client: Client) -> None:
    rule = FeeRule(kind="percentage", unit=text("giá trị hợp đồng"), percent=Decimal("0.1"))
    published(record(fees=(fee(status="amount", rule=rule),)))
    found = words(page(client))
    assert "0,1 % của giá trị hợp đồng" in found
    assert "ghi số tiền để tính" in found


# The day the result is due


def test_the_day_is_counted_from_the_day_of_handing_in(client: Client) -> None:
    published()
    monday = today() + timedelta(days=-today().weekday() + 14)
    found = words(page(client, f"{PATH}?nop={monday}"))
    assert f"Nộp thứ hai {monday:%d/%m/%Y}, trả kết quả chậm nhất" in found


def test_no_day_is_guessed_without_a_usable_time(client: Client) -> None:
    published(record(channels=channels(("in_person", None, "unknown"))))
    found = page(client)
    assert "chưa rõ ngày trả kết quả" in found
    assert ".ics" not in found
