"""The words of a query marked in a title."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlighting import Wanted, highlight
from search.understanding import Expansion, Term, UnderstoodQuery, understand

TITLE = "Đăng ký lại khai sinh"


def marked(query: str, title: str = TITLE) -> list[str]:
    html = highlight(title, Wanted.of(understand(query)))
    return re.findall("<mark>(.*?)</mark>", html)


@pytest.mark.parametrize("query", ["khai sinh", "KHAI SINH", "khai  sinh"])
def test_neighbouring_words_are_marked_together(query: str) -> None:
    assert marked(query) == ["khai sinh"]


def test_bare_words_mark_any_marks_and_the_title_keeps_its_own() -> None:
    assert marked("dang ky") == ["Đăng ký"]


def test_marked_words_mark_only_themselves() -> None:
    assert marked("đăng ký tạm trú", "Đăng ký tàm trù") == ["Đăng ký"]


def test_tone_placement_y_and_i_and_nfd_are_the_same_word() -> None:
    assert marked("hòa giải", "Tổ hoà giải") == ["hoà giải"]
    assert marked("đăng kí") == ["Đăng ký"]
    assert marked(unicodedata.normalize("NFD", "đăng ký")) == ["Đăng ký"]


def test_words_of_asking_are_not_marked() -> None:
    assert marked("khai sinh bao nhieu tien", "Khai sinh hết bao nhiêu tiền") == ["Khai sinh"]


def test_the_official_name_of_an_everyday_one_is_marked() -> None:
    official = (Term("trich", "trich"), Term("luc", "luc"))
    query = UnderstoodQuery("giấy", (), expansions=(Expansion("giấy", "trích lục", official, 0.3),))
    assert highlight("Cấp trích lục", Wanted.of(query)) == "Cấp <mark>trích lục</mark>"


def test_a_title_is_escaped_also_between_marks() -> None:
    html = highlight('<b onclick="x">khai & sinh</b>', Wanted.of(understand("khai sinh b")))
    assert "<b" not in html
    assert "&amp;" in html
    assert '"' not in html


@given(st.text(max_size=60), st.text(max_size=40))
def test_only_marks_are_added(title: str, query: str) -> None:
    html = highlight(title, Wanted.of(understand(query)))
    bare = html.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert ">" not in bare
    assert html.count("<mark>") == html.count("</mark>")
    assert unescape(bare) == highlight_nothing(title)


def highlight_nothing(title: str) -> str:
    return unescape(str(highlight(title, Wanted(frozenset(), frozenset()))))
