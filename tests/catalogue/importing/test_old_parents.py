"""What old communes belonged to: told by the lists, never guessed, never over an editor's word."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings
from wagtail.models import ModelLogEntry

from catalogue.importing import seeding
from catalogue.importing.old_parents import paired, parents_of, written
from catalogue.importing.seeds import rows
from catalogue.importing.unit_files import tidy
from catalogue.importing.units import import_units
from catalogue.models import FormerUnit, Unit

from .test_units import CITY, COUNTRY, file

MERGED = Path(settings.NATIONAL_DATA) / "danang_new_wards_offices.json"


def test_of_two_districts_the_kind_of_the_old_unit_tells():
    districts = ["Liên Chiểu", "Hòa Vang"]
    assert parents_of("", ["Phường A", "Xã B", "Thị trấn C"], districts) == [
        *("quận Liên Chiểu", "huyện Hòa Vang", "huyện Hòa Vang")
    ]


@pytest.mark.parametrize(
    "districts", [["Cẩm Lệ", "Thanh Khê"], ["Hội An", "Điện Bàn"], ["Hội An", "Hòa Vang"], []]
)
def test_what_can_not_be_told_stays_empty(districts):
    assert parents_of("", ["Phường A", "Xã B"], districts) == ["", ""]


def test_one_district_is_all_of_theirs_with_its_kind_where_known():
    assert parents_of("", ["Phường A"], ["Hội An"]) == ["thành phố Hội An"]
    assert parents_of("", ["Phường A"], ["Nơi Lạ"]) == ["Nơi Lạ"]


def test_a_row_is_written_as_it_was_read():
    for row in rows("units.tsv"):
        assert written(paired(row)) == row["old_parents"]
        assert len(paired(row)) == len(row["old_units"].split(","))


@pytest.mark.national
@pytest.mark.skipif(not MERGED.exists(), reason="the list of communes is not beside the repository")
def test_the_shipped_parents_are_those_of_the_list():
    listed = json.loads(MERGED.read_text(encoding="utf-8"))["commune_ward_list"]
    told = {
        tidy(one["new_commune_ward"]).removeprefix("Đặc khu ").lower(): one["old_commune_ward"]
        for one in listed
    }
    differing = []
    for row in rows("units.tsv"):
        name = row["name_vi"].removeprefix("Đặc khu ").removeprefix("Phường ").removeprefix("Xã ").lower()
        for _old, parent in paired(row):
            if parent and parent.split(" ", 2 if parent.startswith("th") else 1)[-1] not in told[name]:
                differing.append(row["name_vi"])
    assert differing == ["Xã Tam Hải"]  # the island belonged to Núi Thành; the list writes Tam Kỳ


@pytest.mark.django_db
@pytest.mark.database
class TestWritten:
    def test_seeds_fill_what_is_empty_once(self):
        seeding.apply_all()
        old = FormerUnit.objects.get(name="Phường Cẩm Phô")
        assert old.former_parent == "thành phố Hội An"
        assert (
            list(FormerUnit.objects.filter(partial=True).values_list("name", flat=True))
            == ["Xã Hòa Liên"] * 2
        )
        FormerUnit.objects.filter(unit=old.unit).update(former_parent="")
        FormerUnit.objects.filter(pk=old.pk).update(former_parent="của biên tập viên")
        assert seeding.apply_all()["units"] == old.unit.former.count() - 1
        old.refresh_from_db()
        assert old.former_parent == "của biên tập viên"
        assert seeding.apply_all()["units"] == 0

    def test_what_an_editor_made_empty_stays_empty(self):
        seeding.apply_all()
        unit = Unit.objects.get(slug="phuong-hoi-an")
        unit.former.update(former_parent="")
        ModelLogEntry.objects.log_action(unit, "wagtail.edit")
        assert seeding.apply_all()["units"] == 0

    def test_a_file_fills_what_is_empty_and_is_repeated_without_a_write(self, tmp_path):
        import_units(file(tmp_path, COUNTRY))
        import_units(file(tmp_path, CITY))
        assert set(FormerUnit.objects.values_list("former_parent", flat=True)) == {""}
        data = deepcopy(CITY)
        data["commune_ward_list"][0]["old_commune_ward"] = "Hội An"
        FormerUnit.objects.filter(name="Phường Cũ Hai").update(former_parent="quận Khác")
        assert import_units(file(tmp_path, data)).parents == 1
        assert import_units(file(tmp_path, data)).parents == 0
        assert dict(FormerUnit.objects.values_list("name", "former_parent")) == {
            "Phường Cũ Một": "thành phố Hội An",
            "Phường Cũ Hai": "quận Khác",
        }
