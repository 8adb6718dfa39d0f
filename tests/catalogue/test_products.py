"""The sheets to take along: one, several, as text and as days for a calendar."""

import unicodedata
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client

from catalogue.record import Channel, Duration
from tests.catalogue.counter_rows import CODE, entry, published, record, text, version
from tests.catalogue.reading import page, words

pytestmark = pytest.mark.django_db

SHEET = "/in/1-004884/"
CASE = "?hoi-bansao=khong&cach=truc-tiep"
DAY = date(2026, 11, 10)


@pytest.fixture(autouse=True)
def _on_a_tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tuesday 10 November 2026, within office hours."""
    for module in ("catalogue.products.pack", "catalogue.views.products", "catalogue.views.addressed"):
        monkeypatch.setattr(f"{module}.today", lambda: DAY)
    monkeypatch.setattr("catalogue.situation.after_cutoff", lambda *now: False)


def another(code: str = "2.000815") -> str:
    """A second public procedure, with the same question; gives its code."""
    version(record=record(code=code, title=text("Chứng thực bản sao")))
    entry(code=code, slug=f"{code.replace('.', '-')}-chung-thuc")
    return code


def test_a_sheet_says_the_case_papers_money_day_and_version(client: Client) -> None:
    published()
    said = words(page(client, SHEET + CASE))
    for wanted in (
        "Đăng ký lại khai sinh",
        CODE,
        "Không còn",
        "Học bạ",
        "Xuất trình",
        "8.000 đ",
        "Nộp hôm nay (thứ ba 10/11/2026)",
        "thứ ba 17/11/2026",
        "Bản số 1",
        "nội dung tính đến ngày 10/11/2026",
        "163/QĐ-BTP",
        "http://testserver/tt/1-004884/?hoi-bansao=khong&amp;cach=truc-tiep",
    ):
        assert wanted in said, wanted
    assert "Bản sao cũ" not in said


def test_papers_of_a_case_not_chosen_say_when_they_are_needed(client: Client) -> None:
    published()
    said = words(page(client, SHEET))
    assert "Chưa chọn trường hợp" in said
    assert "Chỉ khi: Bạn còn bản sao Giấy khai sinh nào không? → Còn bản sao" in said


def test_the_sheet_works_as_a_checklist_kept_nowhere(client: Client) -> None:
    published()
    html = page(client, SHEET + CASE)
    assert html.count('type="checkbox"') == 2
    assert "data-remember" not in html


def test_several_procedures_each_with_its_own_answers(client: Client) -> None:
    published()
    code = another()
    html = page(client, f"/in/?tt={CODE}&tt={code}&hoi-bansao=khong&hoi-la=gi")
    assert html.count("<article") == 2
    assert words(html).count("Không còn") == 2
    assert "hoi-la" in words(html)


def test_a_procedure_is_printed_once_and_unknown_codes_are_named(client: Client) -> None:
    published()
    html = page(client, f"/in/?tt={CODE}&tt=1-004884&tt=9.999999&tt=%3Cb%3E")
    assert html.count("<article") == 1
    assert "9.999999" in html
    assert "&lt;b&gt;" in html


@pytest.mark.parametrize(
    "query", ["", "?tt=", "?tt=9.999999", "?" + urlencode({"tt": "x" * 10_000}), "?tt=%00%ff"]
)
def test_without_a_known_code_the_page_says_how_to_choose(client: Client, query: str) -> None:
    if "%00" in query:
        assert client.get(f"/in/{query}").status_code == 400
    else:
        assert "Cách lập phiếu" in page(client, f"/in/{query}")


def test_at_most_ten_procedures(client: Client) -> None:
    codes = [another(f"2.00{n:04}") for n in range(11)]
    html = page(client, "/in/?" + urlencode({"tt": codes}, doseq=True))
    assert html.count("<article") == 10
    assert f"Chưa có trong bộ này: {codes[-1]}" in words(html)


def test_a_pack_may_grow_and_keeps_its_case(client: Client) -> None:
    published()
    html = page(client, SHEET + CASE)
    assert '<input type="hidden" name="tt" value="1-004884">' in html
    assert '<input type="hidden" name="hoi-bansao" value="khong">' in html


def test_english_sheet(client: Client) -> None:
    published()
    html = page(client, f"/en{SHEET}?hoi-bansao=khong")
    assert "Re-register a birth" in html
    assert "http://testserver/en/tt/1-004884/?hoi-bansao=khong" in html


@pytest.mark.parametrize("kind", ["/", ".txt", ".ics", ".pdf"])
def test_what_is_not_public_has_no_product(client: Client, kind: str) -> None:
    version()
    entry(public=False, reason="unpublished")
    assert client.get(f"/in/1-004884{kind}").status_code == 404
    assert client.get(f"/in/?tt={CODE}").content.decode().count("<article") == 0


@pytest.mark.parametrize("kind", ["/", ".txt", ".ics", ".pdf"])
def test_what_ended_is_gone(client: Client, kind: str) -> None:
    version()
    entry(public=False, reason="ended")
    assert client.get(f"/in/1-004884{kind}").status_code == 410


@pytest.mark.parametrize("kind", ["/", ".txt", ".ics", ".pdf"])
def test_a_version_taken_out_is_on_no_sheet(client: Client, kind: str) -> None:
    version(redacted=True)
    entry()
    assert client.get(f"/in/1-004884{kind}").status_code == 404


@pytest.mark.parametrize("kind", ["/", ".txt", ".ics"])
def test_products_are_dated_by_content_and_hidden_from_search_engines(client: Client, kind: str) -> None:
    published()
    first = client.get(f"/in/1-004884{kind}{CASE}")
    assert first["X-Robots-Tag"] == "noindex"
    assert "max-age=60" in first["Cache-Control"]
    assert not first.cookies
    again = client.get(f"/in/1-004884{kind}{CASE}", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again["X-Robots-Tag"] == "noindex"


def test_text_to_send(client: Client) -> None:
    published()
    response = client.get(f"/in/1-004884.txt{CASE}")
    said = response.content.decode()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert said == unicodedata.normalize("NFC", said)
    assert "1. Tờ khai đăng ký lại (Nộp: 1 bản chính)" in said
    assert "2. Học bạ" in said
    assert "LỆ PHÍ: 8.000 đ" in said
    assert "<" not in said
    assert "http://testserver/tt/1-004884/?hoi-bansao=khong&cach=truc-tiep" in said


def test_calendar_holds_the_due_day(client: Client) -> None:
    published()
    response = client.get(f"/in/1-004884.ics{CASE}")
    lines = response.content.decode().split("\r\n")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART;VALUE=DATE:20261117" in lines
    assert "DTEND;VALUE=DATE:20261118" in lines
    assert "DTSTAMP:20261110T000000Z" in lines
    assert max(len(line.encode()) for line in lines) <= 75
    assert response.content == client.get(f"/in/1-004884.ics{CASE}").content


def test_calendar_says_when_no_day_can_be_counted(client: Client) -> None:
    published(record(channels=(Channel(key="c1", method="in_person", time=Duration()),)))
    assert ".ics" not in page(client, SHEET)
    assert "Chưa có ngày để ghi vào lịch" in page(client, "/in/1-004884.ics", 404)


def test_several_as_text_and_calendar(client: Client) -> None:
    published()
    query = f"?tt={CODE}&tt={another()}"
    assert client.get(f"/in.txt{query}").content.decode().count("Mã thủ tục:") == 2
    assert client.get(f"/in.ics{query}").content.count(b"BEGIN:VEVENT") == 2
    assert client.get("/in.txt").status_code == 404


def test_the_sheet_of_a_day(client: Client) -> None:
    version(1)
    version(2, since=DAY + timedelta(days=30), basis="act", record=record(title=text("Tên mới")))
    entry()
    html = page(client, f"{SHEET}?ngay={DAY + timedelta(days=40)}")
    assert "Tên mới" in html
    assert "Bản số 2" in html
    assert "chưa áp dụng hôm nay" in html


def test_a_case_too_long_for_a_square_is_written_out(client: Client) -> None:
    published()
    html = page(client, f"{SHEET}?hoi-bansao=khong&ngay=sai&{'x=1&' * 500}sl-f1=-3")
    assert 'class="qr"' in html
