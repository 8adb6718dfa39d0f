"""Fees read from words: proposed when the whole text is one plain statement, else left alone."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.importing.mapping.fee_rules import proposed
from catalogue.importing.mapping.procedure import map_record
from catalogue.importing.mapping.shapes import FeeDraft, FindingDraft, ProcedureDraft
from catalogue.record import FeeRule

from .records import fee, method, record

BESIDE = {"status", "amount", "currency", "fee_key"}


def mapped(*methods: dict[str, Any]) -> ProcedureDraft:
    return map_record(record(executionMethods=list(methods)))


def proposals(*methods: dict[str, Any]) -> list[FindingDraft]:
    return [found for found in mapped(*methods).findings if found.rule == "fee-rule-proposed"]


def read(value: Any, text: str, **more: Any) -> tuple[FeeRule, dict[str, Any]] | None:
    """The rule and what stands beside it, for one row of the source."""
    found = proposals(method(fees=[fee(value, text, **more)]))
    if not found:
        return None
    proposal = found[0].proposal or {}
    rule = FeeRule.model_validate({name: one for name, one in proposal.items() if name not in BESIDE})
    return rule, proposal


class TestPlainAmounts:
    @pytest.mark.parametrize(
        ("value", "text", "amount"),
        [
            (0, "Lệ phí: 50.000 đồng/lần", "50000"),
            (0, "- 250.000 đồng/hồ sơ.", "250000"),
            (None, "Mức thu 30.000đ", "30000"),
            (0, "65.000.000 đồng (sáu mươi lăm triệu đồng)/lần cấp", "65000000"),
            (0, "02 triệu đồng/lần thẩm định", "2000000"),
            (0, "Phí thẩm định: 1,500,000 đồng/lần (Thông tư số 61/2023/TT-BTC)", "1500000"),
            (
                100,
                "Phí công bố: 100.000 đồng/lần (Thông tư số 47/2019/TT-BTC ngày 05/8/2019 của Bộ Tài chính)",
                "100000",
            ),
        ],
    )
    def test_one_amount_for_the_whole_is_flat(self, value, text, amount):
        found = read(value, text)
        assert found is not None
        rule, proposal = found
        assert (rule.kind, proposal["amount"], proposal["currency"]) == ("flat", amount, "VND")
        assert proposal["status"] == "amount"

    @pytest.mark.parametrize(
        ("value", "text", "unit", "amount", "currency"),
        [
            (0, "2.000 đồng/trang", "trang", "2000", "VND"),
            (2000, "2.000 đồng/trang", "trang", "2000", "VND"),
            (2000, "/trang", "trang", "2000", "VND"),
            (40, "40.000 đồng/01 Giấy chứng nhận", "giấy chứng nhận", "40000", "VND"),
            (145, "Thẻ tạm trú: 145 USD/thẻ", "thẻ", "145", "USD"),
        ],
    )
    def test_an_amount_counted_by_something_is_per_unit(self, value, text, unit, amount, currency):
        found = read(value, text)
        assert found is not None
        rule, proposal = found
        assert rule.kind == "per_unit"
        assert rule.unit is not None
        assert (rule.unit.vi, proposal["amount"], proposal["currency"]) == (unit, amount, currency)

    def test_an_amount_the_row_already_has_is_not_proposed_again(self):
        assert read(50_000, "Lệ phí: 50.000 đồng/lần") is None

    def test_an_amount_that_differs_from_the_one_of_the_row_is_not_proposed(self):
        assert read(75_000, "50.000 đồng/giấy") is None


class TestRules:
    def test_tiers_with_a_cap(self):
        text = "2.000 đồng/trang; từ trang thứ 3 trở lên thu 1.000 đồng/trang, tối đa thu không quá 200.000 đồng/bản."
        found = read(2000, text)
        assert found is not None
        rule, proposal = found
        assert [(tier.up_to, tier.amount) for tier in rule.tiers] == [(2, 2000), (None, 1000)]
        assert (rule.kind, rule.maximum, proposal["amount"]) == ("tiers", 200_000, None)

    def test_a_percentage_with_least_and_most(self):
        text = (
            "Phí được tính theo tỷ lệ bằng 0,1% (một phần nghìn) tổng giá trị của hợp đồng nhưng tối đa không quá "
            "10 (mười) triệu đồng và tối thiểu không dưới 05 (năm) triệu đồng."
        )
        found = read(5_000_000, text)
        assert found is not None
        rule, _ = found
        assert (rule.kind, rule.percent) == ("percentage", Decimal("0.1"))
        assert (rule.minimum, rule.maximum) == (5_000_000, 10_000_000)

    @pytest.mark.parametrize(
        "text",
        [
            "Theo Thông tư số 94/2021/TT-BTC",
            "Thực hiện theo Điều 4, 5 và 6 Thông tư số 216/2016/TT-BTC ngày 10/11/2016 của Bộ trưởng Bộ Tài chính",
            "Phí kiểm dịch: theo quy định tại Thông tư số 101/2020/TT-BTC của Bộ Tài chính quy định mức thu phí",
        ],
    )
    def test_a_tariff_in_an_act(self, text):
        found = read(0, text)
        assert found is not None
        assert (found[0].kind, found[1]["amount"]) == ("tariff", None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Không",
        "Miễn phí",
        "Miễn lệ phí (Thông tư số 47/2019/TT-BTC)",
        "Cấp mới 40.000 đồng/lần; cấp lại 20.000 đồng/lần",
        "Dưới 5 tấn: 50.000 đồng/giấy; từ 5 tấn trở lên: 100.000 đồng/giấy",
        "Nộp 150.000 đồng + (số tấn x 15.000 đồng/tấn)",
        "5.000.000-10.000.000 đồng",
        "20% của 11.000.000 đồng",
        "75% mức thu phí cấp lần đầu",
        "50.000 đồng/giấy (áp dụng đến hết ngày 31/12/2026)",
        "Áp dụng mức phí 500.000 đồng/hồ sơ theo Thông tư số 64/2025/TT-BTC",
        "Nếu nộp trực tuyến: 25.000 đồng/lần",
        "10.500.000 đồng/lần đối với tàu nhóm II",
        "Theo Thông tư số 148/2016/TT-BTC được sửa đổi bởi Thông tư số 53/2019/TT-BTC",
        "Không được quy định tại Biểu phí kèm theo Thông tư số 47/2019/TT-BTC",
        "Do Hội đồng nhân dân tỉnh quyết định, 50.000 đồng/lần",
        "500 đồng/trang",
    ],
)
def test_a_condition_a_second_amount_or_a_date_means_no_proposal(text):
    assert read(0, text) is None


def test_a_proposal_never_changes_the_fee_and_names_its_row():
    rows = [fee(0, "Không quy định"), fee(0, "Lệ phí: 50.000 đồng/lần")]
    draft = mapped(method("DIRECT", fees=rows))
    found = next(one for one in draft.findings if one.rule == "fee-rule-proposed")
    assert found.place == "detail.executionMethods[0].fees[1]"
    assert found.source_text == "Lệ phí: 50.000 đồng/lần"
    assert (draft.fees[1].status, draft.fees[1].amount) == ("unknown", None)
    assert found.proposal is not None
    assert found.proposal["fee_key"] == draft.fees[1].key


def test_equal_rows_of_all_channels_give_one_proposal_a_channels_own_row_its_own():
    rows = [fee(0, "Lệ phí: 50.000 đồng/lần")]
    assert len(proposals(method("DIRECT", fees=rows), method("ONLINE", fees=rows))) == 1
    found = proposals(method("DIRECT", fees=rows), method("ONLINE", fees=[fee(0, "25.000 đồng/lần")]))
    assert [one.place for one in found] == [f"detail.executionMethods[{number}].fees[0]" for number in (0, 1)]


@given(st.text(alphabet="0123456789., đồngtừ/%lầnphíUSD:;()+-", max_size=120))
def test_any_text_is_read_or_left_alone(text):
    found = proposed(FeeDraft(key="k", description_vi=text), Decimal(0))
    if found is not None:
        FeeRule.model_validate({name: one for name, one in found.items() if name not in BESIDE})
        assert found["amount"] is None or Decimal(found["amount"]) >= 1
