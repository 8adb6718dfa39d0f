"""What the words of a source record become: nothing guessed, nothing lost."""

import contextlib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.importing.mapping.acts import act_of, numbers_in
from catalogue.importing.mapping.agencies import level_of
from catalogue.importing.mapping.node import WrongType
from catalogue.importing.mapping.papers import group_of
from catalogue.importing.mapping.procedure import Lists, map_record
from catalogue.importing.mapping.shapes import ProcedureDraft
from catalogue.importing.mapping.text import clean, tidied

from .records import case, component, fee, method, record


def mapped(**detail: Any) -> ProcedureDraft:
    return map_record(record(**detail))


def rules(draft: ProcedureDraft) -> set[str]:
    return {finding.rule for finding in draft.findings}


def one_fee(*rows: dict[str, Any]) -> str:
    return mapped(executionMethods=[method(fees=rows)]).fees[0].status


class TestFees:
    @pytest.mark.parametrize(
        "text", ["", "Không", "không có", "Không quy định.", "- Không có", "0", "0 đồng"]
    )
    def test_a_bare_zero_is_unknown(self, text):
        assert one_fee(fee(0, text)) == "unknown"
        assert one_fee(fee(None, text)) == "unknown"

    @pytest.mark.parametrize("text", ["Miễn phí", "- Miễn lệ phí.", "Không thu phí", "KHÔNG THU LỆ PHÍ;"])
    def test_free_needs_words_that_say_so(self, text):
        assert one_fee(fee(0, text)) == "free"

    @pytest.mark.parametrize(
        "text",
        [
            "Miễn phí cho hộ nghèo",
            "Miễn lệ phí (Thông tư số 47/2019/TT-BTC)",
            "Miễn lệ phí. Bản sao: 8.000 đồng",
            "Không thu lệ phí đối với tổ hợp tác",
        ],
    )
    def test_words_with_a_condition_an_act_or_an_amount_are_not_free(self, text):
        assert one_fee(fee(0, text)) == "unknown"

    @pytest.mark.parametrize(("value", "text"), [(40, "40.000đ/giấy"), (15, ""), (145, "145 USD/thẻ")])
    def test_an_amount_too_small_for_dong_is_unknown_and_its_number_is_kept(self, value, text):
        draft = mapped(executionMethods=[method(fees=[fee(value, text)])])
        assert (draft.fees[0].status, draft.fees[0].amount) == ("unknown", None)
        assert str(value) in draft.fees[0].description_vi
        assert text in draft.fees[0].description_vi
        assert "fee-amount-implausible" in rules(draft)

    def test_one_silent_zero_row_keeps_its_channel_from_being_free(self):
        assert one_fee(fee(0, "Miễn phí"), fee(0, "")) == "unknown"

    @pytest.mark.parametrize(
        "text", ["Do HĐND cấp tỉnh quy định", "Hội đồng nhân dân tỉnh quyết định mức thu"]
    )
    def test_what_is_left_to_the_council(self, text):
        draft = mapped(executionMethods=[method(fees=[fee(0, text)])])
        assert draft.fees[0].status == "council"
        assert "fee-left-to-council" in rules(draft)

    def test_a_zero_whose_text_names_an_amount_is_a_finding(self):
        draft = mapped(executionMethods=[method(fees=[fee(0, "Lệ phí: 50.000 đồng/lần")])])
        assert draft.fees[0].status == "unknown"
        assert "fee-zero-names-amount" in rules(draft)

    def test_an_amount_keeps_its_currency_kind_and_the_one_act_its_text_names(self):
        row = fee(75, "Theo Thông tư số 75/2022/TT-BTC", "SERVICE_FEE", currencyName="USD")
        found = mapped(executionMethods=[method(fees=[row])]).fees[0]
        assert (found.status, found.amount, found.currency, found.kind) == ("amount", 75, "USD", "charge")
        assert found.act is not None
        assert found.act.number == "75/2022/TT-BTC"

    def test_two_acts_in_the_text_leave_the_source_open(self):
        text = "Theo 75/2022/TT-BTC và 63/2023/TT-BTC"
        assert mapped(executionMethods=[method(fees=[fee(10_000, text)])]).fees[0].act is None

    def test_an_unknown_currency_is_never_an_amount_of_dong(self):
        draft = mapped(executionMethods=[method(fees=[fee(10, "", currencyName="Vàng miếng")])])
        assert draft.fees[0].status == "unknown"
        assert "fee-currency-unknown" in rules(draft)

    def test_equal_rows_in_every_channel_are_one_fee_for_all(self):
        rows = [fee(1000, "một tờ")]
        same = mapped(executionMethods=[method("DIRECT", fees=rows), method("ONLINE", fees=rows)])
        assert [row.channel_key for row in same.fees] == [""]
        differ = mapped(executionMethods=[method("DIRECT", fees=rows), method("ONLINE", fees=[fee(5000)])])
        assert [row.channel_key for row in differ.fees] == ["in_person", "online"]


