"""Keystrokes of Telex and VNI, and how a syllable is spelt."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.evaluation.perturbation import telex, vni
from search.vietnamese import prepare
from search.vietnamese.spelling import compose, is_spelt, is_syllable
from search.vietnamese.typing import decode_telex, decode_vni

ANY_TEXT = st.text(st.characters(codec=None), max_size=40)
# fmt: off
WORDS = (
    "giấy", "đăng", "ký", "được", "nước", "người", "thuế", "đường", "quyết", "quận", "trường", "hưởng",
    "nghiệp", "chuyển", "thuở", "khuỷu", "mười", "cứu", "tiếng", "yếu", "hoà", "thủy", "khoẻ", "giữa",
    "gìn", "giếng", "quốc", "quý", "lý", "xã", "tờ", "cử", "ủy", "của", "hộ", "rượu", "ưu", "ẩm", "ốm",
    "ừ", "ý", "uống", "oán", "huyện", "ngoằn",
)
# fmt: on


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("word", WORDS)
def test_keys_give_their_word_back(word: str, seed: int) -> None:
    for encode, decode in ((telex, decode_telex), (vni, decode_vni)):
        keys = encode(word, Random(seed))
        assert prepare(decode(keys) or keys) == prepare(word), keys


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("giaays", "giấy"),
        ("ddaatj", "đật"),
        ("DDawng", "đăng"),
        ("giâys", "giấy"),
        ("kys", "ký"),
        ("tw", "tư"),
        ("nhwng", "nhưng"),
        ("dduocwj", "được"),
        ("tiengse", "tiếng"),
        ("muaw", "mưa"),
        ("quawng", "quăng"),
        ("dangwd", "đăng"),
    ],
)
def test_telex_keys_may_stand_where_input_methods_allow(keys: str, word: str) -> None:
    assert decode_telex(keys) == word


@pytest.mark.parametrize(
    ("keys", "word"),
    [("giay61", "giấy"), ("d9at61", "đất"), ("duong972", "đường"), ("u7o7c1", "ước"), ("thu73", "thử")],
)
def test_vni_keys_may_stand_where_input_methods_allow(keys: str, word: str) -> None:
    assert prepare(decode_vni(keys) or "") == prepare(word)


@pytest.mark.parametrize(
    "word", ["khai", "sinh", "giấy", "hộs", "giaayss", "h17", "b1", "1a", "2026", "qd163", ""]
)
def test_what_is_no_keystroke_is_not_decoded(word: str) -> None:
    assert decode_telex(word) is None
    assert decode_vni(word) is None


@given(ANY_TEXT)
def test_decoding_any_text_never_raises_and_gives_a_possible_syllable(text: str) -> None:
    for decoded in (decode_telex(text), decode_vni(text)):
        assert decoded is None or is_syllable(prepare(decoded).folded[0])


@pytest.mark.parametrize(
    ("bare", "tone", "word"),
    [
        ("hoa", "2", "hòa"),
        ("hoan", "2", "hoàn"),
        ("thuy", "3", "thủy"),
        ("qui", "1", "quí"),
        ("gia", "2", "già"),
        ("gi", "2", "gì"),
        ("giêng", "1", "giếng"),
        ("ngươi", "2", "người"),
        ("khuya", "1", "khuýa"),
        ("tuôi", "3", "tuổi"),
        ("xyz", "1", "xýz"),
        ("đ", "1", "đ"),
    ],
)
def test_the_tone_stands_where_schoolbooks_put_it(bare: str, tone: str, word: str) -> None:
    assert compose(bare, tone) == word


@pytest.mark.parametrize("exact", ["giây:1", "đăng", "ki:1", "qui:1", "nghê:2", "hoc:5", "gin:2", "khuyu:3"])
def test_spelt_words(exact: str) -> None:
    assert is_spelt(exact)


@pytest.mark.parametrize("exact", ["giâ:1", "đăg", "cinh", "ngiêp:5", "hoc", "hoc:2", "kahi", "sih", "ươ"])
def test_misspelt_words(exact: str) -> None:
    assert not is_spelt(exact)
