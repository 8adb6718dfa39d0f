"""A case in an address: what is read, what is named and left out, and that no address is an error."""

from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from catalogue.counter import today
from catalogue.models import FormerUnit, Office, Unit
from catalogue.reader_case import Case
from catalogue.record import Choice, Fee, FeeRule, ProcedureRecord, Question, Tier
from catalogue.situation import read_case, read_number
from tests.catalogue.counter_rows import DECISION, PATH, published, record, text
from tests.catalogue.reading import page, section, words

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("_no_kept_page")]


def paged() -> ProcedureRecord:
    """A record whose one fee is by the page."""
    tiers = (Tier(up_to=2, amount=Decimal(2000)), Tier(up_to=None, amount=Decimal(1000)))
    rule = FeeRule(kind="tiers", unit=text("trang", "page"), tiers=tiers, maximum=Decimal(200_000))
    return record(fees=(Fee(key="trang", status="amount", rule=rule, source=DECISION),))


def read(query: str, held: ProcedureRecord | None = None) -> Case:
    return read_case(QueryDict(query), held or paged(), today())


def faults(case: Case) -> dict[str, str]:
    return {fault.name: fault.message for fault in case.faults}


@pytest.fixture
def hoi_an() -> Unit:
    """A ward of today with its office, and two old names, one of which another ward shares."""
    province = Unit.objects.create(slug="da-nang", name_vi="Thành phố Đà Nẵng", kind="province", code="48")
    here = Unit.objects.create(slug="phuong-hoi-an", name_vi="Phường Hội An", kind="ward", parent=province)
    there = Unit.objects.create(slug="xa-tan-hiep", name_vi="Xã Tân Hiệp", kind="commune", parent=province)
    FormerUnit.objects.create(name="Phường Cẩm Phô", former_parent="Thành phố Hội An", unit=here)
    for unit in (here, there):
        FormerUnit.objects.create(name="Xã Cẩm Hà", former_parent="", unit=unit, partial=True)
    office = Office.objects.create(
        slug="tru-so",
        name_vi="Trụ sở phường",
        address_vi="02 Hoàng Diệu",
        latitude="15.8794",
        longitude="108.332",
    )
    office.units.add(here)
    return here


# Numbers


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("3", "3"),
        ("2,5", "2.5"),
        ("2.5", "2.5"),
        ("1.500", "1500"),
        ("1.500.000", "1500000"),
        ("1.500.000,5", "1500000.5"),
        ("1,500,000", "1500000"),
        ("200.000 đ", "200000"),
        (" 1 500 000 đồng", "1500000"),
    ],
)
def test_numbers_are_read_the_vietnamese_way(written: str, number: str) -> None:
    assert read_number(written) == Decimal(number)


@pytest.mark.parametrize(
    "written", ["", "ba", "-3", "1e9", "٣", "1.50.000", "0x10", "NaN", "3 trang", "9" * 400]
)
def test_no_number_is_guessed(written: str) -> None:
    assert read_number(written) is None


# What is read, and given back


def test_a_whole_case_is_read_and_restored() -> None:
    day = today() + timedelta(days=3)
    case = read(f"sl-trang=3&cach=truc-tuyen&hoi-bansao=khong&nop={day}&utm_source=x&ngay=2026-05-05")
    assert not case.faults
    assert case.situation.given == {"bansao": "khong"}
    assert case.situation.quantities == {"trang": 3}
    assert case.situation.method == "online"
    assert case.situation.filing_day == day
    assert read(case.query.removeprefix("?")) == case
    assert "utm" not in case.query


def test_nothing_chosen_is_no_query() -> None:
    assert read("noi=&nop=&sl-trang=&o=").query == ""
    assert read(f"nop={today()}").query == ""


@pytest.mark.parametrize(
    ("query", "name", "said"),
    [
        ("hoi-xyz=1", "hoi-xyz", "không có câu hỏi này"),
        ("hoi-bansao=zz", "hoi-bansao", "không có lựa chọn này"),
        ("nop=2026-02-30", "nop", "không phải là một ngày có thật"),
        ("nop=2020-01-01", "nop", "đã qua"),
        ("nop=2199-01-01", "nop", "hai năm"),
        ("sl-trang=-1", "sl-trang", "lớn hơn 0"),
        ("sl-trang=0", "sl-trang", "lớn hơn 0"),
        ("sl-trang=9999999999999", "sl-trang", "quá lớn"),
        ("sl-khac=1", "sl-khac", "không có khoản phí"),
        ("cach=buu-dien", "cach", "không nhận cách nộp này"),
        ("cach=bay", "cach", "không có cách nộp này"),
        ("cach=truc-tiep&cach=truc-tuyen", "cach", "nhiều giá trị"),
        ("o=khong-co", "o", "không có xã, phường"),
        ("noi=zzzzzz", "noi", "chưa tìm thấy"),
    ],
)
def test_what_is_wrong_is_named_and_left_out(query: str, name: str, said: str) -> None:
    case = read(query)
    assert said in faults(case)[name]
    assert case.query == ""


