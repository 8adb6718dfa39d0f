"""What an overlay sets on a draft, and that the shipped one names nothing unknown."""

import json
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from catalogue.importing.mapping.overlay import apply_overlay
from catalogue.importing.mapping.overlay_names import unknown_names
from catalogue.importing.mapping.procedure import map_record
from catalogue.importing.mapping.shapes import ProcedureDraft
from catalogue.importing.run import import_file
from catalogue.importing.seeding import apply_all
from catalogue.importing.seeds import SAMPLE_FILE, SAMPLE_OVERLAY
from catalogue.models import ProcedurePage, Unit

from .records import case, component, fee, method, record, source_file

CODE = "1.900001"
OVERLAY: dict[str, Any] = {
    "code": CODE,
    "sets": 2,
    "questions": [
        {
            "key": "cach",
            "text_vi": "Bạn nộp hồ sơ bằng cách nào?",
            "choices": [
                {"key": "mang", "label_vi": "Trên mạng", "method": "online"},
                {"key": "khac", "label_vi": "Cách khác"},
            ],
        }
    ],
    "groups_when": {"Giấy tờ phải nộp": {"cach": ["mang", "khac"]}},
    "papers": {"Đơn thử nghiệm": {"one_of": "đơn", "copy_kind": "plain", "lookup_vi": "Kho dữ liệu"}},
    "times": [
        {"key": "nhanh", "name_vi": "Làm nhanh", "quantity": 2, "unit": "day", "when": {"cach": ["mang"]}}
    ],
    "channels": {"online": {"quantity": None}},
    "fees": [
        {
            "key": "trang",
            "kind": "fee",
            "status": "amount",
            "rule": {"kind": "tiers", "tiers": [{"up_to": None, "amount": "1000"}], "maximum": "9000"},
            "channels": ["online", "in_person"],
            "together": True,
            "when": {"cach": ["mang"]},
            "exempt_vi": "Miễn cho hộ nghèo.",
            "territory": "da-nang",
            "from": "2026-01-01",
            "to": "2026-12-31",
            "act": "14/2025/NQ-HĐND",
            "issuer": "Hội đồng nhân dân thành phố Đà Nẵng",
        },
        {"key": "them", "status": "amount", "amount": "5000", "text_vi": "Mỗi bản."},
    ],
}


def data() -> dict[str, Any]:
    return record(
        CODE,
        executionCases=[case("Giấy tờ phải nộp", component("Đơn thử nghiệm"))],
        executionMethods=[method("ONLINE", fees=[fee(1000)]), method("DIRECT", fees=[fee(1000)])],
    )


def drafted(**more: Any) -> tuple[ProcedureDraft, dict[str, Any]]:
    draft, overlay = map_record(data()), deepcopy(OVERLAY) | more
    apply_overlay(draft, overlay)
    return draft, overlay


def test_questions_papers_and_times() -> None:
    draft, _ = drafted()
    assert draft.sets == 2
    assert [choice.method for choice in draft.questions[0].choices] == ["online", ""]
    paper = draft.papers[0]
    assert paper.applies_when == ["cach:mang", "cach:khac"]
    assert (paper.one_of, paper.copy_kind, paper.lookup_vi) == ("đơn", "plain", "Kho dữ liệu")
    added = draft.case_times[-1]
    assert (added.key, added.time_quantity, added.time_unit) == ("nhanh", Decimal(2), "day")
    assert added.applies_when == ["cach:mang"]
    assert {row.key: row.time_quantity for row in draft.channels}["online"] is None


def test_fees_take_the_place_of_the_sources_one_row_for_each_way() -> None:
    draft, _ = drafted()
    assert [(row.key, row.channel_key) for row in draft.fees] == [
        ("trang-online", "online"),
        ("trang-in_person", "in_person"),
        ("them", ""),
    ]
    first, _, plain = draft.fees
    assert first.rule == {
        "kind": "tiers",
        "tiers": [{"up_to": None, "amount": "1000"}],
        "maximum": "9000",
    }
    assert first.together
    assert first.applies_when == ["cach:mang"]
    assert (first.valid_from, first.valid_to) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (first.territory, first.exemptions_vi) == ("da-nang", "Miễn cho hộ nghèo.")
    assert first.act is not None
    assert (first.act.kind, first.act.issuer_vi) == ("Nghị quyết", "Hội đồng nhân dân thành phố Đà Nẵng")
    assert (plain.amount, plain.act) == (Decimal(5000), None)


