"""Provinces and communes from a file: checked whole, written by code, repeated without a write."""

import json
import time
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.importing import seeding
from catalogue.importing.unit_files import english_name, tidy
from catalogue.importing.units import import_units
from catalogue.models import FormerUnit, Office, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NATIONAL = Path(settings.NATIONAL_DATA) / "units_2025.json"
MERGED = Path(settings.NATIONAL_DATA) / "danang_new_wards_offices.json"

COUNTRY: list[dict[str, Any]] = [
    {
        "Code": "48",
        "FullName": "Thành phố Đà Nẵng",
        "FullNameEn": "Da Nang City",
        "Wards": [
            {"Code": "20242", "FullName": "Phường Hải Châu", "ProvinceCode": "48"},
            {"Code": "29999", "FullName": "Phường Hoà Cường", "ProvinceCode": "48"},
        ],
    },
    {
        "Code": "56",
        "FullName": "Tỉnh Khánh Hoà",
        "FullNameEn": "Khanh Hoa Province",
        "Wards": [
            {"Code": "22400", "FullName": "Phường Hải Châu", "ProvinceCode": "56"},
            {"Code": "22736", "FullName": "Đặc khu Trường Sa", "ProvinceCode": "56"},
        ],
    },
]
CITY: dict[str, Any] = {
    "metadata": {"city_info": {"name": "TP Đà Nẵng"}},
    "commune_ward_list": [
        {
            "new_commune_ward": "Hải Châu",
            "merged_communes_wards": "Phường Cũ Một,  Phường Cũ Hai",
            "location": {"address": "Số 1 đường Thử,", "latitude": 16.0637232840, "longitude": 108.22247},
        }
    ],
}


def file(folder: Path, data: Any) -> Path:
    path = folder / "units.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def run(path: Path, **options: Any) -> str:
    out = StringIO()
    call_command("import_units", str(path), stdout=out, **options)
    return out.getvalue()


def names() -> dict[str, str]:
    return dict(Unit.objects.order_by("code").values_list("slug", "name_vi"))


def test_units_are_made_with_slugs_that_tell_them_apart(tmp_path):
    said = run(file(tmp_path, COUNTRY))
    assert "2 tỉnh, thành phố; 4 xã, phường, đặc khu" in said
    assert names() == {
        "phuong-hai-chau": "Phường Hải Châu",
        "phuong-hoa-cuong-da-nang": "Phường Hòa Cường",
        "phuong-hai-chau-khanh-hoa": "Phường Hải Châu",
        "dac-khu-truong-sa-khanh-hoa": "Đặc khu Trường Sa",
        "da-nang": "Thành phố Đà Nẵng",
        "khanh-hoa": "Tỉnh Khánh Hòa",
    }
    island = Unit.objects.get(code="22736")
    assert (island.kind, island.name_en, island.parent.code) == ("special", "Truong Sa Special Zone", "56")


