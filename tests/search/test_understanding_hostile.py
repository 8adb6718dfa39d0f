"""Whatever is typed is read, quickly, and the same way each time."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from search.sources import Place
from search.understanding import MAX_CHARS, MAX_TERMS, Lexicon, UnderstoodQuery, understand
from search.understanding.lexicon import Rows, shipped_rows
from search.vietnamese.vocabulary import Vocabulary

MOST_CPU = 0.05  # seconds a query
_ROWS = shipped_rows()
LEXICON = Lexicon.of(
    Rows(
        _ROWS.asks,
        _ROWS.names,
        _ROWS.abbreviations,
        _ROWS.dialect,
        _ROWS.forks,
        (Place("Phường Cẩm Phô", "Phường Hội An", "phuong-hoi-an", "commune"),),
    )
)
VOCABULARY = Vocabulary.build(official for row in _ROWS.names for official in (*row.official, *row.everyday))

_PIECES = [
    "không", "không có", "không phải", "yếu tố nước ngoài", "ở", "cẩm phô", "nhập khẩu", "cccd", "tt", "ko", "mô",
    "bao nhiêu", "đăng ký", "dang ky", "ddawng", "kys", "d9a8ng", "khaisinh", "giáyy", "cấp tỉnh", "công ty",
    "1.004884", "(", ")", '"', "AND", "OR", "NOT", "*", "~2", "^", "title_f:", "\\", "\x00", "\ud800", "\u202e",
    "\u200b", "ﷺ", "\u0301" * 9, "<script>", "{{7*7}}", "%s", "'; --", "😀", "ʘ", "ＡＢＣ", "𝕏", "İ",
]  # fmt: skip
anything = st.one_of(
    st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(_PIECES), max_size=40).map("".join),
    st.text(st.characters(codec=None), max_size=400),
)
seeded = hypothesis_settings(
    max_examples=500, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def read(text: str, *, literal: bool = False) -> UnderstoodQuery:
    return understand(text, LEXICON, VOCABULARY, literal=literal)


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """What is worked out once a process is worked out before the clock runs."""
    read("giayy khaisinh bi matt o cam pho")


@seeded
@given(anything)
def test_anything_is_read_within_limits(text: str) -> None:
    started = time.process_time()
    found = read(text)
    assert time.process_time() - started < MOST_CPU
    assert len(found.text) <= MAX_CHARS
    assert len(found.terms) <= MAX_TERMS
    assert all(0 < term.weight <= 1 and term.folded for term in found.terms)
    assert all(one.terms and 0 < one.weight < 1 for one in found.expansions)
    assert "\x00" not in found.text
    assert found.text.encode("utf-8", "strict") or found.empty


@seeded
@given(anything)
def test_what_is_read_does_not_depend_on_what_was_read_before(text: str) -> None:
    assert read(text) == read(text)


@seeded
@given(anything)
def test_literal_words_all_vote_alike(text: str) -> None:
    found = read(text, literal=True)
    assert {term.weight for term in found.terms} <= {1.0}
    assert not any((found.expansions, found.corrections, found.restored, found.negated, found.forks))


@seeded
@given(anything)
def test_negation_never_takes_everything(text: str) -> None:
    found = read(text)
    assert not found.terms or {term.folded for term in found.terms} - set(found.negated)


@pytest.mark.parametrize(
    "piece", ["a", "khai sinh ", "ă", "\u0301", "\u200b", "ﷺ", '((" ', "không có ", "aqwzx ", "𝕏", "\x00"]
)
def test_a_hundred_kilobytes_cost_no_more_than_a_line(piece: str) -> None:
    started = time.process_time()
    found = read(piece * 100_000)
    assert time.process_time() - started < MOST_CPU
    assert found.cut


def test_a_query_at_the_limit_is_whole() -> None:
    assert not read("à " * MAX_TERMS).cut
    assert not read("à" * MAX_CHARS).cut
    assert read("à" * (MAX_CHARS + 1)).cut


def test_marks_that_stand_apart_do_not_count_as_letters() -> None:
    assert not read(unicodedata.normalize("NFD", "ế" * MAX_CHARS)).cut
