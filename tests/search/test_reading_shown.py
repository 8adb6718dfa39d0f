"""What the search page says of how it read a question, and where it leads from there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from search.engines.select import embedded
from search.indexing.rebuild import rebuild
from search.service import SearchService
from search.sources import AnswerRow, Card
from search.understanding import Correction, Expansion, Fork, Reading, Term, UnderstoodQuery
from tests.search.fakes import FakeSource, make_document
from tests.search.test_page import page, titles

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.search.urls")]
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FEE = AnswerRow("Lệ phí", "amount", "8.000 đ", "Quyết định 163/QĐ-BTP, 16/01/2026")

Read = Callable[..., None]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Read:
    """Lets the search read every question so; a literal one only as typed."""
    plain = SearchService.understand

    def as_said(**fields: Any) -> None:
        def understand(self: SearchService, text: str, *, literal: bool = False) -> UnderstoodQuery:
            found = plain(self, text, literal=literal)
            return found if literal else replace(found, **fields)

        monkeypatch.setattr(SearchService, "understand", understand)

    return as_said


@pytest.fixture
def answering(indexed: FakeSource, monkeypatch: pytest.MonkeyPatch) -> FakeSource:
    """Every procedure costs 8,000 đồng."""
    card = indexed._card

    def known(document: Any, asked: Any, language: Any) -> Card:
        return replace(card(document, asked, language), answers=(FEE,) if "fee" in asked else ())

    monkeypatch.setattr(indexed, "_card", known)
    return indexed


def links(html: str) -> dict[str, str]:
    found = re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', html, re.S)
    return {re.sub("<[^>]*>", "", words).strip(): url for url, words in found}


def test_restored_marks_are_said_with_a_way_back(client: Client, indexed: FakeSource, read: Read) -> None:
    read(restored="khai sinh cho con")
    html = page(client, "khai sinh cho con")
    assert "Đang hiểu là “<strong>khai sinh cho con</strong>”" in html
    exact = links(html)["Tìm đúng như tôi gõ"]
    literal = unescape(client.get("/tim-kiem/" + exact).content.decode())
    assert "Đang tìm đúng như bạn gõ." in literal
    assert "Đang hiểu là" not in literal
    assert "nguyen-van" not in links(literal)["Tìm theo cách hiểu của chúng tôi"]


def test_corrected_words_are_named(client: Client, indexed: FakeSource, read: Read) -> None:
    read(corrections=(Correction("sin", "sinh", "repaired"),))
    html = page(client, "khai sin")
    assert "Đang hiểu là “<strong>khai sinh</strong>”" in html
    assert "Đã đọc “sin” thành “sinh”." in html


def test_official_names_are_offered(client: Client, indexed: FakeSource, read: Read) -> None:
    terms = (Term("trich", "trich"), Term("luc", "luc"))
    read(expansions=(Expansion("giấy", "Trích lục hộ tịch", terms, 0.3),))
    html = page(client, "khai sinh")
    assert "Có phải bạn tìm:" in html
    assert links(html)["Trích lục hộ tịch"] == "?q=Tr%C3%ADch+l%E1%BB%A5c+h%E1%BB%99+t%E1%BB%8Bch"


def test_an_ambiguous_word_is_a_choice_of_links(client: Client, indexed: FakeSource, read: Read) -> None:
    readings = (
        Reading("Nhập hộ khẩu", "Register residence", "đăng ký tạm trú"),
        Reading("Hàng hóa", "Customs", "hải quan"),
    )
    read(forks=(Fork("nhập khẩu", readings),))
    assert "“<strong>nhập khẩu</strong>” có nhiều nghĩa" in page(client, "nhập khẩu kết hôn")
    html = page(client, "nhập khẩu kết hôn")
    chosen = client.get("/tim-kiem/" + links(html)["Nhập hộ khẩu"]).content.decode()
    assert titles(unescape(chosen))[0] == "Đăng ký tạm trú"
    english = unescape(client.get("/en/tim-kiem/", {"q": "nhập khẩu kết hôn"}).content.decode())
    assert "Register residence" in links(english)


def test_place_and_words_to_avoid_are_said(client: Client, indexed: FakeSource, read: Read) -> None:
    read(place_name="phường Hải Châu", negated=("tu",))
    html = page(client, "đăng ký khai sinh không phải tử")
    assert "phường Hải Châu" in html
    assert "“tử”" in html


def test_words_that_no_result_has_are_said(client: Client, indexed: FakeSource) -> None:
    html = page(client, "khai sinh zzyzx")
    assert "“zzyzx”; dưới đây là kết quả cho những từ còn lại." in html
    assert "dưới đây là kết quả" not in page(client, "khai sinh")


def test_matched_words_are_marked_in_titles(client: Client, indexed: FakeSource) -> None:
    assert "Đăng ký <mark>kết hôn</mark>" in page(client, "ket hon")


def test_one_clear_meaning_is_answered_above_the_results(client: Client, answering: FakeSource) -> None:
    html = page(client, "đăng ký kết hôn bao nhiêu tiền")
    box = re.findall(r'<section class="answer.*?</section>', html, re.S)
    assert len(box) == 1
    assert "Đăng ký kết hôn" in box[0]
    assert "8.000 đ" in box[0]
    assert "16/01/2026" in box[0]


@pytest.mark.parametrize("query", ["đăng ký kết hôn", "khai sinh bao nhiêu tiền", "giấy bao nhiêu tiền"])
def test_no_box_when_nothing_is_asked_or_more_may_be_meant(
    client: Client, answering: FakeSource, query: str
) -> None:
    assert 'class="answer' not in page(client, query)


def test_no_box_when_the_answer_is_not_known(client: Client, indexed: FakeSource) -> None:
    assert 'class="answer' not in page(client, "đăng ký kết hôn bao nhiêu tiền")


def test_no_box_where_a_word_is_ambiguous(client: Client, answering: FakeSource, read: Read) -> None:
    read(forks=(Fork("kết hôn", (Reading("a", "a", "b"),)),))
    assert 'class="answer' not in page(client, "đăng ký kết hôn bao nhiêu tiền")


def test_twins_are_one_result_with_the_other_places(
    client: Client, indexed: FakeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed.put(make_document("8.000001", "Cấp thẻ đặc biệt"))
    indexed.put(make_document("8.000002", "Cấp thẻ đặc biệt"))
    rebuild(embedded())
    html = page(client, "thẻ đặc biệt")
    assert titles(html) == ["Cấp thẻ đặc biệt"]
    assert re.search(r"Cũng có ở: <a href=\"/thu-tuc/8-00000\d-x/\">Xã, phường · 8.00000\d</a>", html)


def test_a_twin_stands_in_for_one_that_is_not_public(client: Client, indexed: FakeSource) -> None:
    for code in ("8.000001", "8.000002"):
        indexed.put(make_document(code, "Cấp thẻ đặc biệt"))
    rebuild(embedded())
    del indexed.held["procedure:8.000001"]
    html = page(client, "thẻ đặc biệt")
    assert titles(html) == ["Cấp thẻ đặc biệt"]
    assert "Cũng có ở" not in html


@pytest.fixture
def forms(indexed: FakeSource) -> FakeSource:
    from search import sources

    other = FakeSource("form")
    other.put(replace(make_document("", "Tờ khai đăng ký khai sinh"), ref="form:7"))
    sources.register(other)
    rebuild(embedded())
    return other


def test_other_kinds_say_what_they_are(client: Client, forms: FakeSource) -> None:
    html = page(client, "tờ khai đăng ký khai sinh")
    assert '<span class="tag tag--kind">Biểu mẫu</span>' in html
    kinds = {words.split()[0]: url for words, url in links(html).items() if "loai=" in url}
    forms_only = unescape(client.get("/tim-kiem/" + kinds["Biểu"]).content.decode())
    assert titles(forms_only) == ["Tờ khai đăng ký khai sinh"]
    procedures = unescape(client.get("/tim-kiem/" + kinds["Thủ"]).content.decode())
    assert 'type="hidden" name="loai" value="procedure"' in procedures


def test_a_chosen_filter_is_a_link_that_drops_it(client: Client, indexed: FakeSource) -> None:
    html = page(client, "giấy", cap="province")
    assert "Đang lọc:" in html
    dropped = next(url for words, url in links(html).items() if words.startswith("Bỏ lọc:"))
    assert "cap=" not in dropped


def test_nothing_found_drops_the_rarest_words_and_says_so(
    client: Client, indexed: FakeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = SearchService.search

    def all_words(self: SearchService, request: Any) -> Any:
        result = search(self, request)
        return replace(result, found=()) if "xyz" in request.text else result

    monkeypatch.setattr(SearchService, "search", all_words)
    html = page(client, "khai sinh xyz")
    assert "Tìm được khi bỏ bớt từ: “xyz”" in html
    assert "Thủ tục đăng ký khai sinh" in html
    assert 'href="/linh-vuc/ho-tich/"' in html


def test_the_feed_has_the_results_and_their_answers(client: Client, answering: FakeSource) -> None:
    html = client.get("/tim-kiem/", {"q": "kết hôn bao nhiêu tiền"}).content.decode()
    address = re.findall(r'<link rel="alternate" type="application/atom[^>]*href="([^"]*)"', html)[0]
    response = client.get(unescape(address))
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    assert feed.findtext("a:title", "", ATOM) == "Tìm: kết hôn bao nhiêu tiền"
    entry = feed.find("a:entry", ATOM)
    assert entry is not None
    assert entry.findtext("a:title", "", ATOM) == "Đăng ký kết hôn"
    assert "8.000 đ" in entry.findtext("a:summary", "", ATOM)
    assert entry.findtext("a:updated", "", ATOM)


@pytest.mark.parametrize("query", ["", "<b>", "\ud800", "\x08\x0b khai sinh", "x" * 100_000])
def test_any_question_is_a_feed(client: Client, indexed: FakeSource, query: str) -> None:
    said = {"q": query.encode("utf-8", "surrogatepass")}
    response = client.get("/tim-kiem/feed/", said)
    assert response.status_code == 200
    ElementTree.fromstring(response.content)


def test_at_most_four_queries_with_all_kinds_and_filters(
    client: Client, forms: FakeSource, django_assert_max_num_queries: Any
) -> None:
    page(client, "đăng ký khai sinh")
    with django_assert_max_num_queries(0):  # cards and labels are the sources'; settings are kept
        page(client, "đăng ký khai sinh", cap="commune")