def test_a_second_run_writes_nothing(tmp_path):
    path = file(tmp_path, COUNTRY)
    run(path)
    with CaptureQueriesContext(connection) as queries:
        assert "Mới: 0 · thay đổi: 0 · không đổi: 6" in run(path)
    assert not [q for q in queries if not q["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]


def test_a_dry_run_counts_and_writes_nothing(tmp_path):
    assert "Mới: 6" in run(file(tmp_path, COUNTRY), dry_run=True)
    assert not Unit.objects.exists()


def test_a_rename_keeps_the_slug_and_is_told(tmp_path):
    run(file(tmp_path, COUNTRY))
    changed = deepcopy(COUNTRY)
    changed[0]["Wards"][1]["FullName"] = "Xã Đổi Tên"
    assert "29999 Phường Hòa Cường → Xã Đổi Tên" in run(file(tmp_path, changed))
    unit = Unit.objects.get(code="29999")
    assert (unit.slug, unit.name_vi, unit.kind) == ("phuong-hoa-cuong-da-nang", "Xã Đổi Tên", "commune")


def test_an_editors_english_name_and_spelling_stay(tmp_path):
    run(file(tmp_path, COUNTRY))
    Unit.objects.filter(code="56").update(name_vi="Tỉnh Khánh Hoà", name_en="Khánh Hòa")
    run(file(tmp_path, COUNTRY))
    assert Unit.objects.get(code="56").name_en == "Khánh Hòa"


def test_what_is_gone_is_named_and_ends_only_when_told(tmp_path):
    run(file(tmp_path, COUNTRY))
    office = Office.objects.create(slug="tru-so", name_vi="Trụ sở", address_vi="Số 1")
    office.units.add(Unit.objects.get(code="22400"))
    left = deepcopy(COUNTRY)
    del left[1]["Wards"][0]
    path = file(tmp_path, left)
    assert "22400 Phường Hải Châu" in run(path)
    assert Unit.objects.get(code="22400").ended is None
    run(path, ended_on="2026-01-01", dry_run=True)
    assert Unit.objects.get(code="22400").ended is None
    run(path, ended_on="2026-01-01")
    assert str(Unit.objects.get(code="22400").ended) == "2026-01-01"
    assert office.units.count() == 1
    assert "đang ghi là hết tồn tại" in run(file(tmp_path, COUNTRY))


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ((0, "Code"), "4", "[0].Code: cần mã gồm 2 chữ số"),
        ((0, "Code"), 48, "[0].Code"),
        ((0, "FullName"), "Đà Nẵng", "[0].FullName: phải bắt đầu bằng “Tỉnh”"),
        ((0, "FullName"), None, "[0].FullName: cần chữ"),
        ((0, "FullNameEn"), ["x"], "[0].FullNameEn: cần chữ"),
        ((0, "Wards"), {}, "[0].Wards: cần danh sách"),
        ((0, "Wards"), [], "[0].Wards: cần danh sách"),
        ((1,), "x", "[1]: cần một đối tượng"),
        ((1, "Wards", 0), None, "[1].Wards[0]: cần một đối tượng"),
        ((1, "Wards", 1, "Code"), "22400", "[1].Wards[1].Code: mã 22400 đã có ở [1].Wards[0]"),
        ((1, "Wards", 1, "Code"), "２２７３６", "[1].Wards[1].Code"),
        ((1, "Wards", 1, "FullName"), "Thị trấn Cũ", "[1].Wards[1].FullName: phải bắt đầu bằng “Phường”"),
        ((1, "Wards", 1, "FullName"), "Xã " + "x" * 300, "[1].Wards[1].FullName: dài quá"),
        ((1, "Wards", 1, "ProvinceCode"), "48", "[1].Wards[1].ProvinceCode: khác mã của tỉnh"),
    ],
)
def test_a_mistake_is_named_by_its_path_and_nothing_is_written(tmp_path, place, value, said):
    data: Any = deepcopy(COUNTRY)
    holder = data
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    with pytest.raises(CommandError) as caught:
        run(file(tmp_path, data))
    assert said in str(caught.value)
    assert not Unit.objects.exists()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{", "JSON"),
        ("", "trống"),
        ("[]", "danh sách trống"),
        ("5", "commune_ward_list"),
        ('{"commune_ward_list": []}', "commune_ward_list"),
        ('{"commune_ward_list": [5], "metadata": 5}', "metadata.city_info.name"),
        ('[{"Code": "48", "Code": "49"}]', "hai lần"),
        ("[" * 100_000, "tầng"),
    ],
)
def test_what_is_no_such_file_is_refused(tmp_path, text, word):
    with pytest.raises(CommandError, match=word):
        run(file(tmp_path, text))
    with pytest.raises(CommandError, match="thư mục"):
        run(tmp_path)


def test_old_units_and_offices_of_a_city(tmp_path):
    run(file(tmp_path, COUNTRY))
    said = run(file(tmp_path, CITY))
    assert "Đơn vị cũ được ghi: 2 · nơi nộp mới: 1" in said
    office = Office.objects.get(units__code="20242")
    assert (office.name_vi, office.address_vi) == ("Trụ sở phường Hải Châu", "Số 1 đường Thử")
    assert (str(office.latitude), office.phone, office.source) == ("16.063723", "", "Tệp units.json")
    assert set(FormerUnit.objects.values_list("name", flat=True)) == {"Phường Cũ Một", "Phường Cũ Hai"}
    assert "ghi" not in run(file(tmp_path, CITY)).replace("không", "")
    assert Office.objects.count() == 1