class TestTimes:
    def test_numbers_fractions_and_strings(self):
        draft = mapped(
            executionMethods=[
                method("DIRECT", 2.5),
                method("ONLINE", "3"),
                method("POSTAL", "3 ngày và thêm 2"),
            ]
        )
        times = [(row.time_quantity, row.time_unit, row.time_text_vi) for row in draft.channels]
        assert times[0] == (Decimal("2.5"), "working_day", "")
        assert times[1] == (Decimal(3), "working_day", "")
        assert times[2] == (None, "working_day", "3 ngày và thêm 2")

    def test_other_is_no_unit_and_the_number_stays(self):
        draft = mapped(executionMethods=[method(time=1, unit="OTHER", text="Trong ngày")])
        row = draft.channels[0]
        assert (row.time_quantity, row.time_unit, row.description_vi) == (1, "unknown", "Trong ngày")
        assert "time-unusable" in rules(draft)

    def test_a_case_that_disagrees_with_the_channels_is_kept_and_found(self):
        day = {"qty": 25, "type": "DAY"}
        draft = mapped(cases=[{"code": "1.900001.01", "name": "Cấp mới", "processingDay": day}] * 2)
        assert [(row.time_quantity, row.time_unit) for row in draft.case_times] == [(25, "day")]
        assert "times-disagree" in rules(draft)

    def test_two_ways_of_one_method_are_two_channels(self):
        draft = mapped(executionMethods=[method(), method(time=9)])
        assert [row.key for row in draft.channels] == ["in_person", "in_person-2"]


class TestPapers:
    @pytest.mark.parametrize(
        ("name", "group"),
        [
            ("", "plain"),
            ("* Giấy tờ phải nộp:", "submit"),
            ("Giấy tờ phải xuất trình", "present"),
            ("* Lưu ý :", "note"),
            ("Thành phần hồ sơ:", "heading"),
            ("01 bộ hồ sơ", "heading"),
            ("a) Đối với trường hợp cấp mới", "case"),
            ("Trường hợp ủy quyền thực hiện thủ tục:", "heading"),
            ("Hồ sơ của người nhận con nuôi:", "heading"),
        ],
    )
    def test_what_a_group_name_says(self, name, group):
        assert group_of(name) == group

    def test_two_named_cases_become_a_question(self):
        new, again = (
            case("Trường hợp cấp mới", component("Đơn")),
            case("Trường hợp cấp lại", component("Giấy cũ")),
        )
        draft = mapped(executionCases=[case("", component("Căn cước")), new, again])
        question = draft.questions[0]
        assert [choice.label_vi for choice in question.choices] == [
            "Trường hợp cấp mới",
            "Trường hợp cấp lại",
        ]
        wanted = [[], *([f"{question.key}:{choice.key}"] for choice in question.choices)]
        assert [paper.applies_when for paper in draft.papers] == wanted

    def test_groups_become_handing_and_not_a_question(self):
        draft = mapped(
            executionCases=[
                case("Giấy tờ phải nộp:", component("Tờ khai")),
                case("Giấy tờ phải xuất trình:", component("Căn cước")),
                case("Lưu ý:", component("Mang theo bản chính.", 0, 0)),
            ]
        )
        assert not draft.questions
        assert [(row.handing, row.kind) for row in draft.papers] == [
            ("submit", "paper"),
            ("present", "paper"),
            ("unknown", "note"),
        ]

    def test_no_originals_and_no_copies_is_no_number(self):
        draft = mapped(
            executionCases=[case("", component("Giấy chứng nhận", 0, 0), component("Hồ sơ gồm:", 0, 0))]
        )
        assert [(row.kind, row.originals, row.copies) for row in draft.papers] == [
            ("paper", None, None),
            ("note", None, None),
        ]
        assert "paper-no-copies" in rules(draft)

    def test_a_paper_without_name_takes_it_from_its_detail(self):
        nameless = component("", detail={"name": "Đơn đề nghị", "code": "X1"})
        draft = mapped(executionCases=[case("", nameless, component(""))])
        assert draft.papers[0].name_vi == "Đơn đề nghị"
        assert "paper-without-name" in rules(draft)

    def test_files_become_forms(self):
        file = {"id": "f-1", "fileName": "Mẫu số 01.docx", "bucketName": "b", "filePath": "p"}
        paper = mapped(executionCases=[case("", component("Tờ khai", attachments=[file, file]))]).papers[0]
        assert [(form.source_id, form.file_name) for form in paper.forms] == [("f-1", "Mẫu số 01.docx")]


