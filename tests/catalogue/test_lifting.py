"""Cases lifted out of the words of papers: what is proposed, and above all what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.cases.lifting import LONGEST, lift

QUESTION_LENGTH = 255


@pytest.mark.parametrize(
    ("name", "question", "applies"),
    [
        (
            "Giấy ủy quyền trong trường hợp ủy quyền nộp lại hồ sơ.",
            "Bạn có ủy quyền nộp lại hồ sơ không?",
            "Có",
        ),
        (
            "a) Bản vẽ (đối với trường hợp phải tách thửa);",
            "Bạn có phải tách thửa không?",
            "Có",
        ),
        (
            "- Bản gốc giấy phép trường hợp có thay đổi địa chỉ",
            "Có thay đổi địa chỉ không?",
            "Có",
        ),
        (
            "Hợp đồng thuê nhà (trừ trường hợp chủ nhà tự mở lớp)",
            "Hồ sơ của bạn có thuộc trường hợp chủ nhà tự mở lớp không?",
            "Không",
        ),
        (
            "Ảnh chân dung, không áp dụng đối với trường hợp trẻ dưới sáu tuổi",
            "Hồ sơ của bạn có thuộc trường hợp trẻ dưới sáu tuổi không?",
            "Không",
        ),
        (
            "Trường hợp không có giấy chứng sinh thì nộp văn bản của người làm chứng",
            "Bạn có giấy chứng sinh không?",
            "Không",
        ),
        (
            "Đối với trường hợp tàu biển chở khách: Danh sách hành khách",
            "Hồ sơ của bạn có thuộc trường hợp tàu biển chở khách không?",
            "Có",
        ),
        (
            "Bản dịch có công chứng (đối với người nước ngoài)",
            "Hồ sơ của bạn có thuộc trường hợp người nước ngoài không?",
            "Có",
        ),
    ],
)
def test_a_case_that_governs_the_row_becomes_a_question(name: str, question: str, applies: str):
    found = lift(name)
    assert found is not None
    assert (found.question, found.applies, found.choices) == (question, applies, ("Có", "Không"))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Giấy khai sinh",
        "Giấy tờ nhà đất (nếu có)",
        "Trường hợp này",
        "Văn bản khác trong trường hợp cần thiết",
        "Đơn đề nghị theo trường hợp 7",
        "Giấy tờ trong trường hợp quy định tại điểm b khoản 2 Điều 5",
        "Giấy A trong trường hợp mua nhà; giấy B trong trường hợp thuê nhà",
        "Giấy A. Trường hợp mua nhà thì nộp giấy B",
        "Giấy A hoặc giấy B đối với trường hợp mua nhà",
        "Giấy A, giấy B đối với trường hợp mua nhà",
        "Hợp đồng và giấy ủy quyền trong trường hợp thuê nhà",
        "Trường hợp mua nhà nộp giấy A:\n+ giấy B\n+ giấy C",
        "Trường hợp nộp hồ sơ trực tuyến thì gửi bản chụp",
        "Trường hợp cơ quan không khai thác được thông tin thì nộp bản sao",
        "Trường hợp mua nhà bằng vốn vay thì cơ quan đăng ký ghi vào sổ và bổ sung sau",
        "Trường hợp không khai thác được thông tin cư trú thì nộp bản sao",
        "Báo cáo về trường hợp hy sinh của chiến sĩ",
        "Kết quả công khai các trường hợp đề nghị khen thưởng",
        "Bản sao giấy phép đã hợp pháp hóa lãnh sự, trừ trường hợp được miễn hợp pháp hóa",
        "Quy trình giải quyết trong trường hợp xảy ra cháy, quy trình bồi thường",
        "Giấy xác nhận trong trường hợp " + "rất dài " * 40,
    ],
)
def test_nothing_is_proposed_when_it_is_not_sure(name: str):
    assert lift(name) is None


@given(st.text(max_size=300) | st.text(alphabet="trường hợp đối với nếu thì: ;(),.", max_size=200))
def test_any_text_gives_a_usable_question_or_none(text: str):
    found = lift(text)
    if found is not None:
        assert found.applies in found.choices
        assert found.question.endswith("?")
        assert len(found.question) <= QUESTION_LENGTH
        assert len(found.condition) <= LONGEST


def test_a_long_hostile_text_is_read_at_once():
    lift("trường hợp " * 5_000)
    lift("Giấy " + "(đối với " * 5_000)
    lift("Nếu " + "a, " * 20_000 + "thì")
