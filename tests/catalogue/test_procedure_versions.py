"""A procedure as of a day: past, future, not known."""

from datetime import date, timedelta

import pytest
from django.test import Client

from catalogue.counter import today
from tests.catalogue.counter_rows import PATH, entry, published, record, text, version
from tests.catalogue.reading import page, words

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("_no_kept_page")]


def test_first_version_has_no_known_date(client: Client) -> None:
    published()
    assert "chưa rõ ngày có hiệu lực" in page(client)


def test_recorded_version_is_never_called_in_force(client: Client) -> None:
    version(since=today() - timedelta(days=9), basis="recorded")
    entry()
    line = words(page(client).split('id="phien-ban"')[1])
    assert "ghi nhận từ" in line
    assert "có hiệu lực từ" not in line


def test_version_of_an_act_says_since_when_and_why(client: Client) -> None:
    version(since=date(2026, 1, 16), basis="act", caused_by="163/QĐ-BTP")
    entry()
    assert "có hiệu lực từ 16/01/2026 theo 163/QĐ-BTP" in words(page(client))


def test_past_day_shows_the_old_version_with_a_banner(client: Client) -> None:
    version(1, record=record(title=text("Tên cũ")))
    version(2, since=date(2026, 3, 1))
    entry()
    html = page(client, f"{PATH}?ngay=2026-02-28")
    assert "Tên cũ" in html
    assert "Bản cũ, không còn áp dụng" in html
    assert "Bản cũ" not in page(client, f"{PATH}?ngay=2026-03-01")


def test_future_version_is_announced_and_can_be_read(client: Client) -> None:
    soon = today() + timedelta(days=30)
    version(1)
    version(2, since=soon, basis="act", record=record(title=text("Tên mới")))
    entry()
    html = page(client)
    assert "Sắp thay đổi" in html
    assert "Tên mới" not in html
    future = page(client, f"{PATH}?ngay={soon}")
    assert "Tên mới" in future
    assert "Bản sắp có hiệu lực" in future


def test_day_before_the_first_dated_version_is_not_guessed(client: Client) -> None:
    version(since=date(2026, 3, 1))
    entry()
    html = page(client, f"{PATH}?ngay=2020-01-01")
    assert "Không biết nội dung của ngày này" in html
    assert "8.000" not in html


@pytest.mark.parametrize(
    "day", ["2026-02-30", "hôm nay", "20260301", "0000-01-01", "1e9", "<script>", "9" * 400]
)
def test_unreadable_day_is_told_and_today_is_shown(client: Client, day: str) -> None:
    published()
    html = page(client, f"{PATH}?ngay={day}")
    assert "không phải là một ngày có thật" in html
    assert "Tờ khai đăng ký lại" in html
    assert "<script>" not in html.split("</head>")[1]


def test_list_of_versions_links_to_each(client: Client) -> None:
    version(1)
    version(2, since=date(2026, 3, 1), note="Bớt một giấy tờ")
    entry()
    html = page(client)
    assert f"{PATH}?ngay=2026-02-28" in html
    assert "Bớt một giấy tờ" in html


def test_redacted_version_says_so(client: Client) -> None:
    version(redacted=True)
    entry()
    assert "Nội dung bản này đã được gỡ" in page(client)
