"""Lists of procedures and the pages of what they share."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.counter import in_force
from catalogue.models import (
    Agency,
    CounterEntry,
    ProcedurePage,
    ProcedureVersion,
    Topic,
)
from tests.catalogue.factories import (
    LegalActFactory,
    TopicFactory,
    draft,
    published,
)
from tests.catalogue.one_of_each import birth_registration, new_agency, new_topic, ward_with_office

pytestmark = pytest.mark.django_db

MOST_QUERIES = 6
LISTS = (
    "/thu-tuc/",
    "/linh-vuc/",
    "/linh-vuc/ho-tich/",
    "/su-kien/",
    "/su-kien/sinh-con/",
    "/co-quan/",
    "/co-quan/ubnd-xa/",
    "/doi-tuong/",
    "/doi-tuong/cong-dan/",
    "/truc-tuyen/toan-trinh/",
    "/cap/xa-phuong/",
    "/van-ban/",
    "/van-ban/123-2015-nd-cp/",
    "/giay-to/",
    "/giay-to/giay-khai-sinh/",
    "/bieu-mau/",
    "/bieu-mau/to-khai/",
    "/noi-nop/",
    "/noi-nop/phuong-hai-chau/",
)


@pytest.fixture
def topic() -> Topic:
    return new_topic()


@pytest.fixture
def agency() -> Agency:
    return new_agency()


@pytest.fixture
def birth(topic: Topic, agency: Agency) -> ProcedurePage:
    """A public procedure that names one of everything, and a ward."""
    ward_with_office()
    return birth_registration(topic, agency)


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", LISTS)
def test_every_list_answers_cheaply_and_without_cookies(
    path: str,
    prefix: str,
    client: Client,
    birth: ProcedurePage,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get(prefix + "/thu-tuc/")  # the centre's settings are cached
    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(prefix + path)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "Accept-Language" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(
    "path", ["/thu-tuc/", "/linh-vuc/ho-tich/", "/su-kien/sinh-con/", "/co-quan/ubnd-xa/"]
)
def test_unpublished_procedures_are_never_listed(
    path: str, client: Client, birth: ProcedurePage, topic: Topic, agency: Agency
) -> None:
    draft("1.000002", "Thủ tục đang soạn", topic=topic, agency=agency)
    published("1.000003", "Thủ tục đã gỡ", topic=topic, agency=agency).unpublish()
    listed = text(client, path)
    assert "Đăng ký khai sinh" in listed
    assert "đang soạn" not in listed
    assert "đã gỡ" not in listed


@pytest.mark.parametrize(
    "path",
    ["/bieu-mau/to-khai/", "/giay-to/giay-khai-sinh/", "/giay-to/giay-chung-sinh/"],
)
def test_what_only_unpublished_procedures_name_is_not_found(
    path: str, client: Client, birth: ProcedurePage
) -> None:
    assert "Đăng ký khai sinh" in text(client, path)
    birth.unpublish()
    assert client.get(path).status_code == 404


def test_directories_leave_out_what_no_public_procedure_names(client: Client, birth: ProcedurePage) -> None:
    draft("1.000002", "Đang soạn", topic=TopicFactory(slug="bi-mat", name_vi="Lĩnh vực chưa công bố"))
    assert "Hộ tịch" in text(client, "/linh-vuc/")
    assert "chưa công bố" not in text(client, "/linh-vuc/")
    birth.unpublish()
    assert "Hộ tịch" not in text(client, "/linh-vuc/")
    assert "sinh-con" not in text(client, "/su-kien/")
    assert "123/2015" not in text(client, "/van-ban/")


def test_rows_say_fee_time_and_level(client: Client, birth: ProcedurePage) -> None:
    listed = text(client, "/thu-tuc/")
    assert "8.000\u00a0đ" in listed
    assert "5\u00a0ngày làm việc; có trường hợp 1\u00a0ngày làm việc" in listed
    assert "Xã, phường" in listed


def test_english_titles_and_marked_vietnamese_ones(client: Client, topic: Topic) -> None:
    published("1.000001", "Đăng ký khai sinh", title_en="Register a birth")
    published("1.000002", "Đăng ký kết hôn")
    listed = text(client, "/en/thu-tuc/")
    assert ">Register a birth</a>" in listed
    assert 'lang="vi">Đăng ký kết hôn</a>' in listed


def test_filters_count_and_narrow(client: Client, birth: ProcedurePage) -> None:
    published("1.000002", "Cấp giấy phép", levels=["province"])
    assert 'value="province"> Tỉnh, thành phố <span>1</span>' in text(client, "/thu-tuc/")
    listed = text(client, "/thu-tuc/?cap=province")
    assert "Cấp giấy phép" in listed
    assert "Đăng ký khai sinh" not in listed
    assert 'value="province" checked' in listed
    assert 'value="commune"> Xã, phường <span>1</span>' in listed  # what the other choice would add


def test_filters_of_different_groups_must_both_hold(client: Client, birth: ProcedurePage) -> None:
    published("1.000002", "Cấp giấy phép", levels=["commune"])
    listed = text(client, "/thu-tuc/?cap=commune&cach=online&ai=cong-dan")
    assert "Đăng ký khai sinh" in listed
    assert "Cấp giấy phép" not in listed


def test_name_is_found_with_marks_or_none_and_by_code(client: Client, birth: ProcedurePage) -> None:
    published("1.000002", "Cấp giấy phép")
    for name in ("khai sinh", "KHAI SINH", "dang ky khai", "đăng ký", "1.001193"):
        listed = client.get("/thu-tuc/", {"ten": name}).content.decode()
        assert "/thu-tuc/1-001193-dang-ky-khai-sinh/" in listed, name
        assert "Cấp giấy phép" not in listed, name


def test_nothing_found_says_what_to_do(client: Client, birth: ProcedurePage) -> None:
    listed = text(client, "/thu-tuc/?ten=khong+co+dau")
    assert "Không có thủ tục nào ở đây" in listed
    assert 'href="/thu-tuc/"' in listed


def many(count: int) -> None:
    """Public entries with a record each."""
    record = published("9.999999", "Thủ tục mẫu")
    version = in_force(record.code)
    assert version is not None
    CounterEntry.objects.bulk_create(
        CounterEntry(
            code=f"9.{n:06d}",
            slug=f"9-{n:06d}-thu-tuc",
            public=True,
            title=f"Thủ tục {n}",
            sort_key=f"{n:06d}",
        )
        for n in range(count - 1)
    )
    ProcedureVersion.objects.bulk_create(
        ProcedureVersion(
            code=f"9.{n:06d}", number=1, record=version.record, published_at=version.published_at
        )
        for n in range(count - 1)
    )


def test_pager_keeps_the_address(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many(105)
    client.get("/thu-tuc/")
    with django_assert_max_num_queries(MOST_QUERIES):
        page = text(client, "/thu-tuc/?ten=thu+tuc&trang=2")
    assert "đang xem 51–\u2060100" in page
    assert page.count('scope="row"') == 50
    assert 'href="?ten=thu+tuc&amp;trang=3" rel="next"' in page
    assert 'href="?ten=thu+tuc" rel="prev"' in page
    assert 'href="?ten=thu+tuc&amp;trang=2" aria-current="page"' in page


@pytest.mark.parametrize("asked", ["99", "999999999999", "0", "-1", "x", "٣"])
def test_page_numbers_out_of_range_are_handled(asked: str, client: Client, birth: ProcedurePage) -> None:
    response = client.get("/thu-tuc/", {"trang": asked})
    beyond = asked == "99"
    assert response.status_code == (404 if beyond else 200)
    assert "Đăng ký khai sinh" in response.content.decode()
    assert ("Không có trang này" in response.content.decode()) == beyond


@pytest.mark.parametrize(
    "query", ["cap=%F0%9F%8E%89", "ai=" + "x" * 5_000, "ten=%25_%27", "xep=drop", "cap=1&cap=2"]
)
def test_odd_addresses_are_read_kindly(query: str, client: Client, birth: ProcedurePage) -> None:
    assert client.get(f"/thu-tuc/?{query}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/linh-vuc/x/", "/su-kien/x/", "/co-quan/x/", "/cap/x/", "/van-ban/x/", "/noi-nop/x/"]
)
def test_unknown_things_are_not_found(path: str, client: Client) -> None:
    assert client.get(path).status_code == 404


def test_topics_stand_in_vietnamese_order(client: Client) -> None:
    for n, name in enumerate(("Đất đai", "Dân số", "Ấn phẩm", "An toàn", "Ăn uống")):
        published(f"1.00000{n}", f"Thủ tục {n}", topic=TopicFactory(slug=f"t{n}", name_vi=name))
    listed = text(client, "/linh-vuc/")
    places = [listed.index(f">{name}<") for name in ("An toàn", "Ăn uống", "Ấn phẩm", "Dân số", "Đất đai")]
    assert places == sorted(places)


def test_life_event_takes_in_its_topics(client: Client, birth: ProcedurePage, topic: Topic) -> None:
    published("1.000009", "Đăng ký lại khai sinh", topic=topic)
    listed = text(client, "/su-kien/sinh-con/")
    assert "Đăng ký khai sinh" in listed
    assert "Đăng ký lại khai sinh" in listed
    assert "2 thủ tục" in text(client, "/su-kien/")


def test_act_says_what_is_not_confirmed(client: Client, birth: ProcedurePage) -> None:
    page = text(client, "/van-ban/123-2015-nd-cp/")
    assert "Nghị định" in page
    assert "chưa xác nhận" in page
    assert "Đăng ký khai sinh" in page
    assert "123/2015" in text(client, "/van-ban/?ten=123/2015")
    assert "123/2015/NĐ-CP</a>" not in text(client, "/van-ban/?ten=999")


def test_act_stays_readable_when_no_procedure_names_it(client: Client) -> None:
    LegalActFactory(slug="85-2019-tt-btc", number="85/2019/TT-BTC")
    assert "85/2019/TT-BTC" in text(client, "/van-ban/85-2019-tt-btc/")


def test_paper_says_who_issues_and_who_asks(client: Client, birth: ProcedurePage) -> None:
    issued = text(client, "/giay-to/giay-khai-sinh/")
    assert (
        issued.index("Thủ tục cấp giấy này")
        < issued.index("Đăng ký khai sinh")
        < issued.index("Thủ tục cần giấy này")
    )
    asked = text(client, "/giay-to/giay-chung-sinh/")
    assert asked.index("Thủ tục cần giấy này") < asked.rindex("Đăng ký khai sinh")


def test_form_without_a_file_says_so(client: Client, birth: ProcedurePage) -> None:
    assert "Chưa có tệp để tải" in text(client, "/bieu-mau/to-khai/")


def test_office_shows_what_is_known_and_says_what_is_not(client: Client, birth: ProcedurePage) -> None:
    page = text(client, "/noi-nop/phuong-hai-chau/")
    assert "geo:16.063728,108.222472" in page
    assert page.count("chưa có thông tin</span>") == 3
    assert "Phường Thạch Thang" in page


def test_choosing_a_ward_leads_to_its_page(client: Client, birth: ProcedurePage) -> None:
    assert client.get("/noi-nop/?xa=phuong-hai-chau").headers["Location"] == "/noi-nop/phuong-hai-chau/"
    assert client.get("/en/noi-nop/?xa=phuong-hai-chau").headers["Location"] == "/en/noi-nop/phuong-hai-chau/"
    assert "Không có phường, xã này" in text(client, "/noi-nop/?xa=//evil.example")


def test_ward_is_found_by_an_old_name(client: Client, birth: ProcedurePage) -> None:
    assert "/noi-nop/phuong-hai-chau/" in text(client, "/noi-nop/?ten=thach+thang")
    assert 'href="/noi-nop/phuong-hai-chau/"' not in text(client, "/noi-nop/?ten=khong+co")
