"""The shipped lists: applied once, repeated without a write, never over an editor's word."""

import json
import lzma
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from catalogue.importing import seeding, seeds
from catalogue.importing.mapping.text import matching
from catalogue.importing.run import import_file
from catalogue.models import Audience, FormerUnit, LifeEvent, Office, Topic, Unit

from .records import record, source_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DATA = Path(settings.NATIONAL_DATA)


def administrator() -> Client:
    user = get_user_model().objects.create_superuser("quan-tri", "a@example.org", "x")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def delete(thing) -> None:
    """An editor deletes a shared thing in the admin."""
    name = f"wagtailsnippets_{thing._meta.app_label}_{thing._meta.model_name}:delete"
    assert administrator().post(reverse(name, args=[thing.pk])).status_code == 302
    assert not type(thing).objects.filter(pk=thing.pk).exists()


def save(thing, **changes) -> None:
    """An editor saves a shared thing in the admin with other values."""
    name = f"wagtailsnippets_{thing._meta.app_label}_{thing._meta.model_name}:edit"
    client, address = administrator(), reverse(name, args=[thing.pk])
    form = client.get(address).context["form"]
    fields = {field.html_name: _sent(field.value()) for field in form}
    assert client.post(address, {**fields, **changes}).status_code == 302


def _sent(value):
    if isinstance(value, list | tuple):
        return [getattr(item, "pk", item) for item in value]
    return "" if value is None else getattr(value, "pk", value)


def test_lists_are_applied_once():
    written = seeding.apply_all()
    assert written.pop("agencies") == 0  # they come with the records that name them
    assert all(written.values())
    assert not any(seeding.apply_all().values())
    assert Unit.objects.filter(kind="province").count() == 34
    assert Unit.objects.get(slug="phuong-hai-chau").parent.slug == "da-nang"
    assert FormerUnit.objects.filter(unit__slug="phuong-hai-chau").count() == 5
    assert Office.objects.get(units__slug="phuong-hai-chau").phone == ""
    assert LifeEvent.objects.get(slug="co-con-nho").topics.exists()


def test_an_editors_word_stays_through_the_next_import(tmp_path):
    seeding.apply_all()
    Topic.objects.filter(name_vi="Hải quan").update(name_en="Customs matters")
    Audience.objects.filter(code="ĐT2").update(name_en="Firms")
    LifeEvent.objects.filter(slug="co-con-nho").update(name_vi="Nhà có con nhỏ", name_en="Small children")
    LifeEvent.objects.get(slug="hoc-tap").topics.set(Topic.objects.filter(name_vi="Hải quan"))
    Unit.objects.filter(slug="phuong-hai-chau").update(name_en="Ward of Hai Chau")
    Office.objects.filter(slug="tru-so-phuong-hai-chau").update(
        address_vi="Địa chỉ mới", hours_vi="Sáng thứ hai"
    )
    import_file(source_file(tmp_path, record()))
    assert Topic.objects.get(name_vi="Hải quan").name_en == "Customs matters"
    assert Audience.objects.get(code="ĐT2").name_en == "Firms"
    assert LifeEvent.objects.get(slug="co-con-nho").name_vi == "Nhà có con nhỏ"
    assert [topic.name_vi for topic in LifeEvent.objects.get(slug="hoc-tap").topics.all()] == ["Hải quan"]
    assert Unit.objects.get(slug="phuong-hai-chau").name_en == "Ward of Hai Chau"
    office = Office.objects.get(slug="tru-so-phuong-hai-chau")
    assert (office.address_vi, office.hours_vi) == ("Địa chỉ mới", "Sáng thứ hai")


def test_what_an_editor_deleted_does_not_come_back():
    seeding.apply_all()
    delete(Office.objects.get(slug="tru-so-phuong-hai-chau"))
    assert not any(seeding.apply_all().values())
    assert not Office.objects.filter(slug="tru-so-phuong-hai-chau").exists()


def test_what_an_editor_made_empty_stays_empty():
    seeding.apply_all()
    office = Office.objects.get(slug="tru-so-phuong-hai-chau")
    save(office, address_vi="")
    assert not any(seeding.apply_all().values())
    office.refresh_from_db()
    assert not office.address_vi


def test_a_topic_of_the_source_gets_its_english_name(tmp_path):
    category = [{"id": "t", "name": "Việc làm (G07-LĐ11)", "code": "G07-LĐ11"}]
    import_file(source_file(tmp_path, record(categoriesDetails=category)))
    assert {topic.name_en for topic in Topic.objects.filter(name_vi__startswith="Việc làm")} == {"Employment"}
    Topic.objects.create(name_vi="Việc làm (G07-LĐ11)", slug="viec-lam-g07-ld11")
    seeding.apply_all()
    assert Topic.objects.get(slug="viec-lam-g07-ld11").name_en == "Employment"


def test_lookups():
    assert seeds.load_titles()["1.001193"][1]
    assert len(seeds.load_aliases()["1.001193"]) > 1


@pytest.mark.national
@pytest.mark.skipif(not (DATA / "national_procedures.jsonl.xz").exists(), reason="no national records")
def test_every_topic_of_the_national_file_has_an_english_name():
    with lzma.open(DATA / "national_procedures.jsonl.xz", "rt", encoding="utf-8") as lines:
        details = (json.loads(line)["detail"] for line in lines)
        names = {node["name"] for detail in details for node in detail["categoriesDetails"]}
    known = seeds.load_topic_names()
    assert len(names) > 270
    assert [name for name in names if not known.get(matching(name))] == []


@pytest.mark.national
@pytest.mark.skipif(not (DATA / "units_2025.json").exists(), reason="no national units")
def test_the_shipped_units_are_those_of_the_national_file():
    provinces = json.loads((DATA / "units_2025.json").read_text(encoding="utf-8"))
    (home,) = (province for province in provinces if province["Code"] == "48")
    for listed, there in (("provinces.tsv", provinces), ("units.tsv", home["Wards"])):
        ours = {row["code"]: matching(row["name_vi"]) for row in seeds.rows(listed)}
        assert ours == {unit["Code"]: matching(unit["FullName"]) for unit in there}


@pytest.mark.national
@pytest.mark.skipif(not (DATA / "danang_new_wards_offices.json").exists(), reason="no list of the mergers")
def test_the_shipped_communes_took_in_what_the_list_of_the_mergers_says():
    text = (DATA / "danang_new_wards_offices.json").read_text(encoding="utf-8")
    listed = {
        one["new_commune_ward"].removeprefix("Đặc khu "): one for one in json.loads(text)["commune_ward_list"]
    }
    ours = {
        row["name_vi"].split(" ", 2 if row["kind"] == "đặc khu" else 1)[-1]: row
        for row in seeds.rows("units.tsv")
    }
    assert len(ours) == 94
    assert {matching(name) for name in ours} == {matching(name) for name in listed}
    by_name = {matching(name): one for name, one in listed.items()}
    differing = set()
    for name, row in ours.items():
        one = by_name[matching(name)]
        if row["old_units"] != " ".join(one["merged_communes_wards"].split()):
            differing.add(name)
        if row["latitude"]:
            assert abs(float(row["latitude"]) - one["location"]["latitude"]) < 1e-6
            assert abs(float(row["longitude"]) - one["location"]["longitude"]) < 1e-6
    assert differing == {"Hoàng Sa"}  # the list writes the whole district in words
