"""What people say of where they live, old names and new, leads to the unit of today."""

import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as drawn
from hypothesis import strategies as st

from catalogue.importing import seeding
from catalogue.importing.units import import_units
from catalogue.models import FormerUnit, Office, Unit
from catalogue.places import find_places, moved_words
from portal.core.slugs import fold

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NATIONAL = Path(settings.NATIONAL_DATA) / "units_2025.json"
QUIET = drawn(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def _listed() -> None:
    seeding.apply_all()


pytest_lists = pytest.mark.usefixtures("_listed")


@pytest_lists
@pytest.mark.parametrize(
    ("text", "slug", "moved"),
    [
        (
            "phường Cẩm Phô, Hội An",
            "phuong-hoi-an",
            "Phường Cẩm Phô, thành phố Hội An nay thuộc phường Hội An",
        ),
        ("cam pho hoi an", "phuong-hoi-an", "Phường Cẩm Phô, thành phố Hội An nay thuộc phường Hội An"),
        ("CẨM PHÔ CŨ", "phuong-hoi-an", "Phường Cẩm Phô, thành phố Hội An nay thuộc phường Hội An"),
        ("P. Cẩm Phô, TP. Hội An, tỉnh Quảng Nam", "phuong-hoi-an", "Phường Cẩm Phô, thành phố Hội An"),
        ("12 Trần Phú, phường Cẩm Phô, Hội An", "phuong-hoi-an", "Phường Cẩm Phô"),
        ("Hội An, Cẩm Phô", "phuong-hoi-an", "Phường Cẩm Phô"),
        ("xã Điện Thọ, thị xã Điện Bàn", "xa-dien-ban-tay", "Xã Điện Thọ, thị xã Điện Bàn nay thuộc xã Điện"),
        ("TT. Nam Phước", "xa-nam-phuoc", "Thị trấn Nam Phước, huyện Duy Xuyên nay thuộc xã Nam Phước"),
        ("thi tran thanh my", "xa-thanh-my", "Thị trấn Thạnh Mỹ, huyện Nam Giang nay là xã Thạnh Mỹ"),
        ("tt prao", "xa-dong-giang", "Thị trấn P Rao"),
        ("Tam Xuân 2", "xa-tam-xuan", "Xã Tam Xuân II"),
        ("Phường Hội An", "phuong-hoi-an", ""),
        ("Hai Chau Ward", "phuong-hai-chau", ""),
        ("phường Tam Kỳ, Đà Nẵng, Việt Nam", "phuong-tam-ky", ""),
        ("phường An Khê, quận Thanh Khê", "phuong-an-khe", ""),
        ("Hoàng Sa", "dac-khu-hoang-sa", ""),
        ("xã Phước Ninh", "xa-que-phuoc", "Xã Phước Ninh, huyện Quế Sơn"),
        ("Đà Nẵng", "da-nang", ""),
        ("Quảng Nam", "da-nang", "Tỉnh Quảng Nam nay thuộc thành phố Đà Nẵng"),
    ],
)
def test_what_people_say(text, slug, moved):
    found = find_places(text)
    assert found.unit is not None
    assert found.unit.slug == slug
    said = moved_words(found.said, found.unit) if found.said else ""
    assert said.startswith(moved)
    assert bool(said) == bool(moved)


@pytest_lists
@pytest.mark.parametrize(
    ("text", "first", "count"),
    [
        ("Điện Bàn", "phuong-dien-ban", 6),
        ("Hội An", "phuong-hoi-an", 4),
        ("thành phố Hội An", "phuong-hoi-an", 4),
        ("Tam Kỳ, Quảng Nam", "phuong-tam-ky", 4),
        ("Phước Ninh", "phuong-hai-chau", 2),
        ("xã Hòa Liên", "phuong-hai-van", 2),
        ("xã Hoà Liên, huyện Hoà Vang", "phuong-hai-van", 2),
    ],
)
def test_what_may_mean_several_is_a_choice(text, first, count):
    found = find_places(text)
    assert found.unit is None
    assert found.choices[0].unit.slug == first
    assert len(found.choices) == count
    assert all(choice.parent and choice.parent.slug == "da-nang" for choice in found.choices)


@pytest_lists
def test_parts_of_an_old_unit_are_said_to_be_parts():
    assert all(choice.by and choice.by.partial for choice in find_places("xã Hòa Liên").choices)
    unit = Unit.objects.get(slug="phuong-hoi-an")
    FormerUnit.objects.create(name="Xã Nửa", former_parent="huyện Khác", partial=True, unit=unit)
    found = find_places("xã Nửa")
    assert found.unit is None
    (choice,) = found.choices
    assert choice.by is not None
    assert moved_words(choice.by, choice.unit) == "Một phần xã Nửa, huyện Khác nay thuộc phường Hội An"


@pytest_lists
@pytest.mark.parametrize(
    "text", ["", " ", "\0\x01\x1f", "x" * 10_240, "xã", "p", "không có đâu", "xa " * 24, "," * 99, "\ud800"]
)
def test_what_names_no_place_finds_nothing(text):
    assert not find_places(text)


@pytest_lists
def test_a_commune_not_known_is_not_taken_for_the_district_beside_it():
    found = find_places("phường Không Có, Sơn Trà")
    assert (found.unit, found.unread) == (None, "phường không có")
    assert [choice.unit.slug for choice in found.choices] == ["phuong-son-tra", "phuong-an-hai"]


@pytest_lists
def test_an_ended_unit_leads_to_what_took_it_in_and_is_named_when_that_is_not_known():
    gone = Unit.objects.create(slug="xa-het", kind="commune", name_vi="Xã Hết", ended="2026-01-01")
    found = find_places("xã Hết")
    assert (found.unit, found.choices, found.ended) == (None, (), gone)
    FormerUnit.objects.create(name="Xã Đầu", unit=gone)
    FormerUnit.objects.create(name="Xã Hết", unit=Unit.objects.get(slug="xa-ba-na"))
    for text in ("xã Hết", "xã Đầu"):
        unit = find_places(text).unit
        assert unit is not None
        assert unit.slug == "xa-ba-na"


@pytest_lists
def test_one_query_and_a_change_counts_at_once():
    find_places("Cẩm Phô")
    with CaptureQueriesContext(connection) as queries:
        begun = time.perf_counter()
        found = find_places("phường Cẩm Phô, Hội An")
        took = time.perf_counter() - begun
        assert found.unit is not None
        assert found.unit.parent is not None
        assert found.unit.parent.name_vi == "Thành phố Đà Nẵng"
    assert len(queries) == 1
    assert took < 0.05
    FormerUnit.objects.filter(name="Phường Cẩm Phô").update(name="Phường Cẩm Phố")
    moved = find_places("phường Cẩm Phô, Hội An").said
    assert moved is not None
    assert moved.name == "Phường Cẩm Phố"


@pytest_lists
def test_every_unit_and_every_old_name_is_found_by_its_own_full_name():
    missed = []
    for unit in Unit.objects.filter(kind__in=("province", "ward", "commune", "special")):
        for text in (unit.name_vi or "", fold(unit.name_vi or ""), (unit.name_vi or "").upper()):
            found = find_places(text)
            if found.unit != unit:
                missed.append(text)
    went: dict[str, set[str]] = {}
    for old in FormerUnit.objects.select_related("unit"):
        for text in {f"{old.name}, {old.former_parent}", fold(f"{old.name} {old.former_parent}")}:
            went.setdefault(text, set()).add(old.unit.slug)
    for text, slugs in went.items():
        found = find_places(text)
        reached = {found.unit.slug} if found.unit else {choice.unit.slug for choice in found.choices}
        if reached != slugs:
            missed.append(text)
    assert missed == []


@pytest_lists
@QUIET
@given(st.one_of(st.text(max_size=300), st.text(alphabet="xaphuongquyềđịtnhội ,.-\0\n", max_size=120)))
def test_no_text_raises(text):
    find_places(text)


@pytest_lists
@QUIET
@given(
    st.lists(
        st.sampled_from(
            ["xã", "thị xã", "P.", "tp", "Hội An", "Điện Bàn", "cam pho", "La Êê", ",", "cũ", "tỉnh", "12"]
        ),
        max_size=24,
    ).map(" ".join)
)
def test_no_row_of_names_takes_long(text):
    begun = time.perf_counter()
    find_places(text)
    assert time.perf_counter() - begun < 0.5


@pytest.mark.national
@pytest.mark.skipif(not NATIONAL.exists(), reason="the national units are not beside the repository")
def test_with_the_whole_country_the_centres_own_province_comes_first():
    seeding.apply_all()
    import_units(NATIONAL)
    found = find_places("An Khê")
    assert found.unit is not None
    assert found.unit.slug == "phuong-an-khe"
    assert [choice.parent.name_vi for choice in found.choices if choice.parent] == ["Tỉnh Gia Lai"]
    far = find_places("phường An Khê, Gia Lai")
    assert far.unit is not None
    assert (far.unit.code, far.choices) == (found.choices[0].unit.code, ())
    many = find_places("xã Tân Tiến")
    assert many.unit is None
    assert len(many.choices) == 7
    begun = time.perf_counter()
    for _run in range(5):
        find_places("phường Cẩm Phô, Hội An")
    assert (time.perf_counter() - begun) / 5 < 0.15


def test_without_any_list_nothing_is_found():
    assert not Office.objects.exists()
    assert not find_places("Hội An")
