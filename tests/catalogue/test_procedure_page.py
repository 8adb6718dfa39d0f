"""The page of a procedure as a citizen gets it."""

import re
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from catalogue.counter import Edition, append, today, touch
from catalogue.presentation import preview_response
from catalogue.presentation.page import GENEROUS
from catalogue.record import Fee, ProcedureRecord
from catalogue.templatetags.catalogue_format import path_words
from portal.core.models import CentreSettings
from tests.catalogue.counter_rows import CODE, DECISION, PATH, SLUG, entry, published, record, text
from tests.catalogue.reading import page, words

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("_no_kept_page")]


def test_answers_the_four_questions_with_their_source(client: Client) -> None:
    published()
    html = page(client)
    facts = words(html.split('class="facts"')[1].split("</dl>")[0])
    assert "2 loại" in facts
    assert "5 ngày làm việc" in facts
    assert "8.000 đ" in facts
    assert "Uỷ ban nhân dân cấp xã" in facts
    assert facts.count("Quyết định 163/QĐ-BTP, 16/01/2026") == 4


def test_costs_few_queries(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
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


# English


def test_english_page_marks_what_is_vietnamese(client: Client) -> None:
    published()
    html = page(client, f"/en{PATH}")
    assert '<html lang="en">' in html
    assert "<h1>Re-register a birth</h1>" in html
    assert '<h3 lang="vi">Nộp hồ sơ</h3>' in html
    assert '<label><input type="checkbox">Application form</label>' in html


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
        assert not re.search(r"<script(?! src=| type=.application/ld)| on\w+=", html)
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
    dearer = Fee(key="f", source=DECISION, status="amount", amount=12000)
    append([Edition(record(fees=(dearer,)), in_force_from=today(), explicit_date=True)])
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