class TestHeadings:
    @pytest.mark.parametrize(
        "name",
        [
            "Thành phần hồ sơ:",
            "a) Thành phần hồ sơ bao gồm:",
            "01 bộ hồ sơ",
            "Số lượng hồ sơ: 01 bộ.",
            "Gồm:",
        ],
    )
    def test_a_heading_that_says_nothing_is_no_finding(self, name):
        draft = mapped(executionCases=[case(name, component("Đơn"))])
        assert draft.papers[0].heading_vi
        assert "case-is-heading" not in rules(draft)

    @pytest.mark.parametrize("name", ["Hồ sơ gia hạn", "Trường hợp ủy quyền", "Đối với tổ chức"])
    def test_a_heading_that_may_be_a_case_is_one(self, name):
        assert "case-is-heading" in rules(mapped(executionCases=[case(name, component("Đơn"))]))


class TestSteps:
    def test_a_block_is_split_where_numbering_is_complete(self):
        text = "Trước hết xem kỹ.\nBước 1: Nộp hồ sơ\nTại quầy.\nBước 2: Nhận kết quả tại quầy."
        steps = mapped(executionSteps=[{"name": "", "description": text}]).steps
        assert [(row.name_vi, row.text_vi) for row in steps] == [
            ("", "Trước hết xem kỹ.\nNộp hồ sơ\nTại quầy."),
            ("", "Nhận kết quả tại quầy."),
        ]

    @pytest.mark.parametrize("text", ["Bước 1: Nộp.\nBước 3: Nhận.", "Bước 1: Nộp.", "1. Nộp.\n1. Nhận."])
    def test_numbering_with_a_gap_stays_one_step(self, text):
        steps = mapped(executionSteps=[{"name": "", "description": text}]).steps
        assert [row.text_vi for row in steps] == [text]


class TestActs:
    @pytest.mark.parametrize(
        ("code", "number"),
        [
            ("12/2024/NĐ-CP", "12/2024/NĐ-CP"),
            (" 105/2025/NĐ- CP", "105/2025/NĐ-CP"),
            ("Nghị định số 136/2025/NĐ-CP", "136/2025/NĐ-CP"),
            ("86/2018/nđ-cp", "86/2018/NĐ-CP"),
            ("Luật số 146/2025/QH15", "146/2025/QH15"),
            ("290/2005/QĐ-TTg", "290/2005/QĐ-TTg"),
            ("66.7/2025/NQ-CP", "66.7/2025/NQ-CP"),
            ("18/2026/QĐ - UBND", "18/2026/QĐ-UBND"),
            ("31/2025/TT_BCA", "31/2025/TT-BCA"),
            ("191/2005/TTLT/BQP-BLĐTBXH-BTC", "191/2005/TTLT-BQP-BLĐTBXH-BTC"),
            ("31/2018/NĐ-CP Nghị định 31/2018/NĐ-CP", "31/2018/NĐ-CP"),
            ("2222/QĐ-BHXH", "2222/QĐ-BHXH"),
        ],
    )
    def test_many_writings_one_number(self, code, number):
        act, sure = act_of(code, "Về việc gì đó")
        assert (act.number, sure) == (number, True)

    def test_a_broken_number_is_kept_and_said_to_be_unsure(self):
        act, sure = act_of("Luật Hóa chất", "Luật Hóa chất")
        assert (act.number, act.title, sure) == ("Luật Hóa chất", "", False)

    def test_the_name_helps_only_when_it_is_one_act_beginning_like_the_code(self):
        assert act_of("08/2026", "Thông tư số 08/2026/TT-BTP")[0].number == "08/2026/TT-BTP"
        assert act_of("08/2026", "08/2026/TT-BTP và 08/2026/TT-BNV")[1] is False

    @pytest.mark.parametrize(("number", "kind"), [("1/2024/NĐ-CP", "Nghị định"), ("2/2024/QH15", "Luật")])
    def test_kinds(self, number, kind):
        assert act_of(number, "")[0].kind == kind

    def test_dates_and_fractions_are_no_acts(self):
        assert numbers_in("ngày 31/12/2026, 1/2 hồ sơ, 500.000 đồng/giấy, từ 01/7/2025") == []