def test_long_and_many_faults_are_cut_short() -> None:
    case = read("&".join(f"hoi-{n}={'x' * 10_000}" for n in range(50)))
    assert len(case.faults) <= 10
    assert all(len(fault.value) <= 60 for fault in case.faults)


def test_a_way_that_one_choice_stands_for_is_its_answer() -> None:
    choices = (
        Choice(key="tt", label=text("Tại quầy"), method="in_person"),
        Choice(key="tm", label=text("Trên mạng"), method="online"),
    )
    held = record(questions=(Question(key="kieu", text=text("Nộp thế nào?"), choices=choices),))
    case = read("cach=truc-tuyen", held)
    assert (case.query, case.situation) == ("?hoi-kieu=tm", read("hoi-kieu=tm", held).situation)


def test_a_way_of_several_choices_answers_none() -> None:
    choices = (
        Choice(key="phuong", label=text("Tại phường"), method="in_person"),
        Choice(key="tinh", label=text("Tại tỉnh"), method="in_person"),
    )
    held = record(questions=(Question(key="kieu", text=text("Nộp ở đâu?"), choices=choices),))
    case = read("cach=truc-tiep", held)
    assert (case.query, case.situation.given) == ("?cach=truc-tiep", {})


def test_a_way_that_an_answer_contradicts_is_not_taken() -> None:
    choices = (
        Choice(key="tt", label=text("Tại quầy"), method="in_person"),
        Choice(key="tm", label=text("Trên mạng"), method="online"),
    )
    held = record(questions=(Question(key="kieu", text=text("Nộp thế nào?"), choices=choices),))
    case = read("hoi-kieu=tt&cach=truc-tuyen", held)
    assert "trái với câu trả lời" in faults(case)["cach"]
    assert case.situation.method is None
    assert not read("hoi-kieu=tt&cach=truc-tiep", held).faults


# Place


def test_an_old_name_leads_to_the_unit_of_today(client: Client, hoi_an: Unit) -> None:
    published()
    html = page(client, f"{PATH}?{urlencode({'noi': 'phường Cẩm Phô, Hội An'})}")
    where = words(section(html, "noi-nop"))
    assert "Phường Cẩm Phô" in where
    assert "nay" in where
    assert "02 Hoàng Diệu" in where
    assert "Giờ làm việc: chưa có thông tin" in where
    assert 'href="geo:15.879400,108.332000"' in html
    assert f"o={hoi_an.slug}" in html.split('data-address="')[1].split('"')[0]


def test_a_name_of_several_units_shows_the_choices(client: Client, hoi_an: Unit) -> None:
    published()
    html = page(client, f"{PATH}?{urlencode({'noi': 'Cẩm Hà', 'hoi-bansao': 'khong'})}")
    options = html.split('class="place-options"')[1].split("</ul>")[0]
    assert "hoi-bansao=khong&amp;o=phuong-hoi-an" in options
    assert "o=xa-tan-hiep" in options


def test_place_and_answers_cost_few_queries(
    client: Client, hoi_an: Unit, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    published()
    with django_assert_max_num_queries(4):
        page(client, f"{PATH}?hoi-bansao=khong&cach=truc-tiep")
    for query in (f"o={hoi_an.slug}", urlencode({"noi": "phường Cẩm Phô, Hội An"})):
        with django_assert_max_num_queries(6):
            page(client, f"{PATH}?hoi-bansao=khong&{query}")


# Any address

NAMES = st.one_of(
    st.sampled_from(["hoi-bansao", "cach", "nop", "o", "noi", "sl-trang", "ngay", "phan", "thieu", "utm_x"]),
    st.text(max_size=12).map("hoi-".__add__),
    st.text(max_size=12).map("sl-".__add__),
    st.text(max_size=8),
)
VALUES = st.one_of(
    st.sampled_from(
        ["co", "khong", "truc-tiep", "2026-02-30", "9999-12-31", "0001-01-01", "1e999", "-1", "NaN"]
    ),
    st.text(max_size=30),
    st.integers().map(str),
    st.dates().map(str),
    st.text(min_size=1, max_size=4).map(lambda part: part * 2_500),
)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(pairs=st.lists(st.tuples(NAMES, VALUES), max_size=6), english=st.booleans())
@example(pairs=[("o", "\0"), ("noi", "\0")], english=False)
@example(pairs=[("ngay", "9999-12-31")], english=True)
@example(pairs=[("nop", "9999-12-31"), ("sl-trang", "9" * 30)], english=False)
@example(pairs=[("ngay", "2026-03-01"), ("ngay", "2026-04-01")], english=False)
def test_no_address_is_an_error(client: Client, pairs: list[tuple[str, str]], english: bool) -> None:
    if not Unit.objects.exists():
        published(paged())
        Unit.objects.create(slug="phuong-hoi-an", name_vi="Phường Hội An", kind="ward")
    query = urlencode(pairs)
    response = client.get(f"{'/en' if english else ''}{PATH}?{query}")
    nul = any("\0" in part for pair in pairs for part in pair)  # refused before any page is asked
    assert response.status_code in ({200, 404, 400} if nul else {200, 404})
    case = read(query)
    assert read(case.query.removeprefix("?")).situation == case.situation
