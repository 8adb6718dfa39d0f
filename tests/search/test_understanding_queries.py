"""Questions as people ask them, and how each is to be read. Written from general knowledge, by kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from search.sources import Place
from search.understanding import Lexicon, UnderstoodQuery, understand
from search.understanding.lexicon import Rows, shipped_rows
from search.vietnamese.vocabulary import Vocabulary

PLACES = (
    Place("Phường Hội An", "Phường Hội An", "phuong-hoi-an", "commune"),
    Place("Phường Cẩm Phô", "Phường Hội An", "phuong-hoi-an", "commune"),
    Place("Xã Đại Lộc", "Xã Đại Lộc", "xa-dai-loc", "commune"),
    Place("Thị xã Điện Bàn", "Phường Điện Bàn", "phuong-dien-ban", "commune"),
    Place("Phường Điện Bàn", "Phường Điện Bàn", "phuong-dien-ban", "commune"),
    Place("Thành phố Đà Nẵng", "Thành phố Đà Nẵng", "da-nang", "province"),
    Place("Xã Tam Thanh", "Xã Tam Xuân", "xa-tam-xuan", "commune"),
    Place("Xã Tam Thanh", "Phường Quảng Phú", "phuong-quang-phu", "commune"),
)
_TITLES = (
    "Đăng ký khai sinh|Đăng ký lại khai sinh|Cấp bản sao trích lục hộ tịch, bản sao giấy khai sinh|Đăng ký kết hôn|"
    "Đăng ký kết hôn có yếu tố nước ngoài|Đăng ký thường trú|Đăng ký tạm trú|Khai báo tạm vắng|mất thẻ căn cước|"
    "Cấp giấy phép xây dựng nhà ở riêng lẻ|Đăng ký thành lập hộ kinh doanh|Cấp lại thẻ căn cước|bao nhiêu tiền|"
    "Đổi giấy phép lái xe|Hỗ trợ chi phí mai táng|Đăng ký khai tử|mất giấy khai sinh làm lại|làm giấy tờ nhà đất|"
    "Chuyển mục đích sử dụng đất|Cấp giấy chứng nhận quyền sử dụng đất|thủ tục nhập khẩu hàng hóa"
)
NAMES = _TITLES.split("|")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The shipped lists with a few places."""
    rows = shipped_rows()
    return Lexicon.of(Rows(rows.asks, rows.names, rows.abbreviations, rows.dialect, rows.forks, PLACES))


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The words of a few titles, said often enough to be known."""
    return Vocabulary.build(NAMES * 200)


def _seen(read: UnderstoodQuery) -> dict[str, Any]:
    return {
        "asked": read.asked,
        "place": read.place,
        "levels": read.levels,
        "audience": read.audience,
        "negated": read.negated,
        "code": read.code,
        "restored": read.restored,
        "forks": len(read.forks),
    }


READINGS: list[tuple[str, Mapping[str, Any]]] = [
    # the matter alone, asked politely
    ("cho tôi hỏi làm giấy khai sinh cho con", {"asked": (), "negated": ()}),
    ("em muốn hỏi về đăng ký tạm trú ạ", {"asked": ()}),
    # one field, several fields
    ("đăng ký kết hôn hết bao nhiêu tiền", {"asked": ("fee",)}),
    ("làm lại căn cước mất bao lâu", {"asked": ("time",)}),
    ("đăng ký khai tử cần giấy tờ gì", {"asked": ("papers",)}),
    ("đổi bằng lái xe nộp ở đâu", {"asked": ("place",), "place": "", "levels": ()}),
    ("điều kiện mở hộ kinh doanh", {"asked": ("conditions",)}),
    ("đăng ký thường trú qua mạng", {"asked": ("online",)}),
    ("xin mẫu đơn xin xác nhận", {"asked": ("form",)}),
    ("đăng ký tạm trú bao nhiêu tiền, mất bao lâu", {"asked": ("fee", "time")}),
    # without marks
    ("dang ky khai sinh", {"restored": "đăng ký khai sinh"}),
    ("mat giay khai sinh lam lai het bao nhieu tien", {"asked": ("fee",)}),
    ("đăng ký khai sinh", {"restored": ""}),
    # Telex and VNI left in
    ("ddawng kys khai sinh", {"restored": "đăng ký khai sinh"}),
    ("d9a8ng ky1 khai sinh", {"restored": "đăng ký khai sinh"}),
    # dialect and messages
    ("nộp hồ sơ ở mô", {"asked": ("place",)}),
    ("dk tạm trú ntn vậy", {"asked": ()}),
    # levels
    ("đăng ký kết hôn ở phường", {"levels": ("commune",), "place": ""}),
    ("làm sổ đỏ trên xã có được không", {"levels": ("commune",)}),
    ("cấp tỉnh giải quyết hộ kinh doanh", {"levels": ("province",)}),
    ("ubnd phuong chung thuc", {"levels": ("commune",)}),
    ("mua nhà ở xã hội", {"levels": ()}),
    ("chuyển hộ khẩu ở tỉnh khác", {"levels": ()}),
    # places, today's and yesterday's
    ("đăng ký khai sinh ở Cẩm Phô", {"place": "phuong-hoi-an", "levels": ()}),
    ("nộp giấy khai sinh tại xã Đại Lộc", {"place": "xa-dai-loc", "levels": ()}),
    ("dang ky ket hon o dien ban", {"place": "phuong-dien-ban"}),
    ("nhà ở Tam Thanh", {"place": ""}),
    # for whom
    ("doanh nghiệp thay đổi địa chỉ", {"audience": "business"}),
    ("giấy tờ cho công dân từ đủ 14 tuổi", {"audience": "citizen"}),
    ("cá nhân và tổ chức xin giấy phép", {"audience": "citizen"}),
    # what it is not about
    ("đăng ký kết hôn không có yếu tố nước ngoài", {"negated": ("yeu", "to", "nuoc", "ngoai")}),
    ("dang ky ket hon khong co yeu to nuoc ngoai", {"negated": ("yeu", "to", "nuoc", "ngoai")}),
    ("chuyển nhượng nhà không phải đất", {"negated": ("dat",)}),
    ("đất chưa có sổ đỏ", {"negated": ()}),
    ("bị mất giấy khai sinh", {"negated": ()}),
    ("có phải nộp tiền không", {"negated": ()}),
    ("đất không có giấy tờ", {"negated": ()}),
    # forks
    ("nhập khẩu", {"forks": 1}),
    ("thủ tục nhập khẩu cần giấy tờ gì", {"forks": 1, "asked": ("papers",)}),
    ("nhập khẩu xe ô tô", {"forks": 0}),
    ("nhập khẩu cho con", {"forks": 0}),
    # a code
    ("thủ tục 1.004884 hết bao nhiêu tiền", {"code": "1.004884", "asked": ("fee",)}),
]


@pytest.mark.parametrize(("text", "expected"), READINGS, ids=[text for text, _ in READINGS])
def test_a_question_is_read(
    text: str, expected: Mapping[str, Any], lexicon: Lexicon, vocabulary: Vocabulary
) -> None:
    seen = _seen(understand(text, lexicon, vocabulary))
    assert {name: seen[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("làm cccd", "căn cước"),
        ("đóng bhxh tự nguyện", "bảo hiểm xã hội"),
        ("xin gpxd nhà ở", "giấy phép xây dựng"),
        ("khai sanh cho con", "đăng ký khai sinh"),
        ("lam giay khai sinh", "đăng ký khai sinh"),
    ],
)
def test_official_words_vote_beside_everyday_ones(text: str, official: str, lexicon: Lexicon) -> None:
    read = understand(text, lexicon)
    assert any(official in one.official for one in read.expansions)
    assert {word for word in text.split() if word.isascii()} <= {term.folded for term in read.terms}
    assert all(0 < one.weight < 1 for one in read.expansions)


def test_an_abbreviation_of_many_meanings_needs_its_context() -> None:
    from search.understanding.tables import AbbreviationRow

    lexicon = Lexicon.of(Rows(abbreviations=[AbbreviationRow("tt", ("tạm trú",), ("đăng ký", "khai báo"))]))
    assert understand("đăng ký tt", lexicon).expansions
    assert understand("dang ky tt", lexicon).expansions
    assert not understand("tt phòng chống bão", lexicon).expansions


def test_an_everyday_name_keeps_all_its_meanings(lexicon: Lexicon) -> None:
    from search.understanding.tables import NameRow

    own = Lexicon.of(Rows(names=[NameRow(("sang tên",), ("chuyển nhượng đất", "thay đổi chủ xe"))]))
    assert len(understand("thủ tục sang tên", own).expansions) == 2


def test_a_word_of_dialect_votes_with_its_standard_word(lexicon: Lexicon) -> None:
    read = understand("giấy khai sanh", lexicon)
    weights = {term.folded: term.weight for term in read.terms}
    assert weights["sanh"] == 1.0
    assert 0 < weights["sinh"] < 1
    assert "khai_sinh" in dict(read.bigrams)


def test_a_polite_word_inside_an_everyday_name_is_part_of_it() -> None:
    from search.understanding.tables import AskRow, NameRow

    lexicon = Lexicon.of(
        Rows(asks=[AskRow("em", "stop")], names=[NameRow(("trẻ em bỏ rơi",), ("trẻ bị bỏ rơi",))])
    )
    assert {t.weight for t in understand("trẻ em bỏ rơi", lexicon).terms} == {1.0}
    assert understand("giấy khai sinh của em", lexicon).terms[-1].weight < 1


def test_a_correction_says_what_was_typed_and_read(lexicon: Lexicon, vocabulary: Vocabulary) -> None:
    [one] = understand("ddawng ký khai sinh", lexicon, vocabulary).corrections
    assert (one.typed, one.read, one.how) == ("ddawng", "đăng", "telex")


def test_literally_nothing_is_read_otherwise(lexicon: Lexicon, vocabulary: Vocabulary) -> None:
    read = understand("ddawng kys cccd ở mô bao nhiêu tiền", lexicon, vocabulary, literal=True)
    assert read.literal
    assert {term.weight for term in read.terms} == {1.0}
    assert [term.folded for term in read.terms][:3] == ["ddawng", "kys", "cccd"]
    assert not any((read.expansions, read.corrections, read.restored, read.forks, read.negated))


def test_every_reading_is_explained(lexicon: Lexicon, vocabulary: Vocabulary) -> None:
    said = " / ".join(understand("ddawng kys kết hôn ở Cẩm Phô bao nhiêu tiền", lexicon, vocabulary).steps)
    for part in ("gõ Telex", "Phường Hội An", "hỏi lệ phí"):
        assert part in said