def test_an_office_that_is_there_is_only_compared(tmp_path):
    run(file(tmp_path, COUNTRY))
    office = Office.objects.create(slug="quay", name_vi="Quầy", address_vi="Số 2 đường Khác")
    office.units.add(Unit.objects.get(code="20242"))
    assert "Phường Hải Châu: Số 1 đường Thử" in run(file(tmp_path, CITY))
    assert [row.address_vi for row in Office.objects.all()] == ["Số 2 đường Khác"]


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("new_commune_ward",), "Không Có", "commune_ward_list[0].new_commune_ward: không có xã, phường này"),
        (("new_commune_ward",), None, "commune_ward_list[0].new_commune_ward: cần chữ"),
        (("location",), "x", "commune_ward_list[0].location: cần một đối tượng"),
        (("location", "latitude"), 200, "commune_ward_list[0].location.latitude: cần số độ"),
        (("location", "longitude"), "108", "commune_ward_list[0].location.longitude: cần số độ"),
        (("location", "address"), 5, "commune_ward_list[0].location.address: cần chữ"),
    ],
)
def test_a_mistake_in_a_citys_file_is_named_by_its_path(tmp_path, place, value, said):
    run(file(tmp_path, COUNTRY))
    data = deepcopy(CITY)
    holder = data["commune_ward_list"][0]
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    with pytest.raises(CommandError) as caught:
        run(file(tmp_path, data))
    assert said in str(caught.value)
    assert not Office.objects.exists()


def test_names():
    assert [tidy(name) for name in ("Khánh Hoà", "Thuỵ  Vân", "Quý Lộc", "Hoàng Mai", "Hoà Xá")] == [
        *("Khánh Hòa", "Thụy Vân", "Quý Lộc", "Hoàng Mai", "Hòa Xá")
    ]
    assert english_name("Đắk Pơ", "commune") == "Dak Po Commune"
    assert english_name("1 Bảo Lộc", "ward") == "Ward 1 Bao Loc"


@pytest.mark.national
@pytest.mark.skipif(not NATIONAL.exists(), reason="the national units are not beside the repository")
@pytest.mark.parametrize("lists_first", [True, False])
def test_the_national_file_and_the_shipped_lists_meet_in_either_order(lists_first):
    if lists_first:
        seeding.apply_all()
    begun = time.perf_counter()
    report = import_units(NATIONAL)
    assert time.perf_counter() - begun < 20
    assert (report.provinces, report.communes) == (34, 3321)
    assert (report.gone, report.changed) == ([], [])
    seeding.apply_all()
    assert not any(seeding.apply_all().values())
    assert (import_units(NATIONAL).unchanged, Unit.objects.count()) == (3355, 3355)
    assert Unit.objects.get(code="20242").slug == "phuong-hai-chau"
    assert not Unit.objects.exclude(kind="province").filter(parent=None).exists()
    assert not Unit.objects.filter(name_en=None).exists()
    assert Office.objects.filter(units__parent__slug="da-nang").count() == 93
    if MERGED.exists():
        assert import_units(MERGED).former == 0


@pytest.mark.national
@pytest.mark.skipif(not NATIONAL.exists(), reason="the national units are not beside the repository")
def test_pages_stay_small_when_the_whole_country_is_known(client):
    seeding.apply_all()
    import_units(NATIONAL)
    client.get("/noi-nop/")
    begun = time.perf_counter()
    answer = client.get("/noi-nop/")
    assert time.perf_counter() - begun < 1
    assert answer.status_code == 200
    assert len(answer.content) < 100_000
    assert "phuong-hai-chau" in answer.text
    assert "xa-tan-tien-" not in answer.text
    assert client.get("/noi-nop/?ten=Tân Tiến").status_code == 200
