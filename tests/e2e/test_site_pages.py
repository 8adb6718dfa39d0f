"""Home, lists, shared things and offices in a real browser: accessible at both widths and languages, and still."""

import pytest

from portal.home.models import HomeProcedure
from portal.home.tree import ensure_site
from tests.catalogue.counter_rows import entry
from tests.catalogue.factories import published
from tests.catalogue.one_of_each import birth_registration, new_agency, new_topic, ward_with_office
from tests.e2e.checks import DESK, PHONE, assert_accessible, assert_no_sideways_scroll, assert_still
from tests.e2e.conftest import Visit

pytestmark = pytest.mark.django_db(transaction=True)

ENDED = "8-000001-thu-tuc-da-het"
PATHS = (
    "/",
    "/thu-tuc/",
    "/thu-tuc/?cap=commune&ten=khai",
    "/thu-tuc/?ten=khong-co-gi",
    "/thu-tuc/1-001193-dang-ky-khai-sinh/lo-trinh/",
    f"/thu-tuc/{ENDED}/",
    "/linh-vuc/",
    "/linh-vuc/ho-tich/",
    "/su-kien/",
    "/su-kien/sinh-con/",
    "/co-quan/",
    "/co-quan/ubnd-xa/",
    "/cap/xa-phuong/",
    "/doi-tuong/",
    "/doi-tuong/cong-dan/",
    "/truc-tuyen/toan-trinh/",
    "/van-ban/",
    "/van-ban/123-2015-nd-cp/",
    "/giay-to/",
    "/giay-to/giay-khai-sinh/",
    "/bieu-mau/",
    "/bieu-mau/?van=T",
    "/bieu-mau/to-khai/",
    "/noi-nop/",
    "/noi-nop/phuong-hai-chau/",
    "/du-lieu-mo/",
    "/so-do-trang/",
    "/api/v1/",
    "/tim-kiem/?q=qwerty",
    "/khong-co-trang-nay/",
)


@pytest.fixture
def site() -> None:
    """One of everything."""
    home = ensure_site()
    topic, agency = new_topic(), new_agency()
    birth_registration(topic, agency)
    for n in range(51):
        published(f"9.{n:06d}", f"Cấp giấy phép số {n}", topic=topic, agency=agency, levels=["province"])
    ward_with_office()
    entry(code="8.000001", slug=ENDED, public=False, reason="ended", replaced_by="1.001193")
    home.board = [HomeProcedure(code="1.001193", sort_order=0)]
    home.save()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_are_accessible_at_both_widths(site: None, visit: Visit, prefix: str) -> None:
    for path in PATHS:
        page = visit(prefix + path, width=PHONE)
        assert page.locator("h1").count() == 1, path
        for width in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)
            assert_no_sideways_scroll(page)
        page.context.close()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_shifts(site: None, visit: Visit, width: int) -> None:
    """That nobody else is asked is looked at by `visit` itself, on every page."""
    for path in PATHS:
        page = visit(path, width=width)
        assert_still(page)
        page.context.close()


def test_filters_work_without_javascript(site: None, visit: Visit) -> None:
    page = visit("/thu-tuc/", javascript=False)
    page.get_by_label("Xã, phường").check()
    page.get_by_role("button", name="Lọc").click()
    assert page.get_by_role("row").count() == 2
    page.get_by_role("link", name="Bỏ mọi mục lọc").click()
    page.get_by_role("link", name="Trang sau").click()
    assert "đang xem 51–" in page.locator("main").inner_text()


def test_choosing_a_ward_on_the_home_page_without_javascript(site: None, visit: Visit) -> None:
    page = visit("/", javascript=False)
    page.get_by_label("Phường, xã của bạn").select_option("phuong-hai-chau")
    page.get_by_role("button", name="Xem nơi nộp").click()
    assert page.locator("h1").inner_text() == "Phường Hải Châu"
