"""What lists say of fees and times."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from catalogue.record import CaseTime, Channel, Duration, Fee, ProcedureRecord, Source, Text
from catalogue.summary import fee_words, time_words

NOWHERE = Source(kind="unknown")
DAY = date(2026, 1, 1)


def channel(method: str, days: int | None = None) -> Channel:
    quantity = Decimal(days) if days else None
    return Channel(key=method, method=method, time=Duration(quantity=quantity, unit="working_day"))  # type: ignore[arg-type]


def case(days: int) -> CaseTime:
    time = Duration(quantity=Decimal(days), unit="working_day")
    return CaseTime(key=str(days), code="", name=Text(vi="Trường hợp"), time=time)


def fee(status: str, amount: int | None = None, **fields: Any) -> Fee:
    return Fee(
        key=f"{status}{amount}{fields}",
        status=status,  # type: ignore[arg-type]
        amount=None if amount is None else Decimal(amount),
        source=NOWHERE,
        **fields,
    )


def record(**fields: Any) -> ProcedureRecord:
    title = Text(vi="Đăng ký")
    return ProcedureRecord(code="1", title=title, official_title=title, **fields)


@pytest.mark.parametrize(
    ("fees", "words"),
    [
        ([], "Chưa có số liệu"),
        ([fee("unknown")], "Chưa có số liệu"),
        ([fee("free")], "Miễn phí"),
        ([fee("free"), fee("unknown")], "Có trường hợp miễn phí; có khoản chưa có số liệu"),
        ([fee("council"), fee("free")], "Tỉnh, thành phố quy định; có trường hợp miễn phí"),
        ([fee("amount", 8000), fee("unknown")], "8.000\u00a0đ; có khoản chưa có số liệu"),
        ([fee("amount", 9000), fee("amount", 8000)], "8.000\u00a0– 9.000\u00a0đ"),
        ([fee("amount", 5, currency="USD")], "5\u00a0USD"),
        ([fee("amount", 8000, valid_to=date(2025, 1, 1))], "Chưa có số liệu"),
    ],
)
def test_fee_words(fees: list[Fee], words: str) -> None:
    assert fee_words(record(fees=tuple(fees)), "vi", DAY).text == words


def test_fees_that_differ_by_channel_are_said_by_channel() -> None:
    fees = (fee("amount", 7000, channel="online"), fee("amount", 15000, channel="in_person"))
    channels = (channel("in_person"), channel("online"))
    words = fee_words(record(fees=fees, channels=channels), "vi", DAY).text
    assert words == "Đến tận nơi 15.000\u00a0đ, trên mạng 7.000\u00a0đ"


@pytest.mark.parametrize(
    ("channels", "cases", "words", "unsure"),
    [
        ([], [], "Chưa rõ thời hạn", True),
        ([5, 5], [], "5\u00a0ngày làm việc", False),
        ([5], [5], "5\u00a0ngày làm việc", False),
        ([5], [25], "Nguồn ghi hai số: 5\u00a0ngày làm việc và 25\u00a0ngày làm việc", True),
        ([5], [5, 25], "5\u00a0ngày làm việc; có trường hợp 25\u00a0ngày làm việc", False),
    ],
)
def test_time_words(channels: list[int], cases: list[int], words: str, unsure: bool) -> None:
    times = {"channels": tuple(channel("online", n) for n in channels), "times": tuple(map(case, cases))}
    said = time_words(record(**times), "vi")
    assert (said.text, said.unsure) == (words, unsure)
