"""Text preparation: one written form for all the ways of writing the same syllable."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.vietnamese import clean, fold, normalise, prepare, title_key

ANY_TEXT = st.text(st.characters(codec=None), max_size=80)
VIETNAMESE = st.text(
    "aăâeêioôơuưyđàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵbcghklmnpqrstvx ", max_size=60
)


@given(ANY_TEXT)
@settings(max_examples=300)
def test_nothing_raises_and_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert clean(clean(text)) == clean(text)
    prepare(text)


@given(ANY_TEXT)
def test_prepared_tokens_hold_no_blank_and_can_be_written_as_utf8(text: str) -> None:
    prepared = prepare(text)
    for token in (*prepared.exact, *prepared.folded, *prepared.bigrams):
        assert token
        assert not any(char.isspace() for char in token)
        token.encode("utf-8")


@given(VIETNAMESE)
def test_composed_and_decomposed_text_are_the_same(text: str) -> None:
    assert prepare(unicodedata.normalize("NFD", text)) == prepare(text)


@given(VIETNAMESE)
def test_case_does_not_matter(text: str) -> None:
    assert prepare(text.upper()) == prepare(text)


@given(VIETNAMESE)
def test_folding_leaves_plain_letters_and_is_stable(text: str) -> None:
    assert fold(text).isascii()
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("Uỷ ban", "Ủy ban"),
        ("lý lịch", "lí lịch"),
        ("quý", "quí"),
    ],
)
def test_spellings_of_one_syllable_are_equal(one: str, other: str) -> None:
    assert prepare(one) == prepare(other)
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(("one", "other"), [("tay", "tai"), ("thủy", "thủi"), ("hòa", "hóa"), ("đa", "da")])
def test_different_syllables_stay_different(one: str, other: str) -> None:
    assert prepare(one).exact != prepare(other).exact


def test_marks_are_kept_apart_from_the_bare_form() -> None:
    prepared = prepare("Đăng ký")
    assert prepared.folded == ("dang", "ki")
    assert prepared.bigrams == ("dang_ki",)
    assert all(s.marked for s in prepared.syllables)


def test_invisible_characters_do_not_split_a_word() -> None:
    assert prepare("khai\u200b sinh\u00ad\ufeff") == prepare("khai sinh")


def test_lone_surrogates_and_nul_are_blanks() -> None:
    assert prepare("khai\ud800sinh\x00lại").folded == ("khai", "sinh", "lai")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("сăn сướс", "căn cước"),  # Cyrillic с
        ("ｇｉấｙ ｔờ", "giấy tờ"),
        ("𝐠𝐢𝐚𝐲 𝐭𝐨", "giay to"),
        ("Ðăng ký", "Đăng ký"),  # U+00D0
        ("Οng", "ong"),  # Greek omicron
        ("100 m²", "100 m2"),
        ("hồ sо\u0301", "hồ só"),  # Cyrillic о with a mark of its own
    ],
)
def test_look_alikes_are_our_letters(written: str, meant: str) -> None:
    assert prepare(written) == prepare(meant)
