"""Which offices serve a unit at which level, and what a page shows of them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from catalogue.models import FormerUnit, Office, Unit
from catalogue.places import offices_for
from tests.catalogue.factories import AgencyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def city() -> Unit:
    return Unit.objects.create(
        slug="da-nang", kind="province", name_vi="Thành phố Đà Nẵng", name_en="Da Nang City"
    )


@pytest.fixture
def ward(city: Unit) -> Unit:
    return Unit.objects.create(slug="phuong-mot", kind="ward", name_vi="Phường Một", parent=city)


def office(slug: str, *units: Unit, **values: Any) -> Office:
    made = Office.objects.create(slug=slug, name_vi=slug.replace("-", " "), **values)
    made.units.set(units)
    return made


def shown(*args: Any) -> list[str]:
    return [one.name.text for one in offices_for(*args)]


def test_the_level_of_the_procedure_chooses_the_office(city, ward):
    other = Unit.objects.create(slug="phuong-hai", kind="ward", name_vi="Phường Hai", parent=city)
    office("quầy-một", ward)
    office("quầy-hai", other)
    office("trung-tâm", city, level="province")
    assert shown(ward, ("commune",)) == ["Quầy một"]
    assert shown(ward, ("province",)) == ["Trung tâm"]
    assert shown(ward, ("province", "commune")) == ["Quầy một", "Trung tâm"]
    assert shown(ward, ("commune", "vertical")) == []  # the police of the ward are not its committee
    assert shown(city, ("commune",)) == []
    assert shown(city, ("province",)) == ["Trung tâm"]
    assert shown(ward, ("ministry", "vertical")) == shown(ward, ()) == []


def test_an_agencys_own_office_is_shown_where_it_serves(city, ward):
    agency = AgencyFactory(slug="cuc-mot")
    elsewhere = Unit.objects.create(slug="ha-noi", kind="province", name_vi="Hà Nội")
    office("cục-ở-đây", city, level="other", agency=agency)
    office("cục-cả-nước", level="other", agency=agency)
    office("cục-nơi-khác", elsewhere, level="other", agency=agency)
    assert shown(ward, ("vertical",), ["cuc-mot"]) == ["Cục cả nước", "Cục ở đây"]
    assert shown(ward, ("vertical",), ["cuc-hai"]) == []


def test_values_are_plain_and_bilingual_in_one_query(city, ward):
    office(
        "quầy",
        ward,
        name_en="Counter",
        address_vi="Số 1",
        latitude=Decimal("15.879401"),
        longitude=Decimal("108.331966"),
        phone="0236 3 881 888",
        source="Danh sách",
        checked_on=date(2026, 11, 1),
    )
    with CaptureQueriesContext(connection) as queries:
        (one,) = offices_for(ward, ["commune"], (), "en")
    assert len(queries) == 1
    assert (str(one.name), one.address.text, one.address.lang) == ("Counter", "Số 1", "vi")
    assert (one.coordinates, one.geo) == ("15.879401, 108.331966", "geo:15.879401,108.331966")
    assert (one.tel, one.hours.text, one.url) == ("tel:02363881888", "", "/noi-nop/phuong-mot/")


def test_a_unit_page_has_offices_by_level_and_old_units_by_old_district(client: Client, city, ward):
    office("quầy", ward)
    office("trung-tâm", city, level="province")
    FormerUnit.objects.create(name="Phường Cũ", former_parent="thành phố Hội An", unit=ward)
    FormerUnit.objects.create(name="Xã Cũ", unit=ward, partial=True)
    page = client.get("/noi-nop/phuong-mot/").text
    assert page.index("Nhận hồ sơ cấp xã, phường") < page.index("Nhận hồ sơ cấp tỉnh, thành phố")
    assert page.index("Thành phố Hội An") < page.index("Phường Cũ") < page.index("Chưa rõ quận, huyện cũ")
    assert "Xã Cũ (một phần)" in strip_tags(page)
    assert 'href="/cap/xa-phuong/"' in page
    assert client.get("/en/noi-nop/phuong-mot/").status_code == 200


def test_the_list_tells_what_an_old_name_is_today(client: Client, ward, city):
    FormerUnit.objects.create(name="Phường Cũ", former_parent="thành phố Hội An", unit=ward)
    FormerUnit.objects.create(name="Phường Khác", former_parent="thành phố Hội An", unit=ward)
    page = client.get("/noi-nop/", {"ten": "phuong cu hoi an"}).text
    assert "Phường Cũ, thành phố Hội An nay thuộc phường Một." in page
    assert 'href="/noi-nop/phuong-mot/"' in page


def test_the_list_offers_what_a_name_may_mean(client: Client, ward, city):
    other = Unit.objects.create(slug="phuong-hai", kind="ward", name_vi="Phường Hai", parent=city)
    for unit in (ward, other):
        FormerUnit.objects.create(name="Xã Cũ", former_parent="huyện Xưa", unit=unit)
    page = client.get("/noi-nop/", {"ten": "xã Cũ"}).text
    assert "Bạn ở nơi nào" in page
    assert page.count("gồm một phần của") == 2


@pytest.mark.parametrize("name", ["x" * 10_000, "<script>", "%", "phường " * 40])
def test_a_strange_name_is_answered(client: Client, ward, name):
    for prefix in ("", "/en"):
        answer = client.get(f"{prefix}/noi-nop/", {"ten": name})
        assert answer.status_code == 200
        assert "<script>" not in answer.text.partition("</head>")[2]
        assert client.get(f"{prefix}/noi-nop/", {"xa": name}).status_code == 200


def test_a_unit_that_ended_says_so(client: Client, city, ward):
    Unit.objects.create(slug="xa-het", kind="commune", name_vi="Xã Hết", parent=city, ended="2026-01-02")
    assert "Hết tồn tại từ 02/01/2026" in strip_tags(client.get("/noi-nop/xa-het/").text)
    assert "02/01/2026" in client.get("/noi-nop/", {"ten": "xã hết"}).text
