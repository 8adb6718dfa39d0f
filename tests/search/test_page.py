"""The search page: what a person sees, and what it must survive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from search.paging import Page
from tests.search.fakes import FakeSource, make_document

#: Every element that a search page may have; a query adds none.
OUR_TAGS = {
    "html", "head", "meta", "title", "link", "script", "body", "a", "header", "div", "svg", "use",
    "span", "small", "nav", "ul", "li", "form", "label", "input", "button", "main", "h1", "h2",
    "p", "strong", "b", "ol", "section", "aside", "fieldset", "legend", "footer", "dl", "dt", "dd",
    "mark", "time",
}  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.search.urls")]


def page(client: Client, query: str, **more: str) -> str:
    response = client.get("/tim-kiem/", {"q": query, **more})
    assert response.status_code == 200
    return unescape(response.content.decode())


def titles(html: str) -> list[str]:
    plain = re.sub(r"</?mark>", "", html)
    return re.findall(r'<li[^>]*>\s*<h2><a href="[^"]*"[^>]*>([^<]*)</a>', plain)


@pytest.fixture
def many(source: FakeSource) -> Iterator[FakeSource]:
    from search.engines.select import embedded
    from search.indexing.rebuild import rebuild

    for number in range(35):
        source.put(make_document(f"9.{number:06}", f"Cấp thẻ hội viên số {number}"))
    rebuild(embedded())
    return source


def test_marks_or_none_the_same_procedure_is_first(client: Client, indexed: FakeSource) -> None:
    for query in ("đăng ký khai sinh", "dang ky khai sinh", "ĐĂNG KÝ KHAI SINH"):
        assert titles(page(client, query))[0] == "Thủ tục đăng ký khai sinh"


def test_the_asked_fee_is_answered_on_the_result(client: Client, indexed: FakeSource) -> None:
    html = page(client, "khai sinh bao nhieu tien")
    assert "Bạn hỏi <strong>bao nhiêu tiền</strong>" in html
    assert 'class="fee fee--unknown"' in html
    assert "Quyết định 163/QĐ-BTP" in html
    assert 'class="fee' not in page(client, "khai sinh")


def test_a_code_opens_on_its_procedure(client: Client, indexed: FakeSource) -> None:
    assert titles(page(client, "1-000656"))[0] == "Đăng ký khai tử"


def test_what_is_not_public_at_the_counter_is_not_shown(client: Client, indexed: FakeSource) -> None:
    del indexed.held["procedure:1.000656"]
    assert "Đăng ký khai tử" not in page(client, "đăng ký khai tử")


def test_english_pages_show_english_titles_and_mark_the_others(client: Client, indexed: FakeSource) -> None:
    html = unescape(client.get("/en/tim-kiem/", {"q": "register birth"}).content.decode())
    assert '<html lang="en"' in html
    assert "Register a birth" in titles(html)
    html = unescape(client.get("/en/tim-kiem/", {"q": "tạm trú"}).content.decode())
    assert re.search(r'<a href="[^"]*" lang="vi"><mark>Đăng ký tạm trú', html) or re.search(
        r'<a href="[^"]*" lang="vi">Đăng ký <mark>tạm trú', html
    )


def test_english_words_are_understood_on_the_vietnamese_page(client: Client, indexed: FakeSource) -> None:
    assert titles(page(client, "marriage")) == ["Đăng ký kết hôn"]


def test_filters_show_counts_and_narrow(client: Client, indexed: FakeSource) -> None:
    html = page(client, "giấy")
    assert re.search(r'name="cap" value="province"> Tỉnh, thành phố <span>\d+</span>', html)
    narrowed = page(client, "giấy", cap="province")
    assert "Đăng ký thành lập hộ kinh doanh" in titles(narrowed)
    assert "Đăng ký khai tử" not in titles(narrowed)
    assert 'value="province" checked' in narrowed


def test_a_chosen_filter_counts_what_is_shown_and_still_offers_its_other_values(
    client: Client, indexed: FakeSource
) -> None:
    html = page(client, "giấy", cap="province")
    shown = re.search(r'value="province" checked> Tỉnh, thành phố <span>(\d+)</span>', html)
    assert shown is not None
    assert int(shown[1]) == len(titles(html))
    assert re.search(r'name="cap" value="commune"> Xã, phường <span>[1-9]', html)


def test_filters_that_leave_nothing_say_so(client: Client, indexed: FakeSource) -> None:
    html = page(client, "khai sinh", cap="ministry")
    assert "Không có kết quả nào khớp với những mục bạn đã lọc." in html


def test_pages_keep_the_address(client: Client, many: FakeSource) -> None:
    html = page(client, "thẻ hội viên", trang="2")
    assert "Đang xem 11–20." in html
    assert "trang=3" in html
    assert f"q={quote('thẻ hội viên')}".replace("%20", "+") in html
    assert '<ol class="results" start="11">' in html


def test_links_carry_what_was_searched_and_nothing_else(client: Client, many: FakeSource) -> None:
    html = page(client, "thẻ hội viên", junk="x" * 5000)
    assert "junk" not in re.findall(r'<nav class="pager".*?</nav>', html, re.S)[0]
    assert len(html) < 30_000


def test_a_page_after_the_last_is_the_last_with_a_word(client: Client, many: FakeSource) -> None:
    html = page(client, "thẻ hội viên", trang="99999999")
    assert "Không có trang bạn hỏi" in html
    assert "Đang xem 31–35." in html


@pytest.mark.parametrize("number", ["-1", "0", "abc", "1.5", "", "²", "9" * 5000])
def test_a_page_number_that_is_none_is_answered(client: Client, many: FakeSource, number: str) -> None:
    assert titles(page(client, "thẻ hội viên", trang=number))


def test_many_results_are_counted_roundly() -> None:
    assert Page(1, 24, 239).rounded == 200
    assert Page(1, 4, 35).rounded == 35


def test_no_result_offers_help(client: Client, indexed: FakeSource) -> None:
    html = page(client, "qwertyuiop asdfgh")
    assert "Không có kết quả nào cho “qwertyuiop asdfgh”" in html
    assert "Có thể bạn cần" in html
    assert "/thu-tuc/1-001193-dang-ky-khai-sinh/" in html


@pytest.mark.parametrize("query", ["", "   ", "!!!", "\u200b"])
def test_no_words_is_an_invitation(client: Client, indexed: FakeSource, query: str) -> None:
    assert "Cách tìm" in page(client, query)


def test_a_long_question_is_searched_in_part_and_says_so(client: Client, indexed: FakeSource) -> None:
    html = page(client, "đăng ký khai sinh " + "rất dài " * 200)
    assert "chúng tôi tìm theo phần đầu" in html
    assert titles(html)[0] == "Thủ tục đăng ký khai sinh"


def test_without_an_index_the_page_still_helps(client: Client, source: FakeSource) -> None:
    html = page(client, "khai sinh")
    assert "Chưa tìm được lúc này" in html
    assert "Có thể bạn cần" in html


def test_with_elasticsearch_away_the_embedded_engine_answers(
    client: Client, indexed: FakeSource, settings: Settings
) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    assert titles(page(client, "khai sinh"))[0] == "Thủ tục đăng ký khai sinh"


def test_a_broken_index_is_not_an_error_page(client: Client, indexed: FakeSource, tmp_path: Path) -> None:
    for path in tmp_path.glob("index/v*/*"):
        path.write_bytes(b"garbage")
    page(client, "khai sinh")


def test_a_query_never_becomes_markup(client: Client, indexed: FakeSource) -> None:
    response = client.get("/tim-kiem/", {"q": '"><script>alert(1)</script> khai sinh'})
    assert b"<script>alert" not in response.content


def test_no_cookie_is_set_and_the_language_is_in_the_path(client: Client, indexed: FakeSource) -> None:
    response = client.get("/tim-kiem/", {"q": "khai sinh"})
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_few_database_queries(
    client: Client, indexed: FakeSource, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(2):  # the site's settings; cards are the source's
        page(client, "khai sinh", cap="commune")


def test_the_words_of_a_person_are_not_logged(
    client: Client, indexed: FakeSource, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="search")
    page(client, "khai sinh cho Nguyễn Văn Thử 0905000111")
    assert "0905000111" not in caplog.text


def test_only_reading_is_allowed(client: Client, indexed: FakeSource) -> None:
    assert client.post("/tim-kiem/", {"q": "khai sinh"}).status_code == 405


@given(
    query=st.text(st.characters(codec="utf-8"), max_size=120),
    level=st.text(st.characters(codec="utf-8"), max_size=10),
    number=st.text(st.characters(codec="utf-8"), max_size=6),
)
@hypothesis_settings(
    max_examples=500,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_anything_typed_gets_a_page(
    client: Client, indexed: FakeSource, query: str, level: str, number: str
) -> None:
    said = {"q": query, "cap": level, "linh-vuc": level, "trang": number}
    response = client.get("/tim-kiem/", said)
    if "\x00" in query + level + number:
        assert response.status_code == 400
        return
    assert response.status_code == 200
    tags = re.findall(r"<(\w+)", response.content.decode())
    assert set(tags) <= OUR_TAGS


@given(spoiled=st.text(st.characters(codec="utf-8"), max_size=20), place=st.integers(0, 20))
@hypothesis_settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_spoiled_question_adds_no_element(
    client: Client, indexed: FakeSource, spoiled: str, place: int
) -> None:
    query = "đăng ký <b>khai sinh</b>"
    query = (query[:place] + spoiled + query[place:]).replace("\x00", "")
    for more in ({}, {"nguyen-van": "1"}):
        html = client.get("/tim-kiem/", {"q": query, **more}).content.decode()
        assert "<b>khai" not in html
        assert set(re.findall(r"<(\w+)", html)) <= OUR_TAGS
