"""How a query is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.understanding import MAX_CHARS, MAX_TERMS, understand
from search.understanding.lexicon import read_phrases, shipped


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("đăng ký tạm trú hết bao nhiêu tiền", ("fee",)),
        ("dang ky tam tru het bao nhieu tien", ("fee",)),
        ("làm căn cước mất bao lâu", ("time",)),
        ("kết hôn cần giấy tờ gì", ("papers",)),
        ("đăng ký kết hôn ở đâu", ("place",)),
        ("đăng ký kết hôn", ()),
        ("khai sinh bao nhiêu tiền mất bao lâu", ("fee", "time")),
    ],
)
def test_the_asked_field_is_recognised(text: str, asked: tuple[str, ...]) -> None:
    assert understand(text).asked == asked


def test_words_of_asking_vote_little_and_stay() -> None:
    weights = {t.folded: t.weight for t in understand("khai sinh bao nhiêu tiền").terms}
    assert weights["khai"] == 1.0
    assert 0 < weights["nhieu"] < 0.5


def test_a_query_of_asking_words_alone_is_searched_as_it_stands() -> None:
    assert {t.weight for t in understand("lệ phí").terms} == {1.0}


def test_a_bare_word_of_a_bare_query_is_not_taken_for_a_marked_stop_word() -> None:
    assert {t.weight for t in understand("thi bang lai").terms} == {1.0}


def test_marks_tell_a_loan_from_a_polite_word() -> None:
    assert understand("vay vốn").terms[0].weight == 1.0
    assert understand("đăng ký tạm trú vậy").terms[-1].weight < 1.0


@pytest.mark.parametrize(
    "text", ["1.004884", "1-004884", "mã 1.004884 là gì", "1004884", "1.004884.000.00.00.H17"]
)
def test_a_procedure_code_is_recognised(text: str) -> None:
    assert understand(text).code == "1.004884"


@pytest.mark.parametrize("text", ["0905123456", "079201004884", "ngày 23/11/2026", "1.0048"])
def test_other_numbers_are_no_code(text: str) -> None:
    assert understand(text).code == ""


def test_a_long_query_is_cut_and_says_so() -> None:
    assert understand("khai sinh " * 5000).cut
    assert len(understand("khai sinh " * 5000).terms) <= MAX_TERMS
    assert len(understand("x" * 5000).text) <= MAX_CHARS
    assert not understand("khai sinh").cut


def test_the_text_shown_keeps_capitals() -> None:
    assert understand("  Đăng ký   khai sinh ").text == "Đăng ký khai sinh"


@given(st.text(st.characters(codec=None), max_size=300))
def test_any_text_is_read(text: str) -> None:
    understood = understand(text)
    assert len(understood.terms) <= MAX_TERMS
    assert understand(text) == understood


def test_a_marked_word_and_a_bare_one_are_told_apart() -> None:
    terms = understand("giấy khai sinh").terms
    assert [t.marked for t in terms] == [True, False, False]


def test_a_wrong_line_of_the_list_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown meaning"):
        read_phrases(["bao nhiêu\tmoney"])


def test_the_shipped_list_reads() -> None:
    assert shipped().asks
