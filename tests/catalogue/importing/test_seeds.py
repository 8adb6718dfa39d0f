"""The shipped lists: applied once, repeated without a write, never over an editor's word."""

import pytest

from catalogue.importing import seeding, seeds
from catalogue.models import FormerUnit, LifeEvent, Office, Topic, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_lists_are_applied_once():
    assert all(seeding.apply_all().values())
    assert not any(seeding.apply_all().values())
    assert Unit.objects.filter(kind="province").count() == 34
    assert Unit.objects.get(slug="phuong-hai-chau").parent.slug == "da-nang"
    assert FormerUnit.objects.filter(unit__slug="phuong-hai-chau").count() == 5
    assert Office.objects.get(units__slug="phuong-hai-chau").phone == ""
    assert LifeEvent.objects.get(slug="co-con-nho").topics.exists()


def test_an_editors_word_stays():
    seeding.apply_all()
    Topic.objects.filter(name_vi="Hải quan").update(name_en="Customs matters")
    seeding.apply_all()
    assert Topic.objects.get(name_vi="Hải quan").name_en == "Customs matters"


def test_lookups():
    assert seeds.load_titles()["1.001193"][1]
    assert len(seeds.load_aliases()["1.001193"]) > 1
