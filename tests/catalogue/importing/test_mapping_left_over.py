"""Words of the source that no part of a page takes: each stands in a finding, whole."""

from typing import Any

import pytest

from catalogue.importing.mapping.procedure import map_record
from catalogue.importing.mapping.shapes import ProcedureDraft

from .records import case, component, fee, method, record

UNPLACED = "field-without-place"


def found(rule: str, **detail: Any) -> dict[str, str]:
    return said(map_record(record(**detail)), rule)


def said(draft: ProcedureDraft, rule: str) -> dict[str, str]:
    return {one.place: one.source_text for one in draft.findings if one.rule == rule}


@pytest.mark.parametrize(
    "code",
    [
        "12/2024/NĐ-CP ngày 01/02/2024",
        "Điều 9 Nghị định số 12/2024/NĐ-CP",
        "12/2024/NĐ-CP (TP. Hải Phòng)",
    ],
)
def test_words_beside_the_number_of_an_act_are_listed(code):
    listed = found("act-number-unclear", legalBasisesDetails=[{"code": code, "name": "Về việc thử"}])
    assert listed == {"detail.legalBasisesDetails[0]": f"{code} | Về việc thử"}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("12/2024/NĐ-CP", "Về việc thử"),
        ("Nghị định số 12/2024/NĐ-CP.", "Về việc thử"),
        ("Số: 12/2024/ND-CP", "Về việc thử"),
        ("TT12/2024/TT-BTC", "Về việc thử"),
        ("12/2024", "Nghị định số 12/2024/NĐ-CP về việc thử"),
        ("12/2024/NĐ-CP của Chính phủ", "Nghị định số 12/2024/NĐ-CP của Chính phủ về việc thử"),
    ],
)
def test_an_act_whose_code_says_no_more_than_its_number_is_none(code, name):
    assert found("act-number-unclear", legalBasisesDetails=[{"code": code, "name": name}]) == {}


def test_a_broken_code_beside_a_title_with_the_number_is_listed():
    act = {"code": "222/02205/NĐ-CP", "name": "Nghị định số 222/2025/NĐ-CP quy định việc thử"}
    assert list(found("act-number-unclear", legalBasisesDetails=[act])) == ["detail.legalBasisesDetails[0]"]


def test_a_second_number_of_the_decision_is_listed():
    proposal = {"proposalNumber": "99/QĐ-BTP", "decisionNumber": "100/QĐ-BTP"}
    assert found(UNPLACED, procedureProposal=proposal) == {
        "detail.procedureProposal.decisionNumber": "100/QĐ-BTP"
    }
    assert found(UNPLACED, procedureProposal=proposal | {"decisionNumber": "99/QĐ-BTP"}) == {}


@pytest.mark.parametrize("value", [0, 10])
def test_an_unknown_currency_is_listed_with_or_without_an_amount(value):
    fees = [fee(value, "Theo biểu giá", currencyName="Vàng miếng")]
    listed = found("fee-currency-unknown", executionMethods=[method(fees=fees)])
    assert listed == {
        "detail.executionMethods[0].fees[0]": f"Vàng miếng | {value or ''} Theo biểu giá".replace("  ", " ")
    }


def test_two_names_of_one_currency_agree_and_two_currencies_do_not():
    same = fee(10, "", currencyName="Việt Nam Đồng", currency={"code": "VND", "name": "Việt Nam Đồng"})
    other = fee(10, "", currencyName="USD", currency={"code": "EUR"})
    listed = found("fee-currency-unknown", executionMethods=[method(fees=[same, other])])
    assert listed == {"detail.executionMethods[0].fees[1]": "USD | EUR | 10"}


def test_a_topic_is_called_without_its_code_and_each_further_one_is_listed():
    topics = [
        {"name": "Việc thử (G07-LĐ11)", "code": "G07-LĐ11"},
        {"name": "Việc khác", "code": "G01"},
        {"name": "Việc thứ ba", "code": "G02"},
    ]
    draft = map_record(record(categoriesDetails=topics))
    assert draft.topic is not None
    assert (draft.topic.name, draft.topic.code) == ("Việc thử", "G07-LĐ11")
    assert said(draft, UNPLACED) == {"detail.categoriesDetails[0].name": "Việc thử (G07-LĐ11)"}
    assert list(said(draft, "second-topic").values()) == ["Việc khác", "Việc thứ ba"]


@pytest.mark.parametrize(
    ("detail", "place"),
    [
        ({"cases": [{"name": "Thử", "processingDay": {"qty": 3, "new": "x"}}]}, "cases[0].processingDay.new"),
        ({"departmentsExecuting": [{"name": "Sở thử", "new": "x"}]}, "departmentsExecuting[0].new"),
        ({"unitGroupsAuthority": [None, {"name": "Sở thử", "new": "x"}]}, "unitGroupsAuthority[1].new"),
        (
            {"procedureProposal": {"proposalNumber": "1/QĐ", "issuingAgency": {"name": "Bộ", "new": "x"}}},
            "procedureProposal.issuingAgency.new",
        ),
        (
            {"executionMethods": [method(fees=[fee(attachment={"fileName": "a.pdf", "new": "x"})])]},
            "executionMethods[0].fees[0].attachment.new",
        ),
        (
            {"executionCases": [case("", component("Đơn", detail={"data": {"new": "x"}}))]},
            "executionCases[0].profileComponents[0].detail.data.new",
        ),
    ],
)
def test_an_unknown_field_is_listed_wherever_it_stands(detail, place):
    assert found(UNPLACED, **detail) == {f"detail.{place}": '"x"'}


def test_another_name_or_code_inside_a_paper_is_listed():
    paper = component("Đơn thử", detail={"name": "Đơn khác", "code": "KQ.9"})
    place = "detail.executionCases[0].profileComponents[0].detail"
    assert found(UNPLACED, executionCases=[case("", paper)]) == {
        f"{place}.name": "Đơn khác",
        f"{place}.code": "KQ.9",
    }


def test_the_code_of_a_result_without_a_name_is_listed():
    results = [{"name": "", "code": "KQ.7"}]
    assert found(UNPLACED, resultsDetails=results) == {"detail.resultsDetails[0].code": "KQ.7"}
