"""Acts: one act, one identity, also where every province numbers its own."""

from typing import Any

import pytest

from catalogue.importing.mapping.acts import act_of, identity, issuer_of, note_other_titles, numbers_in
from catalogue.importing.mapping.procedure import map_record
from catalogue.importing.mapping.provinces import named_in, province_of
from catalogue.importing.mapping.shapes import ProcedureDraft

from .records import fee, method, record


def bases(*rows: tuple[str, str], publisher: str = "Bộ Tư pháp", **detail: Any) -> ProcedureDraft:
    acts = [{"id": code, "code": code, "name": name} for code, name in rows]
    return map_record(record(legalBasisesDetails=acts, departmentPromulgateName=publisher, **detail))


def places(draft: ProcedureDraft, rule: str) -> list[str]:
    return [found.place for found in draft.findings if found.rule == rule]


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("Nghị định số68/2018/NĐ-CP", "68/2018/NĐ-CP"),
        ("TT43/2023/TT-BTC", "43/2023/TT-BTC"),
        (".21/2025/NQ-HĐND", "21/2025/NQ-HĐND"),
        ("72/2022//NĐ-CP", "72/2022/NĐ-CP"),
        ("11/2026/qđ-ubnd", "11/2026/QĐ-UBND"),
    ],
)
def test_untidy_numbers_are_one_number(code, number):
    assert numbers_in(code) == [number]


def test_a_title_that_opens_with_its_number_mends_a_broken_code():
    act, sure = act_of("222/02205/NĐ-CP", "Nghị định số 222/2025/NĐ-CP của Chính phủ quy định việc thử")
    assert (act.number, sure) == ("222/2025/NĐ-CP", True)


def test_a_title_that_only_mentions_another_act_mends_nothing():
    assert act_of("18/12/2025", "Sửa đổi Nghị định số 330/2025/NĐ-CP")[1] is False


@pytest.mark.parametrize(
    "title", ["Nghị định 31/2018/NĐ-CP", "Nghị định", "31/2018/NĐ-CP", "Nghị định số 31/2018/NĐ-CP."]
)
def test_a_title_that_says_no_more_than_the_number_is_none(title):
    assert act_of("31/2018/NĐ-CP", title)[0].title == ""


def test_a_title_with_a_date_stays():
    title = "Quyết định số 03/2026/QĐ-TTg ngày 20 tháng 01 năm 2026"
    assert act_of(title, title)[0].title == title


class TestProvinces:
    def test_one_number_of_two_provinces_is_two_acts(self):
        number = "13/2026/QĐ-UBND"
        draft = bases((number, "Về việc thử ở tỉnh Lào Cai"), (number, "Về việc thử ở thành phố Đà Nẵng"))
        assert [basis.act.issuer_vi for basis in draft.bases] == [
            "Ủy ban nhân dân tỉnh Lào Cai",
            "Ủy ban nhân dân thành phố Đà Nẵng",
        ]
        assert len({identity(basis.act.number, basis.act.issuer_vi) for basis in draft.bases}) == 2
        assert len({basis.key for basis in draft.bases}) == 2

    def test_acts_of_the_state_name_no_issuer(self):
        assert issuer_of("12/2024/NĐ-CP", "Về việc thử ở tỉnh Lào Cai", "UBND tỉnh Lào Cai") == ""

    def test_a_province_that_stayed_whole_issued_what_it_cites(self):
        assert (
            issuer_of("05/2020/NQ-HĐND", "Quy định mức thu", "UBND tỉnh Lạng Sơn")
            == "Hội đồng nhân dân tỉnh Lạng Sơn"
        )

    def test_what_a_merged_province_cites_from_before_may_be_of_the_other(self):
        number, title = "05/2025/NQ-HĐND", "Quy định mức thu trên địa bàn tỉnh"
        draft = bases((number, title), publisher="UBND tỉnh Gia Lai")
        assert draft.bases[0].act.issuer_vi == ""
        assert places(draft, "act-issuer-unclear") == ["detail.legalBasisesDetails[0]"]

    def test_younger_acts_and_acts_of_the_city_are_sure(self):
        assert province_of("Quy định mức thu", "UBND tỉnh Gia Lai", 2026) == "Gia Lai"
        assert province_of("mức thu trên địa bàn thành phố.", "UBND Thành phố Hải Phòng", 2025) == "Hải Phòng"

    def test_of_several_named_provinces_the_publisher_decides(self):
        text = "bãi bỏ nghị quyết của tỉnh Bình Thuận, tỉnh Đắk Nông, tỉnh Lâm Đồng"
        assert province_of(text, "UBND tỉnh Lâm Đồng", 2025) == "Lâm Đồng"
        assert province_of(text, "Bộ Tư pháp", 2025) == ""

    def test_longer_names_win(self):
        assert named_in("tỉnh Thừa Thiên Huế") == {"Thừa Thiên Huế"}
        assert named_in("UBND tỉnh Thanh Hoá; TỈNH LÀO CAI") == {"Thanh Hóa", "Lào Cai"}

    def test_a_fee_cites_the_act_of_the_records_own_bases(self):
        number = "35/2025/NQ-HĐND"
        rows = [method(fees=[fee(10_000, f"Theo Nghị quyết số {number}")])]
        draft = bases((number, "Mức thu trên địa bàn tỉnh Đồng Tháp"), executionMethods=rows)
        assert draft.fees[0].act is not None
        assert draft.fees[0].act.issuer_vi == "Hội đồng nhân dân tỉnh Đồng Tháp"


class TestOtherTitles:
    NUMBER = "12/2024/NĐ-CP"

    def noted(self, *titles: str, known: str | None = None) -> list[list[str]]:
        drafts = [bases((self.NUMBER, title)) for title in titles]
        note_other_titles(drafts, {} if known is None else {self.NUMBER: known})
        return [places(draft, "act-titled-otherwise") for draft in drafts]

    def test_another_title_than_the_first_of_the_file_is_a_finding_at_its_row(self):
        row = ["detail.legalBasisesDetails[0]"]
        assert self.noted("", "Về việc thử", "về việc thử.", "Về việc khác") == [[], [], [], row]

    def test_the_title_an_act_is_known_by_counts_more(self):
        row = ["detail.legalBasisesDetails[0]"]
        assert self.noted("Về việc thử", "Về việc khác", known="Về việc khác") == [row, []]

    def test_a_title_of_an_act_known_without_one_is_not_lost(self):
        assert self.noted("Về việc thử", known="") == [["detail.legalBasisesDetails[0]"]]


def test_a_code_that_is_a_sentence_is_cut_and_listed():
    long = "Mẫu số 02 ban hành kèm theo một quyết định " * 3
    draft = bases(("12/2024/NĐ-CP", ""), resultsDetails=[{"id": "r", "name": "Giấy thử", "code": long}])
    assert len(draft.outputs[0].code) == 80
    assert places(draft, "code-too-long") == ["detail.resultsDetails[0]"]
