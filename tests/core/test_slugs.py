"""Vietnamese in addresses and in alphabetical order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.collation import collation_key
from portal.core.slugs import cut, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đăng ký cấp hộ chiếu", "dang-ky-cap-ho-chieu"),
        ("Ho\u0301a đơn – GTGT", "hoa-don-gtgt"),
        ("75/2022/TT-BTC", "75-2022-tt-btc"),
        ("  ", ""),
    ],
)
def test_marks_are_folded(text, slug):
    assert slugify(text) == slug


@given(st.text(max_size=300), st.integers(10, 90))
def test_a_slug_is_short_ascii_and_its_own_slug(text, length):
    slug = slugify(text, length)
    assert len(slug) <= length
    assert slug.isascii()
    assert slugify(slug, length) == slug


@given(st.text(max_size=300), st.integers(20, 255))
def test_cut_text_keeps_within_its_length(text, length):
    assert len(cut(text, length)) <= length


def test_letters_sort_as_in_a_dictionary():
    words = ["ưi", "đa", "mạ", "ăn", "ơi", "mà", "ân", "da", "mả", "ma", "mã", "ui", "má", "ôi", "an", "oi"]
    assert " ".join(sorted(words, key=collation_key)) == "an ăn ân da đa ma mà mả mã má mạ oi ôi ơi ui ưi"


def test_letters_count_before_tones():
    assert sorted(["má b", "ma c", "mạ a"], key=collation_key) == ["mạ a", "má b", "ma c"]
