"""The words of a catalogue: restoring marks, mending slips, reading what was typed, storing."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.embedded import EmbeddedEngine
from search.engines.folders import VOCABULARY
from search.indexing.prepared import prepare_document
from search.indexing.rebuild import rebuild
from search.vietnamese import prepare
from search.vietnamese.reading import read_words
from search.vietnamese.repairing import slips
from search.vietnamese.vocabulary import Vocabulary
from tests.search.fakes import FakeSource, filled_source, make_document

NAMES = (
    "Đăng ký khai sinh",
    "Thủ tục đăng ký khai sinh có yếu tố nước ngoài",
    "Đăng ký lại khai sinh",
    "Đăng ký kết hôn",
    "Cấp giấy phép xây dựng",
    "Cấp giấy chứng nhận quyền sử dụng đất",
    "Đăng ký đất đai lần đầu",
    "Xin giấy phép kinh doanh",
    "Cấp đổi giấy phép lái xe hạng A1",
    "Làm hộ chiếu, visa",
    "Khai thuế ban đầu",
    "Cấp mã số thuế",
    "Giải thể doanh nghiệp",
)
ENGLISH = ("Register a birth", "Tax code", "Max")
ANY_TEXT = st.text(st.characters(codec=None), max_size=120)


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    """A well-read vocabulary: the names said so often that possible syllables no longer count as known."""
    return Vocabulary.build(
        NAMES * 200, running=["Nộp hồ sơ tại bộ phận một cửa. Nhận kết quả."], english=ENGLISH
    )


def read(text: str, vocabulary: Vocabulary) -> str:
    """The reading with marks; bare where the reading is bare."""
    return vocabulary.marked(word.exact for word in read_words(text, vocabulary))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddawng kys khai sinh", "đăng ký khai sinh"),
        ("Dd8ang ky1 khai sinh", "dd8ang ký khai sinh"),
        ("d9a8ng ky1 kinh doanh", "đăng ký kinh doanh"),
        ("giâys phép xây dựng", "giấy phép xây dựng"),
        ("d9at61 đai", "đất đai"),
        ("GIAAYS PHESP", "giấy phép"),
        ("max soos thuees", "mã số thuế"),
        ("xin gaays pheps", "xin giấy phép"),
    ],
)
def test_keystrokes_are_read_as_their_words(words: Vocabulary, typed: str, meant: str) -> None:
    assert read(typed, words) == meant


@pytest.mark.parametrize(
    "text", ["bằng lái a1", "register a birth", "tax code", "visa", "1.004884", "h17 2026"]
)
def test_codes_numbers_and_english_are_left_alone(words: Vocabulary, text: str) -> None:
    assert {word.how for word in read_words(text, words)} == {"typed"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("đăg ký khai sinh", "đăng ký khai sinh"),
        ("đăng ký kết hnô", "đăng ký kết hôn"),
        ("giáy phép xây dựng", "giấy phép xây dựng"),
        ("giấyy phép", "giấy phép"),
        ("đăng ký kinh doang", "đăng ký kinh doanh"),
        ("dang ky khaisinh", "dang ki khai sinh"),
        ("dangkykhaisinh", "dang ki khai sinh"),
        ("giai the doanh nghipe", "giai the doanh nghiep"),
        ("giai the doanh nggeip", "giai the doanh nghiep"),
    ],
)
def test_slips_are_mended_in_their_place(words: Vocabulary, typed: str, meant: str) -> None:
    assert read(typed, words) == meant


def test_what_was_typed_stays_beside_what_was_read(words: Vocabulary) -> None:
    first, _, second, third = read_words("đăg ký khaisinh", words)
    assert (first.typed, first.folded, first.how) == ("đăg", "dang", "repaired")
    assert (second.typed, second.folded, third.typed, third.folded) == ("khaisinh", "khai", "", "sinh")


@pytest.mark.parametrize("text", ["chuột rút", "nuôi ruồi", "cccd", "tvt"])
def test_a_word_the_catalogue_has_not_is_no_slip_by_itself(words: Vocabulary, text: str) -> None:
    assert {word.how for word in read_words(text, words)} == {"typed"}


def test_words_of_a_lexicon_are_left_alone(words: Vocabulary) -> None:
    assert read_words("đăg ký", words, known={"dag"})[0].how == "typed"


def test_a_vocabulary_that_has_read_little_knows_every_possible_syllable() -> None:
    little = Vocabulary.build(NAMES)
    assert read("đăng ký khai tinh", little) == "đăng ký khai tinh"
    assert read("ddawng kys khai sinh", little) == "đăng ký khai sinh"


def test_marks_are_restored(words: Vocabulary) -> None:
    restored = words.restore(prepare("cap giay phep xay dung").folded)
    assert restored is not None
    assert words.marked(restored) == "cấp giấy phép xây dựng"


def test_nothing_is_restored_among_unknown_words(words: Vocabulary) -> None:
    assert words.restore(["lorem", "ipsum", "khai"]) is None
    assert words.restore([]) is None
    assert Vocabulary.empty().restore(["khai"]) is None


def test_repair_gives_words_with_their_distance(words: Vocabulary) -> None:
    assert ("sinh", 1) in words.repair("sihn")
    assert ("nghiep", 2) in words.repair("nggeip")
    assert words.repair("x" * 100) == ()


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("khai", "khai", 0),
        ("kahi", "khai", 1),
        ("kai", "khai", 1),
        ("khaii", "khai", 1),
        ("khal", "khai", 1),
        ("hai", "khaii", 2),
        ("kih", "khai", 3),
        ("abc", "xyz", 3),
    ],
)
def test_slips_are_counted(one: str, other: str, distance: int) -> None:
    assert slips(one, other) == slips(other, one) == distance


@given(ANY_TEXT)
def test_any_text_is_read(text: str) -> None:
    vocabulary = _SMALL
    read_once = read_words(text, vocabulary)
    assert read_once == read_words(text, vocabulary)
    for word in read_once:
        assert word.exact
        assert not any(char.isspace() for char in word.exact + word.folded)


@given(ANY_TEXT)
def test_an_empty_vocabulary_reads_what_was_typed(text: str) -> None:
    assert tuple(word.token for word in read_words(text, Vocabulary.empty())) == prepare(text).syllables


_SMALL = Vocabulary.build(NAMES * 200, english=ENGLISH)


def test_hostile_texts_cost_no_more_than_others(words: Vocabulary) -> None:
    read_words("giấy", words)
    for text in (
        "xqzt " * 40,
        "asdfghjk qwertyuio zxcvbnm " * 8,
        "a" * 200,
        "khaisinhketh" * 16,
        "1a2s3d " * 30,
    ):
        begun = time.process_time()
        read_words(text[:200], words)
        assert time.process_time() - begun < 0.05


def test_a_stored_vocabulary_is_the_same(words: Vocabulary) -> None:
    again = Vocabulary.load(words.dump())
    assert (again.counts, again.pairs, again.written) == (words.counts, words.pairs, words.written)
    assert (again.english, again.texts) == (words.english, words.texts)
    assert again.dump() == words.dump()


@given(st.binary(max_size=60))
def test_what_is_no_vocabulary_is_refused(stored: bytes) -> None:
    with pytest.raises(ValueError, match="vocabulary"):
        Vocabulary.load(stored)


def test_two_vocabularies_know_what_each_knew() -> None:
    both = Vocabulary.build(["khai sinh"]) + Vocabulary.build(["kết hôn", "khai sinh"])
    assert both.knows("sinh")
    assert both.knows_exact("kêt:1")
    assert both.follows("khai", "sinh") > both.follows("ket", "hon") > 0


def test_a_rebuild_leaves_a_vocabulary_beside_the_index(source: FakeSource, tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "own")
    assert not engine.vocabulary()
    rebuild(engine)
    assert engine.vocabulary().knows_exact("sinh")
    assert engine.vocabulary() is engine.vocabulary()
    source.put(make_document("9.000009", "Cấp phép nuôi chim yến"))
    rebuild(engine)
    assert engine.vocabulary().knows("yen")


def test_documents_written_one_by_one_are_learnt_too(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "own")
    for document in filled_source().documents():
        engine.write([prepare_document(document)])
    assert engine.vocabulary().knows_exact("tru:1")


def test_one_document_more_waits_for_the_rebuild_of_a_large_catalogue(
    source: FakeSource, tmp_path: Path
) -> None:
    for number in range(300):
        source.put(make_document(f"9.{number:06}", f"Thủ tục số {number}"))
    engine = EmbeddedEngine(tmp_path / "own")
    rebuild(engine)
    engine.write([prepare_document(make_document("9.999999", "Cấp phép nuôi chim yến"))])
    assert not engine.vocabulary().knows("yen")


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\x78\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_damaged_vocabulary_counts_as_none(source: FakeSource, tmp_path: Path, damage: bytes) -> None:
    engine = EmbeddedEngine(tmp_path / "own")
    rebuild(engine)
    (tmp_path / "own" / engine.folders.current() / VOCABULARY).write_bytes(damage)
    assert not engine.vocabulary()