class TestWhole:
    def test_the_decision_and_its_date_at_hanoi(self):
        draft = mapped()
        assert (draft.decision, draft.decided_on) == ("99/QĐ-BTP", date(2026, 5, 22))

    def test_titles(self):
        assert map_record(record(name="Cấp lại giấy.")).title == "Cấp lại giấy"
        long = "Cấp giấy " * 100
        draft = map_record(record(name=long))
        assert len(draft.title) <= 255
        assert draft.official_title_vi == " ".join(long.split())
        listed = map_record(record(), Lists(titles={"1.900001": ("Xin giấy thử", "Get a test paper")}))
        assert (listed.title, listed.title_en) == ("Xin giấy thử", "Get a test paper")
        assert tidied("CẤP GIẤY PHÉP") == "Cấp giấy phép"

    def test_text_is_nfc_without_invisible_letters(self):
        assert clean("Đa\u0306ng ky\u0301\u200b\x00  \r\n\r\n\r\n\r\nx ") == "Đăng ký\n\nx"

    def test_online_levels(self):
        assert mapped(executionMethods=[method("ONLINE")], isFullProcess=True).online == "full"
        assert mapped(executionMethods=[method("ONLINE")]).online == "part"
        assert mapped().online == "none"
        assert "online-disagrees" in rules(mapped(isFullProcess=True))

    def test_units_stand_in_where_no_department_is_named(self):
        draft = mapped(departmentsExecuting=[], unitGroupsExecuting=[None, {"id": "u", "name": "Thuế cơ sở"}])
        assert [row.name for row in draft.agencies] == ["Thuế cơ sở"]
        assert "agency-group-missing" in rules(draft)
        assert level_of("Uỷ ban nhân dân cấp xã", "") == "commune"

    def test_a_field_nobody_knows_is_a_finding(self):
        draft = mapped(hotline="1022")
        assert [(row.place, row.source_text) for row in draft.findings] == [("detail.hotline", '"1022"')]

    @pytest.mark.parametrize(
        "detail",
        [
            {"executionSteps": "x"},
            {"executionMethods": [{"submissionMethod": "PIGEON"}]},
            {"executionMethods": [method(fees=[fee(-5)])]},
            {"executionCases": [case("", component("Đơn", -1))]},
            {"isInternal": "no"},
            {"procedureProposal": {"decisionDate": 10**30}},
            {"note": 5},
        ],
    )
    def test_a_wrong_type_is_refused_by_its_place(self, detail):
        with pytest.raises(WrongType, match="detail"):
            mapped(**detail)

    @settings(max_examples=150, deadline=None, derandomize=True)
    @given(
        st.sampled_from(sorted(record()["detail"])),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
            ),
            max_leaves=8,
        ),
    )
    def test_any_value_anywhere_maps_or_is_refused(self, field, value):
        data = record()
        data["detail"][field] = value
        with contextlib.suppress(WrongType):
            assert map_record(data).code == "1.900001"


def test_who_published_stands_in_when_nobody_is_named():
    draft = mapped(
        departmentsExecuting=[], departmentPromulgateName="Bộ Y tế", departmentPromulgateCode="G12"
    )
    assert [(row.role, row.name, row.code) for row in draft.agencies] == [("publishing", "Bộ Y tế", "G12")]
    assert "agency-missing" in rules(draft)
    assert [row.role for row in mapped(departmentPromulgateName="Bộ Y tế").agencies] == ["executing"]
