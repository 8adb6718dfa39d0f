"""Fees and times on the page: unknown never looks free, nothing is added up or guessed."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from catalogue.counter import today
from catalogue.record import CaseTime, Channel, Duration, Fee, Publication, Text
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
