"""English names of agencies: from the list, of their parts, or none; and everything the sample names has one."""

import json
import lzma
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from catalogue.importing import seeding
from catalogue.importing.agency_names import english_name
from catalogue.importing.mapping.agencies import agencies_of
from catalogue.importing.mapping.keys import RowKeys
from catalogue.importing.mapping.node import Node
from catalogue.importing.mapping.shapes import ProcedureDraft
from catalogue.importing.mapping.text import matching
from catalogue.importing.run import import_file
from catalogue.importing.seeds import SAMPLE_FILE, SAMPLE_OVERLAY, rows
from catalogue.models import Agency, Audience, DocumentType, LifeEvent, Office, Topic, Unit

from .records import record, source_file

NATIONAL = Path(settings.NATIONAL_DATA) / "national_procedures.jsonl.xz"


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Bộ Tài chính", "Ministry of Finance"),
        ("bộ  tài chính.", "Ministry of Finance"),
        ("Uỷ ban nhân dân cấp xã", "Commune-level People's Committee"),
        ("Sở Y tế tỉnh Lào Cai", "Department of Health, Lao Cai Province"),
        ("Sở Y tế - Tỉnh Bạc Liêu", "Department of Health, Bac Lieu Province"),
        ("Sở Xây dựng - TP.HCM", "Department of Construction, Ho Chi Minh City"),
        ("Sở Xây dựng Thanh Hóa", "Department of Construction, Thanh Hoa Province"),
        ("Sở Nội vụ Thành phố Hà Nội", "Department of Home Affairs, Hanoi City"),
        ("UBND Thành phố Đà Nẵng", "People's Committee of Da Nang City"),
        ("UBND Phường Từ Sơn, tỉnh Bắc Ninh", "People's Committee of Tu Son Ward, Bac Ninh Province"),
        ("Cục Thuế - Bộ tài chính", "Tax Department, Ministry of Finance"),
        ("Cục Tác chiến/Bộ Tổng Tham mưu", "Department of Operations, General Staff"),
        ("Quân khu 7", "Military Region 7"),
        (
            "Chi nhánh Văn phòng đăng ký đất đai Đức Cơ - tỉnh Gia Lai",
            "Land Registration Office Branch of Duc Co, Gia Lai Province",
        ),
    ],
)
def test_a_name_and_its_parts(name: str, english: str) -> None:
    assert english_name(name) == english


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Sở Không Có",
        "Sở Không Có tỉnh Lào Cai",
        "Sở Y tế và một cơ quan khác",
        "Sở Y tế - Bộ Không Có",
        "Quân khu nào đó",
        "tỉnh Lào Cai",
    ],
)
def test_no_half_of_a_name(name: str) -> None:
    assert english_name(name) == ""


@given(st.text(max_size=80) | st.text(alphabet="-/ tỉnhpSởYế,.", max_size=80))
def test_any_text_has_a_name_or_none(text: str) -> None:
    assert isinstance(english_name(text), str)


def test_the_list_has_each_name_once() -> None:
    names = [matching(row["name_vi"]) for row in rows("agencies_en.tsv")]
    assert len(names) == len(set(names))
    assert all(row["name_en"] and row["name_en"].isascii() for row in rows("agencies_en.tsv"))


@pytest.mark.django_db
@pytest.mark.database
def test_everything_the_sample_names_has_an_english_name() -> None:
    seeding.apply_all()
    import_file(SAMPLE_FILE, origin="sample", overlay=SAMPLE_OVERLAY)
    for model in (Topic, LifeEvent, Audience, Unit, Office, Agency, DocumentType):
        there = list(model._default_manager.all())
        assert there
        assert [thing.name_vi for thing in there if not thing.name_en] == []


@pytest.mark.django_db
@pytest.mark.database
def test_agencies_of_an_earlier_import_get_theirs_and_an_editors_stays(tmp_path: Path) -> None:
    ministry = [{"id": "x", "name": "Bộ Tài chính", "code": "G12"}]
    import_file(source_file(tmp_path, record(departmentsExecuting=ministry)))
    agency = Agency.objects.get(code="G12")
    assert agency.name_en == "Ministry of Finance"
    Agency.objects.update(name_en="")
    assert seeding.apply_all()["agencies"]
    assert Agency.objects.get(code="G12").name_en == "Ministry of Finance"
    Agency.objects.update(name_en="The Ministry")
    assert seeding.apply_all()["agencies"] == 0


@pytest.mark.national
@pytest.mark.skipif(not NATIONAL.exists(), reason="no national records")
def test_every_agency_of_the_national_file_has_an_english_name() -> None:
    names = set()
    with lzma.open(NATIONAL, "rt", encoding="utf-8") as lines:
        for text in lines:
            detail = json.loads(text)["detail"]
            draft = ProcedureDraft(code="x", source_code="x", title="x")
            names |= {row.name for row in agencies_of(Node(detail), draft, RowKeys("x"))}
    assert len(names) > 600
    assert [name for name in sorted(names) if not english_name(name)] == []
