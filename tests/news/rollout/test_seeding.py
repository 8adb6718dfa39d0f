"""The shipped facts of the rollout."""

import pytest
from django.test import Client

from catalogue.importing import seeding as units
from catalogue.models import FormerUnit
from portal.home.tree import ensure_site
from portal.news.rollout.districts import shipped
from portal.news.rollout.models import Figure, Locality, Milestone, RolloutPage
from portal.news.rollout.seeding import seed

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> RolloutPage:
    ensure_site()
    units.apply_all()
    seed()
    return RolloutPage.objects.get()


def test_it_is_published_with_all_facts(page: RolloutPage) -> None:
    assert page.live
    assert page.figures.count() == 2 * len(shipped()) == 48
    assert sum(int(row.value) for row in page.figures.filter(period_from__year=2024)) == sum(
        int(row["dossiers_2024"]) for row in shipped()
    )
    assert [place.unit.slug for place in Locality.objects.select_related("unit")[:3]] == [
        "phuong-tam-ky",
        "phuong-hoi-an",
        "phuong-dien-ban",
    ]


def test_every_row_has_its_source_and_both_languages(page: RolloutPage) -> None:
    for row in [*Milestone.objects.all(), *Figure.objects.all()]:
        assert row.source_name_vi
        assert row.source_name_en
    assert all(row.title_en for row in page.milestones.all())
    assert all(row.label_en and row.series_en and row.unit_en for row in page.figures.all())


def test_repeating_writes_nothing_and_keeps_edits(page: RolloutPage) -> None:
    Locality.objects.filter(slug="tam-ky").update(name_vi="Tam Kỳ cũ")
    page.figures.all().delete()
    assert seed() == 0
    assert Locality.objects.get(slug="tam-ky").name_vi == "Tam Kỳ cũ"
    assert not Figure.objects.exists()


def test_what_the_milestones_say_of_wards_is_in_the_list_of_units(page: RolloutPage) -> None:
    for district, slug in (("Tam Kỳ", "tam-ky"), ("Hội An", "hoi-an"), ("Điện Bàn", "dien-ban")):
        text = page.milestones.get(locality__slug=slug).text_vi
        former = FormerUnit.objects.filter(former_parent__endswith=district).select_related("unit")
        for name in {old.unit.name_vi for old in former}:
            assert name.split(" ", 1)[1] in text


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_it_reads_whole(client: Client, page: RolloutPage, prefix: str) -> None:
    html = client.get(f"{prefix}/thi-diem/").content.decode()
    assert html.count('role="img"') == 2
    assert ("42,948" if prefix else "42.948") in html
    main = html.split("<main")[1].split("</main>")[0]
    assert 'lang="vi"' not in main
