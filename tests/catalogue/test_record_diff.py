"""Differences of two records in a reader's words; nothing that differs is left unsaid."""

from decimal import Decimal

import pytest

from catalogue import record as r
from catalogue.record_diff import EXCERPT, Difference, differences, shortened
from catalogue.sections import changed_sections

SOURCE = r.Source(kind="unknown")
PAPER = r.Paper(key="p1", name=r.Text(vi="Tờ khai"), originals=1)
FEE = r.Fee(key="f1", status="amount", amount=Decimal(8000), channel="in_person", source=SOURCE)
CHANNEL = r.Channel(key="in_person", method="in_person", time=r.Duration(quantity=Decimal(5), unit="day"))


def record(**fields):
    title = r.Text(vi="Khai sinh")
    base = {"papers": (PAPER,), "fees": (FEE,), "channels": (CHANNEL,), **fields}
    return r.ProcedureRecord(code="1.000001", title=base.pop("title", title), official_title=title, **base)


def lines(before, after):
    return [found.line for found in differences(before, after)]


def test_equal_records_do_not_differ():
    assert differences(record(), record()) == []


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"title": r.Text(vi="Khai tử")}, "Tên: “Khai sinh” → “Khai tử”"),
        ({"title": r.Text(vi="Khai sinh", en="Birth")}, "Tên (tiếng Anh): (trống) → “Birth”"),
        ({"note": r.Text(vi="Mang bút")}, "Ghi chú: (trống) → “Mang bút”"),
        ({"online": "full"}, "Mức độ trên mạng: “chưa rõ” → “toàn trình”"),
        ({"offline_only": True}, "Chỉ nộp trực tiếp: “không” → “có”"),
        (
            {"papers": (PAPER.model_copy(update={"copies": 2}),)},
            "Giấy tờ › “Tờ khai” › số bản sao: (trống) → “2”",
        ),
        ({"papers": ()}, "Giấy tờ › bỏ: “Tờ khai · 1” → (trống)"),
        (
            {"fees": (FEE.model_copy(update={"amount": Decimal(15000)}),)},
            "Phí, lệ phí › “đến tận nơi” › mức thu: “8.000” → “15.000”",
        ),
        (
            {"publication": r.Publication(decision="99/QĐ-BTP")},
            "Công bố › quyết định: (trống) → “99/QĐ-BTP”",
        ),
    ],
)
def test_a_field_is_named_as_a_reader_would(fields, line):
    assert lines(record(), record(**fields)) == [line]


def test_rows_are_the_same_by_key_then_by_name():
    other_key = PAPER.model_copy(update={"key": "p9", "originals": 2})
    assert lines(record(), record(papers=(other_key,))) == ["Giấy tờ › “Tờ khai” › số bản chính: “1” → “2”"]


def test_an_order_alone_is_told():
    second = r.Paper(key="p2", name=r.Text(vi="Ảnh"))
    found = differences(record(papers=(PAPER, second)), record(papers=(second, PAPER)))
    assert [(one.place, one.old, one.new) for one in found] == [
        ("Giấy tờ › thứ tự hoặc khóa dòng", "Tờ khai; Ảnh", "Ảnh; Tờ khai")
    ]


def test_conditions_and_channels_are_read_by_their_words():
    choices = (r.Choice(key="a", label=r.Text(vi="Cấp mới")), r.Choice(key="b", label=r.Text(vi="Cấp lại")))
    question = r.Question(key="q", text=r.Text(vi="Trường hợp nào?"), choices=choices)
    when = (r.Condition(question="q", choices=("b",)),)
    after = record(questions=(question,), papers=(PAPER.model_copy(update={"applies_when": when}),))
    assert "Trường hợp nào? · Cấp lại" in lines(record(questions=(question,)), after)[0]


def test_every_changed_section_has_a_line():
    after = record(
        title=r.Text(vi="Khác"),
        levels=("commune",),
        agencies=(r.Agency(id="x", name=r.Text(vi="Sở"), role="executing"),),
        where=r.Text(vi="Quầy"),
        sets=2,
        channels=(),
        fees=(),
        steps=(r.Step(key="s", text=r.Text(vi="Nộp")),),
        outputs=(r.Output(key="o", name=r.Text(vi="Giấy")),),
        acts=(r.Act(id="a", number="1/2024/NĐ-CP", title=r.Text(vi="Về")),),
    )
    assert set(changed_sections(record(), after)) <= {one.section for one in differences(record(), after)}


def test_of_a_long_text_what_differs_is_shown():
    long = "Chữ " * 300
    short = shortened(Difference("conditions", "Ghi chú", long + "cũ", long + "mới"))
    assert short.new.startswith("…")
    assert short.new.endswith("mới")
    assert len(short.old) <= EXCERPT + 2
