"""The page of a procedure as a citizen gets it."""

import re
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from catalogue.counter import Edition, append, today, touch
from catalogue.presentation import preview_response
from catalogue.presentation.page import GENEROUS
from catalogue.record import CaseTime, Channel, Duration, Fee, Paper, ProcedureRecord, Publication, Text
from catalogue.templatetags.catalogue_format import path_words
from catalogue.views.kept import kept_pages
from portal.core.models import CentreSettings
from tests.catalogue.counter_rows import CODE, DECISION, PATH, SLUG, entry, published, record, text, version

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _no_kept_page() -> None:
    kept_pages.clear()


def page(client: Client, path: str = PATH, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def section(html: str, name: str) -> str:
    return html.split(f'<section id="{name}"')[1].split("</section>", maxsplit=1)[0]


def words(html: str) -> str:
    """The text of a piece of HTML, blanks evened out."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def test_answers_the_four_questions_with_their_source(client: Client) -> None:
    published()
    html = page(client)
    facts = words(html.split('class="facts"')[1].split("</dl>")[0])
    assert "2 loại" in facts
    assert "5 ngày làm việc" in facts
    assert "8.000 đ" in facts
    assert "Uỷ ban nhân dân cấp xã" in facts
    assert facts.count("Quyết định 163/QĐ-BTP, 16/01/2026") == 4


def test_costs_three_queries_at_most(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    published()
    for path in (PATH, f"{PATH}?ngay=2026-05-05", f"/en{PATH}", "/in/1.004884/"):
        with django_assert_max_num_queries(3):
            page(client, path)


def test_redirects_a_wrong_slug_and_keeps_the_query(client: Client) -> None:
    published()
    response = client.get("/thu-tuc/1-004884-ten-cu/?hoi-bansao=co")
    assert response.status_code == 301
    assert response["Location"] == f"{PATH}?hoi-bansao=co"


@pytest.mark.parametrize("path", ["/tt/1.004884/", "/tt/1-004884/"])
def test_short_address_leads_to_the_page(client: Client, path: str) -> None:
    published()
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (301, PATH)
    english = client.get(f"/en{path}?ngay=2026-01-01")
    assert english["Location"] == f"/en{PATH}?ngay=2026-01-01"


def test_code_of_another_form_is_found(client: Client) -> None:
    published(record(code="DN.001"), code="DN.001", slug="dn-001-gui-xe")
    assert client.get("/tt/dn-001/")["Location"] == "/thu-tuc/dn-001-gui-xe/"
    assert client.get("/thu-tuc/dn-001-ten-khac/")["Location"] == "/thu-tuc/dn-001-gui-xe/"


def test_unknown_and_hidden_codes_are_missing(client: Client) -> None:
    published(public=False, reason="restricted")
    for path in (
        PATH,
        "/tt/1.004884/",
        "/in/1.004884/",
        "/thu-tuc/9-999999-khong-co/",
        f"{PATH}?ngay=2020-01-01",
    ):
        assert "Không tìm thấy trang này" in page(client, path, 404)


def test_missing_page_searches_with_the_words_of_its_address(client: Client) -> None:
    assert 'value="dang ky ket hon"' in page(client, "/thu-tuc/9-999999-dang-ky-ket-hon/", 404)


def test_ended_procedure_is_gone_and_names_what_replaced_it(client: Client) -> None:
    published(public=False, reason="ended", replaced_by="1.001193")
    entry(code="1.001193", slug="1-001193-dang-ky-khai-sinh", title="Đăng ký khai sinh")
    html = page(client, PATH, 410)
    assert "/thu-tuc/1-001193-dang-ky-khai-sinh/" in html
    assert "Đăng ký khai sinh" in html


# Versions


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
    assert "Không đọc được ngày bạn chọn" in html
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


# The reader's case


def test_open_question_hides_nothing(client: Client) -> None:
    published()
    part = section(page(client), "giay-to")
    for name in ("Tờ khai đăng ký lại", "Bản sao cũ", "Học bạ", "Bản chụp phải rõ."):
        assert name in part
    assert "<details>" not in part
    assert "checked" not in page(client)


def test_answer_parts_the_papers(client: Client) -> None:
    published()
    html = page(client, f"{PATH}?hoi-bansao=khong")
    needed, left_out = section(html, "giay-to").split("<details>")
    assert "Học bạ" in needed
    assert "Bản sao cũ" not in needed
    assert "Bản sao cũ" in left_out
    assert html.count(" checked") == 1


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("hoi-bansao=co&hoi-bansao=khong", "hai câu trả lời trái nhau"),
        ("hoi-bansao=zzz", "không có lựa chọn này"),
        ("hoi-khac=co", "không có câu hỏi này"),
    ],
)
def test_unusable_answers_are_named_and_ignored(client: Client, query: str, said: str) -> None:
    published()
    html = page(client, f"{PATH}?{query}")
    assert said in html
    assert "Bản sao cũ" in section(html, "giay-to").split("<details>")[0]


def test_notes_are_no_papers(client: Client) -> None:
    published(record(questions=(), papers=record().papers[3:]))
    html = page(client)
    assert "Chưa có danh sách" in html
    assert 'type="checkbox"' not in section(html, "giay-to")


def test_many_notes_are_folded_but_no_paper_is(client: Client) -> None:
    notes = tuple(Paper(key=f"n{n}", name=text(f"Lưu ý số {n}"), kind="note") for n in range(5))
    published(record(questions=(), papers=(record().papers[0], *notes)))
    assert "<details>" not in section(page(client), "giay-to")
    held = tuple(note.model_copy(update={"heading": text("Lưu ý")}) for note in notes)
    version(2, record=record(questions=(), papers=(record().papers[0], *held)))
    touch([CODE])
    seen, folded = section(page(client), "giay-to").split("<details>")
    assert "Tờ khai đăng ký lại" in seen
    assert "Lưu ý số 4" in folded


def test_answered_form_is_folded_and_can_be_changed(client: Client) -> None:
    published()
    form = page(client, f"{PATH}?hoi-bansao=khong").split('id="truong-hop"')[1].split("</section>")[0]
    assert "<summary>Đổi câu trả lời</summary>" in form
    assert "<summary>" not in page(client).split('id="truong-hop"')[1].split("</section>")[0]


def test_unknown_copies_are_said(client: Client) -> None:
    published()
    part = words(section(page(client), "giay-to"))
    assert "Nộp 1 bản chính" in part
    assert "2 bản sao" in part
    assert "Xuất trình chưa rõ số bản" in part


# Fees and times


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


# English


def test_english_page_marks_what_is_vietnamese(client: Client) -> None:
    published()
    html = page(client, f"/en{PATH}")
    assert '<html lang="en">' in html
    assert "<h1>Re-register a birth</h1>" in html
    assert '<h3 lang="vi">Nộp hồ sơ</h3>' in html
    assert '<label for="gt-p1">Application form</label>' in html


def test_vietnamese_page_marks_nothing(client: Client) -> None:
    published()
    assert 'lang="vi"' not in page(client).split("<main")[1]


# What every page promises


def test_no_cookie_no_other_host_strict_policy(client: Client) -> None:
    published()
    for path in (PATH, f"/en{PATH}", "/in/1.004884/", "/khong-co/"):
        response = client.get(path)
        html = response.content.decode()
        assert "Set-Cookie" not in response
        assert not {"cookie", "accept-language"} & {
            name.strip().lower() for name in response.get("Vary", "").split(",")
        }
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert " style=" not in html
        assert "<style" not in html
        assert not re.search(r"<script(?! src=)| on\w+=", html)
        hosts = {urlsplit(url).netloc for url in re.findall(r'(?:src|href|action)="([^"]+)"', html)}
        assert hosts <= {"", "testserver"}


def test_page_may_be_kept_and_asked_for_again(client: Client) -> None:
    published()
    first = client.get(PATH)
    assert "max-age=60" in first["Cache-Control"]
    assert client.get(PATH, headers={"if-none-match": first["ETag"]}).status_code == 304


def test_new_version_is_seen_at_once(client: Client) -> None:
    published()
    page(client)
    append(
        [
            Edition(
                record(fees=(fee(status="amount", amount=12000),)), in_force_from=today(), explicit_date=True
            )
        ]
    )
    touch([CODE])
    assert "12.000" in page(client)


def test_markup_in_a_record_is_only_text(client: Client) -> None:
    published(record(title=text("<b>x</b>"), conditions=text("- <script>alert(1)</script>\n- b"), steps=()))
    html = page(client)
    assert "<b>x</b>" not in html
    assert "<script>alert" not in html


def test_long_text_is_folded_but_there(client: Client) -> None:
    long = "\n".join(f"- Điều {n}: " + "nội dung " * 20 for n in range(60))
    published(record(conditions=text(long)))
    html = page(client)
    assert "Điều 59" in html
    assert "<summary>Đọc tiếp</summary>" in html


def test_longest_texts_move_to_a_page_of_their_own(client: Client) -> None:
    long = "\n".join(f"- Điều {n}: " + "nội dung " * 20 for n in range(GENEROUS // 150))
    published(record(conditions=text(long)))
    last = f"Điều {GENEROUS // 150 - 1}:"
    html = page(client)
    assert last not in html
    assert f"{PATH}?phan=ket-qua" in html
    assert last in page(client, f"{PATH}?phan=ket-qua")


def test_print_sheet_keeps_the_answers(client: Client) -> None:
    published()
    assert "/in/1-004884/?hoi-bansao=khong" in page(client, f"{PATH}?hoi-bansao=khong")
    html = page(client, "/in/1-004884/?hoi-bansao=khong")
    assert "Không còn" in html
    assert 'class="qr"' in html
    assert "http://testserver/tt/1-004884/?hoi-bansao=khong" in html
    assert 'id="gt-p3"' in html
    assert 'id="gt-p2"' not in html


def test_slug_and_code_are_in_the_head(client: Client) -> None:
    published()
    head = page(client).split("</head>")[0]
    assert f'<link rel="canonical" href="http://testserver{PATH}">' in head
    assert f'hreflang="en" href="http://testserver/en{PATH}"' in head
    assert CODE in head
    assert SLUG in head


def test_preview_shows_the_draft_in_its_language() -> None:
    request = RequestFactory().get("/admin/preview/")
    html = preview_response(request, record(), "en").content.decode()
    assert "<h1>Re-register a birth</h1>" in html
    assert "phien-ban" not in html


def test_preview_of_an_empty_draft_is_a_page() -> None:
    empty = ProcedureRecord(code="", title=text(""), official_title=text(""))
    html = preview_response(RequestFactory().get("/"), empty, "vi").content.decode()
    assert "Chưa có số liệu" in html
    assert "Chưa rõ nơi nộp" in html


def test_words_of_an_address() -> None:
    assert path_words("/en/thu-tuc/1-001193-dang-ky-khai-sinh/") == "dang ky khai sinh"
    assert path_words("/tin-bai/cap%20lai%20CCCD.html") == "tin bai cap lai CCCD"
    assert path_words("/") == ""


def test_new_settings_of_the_centre_are_seen_at_once(client: Client) -> None:
    published()
    page(client)
    CentreSettings.objects.create(phone="0123 456 789")
    cache.clear()
    assert "0123 456 789" in page(client)


def test_page_asked_for_twice_costs_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    published()
    first = page(client)
    with django_assert_num_queries(1):
        assert page(client) == first


def test_condition_names_its_question_beside_each_paper(client: Client) -> None:
    published()
    part = words(section(page(client), "giay-to"))
    assert "Bản sao cũ Chỉ khi: Bạn còn bản sao Giấy khai sinh nào không? → Còn bản sao" in part
    assert "Học bạ Chỉ khi: Bạn còn bản sao Giấy khai sinh nào không? → Không còn" in part
    assert part.index("Tờ khai đăng ký lại") < part.index("Bản chụp phải rõ") < part.index("Bản sao cũ")
    assert "Chỉ khi" not in words(
        section(page(client, f"{PATH}?hoi-bansao=co"), "giay-to").split("<details>")[0]
    )


def test_papers_of_one_case_share_their_condition(client: Client) -> None:
    rows = record().papers
    twice = rows[1].model_copy(update={"key": "p4", "name": text("Giấy xác nhận")})
    published(record(papers=(*rows, twice)))
    part = words(section(page(client), "giay-to"))
    assert part.count("→ Còn bản sao") == 1
    assert "Giấy xác nhận" in part.split("→ Còn bản sao")[1]


def test_headings_gather_their_papers(client: Client) -> None:
    submit, present = text("Giấy tờ phải nộp"), text("Giấy tờ phải xuất trình")
    rows = [
        row.model_copy(update={"heading": heading})
        for row, heading in zip(record().papers, (submit, present, submit, present), strict=True)
    ]
    published(record(papers=tuple(rows)))
    part = section(page(client), "giay-to")
    assert re.findall(r"<h3>([^<]+)</h3>", part) == ["Giấy tờ phải nộp", "Giấy tờ phải xuất trình"]


def test_condition_without_a_known_question_is_still_conditional(client: Client) -> None:
    published(record(questions=()))
    assert "Chỉ khi: trường hợp nguồn không ghi rõ" in words(section(page(client), "giay-to"))