def test_fees_of_the_source_stay_without_any_in_the_overlay() -> None:
    plain = map_record(data())
    apply_overlay(plain, {"code": CODE, "name_en": "Test"})
    assert plain.fees == map_record(data()).fees


def test_a_rule_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError):
        drafted(fees=[{"key": "x", "rule": {"kind": "guess"}}])


def test_nothing_is_unknown_in_a_whole_overlay() -> None:
    assert unknown_names(*drafted()) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"fee": []}, ": fee"),
        ({"applies_when": {"Giấy lạ": {"cach": ["mang"]}}}, "applies_when: Giấy lạ"),
        ({"papers": {"Đơn thử nghiệm": {"copies": 1}}}, "papers: copies"),
        ({"papers": {"Đơn thử nghiệm": {"copy_kind": "blue"}}}, "papers.copy_kind: blue"),
        ({"steps_when": {"Bước lạ": {"cach": ["mang"]}}}, "steps_when: Bước lạ"),
        ({"times": [{"key": "y", "name_vi": "y", "at": 1}]}, "times: at"),
        ({"times": [{"code": "9.900001.01", "quantity": 1}]}, "times: 9.900001.01"),
        ({"channels": {"post": {"quantity": 1}}}, "channels: post"),
        ({"fees": [{"key": "x", "channels": ["post"]}]}, "fees.channels: post"),
        ({"fees": [{"key": "x", "status": "cheap"}]}, "fees.status: cheap"),
        ({"fees": [{"key": "x", "when": {"cach": ["bay"]}}]}, "when: cach:bay"),
    ],
)
def test_a_name_that_fits_nothing_is_found(more: dict[str, Any], said: str) -> None:
    assert unknown_names(*drafted(**more)) == [said]


def shipped() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    overlays = {row["code"]: row for row in map(json.loads, SAMPLE_OVERLAY.read_text("utf-8").splitlines())}
    records = map(json.loads, SAMPLE_FILE.read_text("utf-8").splitlines())
    return [(row, overlays[row["code"]]) for row in records]


def test_the_shipped_overlay_names_nothing_unknown() -> None:
    for row, overlay in shipped():
        draft = map_record(row)
        apply_overlay(draft, overlay)
        assert unknown_names(draft, overlay) == [], draft.code
        keys = [fee.key for fee in draft.fees]
        assert len(keys) == len(set(keys)), draft.code
        assert len({row.key for row in draft.questions}) == len(draft.questions)


def test_the_sample_shows_what_a_record_can_say() -> None:
    drafts = []
    for row, overlay in shipped():
        draft = map_record(row)
        apply_overlay(draft, overlay)
        drafts.append(draft)
    fees = [(draft.code, one) for draft in drafts for one in draft.fees]
    assert sum(bool(draft.questions and any(p.applies_when for p in draft.papers)) for draft in drafts) >= 20
    assert sum(one.rule is not None for _, one in fees) >= 10
    assert {one.rule["kind"] for _, one in fees if one.rule} >= {"per_unit", "tiers", "percentage", "tariff"}
    assert len({code for code, one in fees if one.territory or one.status == "council"}) >= 6
    assert any(one.valid_to for _, one in fees)
    papers = [paper for draft in drafts for paper in draft.papers]
    assert {paper.copy_kind for paper in papers} == {"certified", "plain", "unknown"}
    assert {paper.handing for paper in papers} == {"submit", "present", "unknown"}
    assert any(paper.one_of for paper in papers)
    assert any(paper.lookup_vi for paper in papers)


@pytest.mark.django_db
@pytest.mark.database
def test_what_an_overlay_brings_reaches_the_record_as_sample(tmp_path: Any) -> None:
    sample = source_file(tmp_path, data())
    apply_all()
    import_file(sample, origin="sample", overlay={CODE: OVERLAY})
    page = ProcedurePage.objects.get(code=CODE)
    assert page.section_origins["fees"] == {"origin": "sample"}
    assert page.sets == 2
    local = page.fees.get(key="trang-online")
    assert local.territory.slug == "da-nang"
    assert local.source_act.number == "14/2025/NQ-HĐND"
    assert import_file(sample, origin="sample", overlay={CODE: OVERLAY}).changed == []


@pytest.mark.django_db
@pytest.mark.database
def test_a_fee_of_a_place_that_is_unknown_is_refused(tmp_path: Any) -> None:
    """Without its place it would be everybody's."""
    overlay = OVERLAY | {"fees": [OVERLAY["fees"][0] | {"territory": "noi-la"}]}
    with pytest.raises(Unit.DoesNotExist):
        import_file(source_file(tmp_path, data()), origin="sample", overlay={CODE: overlay})
